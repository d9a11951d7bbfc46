"""Where blocks are kept until their days are written: tasks as plain rows by slice of a day, everything else as Arrow by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.synthesis.block import Block
from guanjia.synthesis.orders import ROW
from guanjia.synthesis.setting import DAY, Int, Setting

TIME = {"tasks": "dispatch_time", "pay_lines": "time", "presence": "start_time", "notices": "time", "incidents": "time"}
"""The tables that are sorted by time, and by which moment."""
_TASK_TIMES = ("dispatch_time", "arrival_time", "start_time", "end_time", "requested_time", "promised_time")


@dataclass(frozen=True)
class Spool:
    """A folder that several processes may write into, each under its own name."""

    folder: Path
    setting: Setting
    slices: int  # of a day

    def put_rows(self, writer: str, rows: NDArray[np.void]) -> None:
        """Keep tasks of an ordinary block."""
        where = rows["dispatch"].astype(np.int64) // (DAY // self.slices)
        order = np.argsort(where, kind="stable")
        ordered, sorted_where = rows[order], where[order]
        cuts = np.flatnonzero(np.append(True, sorted_where[1:] != sorted_where[:-1]))
        for begin, end in zip(cuts, [*cuts[1:], len(rows)], strict=True):
            with self._place("rows", int(sorted_where[begin]), writer).open("ab") as out:
                out.write(ordered[begin:end].tobytes())

    def _place(self, name: str, where: int, writer: str) -> Path:
        """The writer's own file, in a folder of the slice: one folder for all would be read through anew for each slice."""
        folder = self.folder / f"{name}-{where}"
        folder.mkdir(exist_ok=True)
        return folder / writer

    def put_table(self, writer: str, name: str, table: pa.Table) -> None:
        """Keep rows of a table that is sorted by time; what lies outside the city's days goes to the first or the last."""
        if not len(table):
            return
        parts = self.slices if name == "tasks" else 1
        where = np.clip((moments_of(name, table) // 1_000_000 - self.setting.zero) // (DAY // parts), 0, self.setting.days * parts - 1)
        for one in np.unique(where):
            piece = table.filter(pa.array(where == one))
            with self._place(name, int(one), writer).open("ab") as out, pa.ipc.new_stream(out, piece.schema) as stream:
                stream.write_table(piece)

    def put_block(self, writer: str, block: Block) -> None:
        """Keep the tables of a block that are sorted by time, and its answers."""
        for name in TIME.keys() & block.tables.keys():
            self.put_table(writer, name, block.tables[name])
        if len(block.key):
            self.put_key(writer, block.key)

    def put_key(self, number: str, key: pa.Table) -> None:
        """Keep a block's answers, under a number by which blocks are ordered."""
        with pa.OSFile(str(self.folder / f"key-{number}"), "wb") as out, pa.ipc.new_stream(out, key.schema) as stream:
            stream.write_table(key)

    def rows(self, where: int) -> NDArray[np.void]:
        """Ordinary tasks of a slice, by dispatch and number, whoever kept them."""
        found = [np.fromfile(path, ROW) for path in (self.folder / f"rows-{where}").glob("*")]
        rows = np.concatenate(found) if found else np.zeros(0, ROW)
        return rows[np.lexsort((rows["number"], rows["dispatch"]))]

    def tables(self, name: str, where: int) -> list[pa.Table]:
        """What was kept of a table for a day, or slice of one; in the order of the writers' names."""
        found = []
        for path in sorted((self.folder / f"{name}-{where}").glob("*")):
            with path.open("rb") as source:
                size = path.stat().st_size
                while source.tell() < size:
                    found.append(pa.ipc.open_stream(source).read_all())
        return found

    def answers(self) -> Iterator[pa.Table]:
        """The answers, block after block."""
        for path in sorted(self.folder.glob("key-*")):
            with pa.memory_map(str(path)) as source:
                yield pa.ipc.open_stream(source).read_all()


def moments_of(name: str, table: pa.Table) -> Int:
    """The moment by which each row is sorted, UTC microseconds."""
    column = table[TIME[name]]
    if name == "tasks" and column.null_count:
        column = pc.coalesce(*(table[time] for time in _TASK_TIMES))
    result: Int = column.cast(pa.int64()).fill_null(0).to_numpy()
    return result
