"""A platform's own daily stop: Meituan, no more orders after 12 hours of order time (from 2024-12-30).

This is a platform's own promise, not law. It is judged only for platforms with such an entry: a task dispatched after the moment at which
the day's task time passed the limit breaks it; finishing the orders in hand does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.law.law import Law
from guanjia.law.scope import durations, scope
from guanjia.model.clock import HOUR, NULL
from guanjia.model.finding_rows import UNDERSTATED, worker_findings
from guanjia.model.findings import Findings, at_most
from guanjia.model.measures import Measures
from guanjia.model.run_days import reached
from guanjia.model.wording import hours_against_limit
from guanjia.rules import Marks, Rule, Text

TOPIC = "platform-daily-stop"


def marks(law: Law) -> Marks:
    """Every platform's limit, so that the fold notes when it was reached."""
    return Marks(day=frozenset(durations(law, TOPIC)))


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-day with a task on a platform that has such a limit."""
    every_day = scope(law, TOPIC, m.units, m.days, m.days.start)
    pick = np.flatnonzero(every_day.concerned & ((m.days.task_time > 0) | (m.days.tasks > 0)))
    found, understated = every_day.at(pick), m.days.understated[pick] > 0
    passed = reached(m.days, pick, found.us())
    late = (passed != NULL) & (m.days.last_dispatch[pick] > passed)
    verdict = at_most(np.where(late, np.inf, 0.0), found.value, understated)
    verdict, missing = found.judged(verdict, m.units, (understated, UNDERSTATED))
    return [
        worker_findings(
            "platform_daily_stop",
            "day",
            "hour",
            m.days,
            m.units,
            pick,
            verdict=verdict,
            measured=m.days.task_time[pick] / HOUR,
            limit=found.hours(),
            entry=found.entry,
            missing=missing,
        )
    ]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The day's task time held against the platform's limit, and whether a task was dispatched after it."""
    lines = hours_against_limit(finding, ("当日接单时间", "task time that day"))
    if finding["verdict"] == "breach":
        lines.append(("达到上限后仍派单", "a task was dispatched after the limit was passed"))
    elif finding["verdict"] == "met":
        lines.append(("达到上限后没有派单", "no task was dispatched after the limit was passed"))
    return lines


RULE = Rule(
    code="platform_daily_stop",
    title=("平台承诺：每日停派", "Platform's promise: daily dispatch stop"),
    clock=("当日接单时间超过平台自定上限之后的派单", "tasks dispatched after the day's task time passed the platform's own limit"),
    needs=("tasks.kind", "tasks.dispatch_time", "tasks.end_time"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
    marks=marks,
)
