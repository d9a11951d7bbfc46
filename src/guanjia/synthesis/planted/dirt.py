"""The dirt of real exports: rows told twice or told wrongly, and what a reader must make of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from guanjia.model.schema import BY_NAME
from guanjia.synthesis.block import Dirt
from guanjia.synthesis.planted.key import arrow
from guanjia.synthesis.planted.moments import HOUR, MINUTE

# What is wrong with a task that is set aside, by the reason that a reader gives; each is told of a worker who has no other row.
WRONG: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    ("end_before_start", {"end": -MINUTE}),
    ("end_before_start", {"picked": 50 * MINUTE, "end": 40 * MINUTE}),
    ("too_long", {"end": 24 * HOUR + MINUTE}),
    ("negative_money", {"driver_trip_pay": -500}),
    ("negative_money", {"tip": -1}),
    ("negative_money", {"fare": -1_000}),
    ("missing_required", {"worker_id": ""}),
    ("reserved_label", {"platform": "*"}),
    ("no_time", {"dispatch": None, "end": None}),
)


def dirty(tables: Mapping[str, pa.Table], name: str) -> tuple[dict[str, pa.Table], dict[str, Dirt]]:
    """The tables with dirt in them that changes no answer, and what becomes of it. ``name`` begins the ids of rows that are set aside."""
    done = [row for row in tables["tasks"].to_pylist() if row["dispatch_time"] is not None and row["end_time"] is not None]
    model = done[0]
    at = int(model["dispatch_time"].timestamp()) * 1_000_000
    wrong = [_task(model, at, f"{name}-{number}", told) for number, (_, told) in enumerate(WRONG, 1)]
    twice = [_again(row) for row in done[:3]]
    other = [
        {**_again(row), "end_time": _us(row["end_time"]) + MINUTE, "dispatch_time": _us(row["dispatch_time"]) + 1} for row in done[3:5]
    ]
    counts = {reason: sum(its == reason for its, _ in WRONG) for reason, _ in WRONG} | {"conflicting_duplicate": len(other)}
    result = {**tables, "tasks": _more(tables["tasks"], "tasks", [*twice, *other, *wrong])}
    dirt = {"tasks": Dirt(len(twice), counts)}
    if "presence" in tables:
        who = {"worker_id": name, "platform": model["platform"], "kind": "online"}
        spans = [{**who, "start_time": at + HOUR, "end_time": at}]
        result["presence"] = _more(tables["presence"], "presence", spans)
        dirt["presence"] = Dirt(0, {"end_before_start": 1})
    if "pay_lines" in tables:
        lines = [{"worker_id": name, "platform": "", "time": at, "kind": "tip", "amount": 100, "currency": "CNY"}]
        result["pay_lines"] = _more(tables["pay_lines"], "pay_lines", lines)
        dirt["pay_lines"] = Dirt(0, {"missing_required": 1})
    return result, dirt


def _us(moment: Any) -> int:
    return int(moment.timestamp()) * 1_000_000 + int(moment.microsecond)


def _again(row: Mapping[str, Any]) -> dict[str, Any]:
    """A task told once more, its moments as numbers again."""
    return {key: _us(value) if hasattr(value, "timestamp") else value for key, value in row.items()}


def _task(model: Mapping[str, Any], at: int, name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    usual = {key: model[key] for key in ("platform", "kind", "product", "region", "currency")}
    times = {"dispatch": 0, "picked": None, "end": 20 * MINUTE} | {key: told[key] for key in ("dispatch", "picked", "end") if key in told}
    dispatch, picked, end = (None if value is None else at + value for value in times.values())
    row = {"task_id": name, "worker_id": name, "status": "completed", "dispatch_time": dispatch, "start_time": picked, "end_time": end}
    return usual | row | {key: value for key, value in told.items() if key not in times}


def _more(table: pa.Table, name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    added = arrow(BY_NAME[name], rows)
    whole = pa.concat_tables([table, added]).unify_dictionaries()
    return whole.set_column(whole.schema.get_field_index("row"), table.schema.field("row"), pa.array(range(1, len(whole) + 1), pa.int64()))
