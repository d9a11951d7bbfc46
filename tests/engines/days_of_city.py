"""A city whose tables are cut by day, handed out day by day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guanjia.synthesis.city import write_city

CUT = {"tasks": "dispatch_time", "pay_lines": "time", "presence": "start_time"}
BEHIND = pa.scalar(4 * 3_600_000_000, pa.duration("us"))  # Shanghai's days, beginning at four: eight hours ahead of UTC, four behind


class City:
    """A city of some days."""

    def __init__(self, folder: Path, tasks: int, days: int) -> None:
        self.whole = write_city(folder, tasks, days)
        self.tables = {name: table for name in CUT if (table := self._table(name)) is not None}
        self.days = sorted({day for name, table in self.tables.items() for day in _days(table[CUT[name]]).to_pylist()})

    def hand_out(self, records: Path, days: list[date]) -> Path:
        """Put the records of some days into a folder, beside what is there already."""
        for path in self.whole.glob("*.*"):
            if path.stem not in CUT and not (records / path.name).exists():
                records.mkdir(exist_ok=True)
                shutil.copy(path, records / path.name)
        for name, table in self.tables.items():
            (records / name).mkdir(parents=True, exist_ok=True)
            for day in days:
                rows = table.filter(pc.equal(_days(table[CUT[name]]), pa.scalar(day)))
                if len(rows):
                    pq.write_table(rows, records / name / f"{day}.parquet")
        return records

    def _table(self, name: str) -> pa.Table | None:
        found = sorted(self.whole.glob(f"{name}.parquet")) + sorted(self.whole.glob(f"{name}/*.parquet"))
        if not found:
            return None
        table = pa.concat_tables([pq.read_table(path, partitioning=None) for path in found]).unify_dictionaries().combine_chunks()
        return table.sort_by(CUT[name])


def _days(moments: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(pc.floor_temporal(pc.add(moments, BEHIND), unit="day"), pa.date32())
