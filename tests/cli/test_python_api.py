"""`guanjia.assess` on tables in memory: what is refused, and how."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

import guanjia
from guanjia.law.errors import UnknownRegion
from guanjia.model.schema import MOMENT
from guanjia.readers.errors import InputError
from guanjia.wiring.question import AskedWrongly

BEGIN = 1_772_323_200_000_000
TASKS = pa.table(
    {
        "task_id": ["a", "b"],
        "worker_id": ["w", "w"],
        "platform": ["P", "P"],
        "dispatch_time": pa.array([BEGIN, BEGIN + 10**9], MOMENT),
        "end_time": pa.array([BEGIN + 10**9, BEGIN + 2 * 10**9], MOMENT),
        "driver_trip_pay": [3000, 3000],
    }
)


def changed(name: str, values: pa.Array) -> pa.Table:
    return TASKS.drop_columns([name]).append_column(name, values)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ({"task": TASKS}, "task"),
        ({}, "tasks"),
        ({"tasks": TASKS.slice(0, 0)}, "<tasks>"),
        ({"tasks": TASKS.drop_columns(["worker_id"])}, "worker_id"),
        ({"tasks": TASKS.drop_columns(["dispatch_time", "end_time"])}, "dispatch_time"),
        ({"tasks": TASKS.append_column("worker_id", TASKS["worker_id"])}, "worker_id"),
        ({"tasks": changed("dispatch_time", pa.array(["2026-03-01 08:00"] * 2))}, "dispatch_time"),
        ({"tasks": changed("dispatch_time", pa.array([BEGIN] * 2, pa.timestamp("us")))}, "no time zone"),
        ({"tasks": changed("driver_trip_pay", pa.array([5.5, 6.0]))}, "driver_trip_pay"),
        ({"tasks": changed("worker_id", pa.array([["w"], ["w"]]))}, "worker_id"),
        ({"tasks": [{"task_id": "a"}]}, "list"),
        ({"tasks": TASKS, "links": pa.table({"a": [1]})}, "person_id"),
        (None, "NoneType"),
    ],
)
def test_records_refused(records: Any, said: str) -> None:
    """Wrong names, types and missing columns are an InputError that names them."""
    with pytest.raises(InputError, match=said) as error:
        guanjia.assess(records, region="310000")
    assert error.value.zh and error.value.en


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"timezone": "Mars/Base"}, InputError),
        ({"region": "火星"}, UnknownRegion),
        ({"rest_minutes": 0}, AskedWrongly),
        ({"day_start": "4"}, AskedWrongly),
        ({"allowances": [5]}, AskedWrongly),
        ({"rules": ["nonsense"]}, AskedWrongly),
    ],
)
def test_options_refused(options: dict[str, Any], error: type[Exception]) -> None:
    """Parameters that make no sense are refused by name."""
    with pytest.raises(error):
        guanjia.assess({"tasks": TASKS}, **options)


def test_tables_of_other_types_that_lose_nothing() -> None:
    """Numbers as ids, nanoseconds, and labels nobody knows are read; a place brings its clock."""
    table = changed("worker_id", pa.array([7, 7])).append_column("status", pa.array(["odd", "completed"]))
    found = guanjia.assess({"tasks": table}, region="纽约", rules=["minimum_hourly_pay"])
    assert found.intake.tables["tasks"].used == 2 and found.about["timezone"] == "America/New_York"
    remarks = found.intake.tables["tasks"].remarks
    assert any("status" in remark for remark in remarks) and not any("odd" in remark for remark in remarks)
