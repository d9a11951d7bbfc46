"""A platform's own cap on billed hours: DiDi, 10 hours billed (快车; other product lines less), then 6 hours of rest.

DiDi's published rule of 2019 is a platform's own promise, not law. Billed time counts until a rest of 6 hours; a task dispatched after
the cap was passed and before that rest is a breach. Judged only for platforms with such an entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.law.by_task import NO_LAW
from guanjia.law.law import Law
from guanjia.law.scope import durations, scope
from guanjia.model.clock import HOUR
from guanjia.model.finding_rows import UNDERSTATED, worker_findings
from guanjia.model.findings import Findings, Verdict, at_most
from guanjia.model.measures import Bool, Measures, RunMark
from guanjia.model.run_days import days_touched, first_days, mark_is
from guanjia.model.wording import hours_against_limit
from guanjia.rules import Marks, Rule, Text

LIMIT = "platform-billed-time"
REST = "platform-billed-rest"


def marks(law: Law) -> Marks:
    """Every pairing of a limit and a rest that some entry may give."""
    return Marks(runs=frozenset(RunMark("billed", rest, limit) for rest in durations(law, REST) for limit in durations(law, LIMIT)))


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """A breach for each run in which a task was dispatched after the limit was passed; for all other worker-days one finding a day."""
    begun = first_days(m.runs, m.clock)
    limits, rests = (
        scope(law, LIMIT, m.units, m.runs, begun),
        scope(law, REST, m.units, m.runs, begun),
    )
    of_law = limits.concerned & mark_is(m.runs, "billed", rests.us(), limits.us())
    late = np.flatnonzero(of_law & (m.runs.late_dispatches > 0))
    found = limits.at(late)
    verdict, missing = found.judged(np.full(len(late), Verdict.BREACH, np.int8), m.units)
    runs = worker_findings(
        "platform_billed_time",
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
    limits, rests = (scope(law, topic, m.units, m.days, m.days.start) for topic in (LIMIT, REST))
    pick = np.flatnonzero(limits.concerned & ~breached & ((m.days.task_time > 0) | (m.days.tasks > 0)))
    found, understated = limits.at(pick), m.days.understated[pick] > 0
    measured = m.days.billed_time[pick] / HOUR
    unrested = np.isnan(rests.at(pick).hours())  # a cap is known but not the rest after it: no run could be watched
    kept = at_most(np.zeros(len(pick)), found.hours(), understated | unrested)  # past the limit only orders in hand were finished
    verdict, missing = found.judged(kept, m.units, (unrested, law.reason_words(NO_LAW, REST)), (understated, UNDERSTATED))
    return worker_findings(
        "platform_billed_time",
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
    """The billed time held against the platform's cap, and the tasks dispatched after it."""
    lines = hours_against_limit(finding, ("计费时间", "billed time"))
    if finding["count"]:
        lines.append(
            (f"达到上限后、休息前又派 {finding['count']} 单", f"{finding['count']} task(s) dispatched after the cap and before the rest")
        )
    elif finding["verdict"] == "met":
        lines.append(("没有在超过上限后又派单", "no task was dispatched after the limit was passed"))
    return lines


RULE = Rule(
    code="platform_billed_time",
    title=("平台承诺：累计计费时长后休息", "Platform's promise: rest after billed hours"),
    clock=(
        "计费时间：自上车（取货）至完成，累计到一次足够长的休息为止",
        "billed time: from pick-up to completion, added up until one rest of the given length",
    ),
    needs=("tasks.kind", "tasks.product", "tasks.start_time", "tasks.end_time"),
    topics=(LIMIT, REST),
    check=check,
    steps=steps,
    marks=marks,
)
