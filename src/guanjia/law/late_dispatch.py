"""A limit on time without rest, after which no task may be dispatched until a rest: what the rules of this shape share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from guanjia.law.by_task import NO_LAW
from guanjia.law.law import Law
from guanjia.law.scope import durations, scope
from guanjia.model.clock import HOUR
from guanjia.model.finding_rows import UNDERSTATED, worker_findings
from guanjia.model.findings import Findings, Verdict, at_most
from guanjia.model.measures import Bool, Measures, RunMark
from guanjia.model.run_days import days_touched, first_days, mark_is, run_understated
from guanjia.model.wording import Text, hours_against_limit


@dataclass(frozen=True)
class Stop:
    """A rule of this shape: the topics of its limit and its rest, the clock, and the kinds of work it always concerns."""

    rule: str
    limit: str
    rest: str
    clock: Literal["task", "billed"]
    always: tuple[str, ...] = ()

    def runs(self, law: Law) -> frozenset[RunMark]:
        """The runs to watch for: every pairing of a limit and a rest that some entry may give."""
        limits, rests = durations(law, self.limit), durations(law, self.rest)
        return frozenset(RunMark(self.clock, rest, limit) for rest in rests for limit in limits)

    def check(self, m: Measures, law: Law) -> list[Findings]:
        """A breach for each run in which a task was dispatched after the limit was passed; for all other worker-days one finding a day.

        Finishing orders already in hand is no breach. The law is that of the day in which a run began. A late dispatch found on
        understated times is one all the same: the limit was passed no later than the record shows. That there was none is not shown by
        them, nor on the days into which such a run goes on.
        """
        begun = first_days(m.runs, m.clock)
        limits, rests = (scope(law, topic, m.units, m.runs, begun, always=self.always) for topic in (self.limit, self.rest))
        late = limits.concerned & mark_is(m.runs, self.clock, rests.us(), limits.us()) & (m.runs.late_dispatches > 0)
        pick = np.flatnonzero(late)
        found = limits.at(pick)
        verdict, missing = found.judged(np.full(len(pick), Verdict.BREACH, np.int8), m.units)
        runs = worker_findings(
            self.rule,
            "run",
            "hour",
            m.runs,
            m.units,
            pick,
            verdict=verdict,
            measured=m.runs.time[pick] / HOUR,
            limit=found.hours(),
            entry=found.entry,
            count=m.runs.late_dispatches[pick],
            missing=missing,
        )
        return [runs, self._other_days(m, law, days_touched(m.days, m.runs, late, m.clock))]

    def _other_days(self, m: Measures, law: Law, breached: Bool) -> Findings:
        limits, rests = (scope(law, topic, m.units, m.days, m.days.start, always=self.always) for topic in (self.limit, self.rest))
        pick = np.flatnonzero(limits.concerned & ~breached & ((m.days.task_time > 0) | (m.days.tasks > 0)))
        found, understated = limits.at(pick), run_understated(m.days, rests.us())[pick]
        unbilled = np.zeros(len(pick), np.bool_)
        if self.clock == "billed":
            measured = m.days.billed_time[pick] / HOUR
            unbilled = (m.days.billed_time[pick] == 0) & (m.days.task_time[pick] > 0)  # no ride says when it began
        else:  # the longest run is measured under the standard rest
            measured = np.where(rests.us()[pick] == m.rest, m.days.longest_run[pick] / HOUR, np.nan)
        unrested = np.isnan(rests.at(pick).hours())  # a limit is known but not the rest after it: no run could be watched
        kept = at_most(np.zeros(len(pick)), found.hours(), understated | unrested | unbilled)
        reasons = ((unrested, law.reason_words(NO_LAW, self.rest)), (understated, UNDERSTATED), (unbilled, "tasks.start_time"))
        verdict, missing = found.judged(kept, m.units, *reasons)
        return worker_findings(
            self.rule,
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


def late_steps(finding: Mapping[str, object], what: Text) -> list[Text]:
    """The time held against the limit, and the tasks dispatched after it; ``what`` names the time."""
    lines = hours_against_limit(finding, what)
    if finding["count"]:
        lines.append(
            (f"超过上限后、休息前又派 {finding['count']} 单", f"{finding['count']} task(s) dispatched after the limit and before a rest")
        )
    elif finding["verdict"] == "met":
        lines.append(("没有在超过上限后又派单", "no task was dispatched after the limit was passed"))
    return lines
