"""Weekly rest: at least one day without work in each week, Monday to Sunday.

外卖平台服务管理基本要求 (recommended standard, 2025-12): at least 1 rest day a week, of the worker's choice. Work is what
人社厅发〔2023〕50号 art. 4 counts: tasks, and being online where the platform requires it. A completed task proves work though it has no
end; a day with nothing but cancelled tasks of no length proves neither work nor rest. Nor does a day that the records do not cover. The law
is that of the week's Monday.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from guanjia.law.law import Law
from guanjia.law.scope import scope
from guanjia.model.clock import NULL, week_of_days
from guanjia.model.finding_rows import findings
from guanjia.model.findings import Findings, Verdict
from guanjia.model.measures import Bool, Int16, Int32, Int64, Measures
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

TOPIC = "weekly-rest-days"
NO_PROOF = "work: some day of the week holds only cancelled tasks of no length"
PART_WEEK = "coverage: the records do not cover the whole week"


@dataclass(frozen=True)
class _Weeks:
    """Weeks with work in them, from worker-days: a week in two regions is one week."""

    unit: Int32
    monday: Int32
    region: Int16
    product: Int16
    kinds: Int16
    worked: Int64  # days
    free: Int64  # covered days without any sign of work
    doubtful: Int64  # covered days that prove neither work nor rest
    tasks: Int64
    first_row: Int64
    last_row: Int64


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each unit and week with a task."""
    weeks = _weeks(m)
    start = m.clock.begins_of_days(weeks.monday)
    every_week = scope(law, TOPIC, m.units, weeks, start, always=("food_delivery",))
    pick = np.flatnonzero(every_week.concerned)
    found, free, possible = every_week.at(pick), weeks.free[pick], (weeks.free + weeks.doubtful)[pick]
    broken = 7 - weeks.worked[pick] < found.value
    verdict = np.select([np.isnan(found.value), free >= found.value, broken], [2, 0, 1], 2).astype(np.int8)
    hangs = possible >= found.value
    verdict, missing = found.judged(verdict, m.units, (hangs, NO_PROOF), (~hangs, PART_WEEK))
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
            measured=free.astype(np.float64),
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
    proven = (days.working_time > 0) | (days.tasks > days.cancelled)
    rows = np.flatnonzero(proven | (days.tasks > 0))
    unit, week = days.unit[rows], week_of_days(days.day[rows])
    begins: Bool = np.ones(len(rows), np.bool_)
    begins[1:] = (unit[1:] != unit[:-1]) | (week[1:] != week[:-1])
    first = np.flatnonzero(begins)

    def of_week(ufunc: np.ufunc, values: np.ndarray) -> np.ndarray:
        return ufunc.reduceat(values[rows], first) if len(first) else values[:0]

    none = np.iinfo(np.int64).max
    first_row = of_week(np.minimum, np.where(days.first_row == NULL, none, days.first_row))
    monday = (week[first].astype(np.int32) * 7 - 3).astype(np.int32)
    seen = _covered(m, days.unit, days.day, days.day) > 0
    signs, doubtful = (of_week(np.add, (seen & sign).astype(np.int64)) for sign in (np.ones_like(proven), ~proven))
    return _Weeks(
        unit[first],
        monday,
        days.region[rows][first],
        days.product[rows][first],
        of_week(np.bitwise_or, days.kinds),
        of_week(np.add, proven.astype(np.int64)),
        _covered(m, unit[first], monday, monday + 6) - signs,
        doubtful,
        of_week(np.add, days.tasks.astype(np.int64)),
        np.where(first_row == none, NULL, first_row),
        of_week(np.maximum, days.last_row),
    )


def _covered(m: Measures, unit: Int32, first: Int32, last: Int32) -> Int64:
    """Days from ``first`` to ``last`` that the platform's records cover; over all platforms, that those of each of the person's do."""
    platform = m.units.platform
    begin, end = m.coverage.first_day[platform].astype(np.int64), m.coverage.last_day[platform].astype(np.int64)
    linked = np.flatnonzero((m.units.across >= 0) & (begin <= end)[: len(m.units.across)])
    person = m.units.across[linked]
    begin[person], end[person] = np.iinfo(np.int32).min, np.iinfo(np.int32).max
    np.maximum.at(begin, person, begin[linked])
    np.minimum.at(end, person, end[linked])
    days: Int64 = np.maximum(np.minimum(last, end[unit]) - np.maximum(first, begin[unit]) + 1, 0)
    return days


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Days of rest seen in the week held against those due."""
    seen, due = finding["measured"], finding["limit"]
    line = (f"本周记录中没有工作的天数 {seen:g} 天", f"days without work in the record of this week: {seen:g}")
    if isinstance(due, float):
        line = (f"{line[0]}，应不少于 {due:g} 天", f"{line[1]}; due: {due:g}")
    return [line, cannot(finding)] if finding["verdict"] == Verdict.CANNOT_JUDGE.label else [line]


RULE = Rule(
    code="weekly_rest_day",
    title=("每周休息日", "Weekly day of rest"),
    clock=(
        "自然周（周一至周日）内没有工作（接单，或平台要求在线）的天数；一天自日界（默认 04:00）起算",
        "days without work (tasks, or online as required) in each week, Monday to Sunday; a day runs from the day start to the next",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.status", "tasks.dispatch_time", "tasks.end_time", "presence.kind"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
)
