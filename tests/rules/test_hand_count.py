"""Working-time rules against a count by hand: minute by minute, in plain Python, sharing no code with the engine or the rules."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import guanjia
from guanjia.model.schema import TASKS

FIRST = datetime(2026, 3, 1, 20, tzinfo=UTC)  # 04:00 on Monday 2026-03-02 in Shanghai
DAY = 24 * 60
REST, CONTINUOUS, DAILY = 20, 240, 480

Tasks = list[tuple[int, int]]  # minutes from FIRST: dispatch, end


@st.composite
def shifts(draw: st.DrawFn) -> Tasks:
    """Up to two weeks of shifts of back-to-back, overlapping or spaced tasks."""
    tasks: Tasks = []
    for day in draw(st.lists(st.integers(0, 13), min_size=1, max_size=10, unique=True)):
        at = day * DAY + draw(st.integers(0, DAY - 1))
        for gap, length in draw(st.lists(st.tuples(st.integers(-30, 40), st.integers(1, 150)), min_size=1, max_size=12)):
            at = max(at + gap, 0)
            tasks.append((at, at + length))
            at += length
    return sorted(tasks)


def found(rule: str, tasks: Tasks) -> list[dict[str, Any]]:
    """The rule's findings about worker 甲; a second worker's tasks cover the two weeks."""
    rows = [("甲", a, b) for a, b in tasks] + [("乙", 0, 1), ("乙", 14 * DAY - 2, 14 * DAY - 1)]
    rows.sort(key=lambda row: row[1])
    columns: dict[str, list[Any]] = {
        "task_id": [str(i) for i in range(len(rows))],
        "worker_id": [who for who, _, _ in rows],
        "platform": ["某平台"] * len(rows),
        "kind": ["food_delivery"] * len(rows),
        "region": ["310000"] * len(rows),
        "dispatch_time": [FIRST + timedelta(minutes=a) for _, a, _ in rows],
        "end_time": [FIRST + timedelta(minutes=b) for _, _, b in rows],
        "row": list(range(1, len(rows) + 1)),
    }
    table = pa.table({field.name: pa.array(columns.get(field.name, [None] * len(rows))).cast(field.type) for field in TASKS.schema})
    result = guanjia.assess({"tasks": table.cast(TASKS.schema)}, timezone="Asia/Shanghai", region="310000", rules=[rule])
    return [row for row in result.findings.to_pylist() if row["worker_id"] == "甲"]


def on_task(tasks: Tasks) -> list[int]:
    """Every minute with a task in hand."""
    return sorted({minute for a, b in tasks for minute in range(a, b)})


def minute_of(row: dict[str, Any]) -> int:
    """Minutes from FIRST at which a finding's span begins."""
    return int((row["start"] - FIRST).total_seconds() // 60)


@settings(max_examples=40, deadline=None)
@given(shifts())
def test_daily_task_time(tasks: Tasks) -> None:
    """Each day's minutes with a task in hand, and a breach exactly where they are more than 480."""
    minutes: dict[int, int] = defaultdict(int)
    for minute in on_task(tasks):
        minutes[minute // DAY] += 1
    rows = {minute_of(row) // DAY: row for row in found("daily_task_time", tasks)}
    assert rows.keys() <= minutes.keys()
    assert {a // DAY for a, _ in tasks} <= rows.keys()
    for day, row in rows.items():
        assert row["measured"] * 60 == pytest.approx(minutes[day])
        assert row["verdict"] == ("breach" if minutes[day] > DAILY else "met")


@settings(max_examples=40, deadline=None)
@given(shifts())
def test_continuous_task_time(tasks: Tasks) -> None:
    """Runs that no 20 minutes without a task break, and the tasks dispatched after their 240th minute."""
    runs: list[Tasks] = []
    end = -REST
    for a, b in tasks:
        if a - end >= REST:
            runs.append([])
        runs[-1].append((a, b))
        end = max(end, b)
    late = {}
    for run in runs:
        minutes = on_task(run)
        if len(minutes) > CONTINUOUS:
            after = sum(a > minutes[CONTINUOUS] for a, _ in run)
            if after:
                late[run[0][0]] = (after, len(minutes))
    breaches = [row for row in found("continuous_task_time", tasks) if row["verdict"] == "breach"]
    assert {minute_of(row): (row["count"], round(row["measured"] * 60)) for row in breaches} == late


@settings(max_examples=40, deadline=None)
@given(shifts())
def test_weekly_rest_day(tasks: Tasks) -> None:
    """Of the two covered weeks, the days with no minute of a task."""
    worked = {minute // DAY for minute in on_task(tasks)}
    for row in found("weekly_rest_day", tasks):
        monday = minute_of(row) // DAY
        rest = 7 - len(worked & set(range(monday, monday + 7)))
        if monday < 14:
            assert row["measured"] == rest
            assert row["verdict"] == ("met" if rest else "breach")
