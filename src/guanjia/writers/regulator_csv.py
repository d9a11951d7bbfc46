"""Pay and time by worker and pay period, in the columns of New York's record rule for delivery workers: ``regulator.csv``.

6 RCNY 7-805 as proposed (City Record, 2022-11-16, pages 5642-5644, read in an unofficial transcript and only in part): for each
pay period its start and end, minutes of trip time and of on-call time, compensation creditable to the minimum and other compensation,
gratuities, and every deduction, addition or adjustment by type. Trip time runs from acceptance to completion or cancellation; on-call
time is time available for offers and excludes trip time; a pay period is seven days. The final rule was not read, so every row says
where the columns come from. Which pay is creditable is our reading: tips and reimbursements are not.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.csv import save
from guanjia.writers.digest.stored import pieces

SOURCE = "6 RCNY 7-805, proposed text (City Record 2022-11-16); check the final rule"
_CREDITABLE = ("base", "supplement_weather", "supplement_holiday", "supplement_night", "supplement_other", "incentive")
_ADJUSTMENTS = ("adjustment", "commission", "deduction", "injury_premium")
_MINUTE = 60_000_000


def write(assessment: Assessment, folder: Path) -> Path:
    """Write one row for each worker, platform, week and region. Minutes have two decimals, money is minor units.

    On-call time is left empty where no time online was given: it is then not known, not zero."""
    return save((_columns(piece, assessment) for piece in pieces(assessment.weeks)), folder / "regulator.csv")


def _columns(weeks: pa.Table, assessment: Assessment) -> pa.Table:
    trip, online = _microseconds(weeks, "task_time"), _microseconds(weeks, "online_time")
    pay = {kind: _amount(weeks, f"pay_{kind}") for kind in (*_CREDITABLE, *_ADJUSTMENTS, "tip", "reimbursement")}
    columns = {
        "pay_period_start": weeks.column("start"),
        "pay_period_end": weeks.column("end"),
        "platform": weeks.column("platform"),
        "worker_id": weeks.column("worker_id"),
        "region": weeks.column("region"),
        "trips": weeks.column("tasks"),
        "trip_time_minutes": _minutes(trip),
        "on_call_time_minutes": _minutes(_positive(pc.subtract(online, trip))) if assessment.measures.has_presence else _absent(weeks),
        "compensation_creditable": _sum([_amount(weeks, "base"), *(pay[kind] for kind in _CREDITABLE)]),
        "compensation_other": pay["reimbursement"],
        "gratuities": pc.add(_amount(weeks, "tip"), pay["tip"]),
        **{kind: pay[kind] for kind in _ADJUSTMENTS},
        "currency": weeks.column("currency"),
        "hypothetical": _constant(bool(assessment.about.get("hypothetical")), weeks),
        "columns_from": _constant(SOURCE, weeks),
    }
    return pa.table(columns)


def _microseconds(table: pa.Table, name: str) -> pa.ChunkedArray:
    return pc.fill_null(table.column(name).cast(pa.int64()), 0)


def _amount(table: pa.Table, name: str) -> pa.ChunkedArray:
    return pc.fill_null(table.column(name), 0)


def _positive(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.max_element_wise(values, 0)


def _minutes(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.round(pc.divide(values.cast(pa.float64()), _MINUTE), ndigits=2)


def _sum(parts: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    total = parts[0]
    for part in parts[1:]:
        total = pc.add(total, part)
    return total


def _absent(table: pa.Table) -> pa.Array:
    return pa.nulls(len(table), pa.float64())


def _constant(value: bool | str, table: pa.Table) -> pa.Array:
    return pa.repeat(value, len(table))
