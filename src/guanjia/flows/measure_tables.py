"""Worker-days, weeks and months as Arrow tables."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.kernels.pay import hourly
from guanjia.kernels.take_rate import percent
from guanjia.model.assessment import FEWEST_ORDERS, WORKER_DAYS, WORKER_PERIODS
from guanjia.model.clock import NULL, day_number, month_first, week_first
from guanjia.model.findings import labels
from guanjia.model.measures import Days, Measures, Periods
from guanjia.model.pay_kinds import FOR_WORK, of_kinds
from guanjia.model.schema import KINDS, MOMENT, PAY_KINDS


def worker_day_table(measures: Measures) -> pa.Table:
    """`WORKER_DAYS`, one row a unit and local day."""
    days = measures.days
    night = days.time_in[:, days.windows.index("night")]
    given = {
        **_shared(measures, days, _currencies(measures)[days.unit]),
        "day": pa.array(days.day, pa.int32()).view(pa.date32()),
        "longest_run": _duration(days.longest_run),
        "longest_rest": _duration(days.longest_rest),
        "night_time": _duration(night),
        "first_start": _moments(days.first_start),
        "last_end": _moments(days.last_end),
        "most_carried": pa.array(days.most_carried),
    }
    return pa.table([given[name] for name in WORKER_DAYS.names], schema=WORKER_DAYS)


def period_table(measures: Measures, periods: Periods) -> pa.Table:
    """`WORKER_PERIODS`, one row a unit, week or month, and region."""
    first: Callable[[int], int] = week_first if periods is measures.weeks else lambda number: day_number(month_first(number))
    numbers, place = np.unique(periods.number, return_inverse=True)
    days = np.array([first(int(number)) for number in numbers], np.int32)
    given = {
        **_shared(measures, periods, periods.currency),
        "first_day": pa.array(days[place], pa.int32()).view(pa.date32()),
        "start": _moments(periods.start),
        "end": _moments(periods.end),
        "days": pa.array(periods.days),
        **{f"pay_{kind}": pa.array(periods.pay[:, i]) for i, kind in enumerate(PAY_KINDS)},
        **_rates(periods),
    }
    return pa.table([given[name] for name in WORKER_PERIODS.names], schema=WORKER_PERIODS)


def _rates(periods: Periods) -> dict[str, pa.Array]:
    """Pay for the work itself (no tips, supplements, reimbursements or deductions) an hour on each clock, and the take rate."""
    pay = periods.base + of_kinds(periods.pay, FOR_WORK)
    unstated = (periods.paid_tasks == 0) & (pay == 0)
    rates = {}
    for clock in ("task_time", "working_time", "online_time"):
        values = hourly(pay, getattr(periods, clock))
        rates[f"hourly_on_{clock}"] = pa.array(values, mask=unstated | np.isnan(values))
    taken = percent(periods.commission, periods.fare)
    rates["take_rate"] = pa.array(taken, mask=np.isnan(taken) | (periods.tasks < FEWEST_ORDERS))
    return rates


def _shared(measures: Measures, of: Days | Periods, currency: NDArray[np.int16]) -> dict[str, pa.Array]:
    units = measures.units
    first, end = (int(of.unit.min()), int(of.unit.max()) + 1) if len(of.unit) else (0, 0)  # the labels of these rows only
    times = ("task_time", "working_time", "online_time", "billed_time")
    plain = ("tasks", "cancelled", "understated", "base", "tip", "fare", "commission", "paid_tasks")
    kinds = ["+".join(kind for bit, kind in enumerate(KINDS) if mask >> bit & 1) for mask in range(1 << len(KINDS))]
    return {
        "worker_id": labels(of.unit - first, units.worker[first:end]),
        "person_id": labels(of.unit - first, units.person[first:end]),
        "platform": labels(units.platform[of.unit], units.platforms),
        "region": labels(np.maximum(of.region, 0), units.regions),
        "kinds": labels(of.kinds, kinds),
        "currency": labels(np.where(currency == -2, 1, np.where(currency < 0, 0, currency + 2)), ("", "*", *measures.currencies)),
        **{name: _duration(getattr(of, name)) for name in times},
        **{name: pa.array(getattr(of, name)) for name in plain},
    }


def _currencies(measures: Measures) -> NDArray[np.int16]:
    """The currency code of each unit, from its months."""
    codes = np.full(len(measures.units.worker), -1, np.int16)
    codes[measures.months.unit] = measures.months.currency
    return codes


def _duration(values: NDArray[np.int64]) -> pa.Array:
    return pa.array(values, pa.int64()).view(pa.duration("us"))


def _moments(values: NDArray[np.int64]) -> pa.Array:
    return pa.array(values, pa.int64(), mask=values == NULL).view(MOMENT)
