"""What an assessment holds when it is handed to the writers: findings, what they rest on, and how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from guanjia.model.intake import Intake
from guanjia.model.measures import Measures
from guanjia.model.schema import LABEL, MOMENT, PAY_KINDS

if TYPE_CHECKING:
    from guanjia.law.law import Law
    from guanjia.rules import Rule

FEWEST_ORDERS = 10  # below so many tasks no take rate is printed
_TIME = pa.duration("us")
_WHO = [pa.field("worker_id", LABEL), pa.field("person_id", LABEL), pa.field("platform", LABEL)]
_COUNTS = [pa.field(name, pa.int32()) for name in ("tasks", "cancelled", "understated")]
_TIMES = [pa.field(name, _TIME) for name in ("task_time", "working_time", "online_time", "billed_time")]
_MONEY = [pa.field(name, pa.int64()) for name in ("base", "tip", "fare", "commission")]
_PAID = [pa.field("paid_tasks", pa.int32()), pa.field("currency", LABEL)]  # "" none stated, "*" several

WORKER_DAYS = pa.schema(
    [
        *_WHO,
        pa.field("day", pa.date32()),
        pa.field("region", LABEL),
        pa.field("kinds", LABEL),  # model.schema.KINDS joined by "+"
        *_COUNTS,
        *_TIMES,
        *(pa.field(name, _TIME) for name in ("longest_run", "longest_rest", "night_time")),
        pa.field("first_start", MOMENT),
        pa.field("last_end", MOMENT),
        pa.field("most_carried", pa.int16()),
        *_MONEY,
        *_PAID,
    ]
)

WORKER_PERIODS = pa.schema(
    [
        *_WHO,
        pa.field("first_day", pa.date32()),  # Monday of the week, first of the month
        pa.field("start", MOMENT),
        pa.field("end", MOMENT),
        pa.field("region", LABEL),
        pa.field("kinds", LABEL),
        pa.field("days", pa.int32()),
        *_COUNTS,
        *_TIMES,
        *_MONEY,
        *_PAID,
        *(pa.field(f"pay_{kind}", pa.int64()) for kind in PAY_KINDS),
        *(pa.field(f"hourly_on_{clock}", pa.float64()) for clock in ("task_time", "working_time", "online_time")),  # major units an hour
        pa.field("take_rate", pa.float64()),  # percent of fares kept; null below FEWEST_ORDERS tasks or without fares
    ]
)


@dataclass(frozen=True)
class Assessment:
    """One assessment of recorded work.

    ``findings`` follows `model.findings.FINDINGS`, ``worker_days`` `WORKER_DAYS`, ``weeks`` and ``months`` `WORKER_PERIODS`;
    more columns may follow. Durations are microseconds, money is minor units. ``about`` says how it was made: version, command,
    format, inputs ({path: sha256}), law_version, timezone, day_start, rest, allowances, region, hypothetical, as_if, on, subject,
    notes ((zh, en) pairs) and, where known, hour_of_week (168 task times in microseconds by local hour, Monday 00:00 first).
    """

    findings: pa.Table
    worker_days: pa.Table
    weeks: pa.Table
    months: pa.Table
    measures: Measures
    law: Law
    intake: Intake
    rules: tuple[Rule, ...]
    about: Mapping[str, object]
