"""Weekly rest: at least one day without a task in each week, Monday to Sunday.

外卖平台服务管理基本要求 (recommended standard, 2025-12): at least 1 rest day a week, of the worker's choice. A day that the records do
not cover is not taken for a day of rest: it can neither keep nor break the rule. The law is that of the week's Monday.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from guanjia.law.law import Law
from guanjia.law.scope import scope
from guanjia.model.clock import week_of_days
from guanjia.model.finding_rows import findings
from guanjia.model.findings import Findings, Verdict
from guanjia.model.measures import Bool, Int16, Int32, Int64, Measures
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

TOPIC = "weekly-rest-days"
PART_WEEK = "coverage: the records do not cover the whole week"


@dataclass(frozen=True)
class _Weeks:
    """Weeks with work in them, from worker-days: a week in two regions is one week."""

    unit: Int32
    monday: Int32
    region: Int16
    product: Int16
    kinds: Int16
    worked: Int64
    tasks: Int64
    first_row: Int64
    last_row: Int64


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each unit and week with a task."""
    weeks = _weeks(m)
    start = m.clock.begins_of_days(weeks.monday)
    every_week = scope(law, TOPIC, m.units, weeks, start, always=("food_delivery",))
    pick = np.flatnonzero(every_week.concerned)
    found, worked = every_week.at(pick), weeks.worked[pick]
    rest_seen = _covered(m, weeks)[pick] - worked
    verdict = np.select([np.isnan(found.value), rest_seen >= found.value, 7 - worked < found.value], [2, 0, 1], 2).astype(np.int8)
    part = np.full(len(pick), True)
    verdict, missing = found.judged(verdict, m.units, (part, PART_WEEK))
    return [
        findings(
            "weekly_rest_day",
            "week",
            "day",
            unit=weeks.unit[pick],
            platform=m.units.platform[weeks.unit[pick]],
            region=weeks.region[pick],
            start=start[pick],
            end=m.clock.begins_of_days(weeks.monday[pick] + 7),
            verdict=verdict,
            measured=rest_seen.astype(np.float64),
            limit=found.value,
            entry=found.entry,
            missing=missing,
            rows=weeks.tasks[pick],
            first_row=weeks.first_row[pick],
            last_row=weeks.last_row[pick],
        )
    ]


def _weeks(m: Measures) -> _Weeks:
    days = m.days
    at_work = np.flatnonzero((days.tasks > 0) | (days.task_time > 0))
    unit, week = days.unit[at_work], week_of_days(days.day[at_work])
    begins: Bool = np.ones(len(at_work), np.bool_)
    begins[1:] = (unit[1:] != unit[:-1]) | (week[1:] != week[:-1])
    first = np.flatnonzero(begins)

    def of_week(ufunc: np.ufunc, values: np.ndarray) -> np.ndarray:
        return ufunc.reduceat(values[at_work], first) if len(first) else values[:0]

    return _Weeks(
        unit[first],
        (week[first].astype(np.int32) * 7 - 3).astype(np.int32),
        days.region[at_work][first],
        days.product[at_work][first],
        of_week(np.bitwise_or, days.kinds),
        np.diff(np.append(first, len(at_work))).astype(np.int64),
        of_week(np.add, days.tasks.astype(np.int64)),
        of_week(np.minimum, days.first_row),
        of_week(np.maximum, days.last_row),
    )


def _covered(m: Measures, weeks: _Weeks) -> Int64:
    """Days of each week that the platform's records cover; for a person over all platforms, that any platform's records cover."""
    first, last = m.coverage.first_day.astype(np.int64), m.coverage.last_day.astype(np.int64)
    platform = m.units.platform[weeks.unit]
    monday = weeks.monday.astype(np.int64)
    days: Int64 = np.maximum(np.minimum(monday + 6, last[platform]) - np.maximum(monday, first[platform]) + 1, 0)
    return days


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Days of rest seen in the week held against those due."""
    seen, due = f"{finding['measured']:g}", finding["limit"]
    line = (
        f"本周记录中没有任务的天数 {seen} 天，应不少于 {due:g} 天",
        f"days without a task in the record of this week: {seen}; due: {due:g}",
    )
    return [line, cannot(finding)] if finding["verdict"] == Verdict.CANNOT_JUDGE.label else [line]


RULE = Rule(
    code="weekly_rest_day",
    title=("每周休息日", "Weekly day of rest"),
    clock=(
        "自然周（周一至周日）内没有任务的天数；一天自日界（默认 04:00）起算",
        "days without a task in each week, Monday to Sunday; a day runs from the day start to the next",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
)
