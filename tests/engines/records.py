"""Records drawn at random, on whole minutes, and a source that hands them out in batches of any size."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from guanjia.model.intake import Intake
from guanjia.model.measures import Subject
from guanjia.model.schema import BY_NAME

MINUTE = 60_000_000


@dataclass(frozen=True)
class Listed:
    """A source of rows given as dictionaries, in batches of ``batch`` rows."""

    rows_of: Mapping[str, list[dict[str, Any]]]
    timezone: str = "Asia/Shanghai"
    batch: int = 3
    subject: Subject = "person"
    format: str = "listed"
    paths: tuple[Path, ...] = ()
    intake: Intake = field(default_factory=Intake)

    def tables(self) -> frozenset[str]:
        """The tables that were given."""
        return frozenset(self.rows_of)

    def rows(self, table: str) -> int | None:
        """How many rows."""
        return len(self.rows_of[table])

    def hashes(self) -> Mapping[str, str]:
        """There are no files."""
        return {}

    def batches(self, table: str, columns: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows, a few at a time."""
        schema = BY_NAME[table].schema
        names = [name for name in schema.names if columns is None or name in columns]
        rows = self.rows_of[table]
        for start in range(0, len(rows), self.batch):
            part = rows[start : start + self.batch]
            arrays = [column([row.get(name) for row in part], schema.field(name).type) for name in names]
            yield pa.RecordBatch.from_arrays(arrays, names)


def column(values: list[Any], kind: pa.DataType) -> pa.Array:
    """A column of a schema's type from plain values; moments are UTC microseconds."""
    if pa.types.is_dictionary(kind):
        return pa.array(values, pa.string()).dictionary_encode()
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).view(kind)
    return pa.array(values, kind)


def task(number: int, worker: str, platform: str, dispatch: int, start: int, end: int, **more: Any) -> dict[str, Any]:
    """A ride with moments in minutes since 1970."""
    return {
        "task_id": f"T{number}",
        "worker_id": worker,
        "platform": platform,
        "kind": "ride_hailing",
        "dispatch_time": dispatch * MINUTE,
        "start_time": start * MINUTE,
        "end_time": end * MINUTE,
        "driver_trip_pay": 100 + number,
        "currency": "CNY",
        "row": number,
    } | more
