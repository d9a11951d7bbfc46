"""Continuous driving: not more than 4 hours without a stop of 20 minutes.

道路交通安全法实施条例 art. 62(7), a regulation, on drivers of motor vehicles. Records do not say when a vehicle was driven: task time is
an upper bound of driving, and billed time is driving, as well as records can show it, only in short rides with a passenger on board. A
haul holds unloading and stops at service areas, and so may a long ride. A breach is therefore a run of billed rides beyond the limit in
which none is longer than `LONG`, nor several that overlap for so long; every other run beyond it, billed or on tasks, cannot be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.law.law import Law
from guanjia.law.scope import durations, scope
from guanjia.model.clock import HOUR
from guanjia.model.finding_rows import UNDERSTATED, worker_findings
from guanjia.model.findings import Findings, Verdict
from guanjia.model.measures import Bool, Measures, RunMark
from guanjia.model.run_days import days_touched, first_days, holds, mark_is, run_understated
from guanjia.model.schema import KINDS
from guanjia.model.wording import hours_against_limit
from guanjia.rules import Marks, Rule, Text

LIMIT = "continuous-driving"
REST = "rest-after-driving"
DRIVERS = ("ride_hailing", "freight")
RIDES = 1 << KINDS.index("ride_hailing")
# A ride so long may hold a stop of 20 minutes with the passenger on board. Ours, not the law's.
LONG = 2 * HOUR
LONG_RIDE = RunMark("billed", 0, LONG)
DRIVING = "driving time: the record does not tell driving from waiting inside a task"


def marks(law: Law) -> Marks:
    """Runs of billed time and of task time beyond the limit, and long rides: billed time without any gap."""
    pairs = [(rest, limit) for rest in durations(law, REST) for limit in durations(law, LIMIT)]
    return Marks(runs=frozenset(RunMark(kind, rest, limit) for kind in ("task", "billed") for rest, limit in pairs) | {LONG_RIDE})


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """A finding for each billed run beyond the limit, and one for each other worker-day, *cannot judge* where a task run is beyond it."""
    begun = first_days(m.runs, m.clock)
    limits, rests = scope(law, LIMIT, m.units, m.runs, begun, always=DRIVERS), scope(law, REST, m.units, m.runs, begun, always=DRIVERS)
    billed, tasks = (limits.concerned & mark_is(m.runs, kind, rests.us(), limits.us()) for kind in ("billed", "task"))
    in_billed = days_touched(m.days, m.runs, billed, m.clock)
    in_tasks = days_touched(m.days, m.runs, tasks, m.clock)
    found = limits.at(np.flatnonzero(billed))
    long_rides = np.array([mark == LONG_RIDE for mark in m.runs.marks] or [False])[m.runs.mark]
    stops = (m.runs.kinds[billed] != RIDES) | holds(m.runs, billed, long_rides)
    verdict, missing = found.judged(np.where(stops, Verdict.CANNOT_JUDGE, Verdict.BREACH).astype(np.int8), m.units, (stops, DRIVING))
    runs = worker_findings(
        "continuous_driving",
        "run",
        "hour",
        m.runs,
        m.units,
        billed,
        verdict=verdict,
        measured=m.runs.time[billed] / HOUR,
        limit=found.hours(),
        entry=found.entry,
        missing=missing,
    )
    return [runs, _other_days(m, law, ~in_billed, in_tasks)]


def _other_days(m: Measures, law: Law, others: Bool, in_tasks: Bool) -> Findings:
    every_day, rests = (scope(law, topic, m.units, m.days, m.days.start, always=DRIVERS) for topic in (LIMIT, REST))
    pick = np.flatnonzero(every_day.concerned & others & ((m.days.task_time > 0) | (m.days.tasks > 0)))
    found = every_day.at(pick)
    between, understated = in_tasks[pick], run_understated(m.days, rests.us())[pick]
    unsure = np.isnan(found.value) | between | understated
    verdict, missing = found.judged(
        np.where(unsure, Verdict.CANNOT_JUDGE, Verdict.MET).astype(np.int8), m.units, (between, DRIVING), (understated, UNDERSTATED)
    )
    return worker_findings(
        "continuous_driving",
        "day",
        "hour",
        m.days,
        m.units,
        pick,
        verdict=verdict,
        measured=m.days.longest_run[pick] / HOUR,
        limit=found.hours(),
        entry=found.entry,
        missing=missing,
    )


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Billed time (a run) or task time (a day) without a stop, held against the limit."""
    lower = ("连续计费时间（乘客或货物在车上）", "continuous billed time (passenger or goods on board)")
    upper = ("连续接单时间（驾驶时间的上限）", "continuous task time (an upper bound of driving)")
    return hours_against_limit(finding, lower if finding["period"] == "run" else upper)


RULE = Rule(
    code="continuous_driving",
    title=("连续驾驶时间", "Continuous driving"),
    clock=(
        "连续接单时间为驾驶时间的上限；全由短途载客组成的连续计费时间视为驾驶时间；停车休息不足 20 分钟不算隔断",
        "task time is an upper bound of driving, billed time of short rides is taken for it; a stop shorter than the rest breaks neither",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.start_time", "tasks.end_time"),
    topics=(LIMIT, REST),
    check=check,
    steps=steps,
    marks=marks,
)
