"""Records read piece by piece, each wherever there is room: the checks of `Source.batches`, and apart from them what needs all rows.

A row by itself is judged where it is read. Whether it repeats an earlier row can only be said where all rows of its id are together; there
the very same `Duplicates` speaks, over the same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.intake import REJECTED_KEPT, Rejected, TableIntake
from guanjia.model.schema import BY_NAME, TASKS
from guanjia.readers.checks import NEEDED, needed
from guanjia.readers.draft import Bools, Draft, Drafts, Int64
from guanjia.readers.duplicates import Duplicates
from guanjia.readers.in_memory import TableDrafts
from guanjia.readers.plausible import PayScale
from guanjia.readers.rejects import RejectsPart
from guanjia.readers.source import Pass, ReadOptions, Source, conform


@dataclass(frozen=True)
class Checked:
    """What one draft's rows came to: those that can be used unless they repeat others, those set aside, and the counts."""

    file: str
    batch: pa.RecordBatch | None  # the columns wanted; None where no row is left
    rows: Int64  # row numbers of the batch
    told: pa.RecordBatch | None  # of tasks: what makes two rows say the same
    rejected: tuple[Rejected, ...]
    counts: TableIntake


Piece = Callable[[], Iterator[Checked]]


@dataclass(frozen=True)
class Pieces:
    """A source whose large tables are read piece by piece."""

    source: Source

    def of(self, table: str, columns: Collection[str] | None) -> Sequence[Piece]:
        """The pieces of a table in the order of its rows; each can be pickled, and read anywhere the files can be reached."""
        stream = self.source.streams[table]
        wanted = _wanted(table, columns)
        everything = self.source.options.rejects is not None
        hours = self.source.options.max_task_hours
        return [partial(_read, table, wanted, drafts, hours, everything) for drafts in stream.pieces or (stream.drafts,)]

    def of_batches(self, table: str, columns: Collection[str] | None) -> Callable[[Iterable[pa.RecordBatch], int], Iterator[Checked]]:
        """A reading of Arrow batches of the table in the schema's form, whose first row has the number given; it can be pickled."""
        options = replace(self.source.options, rejects=None, mapping=None)
        return partial(_read_batches, table, _wanted(table, columns), options, self.source.options.rejects is not None)

    def look_at_pay(self) -> None:
        """Note where the amounts of pay are of an unlikely size, as a reading of the whole table would."""
        stream, scale = self.source.streams["tasks"], PayScale()
        for drafts in stream.pieces:
            for draft in drafts(frozenset({"driver_trip_pay", "kind"})):
                scale.look(draft)
                if scale.full:
                    break
            if scale.full:
                break
        scale.judge(self.source.intake)

    def settle(self, table: str, counts: TableIntake, rejected: Sequence[Rejected]) -> None:
        """Enter the counts of a whole table and its rows set aside; InputError where there was no task at all."""
        source = self.source
        if table == "tasks":
            source.refuse_nothing(counts)
        if source.options.rejects is not None:
            with RejectsPart(source.options.rejects, table) as part:
                part.write(rejected)
                part.settle()
        source.enter(table, counts, list(rejected[:REJECTED_KEPT]))


class Repeats:
    """Judges which tasks repeat others, given all rows of the ids it is asked about, in their order."""

    def __init__(self) -> None:
        self._seen = Duplicates()

    def judge(self, file: str, rows: Int64, told: pa.RecordBatch) -> tuple[Bools, tuple[Rejected, ...], TableIntake]:
        """Which rows must not be used, those of them that contradict an earlier one, and the counts to add."""
        draft = Draft(file, rows, dict(zip(told.schema.names, told.columns, strict=True)))
        self._seen.mark(draft)
        passing = Pass(TASKS, None, 0)
        rejected = passing.reject(draft, everything=True)
        dropped = draft.dropped()
        if dropped is None:
            return np.zeros(len(rows), np.bool_), (), TableIntake()
        set_aside = passing.counts.set_aside
        counts = replace(passing.counts, used=-int(dropped.sum()), merged=int(dropped.sum()) - set_aside)
        return dropped, tuple(rejected), counts


def _wanted(table: str, columns: Collection[str] | None) -> frozenset[str]:
    return frozenset(columns) if columns is not None else frozenset(column.name for column in BY_NAME[table].columns)


def _read(table: str, wanted: frozenset[str], drafts: Drafts, hours: float, everything: bool) -> Iterator[Checked]:
    return _checked(table, wanted, drafts(needed(BY_NAME[table], wanted)), hours, everything)


def _read_batches(
    table: str, wanted: frozenset[str], options: ReadOptions, everything: bool, batches: Iterable[pa.RecordBatch], first: int
) -> Iterator[Checked]:
    told = {"platform": options.platform, "kind": options.kind, "region": options.region}
    for batch in batches:
        for draft in TableDrafts(BY_NAME[table], pa.Table.from_batches([batch]), told)(needed(BY_NAME[table], wanted)):
            if "row" not in batch.schema.names:
                draft.rows = draft.rows + (first - 1)
            yield from _checked(table, wanted, iter([draft]), options.max_task_hours, everything)
        first += batch.num_rows


def _checked(table: str, wanted: frozenset[str], drafts: Iterator[Draft], hours: float, everything: bool) -> Iterator[Checked]:
    for draft in drafts:
        passing = Pass(BY_NAME[table], None, hours)
        keep = passing.judge(draft)
        rejected = tuple(passing.reject(draft, everything))
        parts = list(conform(draft, keep, BY_NAME[table], wanted))
        batch = pa.Table.from_batches(parts).combine_chunks().to_batches()[0] if len(parts) > 1 else parts[0] if parts else None
        rows = draft.rows if keep is None else draft.rows[keep]
        told = _told(draft, keep) if table == "tasks" and batch is not None else None
        yield Checked(draft.file, batch, rows, told, rejected, passing.counts)


def _told(draft: Draft, keep: Bools | None) -> pa.RecordBatch:
    names = [name for name in draft.columns if name in NEEDED["tasks"]]
    mask = None if keep is None else pa.array(keep)
    columns = [draft.columns[name] if mask is None else pc.filter(draft.columns[name], mask) for name in names]
    return pa.RecordBatch.from_arrays(columns, names)
