"""A source of records: tables as streams of Arrow batches in the schema's form, with every row accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.intake import REJECTED_KEPT, Intake, Rejected, TableIntake
from guanjia.model.schema import BY_NAME, LABEL, Table
from guanjia.readers.checks import check, needed
from guanjia.readers.convert import constant, empty, encoded
from guanjia.readers.draft import Bools, Draft, Stream, Trouble
from guanjia.readers.duplicates import Duplicates
from guanjia.readers.errors import InputError
from guanjia.readers.ids_ahead import told_again
from guanjia.readers.reasons import words
from guanjia.readers.rejects import RejectsPart
from guanjia.readers.seen import Seen

BATCH_ROWS = 1 << 20
IDS_IN_MEMORY = 12_000_000  # a third of a gigabyte; of more tasks, the ids are read beforehand
VALUE_SHOWN = 80  # characters of a value shown with a row set aside


@dataclass(frozen=True)
class ReadOptions:
    """What the reader cannot know from the file: zone, region, platform, kind, month, headings, encoding, units, where rejects go."""

    timezone: str | None = None
    region: str | None = None
    platform: str | None = None
    kind: str | None = None
    month: str | None = None
    mapping: Path | None = None
    encoding: str | None = None
    max_task_hours: float = 24
    money: Literal["auto", "yuan", "fen"] = "auto"
    rejects: Path | None = None
    ids_in_memory: int = IDS_IN_MEMORY
    threads: int = 2


@dataclass(frozen=True)
class Reader:
    """One format: its name, what it is, the columns its main file must have, and how it is opened."""

    name: str
    zh: str
    en: str
    needs: frozenset[str]
    open: Callable[[Path, ReadOptions], Source]


@dataclass(frozen=True)
class Source:
    """Records being read. ``batches`` may be called again and again; each full pass renews that table's counts in ``intake``."""

    format: str
    timezone: str
    subject: Literal["person", "vehicle"]
    intake: Intake
    paths: tuple[Path, ...]
    streams: Mapping[str, Stream] = field(repr=False)
    options: ReadOptions = field(repr=False, default_factory=ReadOptions)
    seen: Seen | None = field(repr=False, default=None)
    _kept: dict[str, list[Rejected]] = field(repr=False, default_factory=dict)

    def tables(self) -> frozenset[str]:
        """Names of the tables that this source has."""
        return frozenset(self.streams)

    def rows(self, table: str) -> int | None:
        """Rows of a table, where known without reading it."""
        return self.streams[table].rows

    def hashes(self) -> dict[str, str]:
        """SHA-256 of every input file, also put into ``intake.files``."""
        known = {} if self.seen is None else self.seen.hashes
        for path in self.paths:
            if path in known:
                self.intake.files[str(path)] = known[path]
                continue
            with path.open("rb") as file:
                self.intake.files[str(path)] = hashlib.file_digest(file, "sha256").hexdigest()
        return self.intake.files

    def batches(self, table: str, columns: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The table's good rows in batches of up to a million; ``columns`` in schema order, all when None. InputError if unreadable."""
        if table not in self.streams:
            raise InputError(f"这份记录里没有“{table}”表", f"These records have no table '{table}'")
        description = BY_NAME[table]
        wanted = frozenset(columns) if columns is not None else frozenset(column.name for column in description.columns)
        stream = self.streams[table]
        passing = Pass(description, self._duplicates() if table == "tasks" else None, self.options.max_task_hours)
        if self.seen is not None:
            passing.counts, passing.kept = self.seen.counts(table)
        spool = RejectsPart(self.options.rejects, table) if self.options.rejects else nullcontext()
        with spool as part:
            if part is not None and self.seen is not None:
                self.seen.rejected(table, part)
            for draft in stream.drafts(needed(description, wanted)):
                keep = passing.judge(draft)
                rejected = passing.reject(draft, everything=part is not None)
                if part is not None:
                    part.write(rejected)
                yield from conform(draft, keep, description, wanted)
            if table == "tasks":
                self.refuse_nothing(passing.counts)
            if part is not None:
                part.settle()
        if self.seen is not None:
            self.seen.note(table, passing.counts, passing.kept)
        self.enter(table, passing.counts, passing.kept)

    def _duplicates(self) -> Duplicates:
        """The tasks seen so far; of very many, only those whose ids come again are to be remembered."""
        stream = self.streams["tasks"]
        if self.seen is not None:
            return self.seen.duplicates(stream.rows)
        if stream.rows is not None and stream.rows > self.options.ids_in_memory:
            return Duplicates(again=told_again(stream, self.options.threads))
        return Duplicates(stream.rows)

    def refuse_nothing(self, counts: TableIntake) -> None:
        """InputError where there was not one row of tasks."""
        if counts.read == 0:
            names = "、".join(path.name for path in self.paths) or "<tasks>"
            raise InputError(
                f"{names}：没有任何一行任务。请检查文件是否只有表头", f"{names}: not one row of tasks. Is there only a heading?"
            )

    def enter(self, table: str, counts: TableIntake, rejected: list[Rejected]) -> None:
        """Enter the account of one whole table, and the first of its rows set aside."""
        self.intake.tables[table] = counts
        self._kept[table] = rejected
        self.intake.rejected[:] = [row for rows in self._kept.values() for row in rows]


class Pass:
    """The counts of one pass over one table."""

    def __init__(self, table: Table, duplicates: Duplicates | None, max_hours: float) -> None:
        self.table = table
        self.duplicates = duplicates
        self.max_hours = max_hours
        self.counts = TableIntake()
        self.kept: list[Rejected] = []

    def judge(self, draft: Draft) -> Bools | None:
        """Which rows are kept (None for all), with merged and used rows counted."""
        check(draft, self.table, self.max_hours)
        if self.duplicates is not None:
            self.duplicates.mark(draft)
        counts, dropped = self.counts, draft.dropped()
        kept = len(draft) if dropped is None else int((~dropped).sum())
        aside = np.logical_or.reduce([trouble.mask for trouble in draft.troubles]) if draft.troubles else None
        merged = 0 if draft.merged is None else int((draft.merged if aside is None else draft.merged & ~aside).sum())
        counts.read += len(draft) + len(draft.lost)
        counts.used += kept
        counts.merged += merged
        for text, count in draft.remarks.items():
            counts.remark(text, count)
        return None if dropped is None else ~dropped

    def reject(self, draft: Draft, everything: bool) -> list[Rejected]:
        """The rows set aside: all of them when they are written out, otherwise as many as memory keeps."""
        rejected: list[Rejected] = []
        for lost in draft.lost:
            self.counts.reject(lost.reason)
            rejected.append(_rejected(draft.file, lost.row, "", lost.text, lost.reason, ""))
        seen = np.zeros(len(draft), np.bool_)
        for trouble in draft.troubles:
            fresh = trouble.mask & ~seen
            seen |= trouble.mask
            self.counts.reject(trouble.reason, int(fresh.sum()))
            if everything or len(self.kept) + len(rejected) < REJECTED_KEPT:
                limit = None if everything else REJECTED_KEPT - len(self.kept) - len(rejected)
                rejected.extend(_of_trouble(draft, trouble, np.flatnonzero(fresh)[:limit]))
        self.kept.extend(rejected[: REJECTED_KEPT - len(self.kept)])
        return rejected


def _of_trouble(draft: Draft, trouble: Trouble, indices: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Iterator[Rejected]:
    places = np.cumsum(trouble.mask) - 1
    for index in indices:
        value = trouble.values[int(index)].as_py() if trouble.values is not None else None
        detail = trouble.details if isinstance(trouble.details, str) else trouble.details[int(places[index])]
        shown = "" if value is None else f"{value / 100:.2f}" if trouble.reason == "negative_money" else str(value)
        yield _rejected(draft.file, int(draft.rows[index]), trouble.column, shown, trouble.reason, detail)


def _rejected(file: str, row: int, column: str, value: str, reason: str, detail: str) -> Rejected:
    shown = value if len(value) <= VALUE_SHOWN else value[: VALUE_SHOWN - 1] + "…"
    return Rejected(file, row, column, shown, reason, *words(reason, column, shown, detail))


def _own(draft: Draft, name: str) -> pa.Array | None:
    """A column of the draft; where a row stands is the reader's to say."""
    if name == "row":
        return pa.array(draft.rows)
    if name == "file":
        return constant(draft.file, len(draft))
    return draft.columns.get(name)


def conform(draft: Draft, keep: Bools | None, table: Table, wanted: frozenset[str]) -> Iterator[pa.RecordBatch]:
    """The kept rows of a draft in the schema's form."""
    fields, arrays = [], []
    for column in table.columns:
        if column.name not in wanted:
            continue
        array = _own(draft, column.name)
        if array is None:
            array = empty(len(draft), column.type)
        elif column.type == LABEL:
            array = encoded(array)
        elif array.type != column.type:
            array = array.cast(column.type)
        fields.append(pa.field(column.name, column.type, nullable=not column.required))
        arrays.append(array)
    if keep is not None:
        mask = pa.array(keep)
        arrays = [pc.filter(array, mask) for array in arrays]
    length = len(draft) if keep is None else int(keep.sum())
    if length == 0:
        return
    batch = pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))
    for start in range(0, length, BATCH_ROWS):
        yield batch.slice(start, BATCH_ROWS) if length > BATCH_ROWS else batch
