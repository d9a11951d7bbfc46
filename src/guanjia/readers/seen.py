"""Records that grow by new files: what an earlier reading saw of them, and a source that reads only what is new."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guanjia.model.intake import Intake, Rejected, TableIntake
from guanjia.readers.duplicates import Duplicates
from guanjia.readers.errors import InputError
from guanjia.readers.plausible import scaled
from guanjia.readers.rejects import RejectsPart

if TYPE_CHECKING:
    from guanjia.readers.source import Source

GROWING = frozenset({"tasks", "pay_lines", "presence"})
"""Tables whose files are read once; of the others `WHOLE` are read anew each time, and the rest must stay as they are."""

WHOLE = frozenset({"weather", "notices", "incidents"})


class Seen:
    """What was read of the growing tables; ``states`` are what `state` gave in earlier runs, oldest first."""

    def __init__(self, states: Sequence[Mapping[str, Any]], hashes: Mapping[Path, str], rejects: Path | None) -> None:
        self.hashes = hashes
        self._states, self._rejects = states, rejects
        self._tables: dict[str, Any] = dict(states[-1]["tables"]) if states else {}
        self._duplicates: Duplicates | None = None
        self._rows, self._slots = 0, 0
        self.intake = Intake()

    def duplicates(self, rows: int | None) -> Duplicates:
        """The tasks seen so far, with room for so many more."""
        found = Duplicates(rows if not self._states else None)
        if self._states:
            found.restore([state["tasks"] for state in self._states])
            self._rows, self._slots = found.rows, found.slots
        self._duplicates = found
        return found

    def counts(self, table: str) -> tuple[TableIntake, list[Rejected]]:
        """What the rows of a table have come to so far, and the first that were set aside."""
        if table not in GROWING or table not in self._tables:
            return TableIntake(), []
        told = self._tables[table]
        counts = TableIntake(**told["counts"] | {name: dict(told["counts"][name]) for name in ("remarks", "reasons")})
        return counts, [Rejected(**row) for row in told["rejected"]]

    def rejected(self, table: str, part: RejectsPart) -> None:
        """Write what was set aside before."""
        if self._states and self._rejects is not None and self._rejects.exists() and table in GROWING:
            part.write_earlier(self._rejects)

    def note(self, table: str, counts: TableIntake, rejected: Sequence[Rejected]) -> None:
        """Remember what the rows of a table have come to."""
        if table in GROWING:
            self._tables[table] = {"counts": asdict(counts), "rejected": [asdict(row) for row in rejected]}

    def state(self) -> dict[str, Any]:
        """What the next reading needs besides what it has; nothing more can be marked afterwards."""
        tasks, self._duplicates = self._duplicates, None
        if tasks is None:
            raise RuntimeError("the tasks have not been read")
        return {"tables": self._tables, "tasks": tasks.state(self._rows, self._slots), "notes": self.intake.notes}

    def take_part_in(self, intake: Intake) -> None:
        """Say in this account what was said of the files that are not read again, and remember what is said of the others."""
        self.intake = intake
        for zh, en in self._states[-1]["notes"] if self._states else ():
            intake.note(zh, en)


def files_and_ways(source: Source) -> dict[Path, dict[str, str]]:
    """Each file's tables, and for each the way it is read, as a hash; InputError where tables cannot be read file by file."""
    found: dict[Path, dict[str, str]] = {}
    for table, stream in source.streams.items():
        if not stream.files:
            raise InputError(
                f"“{table}”不能逐个文件地读（写在任务旁边的收入，或其他平台的格式）。请去掉 --store，或先换成管家自己的表格",
                f"'{table}' cannot be read file by file (pay beside tasks, or another layout). Leave out --store, or convert the records "
                "to our own layout first",
            )
        for path, way in zip(stream.files, stream.ways, strict=True):
            ways = found.setdefault(path, {})
            ways[table] = hashlib.sha256((ways.get(table, "") + way).encode()).hexdigest()
    return found


def only_new(source: Source, known: frozenset[Path], seen: Seen) -> Source:
    """The source without those files of growing tables that are known."""
    seen.take_part_in(source.intake)
    streams = dict(source.streams)
    for table in GROWING & set(streams):
        stream = streams[table]
        pieces = tuple(piece for piece, path in zip(stream.pieces, stream.files, strict=True) if path not in known)
        if len(pieces) < len(stream.pieces):
            streams[table] = replace(stream, drafts=scaled(pieces, source.intake), rows=None, pieces=pieces)
    return replace(source, streams=streams, seen=seen)
