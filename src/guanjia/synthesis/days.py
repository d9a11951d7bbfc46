"""The city's days, written from the spool: each table sorted by time, as platforms export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from guanjia.model.clock import day_date
from guanjia.model.schema import BY_NAME, LABEL, TASKS, Table
from guanjia.synthesis.columns import labels, moments, numbered, records
from guanjia.synthesis.orders import NONE
from guanjia.synthesis.setting import LINE, NAMES, RIDE, WORK, Setting
from guanjia.synthesis.spool import Spool, moments_of

ROW_GROUP: Final = 131_072
STATUSES: Final = ("completed", "cancelled", "refused")


class Sheet:
    """A Parquet file of one table, written piece by piece; its ``row`` column counts on from piece to piece."""

    def __init__(self, path: Path, definition: Table) -> None:
        self.schema = definition.schema
        labelled = [column.name for column in definition.columns if column.type == LABEL]
        self.plain = pa.schema([field.with_type(pa.string()) if field.name in labelled else field for field in self.schema])
        self.writer = pq.ParquetWriter(path, self.schema, use_dictionary=labelled, write_statistics=False, compression="lz4")
        self.rows = 0

    def write(self, piece: pa.Table) -> None:
        """Add rows."""
        at = self.schema.get_field_index("row")
        counted = piece.set_column(at, self.schema.field(at), pa.array(np.arange(self.rows + 1, self.rows + len(piece) + 1)))
        for start in range(0, len(counted), ROW_GROUP):
            # A row group carries its dictionaries whole, so each is given only the words that occur in it.
            self.writer.write_table(counted.slice(start, ROW_GROUP).cast(self.plain).cast(self.schema))
        self.rows += len(piece)

    def __enter__(self) -> Sheet:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()


def write_tasks(spool: Spool, folder: Path, day: int) -> None:
    """The tasks of a worker's day, 04:00 to 04:00, in order of dispatch."""
    with Sheet(folder / f"{day_date(spool.setting.first + day)}.parquet", TASKS) as out:
        for where in range(day * spool.slices, (day + 1) * spool.slices):
            table = tasks_table(spool.setting, spool.rows(where))
            planted = spool.tables("tasks", where)
            if planted:
                table = by_time("tasks", [table, *planted])
            out.write(table)


def write_sorted(spool: Spool, folder: Path, name: str, done: Callable[[], None]) -> int:
    """One file of a table for all days; returns its rows."""
    definition = BY_NAME[name]
    with Sheet(folder / f"{name}.parquet", definition) as out:
        for day in range(spool.setting.days):
            out.write(by_time(name, [definition.schema.empty_table(), *spool.tables(name, day)]))
        done()
    return out.rows


def by_time(name: str, tables: Sequence[pa.Table]) -> pa.Table:
    """The rows of several tables in order of time; of one moment, in the order given."""
    joined = pa.concat_tables(tables).unify_dictionaries()
    return joined.take(pa.array(np.argsort(moments_of(name, joined), kind="stable")))


def tasks_table(setting: Setting, rows: NDArray[np.void]) -> pa.Table:
    """Ordinary tasks as a table."""

    def when(name: str) -> pa.Array:
        seconds = rows[name].astype(np.int64)
        return moments((seconds + setting.zero) * 1_000_000, seconds == NONE)

    def whole(name: str) -> pa.Array:
        values = rows[name]
        return pa.array(values, mask=values == NONE)

    workers = np.unique(rows["worker"])
    columns = {
        "task_id": numbered("T", rows["number"], 10),
        "worker_id": labels(np.searchsorted(workers, rows["worker"]), numbered("W", workers, 7)),
        "platform": labels(rows["platform"], NAMES[: setting.platforms]),
        "kind": labels(rows["kind"], WORK),
        "product": labels(np.where(rows["kind"] == RIDE, 0, -1), [LINE]),
        "region": setting.region,
        "status": labels(rows["status"], STATUSES),
        **{f"{name}_time": when(name) for name in ("requested", "dispatch", "arrival", "start", "end", "promised")},
        "start_lat": rows["lat"],
        "start_lng": rows["lng"],
        "end_lat": rows["lat_to"],
        "end_lng": rows["lng_to"],
        "distance": whole("distance"),
        "fare": whole("fare"),
        "driver_trip_pay": whole("pay"),
        "tip": whole("tip"),
        "commission": whole("commission"),
        "currency": "CNY",
    }
    return records(TASKS, len(rows), columns)
