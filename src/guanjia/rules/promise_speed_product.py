"""Promised time against 25 km/h: a promise no lawful e-bike can keep.

GB 17761 e-bikes cut their power at 25 km/h. A promise that asks for a higher average can be kept only on an altered bike. The speed asked
for is great-circle metres x detour factor over the time from pick-up to promise; one that has run out at the pick-up cannot be judged, for
the worker may have come late. The product standard binds the maker of the bike, not the platform: a finding says what the promise would
take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guanjia.kernels.promise import DETOUR, required_speed
from guanjia.law.by_task import promise_verdicts, tally_findings, task_limits
from guanjia.law.law import Law
from guanjia.model.findings import Findings
from guanjia.model.measures import Measures, TaskBatch, TaskVerdicts
from guanjia.model.speed_words import speed_against_limit
from guanjia.rules import Rule, Setting, Text

CODE = "promise_speed_product"
TOPIC = "e-bike-design-speed"
KINDS = ("food_delivery", "parcel_delivery")
FIELDS = "tasks.promised_time, tasks.start_time, tasks.start_lat … end_lng"


def tally(batch: TaskBatch, setting: Setting, law: Law) -> TaskVerdicts:
    """Each completed delivery's required speed against what an e-bike is built for."""
    limit, entry, reason = task_limits(law, TOPIC, batch, KINDS, setting.regions, setting.platforms, setting.products)
    speed = required_speed(batch.metres, batch.started, batch.promised, DETOUR)
    return promise_verdicts(batch, KINDS, speed, limit, entry, reason)


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-month and law entry."""
    return [tally_findings(CODE, "km/h", TOPIC, FIELDS, m, law)]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The worst task's speed, how it was computed, and how many tasks asked for more than the limit."""
    return speed_against_limit(finding, DETOUR)


RULE = Rule(
    code=CODE,
    title=("应送达时间所要求的车速（25 公里/小时）", "Speed that the promised time asks for (25 km/h)"),
    clock=("取货到应送达时间", "from pick-up to the promised time"),
    needs=("tasks.kind", "tasks.start_time", "tasks.promised_time", "tasks.start_lat", "tasks.start_lng", "tasks.end_lat", "tasks.end_lng"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
    tally=tally,
    tallied_kinds=KINDS,
)
