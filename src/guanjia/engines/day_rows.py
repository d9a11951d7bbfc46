"""From the ledger's rows to `Days`, `Runs`, weeks and months."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.ledger import Ledger
from guanjia.kernels.fold import unfinished_runs
from guanjia.kernels.periods import fill_unknown, group_starts
from guanjia.model.clock import NULL, Clock, day_date, day_number, month_first, month_of_days, week_first, week_of_days
from guanjia.model.measures import Days, Periods, RunMark, Runs

Int32 = NDArray[np.int32]
_COUNTED = ("tasks", "cancelled", "understated", "paid_tasks")
_TIMED = ("task_time", "working_time", "online_time", "billed_time", "booked_time", "booked_working")
_PAID = ("base", "tip", "fare", "commission")
_BLOCKS = ("time_in", "tasks_in", "pay_in", "booked_in", "pay")


def all_days(ledger: Ledger, keep: NDArray[np.bool_], clock: Clock, marks: tuple[int, ...], windows: tuple[str, ...]) -> Days:
    """Every worker-day of the units to keep, by unit and day, including days with nothing but a pay line."""
    used = int(ledger.out.counts[0])
    rows = ledger.out.days[:used]
    order = np.lexsort((rows["day"], rows["unit"]))
    order = order[keep[rows["unit"][order]]]
    rows = rows[order]
    begins = clock.begins_of_days(rows["day"])
    ends = clock.begins_of_days(rows["day"] + 1)
    return Days(
        **{name: np.ascontiguousarray(rows[name]) for name in rows.dtype.names or () if name not in ("region", "product")},
        start=begins,
        end=ends,
        region=fill_unknown(rows["region"], rows["unit"], -1).astype(np.int16),
        product=fill_unknown(rows["product"], rows["unit"], -1).astype(np.int16),
        marks=marks,
        reached=ledger.out.reached[order],
        windows=windows,
        time_in=ledger.out.time_in[order],
        tasks_in=ledger.out.tasks_in[order],
        pay_in=ledger.out.pay_in[order],
        booked_in=ledger.out.booked_in[order],
        pay=ledger.out.pay[order],
    )


def picked_days(days: Days, pick: NDArray[np.bool_]) -> Days:
    """Some of the worker-days."""
    fields: dict[str, Any] = {name: value[pick] if isinstance(value, np.ndarray) else value for name, value in vars(days).items()}
    return Days(**fields)


def worked_days(days: Days) -> Days:
    """The worker-days with any task or presence."""
    worked = (days.tasks > 0) | (days.online_time > 0)
    return days if worked.all() else picked_days(days, worked)


def runs(ledger: Ledger, keep: NDArray[np.bool_], marks: tuple[RunMark, ...]) -> Runs:
    """Every exceeded run of the units to keep, by unit and start; mark 0, the standard run, is never among them."""
    rows = np.concatenate([ledger.out.runs[: int(ledger.out.counts[1])], unfinished_runs(ledger.state)])
    rows = rows[keep[rows["unit"]]]
    rows = rows[np.lexsort((rows["start"], rows["mark"], rows["unit"]))]
    return Runs(marks=marks, **{name: np.ascontiguousarray(rows[name]) for name in rows.dtype.names or ()})


def weeks(days: Days, clock: Clock, currency: NDArray[np.int16]) -> Periods:
    """Sums by unit, week (Monday to Sunday) and region."""
    return _periods(days, week_of_days(days.day), week_first, clock, currency)


def months(days: Days, clock: Clock, currency: NDArray[np.int16]) -> Periods:
    """Sums by unit, calendar month and region."""
    return _periods(days, month_of_days(days.day), lambda number: day_number(month_first(number)), clock, currency)


def _periods(days: Days, number: Int32, first_day: Callable[[int], int], clock: Clock, currency: NDArray[np.int16]) -> Periods:
    order = _grouped(days.unit, number, days.region)
    unit, number, region = days.unit[order], number[order], days.region[order]
    starts = group_starts(unit, number, region)
    numbers = np.unique(number)
    begins = np.array([clock.day_begins(day_date(first_day(int(n)))) for n in [*numbers, *(numbers + 1)]], np.int64).reshape(2, -1)
    place = np.searchsorted(numbers, number[starts])

    def total(values: NDArray[Any]) -> NDArray[Any]:
        ordered = values[order]
        return np.add.reduceat(ordered, starts, axis=0) if len(starts) else ordered[:0]

    sums: dict[str, Any] = {name: total(getattr(days, name)) for name in (*_COUNTED, *_TIMED, *_PAID, *_BLOCKS)}
    first_row, last_row = days.first_row[order], days.last_row[order]
    some = np.iinfo(np.int64).max
    return Periods(
        unit=unit[starts],
        number=number[starts].astype(np.int32),
        start=begins[0][place],
        end=begins[1][place],
        region=region[starts],
        kinds=np.bitwise_or.reduceat(days.kinds[order], starts) if len(starts) else days.kinds[:0],
        days=total((days.tasks > 0).astype(np.int32)),
        currency=currency[unit[starts]],
        first_row=_blank(np.minimum.reduceat(np.where(first_row == NULL, some, first_row), starts), some) if len(starts) else first_row[:0],
        last_row=np.maximum.reduceat(last_row, starts) if len(starts) else last_row[:0],
        windows=days.windows,
        **sums,
    )


def _grouped(unit: Int32, number: Int32, region: NDArray[np.int16]) -> slice | NDArray[np.intp]:
    """The order in which rows of one unit, period and region lie together; rows by unit and day do already where nobody changed regions."""
    same = (unit[1:] == unit[:-1]) & (number[1:] == number[:-1])
    return slice(None) if (region[1:] == region[:-1])[same].all() else np.lexsort((region, number, unit))


def _blank(values: NDArray[np.int64], sentinel: int) -> NDArray[np.int64]:
    return np.where(values == sentinel, NULL, values)


Rows = TypeVar("Rows", Days, Runs)


def joined(first: Rows, second: Rows) -> Rows:
    """The rows of both, one after the other."""
    fields: dict[str, Any] = {
        name: np.concatenate([value, getattr(second, name)]) if isinstance(value, np.ndarray) else value
        for name, value in vars(first).items()
    }
    return type(first)(**fields)
