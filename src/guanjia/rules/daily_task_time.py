"""Daily task time: in principle not more than 8 hours a day.

外卖平台服务管理基本要求 (recommended standard, 2025-12): order time at most 8 h a day "in principle", order time as in
人社厅发〔2023〕50号 art. 4 (overlapping orders count once, no allowance). A recommended standard is not law: the force of the entry goes
with every finding. A platform's own or negotiated limit, where there is one, takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.law.law import Law
from guanjia.law.scope import durations, scope
from guanjia.model.clock import HOUR
from guanjia.model.finding_rows import UNDERSTATED, worker_findings
from guanjia.model.findings import Findings, at_most
from guanjia.model.measures import Measures
from guanjia.model.wording import hours_against_limit
from guanjia.rules import Marks, Rule, Text

TOPIC = "daily-task-time"


def marks(law: Law) -> Marks:
    """Every daily limit, so that the fold notes when it was reached."""
    return Marks(day=frozenset(durations(law, TOPIC)))


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-day with a task."""
    all_days = scope(law, TOPIC, m.units, m.days, m.days.start, always=("food_delivery",))
    pick = np.flatnonzero(all_days.concerned & ((m.days.task_time > 0) | (m.days.tasks > 0)))
    found = all_days.at(pick)
    measured, limit, understated = m.days.task_time[pick] / HOUR, found.hours(), m.days.understated[pick] > 0
    verdict, missing = found.judged(at_most(measured, limit, understated), m.units, (understated, UNDERSTATED))
    return [
        worker_findings(
            "daily_task_time",
            "day",
            "hour",
            m.days,
            m.units,
            pick,
            verdict=verdict,
            measured=measured,
            limit=limit,
            entry=found.entry,
            missing=missing,
        )
    ]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The day's task time held against the limit."""
    return hours_against_limit(finding, ("当日接单时间", "task time that day"))


RULE = Rule(
    code="daily_task_time",
    title=("每日接单时间", "Daily task time"),
    clock=(
        "接单时间：各订单时段的并集，重叠的订单只计一次；不含宽放时间",
        "task time: the union of task intervals, overlaps counted once; no allowance",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
    marks=marks,
)
