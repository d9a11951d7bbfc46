"""Hourly pay of random months against minutes counted one by one in fractions: no code of the package but `assess` is used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import ceil

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

import guanjia
from guanjia.model.schema import BY_NAME

START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai, whose floor is 25.00
TASK = st.tuples(st.integers(0, 7000), st.integers(1, 300), st.integers(0, 20_000))  # minute of start, minutes, pay in fen
LINE = st.tuples(
    st.integers(0, 7000), st.sampled_from(["incentive", "adjustment", "tip", "supplement_weather", "deduction"]), st.integers(0, 3000)
)


def table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    columns = []
    for number, row in enumerate(rows, 1):
        row["row"] = number
    for column in BY_NAME[name].columns:
        plain = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        columns.append(pa.array([row.get(column.name) for row in rows], plain).cast(column.type))
    return pa.Table.from_arrays(columns, schema=BY_NAME[name].schema)


@settings(max_examples=40, deadline=None)
@given(st.lists(TASK, min_size=1, max_size=12), st.lists(LINE, max_size=6), st.sampled_from([0, 10, 20]))
def test_against_minutes(tasks: list[tuple[int, int, int]], lines: list[tuple[int, str, int]], percent: int) -> None:
    """What is owed is what the union of the minutes, with the allowance, is worth at the floor, less what counts as pay."""
    who = {"worker_id": "甲", "platform": "某平台", "currency": "CNY"}
    rows = [
        who
        | {"task_id": f"{n}", "kind": "food_delivery", "region": "310000", "status": "completed", "driver_trip_pay": pay}
        | {"dispatch_time": START + timedelta(minutes=a), "end_time": START + timedelta(minutes=a + length)}
        for n, (a, length, pay) in enumerate(tasks)
    ]
    paid = [
        who | {"time": START + timedelta(minutes=at), "kind": kind, "amount": -fen if kind == "deduction" else fen, "reason": "超时扣款"}
        for at, kind, fen in lines
    ]
    found = guanjia.assess(
        {"tasks": table("tasks", rows), "pay_lines": table("pay_lines", paid)},
        timezone="Asia/Shanghai",
        allowances=(percent / 100,),
        rules=["minimum_hourly_pay"],
    ).findings.to_pylist()
    minutes = {minute for a, length, _ in tasks for minute in range(a, a + length)}
    least = ceil(Fraction(len(minutes), 60) * Fraction(100 + percent, 100) * 2500)
    sign = {"incentive": 1, "adjustment": 1, "deduction": -1}
    pay = sum(fen for *_, fen in tasks) + sum(sign.get(kind, 0) * fen for _, kind, fen in lines)
    assert [(row["verdict"], row["owed"]) for row in found] == [("met", None) if pay >= least else ("breach", least - pay)]
