"""Continuous task time: after 4 hours no order for 20 minutes, counted from completing the order in hand.

外卖平台服务管理基本要求 (recommended standard, 2025-12). Finishing orders already in hand is not a breach; a task dispatched after the
limit was passed, in the same run, is. A run ends at the first rest of the given length in one piece: several shorter rests do not add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.law.law import Law
from guanjia.law.scope import durations, scope
from guanjia.model.clock import HOUR
from guanjia.model.finding_rows import UNDERSTATED, worker_findings
from guanjia.model.findings import Findings, Verdict, at_most
from guanjia.model.measures import Bool, Measures, RunMark
from guanjia.model.run_days import days_touched, first_days, mark_is
from guanjia.model.wording import hours_against_limit
from guanjia.rules import Marks, Rule, Text

LIMIT = "continuous-task-time"
REST = "rest-after-continuous-task-time"


def marks(law: Law) -> Marks:
    """Every pairing of a limit and a rest that some entry may give."""
    return Marks(runs=frozenset(RunMark("task", rest, limit) for rest in durations(law, REST) for limit in durations(law, LIMIT)))


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """A breach for each run in which a task was dispatched after the limit was passed; for all other worker-days one finding a day."""
    begun = first_days(m.runs, m.clock)
    limits, rests = (
        scope(law, LIMIT, m.units, m.runs, begun, always=("food_delivery",)),
        scope(law, REST, m.units, m.runs, begun, always=("food_delivery",)),
    )
    of_law = limits.concerned & mark_is(m.runs, "task", rests.us(), limits.us())
    late = np.flatnonzero(of_law & (m.runs.late_dispatches > 0))
    found = limits.at(late)
    verdict, missing = found.judged(np.full(len(late), Verdict.BREACH, np.int8), m.units)
    runs = worker_findings(
        "continuous_task_time",
        "run",
        "hour",
        m.runs,
        m.units,
        late,
        verdict=verdict,
        measured=m.runs.time[late] / HOUR,
        limit=found.hours(),
        entry=found.entry,
        count=m.runs.late_dispatches[late],
        missing=missing,
    )
    return [runs, _other_days(m, law, days_touched(m.days, m.runs, of_law & (m.runs.late_dispatches > 0), m.clock))]


def _other_days(m: Measures, law: Law, breached: Bool) -> Findings:
    limits, rests = (scope(law, topic, m.units, m.days, m.days.start, always=("food_delivery",)) for topic in (LIMIT, REST))
    pick = np.flatnonzero(limits.concerned & ~breached & ((m.days.task_time > 0) | (m.days.tasks > 0)))
    found, understated = limits.at(pick), m.days.understated[pick] > 0
    same_rest = rests.us()[pick] == m.rest  # `longest_run` is measured under the standard rest
    measured = np.where(same_rest, m.days.longest_run[pick] / HOUR, np.nan)
    kept = at_most(np.zeros(len(pick)), found.hours(), understated)  # past the limit only orders in hand were finished
    verdict, missing = found.judged(kept, m.units, (understated, UNDERSTATED))
    return worker_findings(
        "continuous_task_time",
        "day",
        "hour",
        m.days,
        m.units,
        pick,
        verdict=verdict,
        measured=measured,
        limit=found.hours(),
        entry=found.entry,
        missing=missing,
    )


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The run's task time held against the limit, and the tasks dispatched after it."""
    lines = hours_against_limit(finding, ("连续接单时间", "continuous task time"))
    if finding["count"]:
        lines.append(
            (f"超过上限后、休息前又派 {finding['count']} 单", f"{finding['count']} task(s) dispatched after the limit and before a rest")
        )
    elif finding["verdict"] == "met":
        lines.append(("没有在超过上限后又派单", "no task was dispatched after the limit was passed"))
    return lines


RULE = Rule(
    code="continuous_task_time",
    title=("连续接单时间", "Continuous task time"),
    clock=(
        "连续接单时间：没有被一次足够长的休息隔断的接单时间；超限后的停派自完成手中订单起算",
        "continuous task time: task time that no single rest of the given length breaks; the stop counts from completing the order in hand",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time"),
    topics=(LIMIT, REST),
    check=check,
    steps=steps,
    marks=marks,
)
