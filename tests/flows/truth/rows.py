"""Small tables of verdicts, written by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from guanjia.flows.truth.judged import JUDGED, conformed

DAY = datetime(2026, 3, 16, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "rule": "daily_task_time",
    "worker_id": "w1",
    "platform": "P",
    "region": "310000",
    "period": "day",
    "start": DAY,
    "end": DAY.replace(day=17),
    "scenario": "",
    "unit": "hour",
    "verdict": "met",
    "measured": 8.0,
    "limit": 8.0,
    "owed": None,
    "count": 0,
    "planted": "",
}


def row(**other: Any) -> dict[str, Any]:
    """A row of a worker-day that keeps its limit exactly, unless told otherwise."""
    return PLAIN | other


def table(*rows: dict[str, Any], without: tuple[str, ...] = ()) -> pa.Table:
    """A table of these rows, with the columns of `JUDGED` but for those named and the day."""
    names = [name for name in JUDGED.names if name not in (*without, "day")]
    plain = pa.table({name: pa.array([each[name] for each in rows], _plain(name)) for name in names})
    return conformed(plain).select(names)


def _plain(name: str) -> pa.DataType:
    kind = JUDGED.field(name).type
    return pa.string() if pa.types.is_dictionary(kind) else kind
