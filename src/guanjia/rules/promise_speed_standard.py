"""Promised time against 15 km/h: a platform must not promise what an e-bike can keep only above the lawful speed.

外卖平台服务管理基本要求 (recommended standard, 2025-12) computes delivery time at an average of at most 15 km/h. Before it, and for
parcels, no standard binds the promise: the 15 km/h of the non-motor lane, 道路交通安全法 art. 58, bind the rider. Such months cannot be
judged; the speed asked for is shown beside the lane's. Asked for: great-circle metres x detour factor over the time from pick-up to
promise. A promise that has run out at the pick-up cannot be judged, for the worker may have come late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.kernels.promise import DETOUR, required_speed
from guanjia.law.by_task import promise_verdicts, tally_findings, task_limits
from guanjia.law.law import Law
from guanjia.model.findings import Findings
from guanjia.model.measures import Measures, TaskBatch, TaskVerdicts
from guanjia.model.speed_words import speed_against_limit
from guanjia.rules import Rule, Setting, Text

CODE = "promise_speed_standard"
TOPICS = ("delivery-speed-standard", "e-bike-lane-speed")
KINDS = ("food_delivery", "parcel_delivery")
FIELDS = "tasks.promised_time, tasks.start_time, tasks.start_lat … end_lng"


def tally(batch: TaskBatch, setting: Setting, law: Law) -> TaskVerdicts:
    """Each completed delivery's required speed against the standard, or the lane's limit where the standard does not reach."""
    vocabularies = (setting.regions, setting.platforms, setting.products)
    value, entry, reason = task_limits(law, TOPICS[0], batch, KINDS, *vocabularies)
    lane_value, lane_entry, lane_reason = task_limits(law, TOPICS[1], batch, KINDS, *vocabularies)
    lane = (reason != 0) & (lane_reason == 0)
    limit = np.where(lane, lane_value, value)
    speed = required_speed(batch.metres, batch.started, batch.promised, DETOUR)
    entry = np.where(lane, lane_entry, entry).astype(np.int32)
    return promise_verdicts(batch, KINDS, speed, limit, entry, np.where(lane, lane_reason, reason).astype(np.int8))


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-month and law entry; where only the lane's limit is known, it is shown and cannot be judged."""
    first = min((entry.first_day.isoformat() for entry in law.entries_of(TOPICS[0])), default="")
    unbound = f"law: no standard binds the promise (before {first}, and for parcels)"
    return [tally_findings(CODE, "km/h", TOPICS[0], FIELDS, m, law, compared={TOPICS[1]: unbound})]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The worst task's speed, how it was computed, and how many tasks asked for more than the limit."""
    return speed_against_limit(finding, DETOUR)


RULE = Rule(
    code=CODE,
    title=("应送达时间所要求的车速（15 公里/小时）", "Speed that the promised time asks for (15 km/h)"),
    clock=("取货到应送达时间", "from pick-up to the promised time"),
    needs=("tasks.kind", "tasks.start_time", "tasks.promised_time", "tasks.start_lat", "tasks.start_lng", "tasks.end_lat", "tasks.end_lng"),
    topics=TOPICS,
    check=check,
    steps=steps,
    tally=tally,
    tallied_kinds=KINDS,
)
