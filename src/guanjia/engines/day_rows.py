"""From what a ledger put away to `Days`, `Runs`, weeks and months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.spool import Part
from guanjia.kernels.fold_state import DAY, RUN
from guanjia.kernels.periods import fill_unknown, group_starts
from guanjia.model.clock import NULL, Clock, day_date, day_number, month_first, month_of_days, week_first, week_of_days
from guanjia.model.measures import Days, Periods, RunMark, Runs
from guanjia.model.rows import picked
from guanjia.model.schema import PAY_KINDS

Int32 = NDArray[np.int32]
_COUNTED = ("tasks", "cancelled", "understated", "paid_tasks")
_TIMED = ("task_time", "working_time", "online_time", "billed_time", "booked_time", "booked_working")
_PAID = ("base", "tip", "fare", "commission")
_BLOCKS = ("time_in", "tasks_in", "pay_in", "booked_in", "pay")


def all_days(parts: Sequence[Part], paid: Sequence[Part], clock: Clock, marks: tuple[int, ...], windows: tuple[str, ...]) -> Days:
    """The worker-days of a slice, by unit and day, with the pay lines of each; days with nothing but a pay line are among them.

    ``parts`` are worker-days as `Ledger` puts them away, with blocks for the first of the ``windows``; ``paid`` are unit, day, kind and
    amount of pay lines.
    """
    unit, day, kind, amount = (
        np.concatenate([np.zeros(0, np.int64), *column]) for column in (zip(*paid, strict=True) if paid else [[]] * 4)
    )
    rows = np.concatenate([np.zeros(0, DAY), *(part[0] for part in parts)])
    wanted = _key(unit, day)
    only_paid = np.setdiff1d(wanted, _key(rows["unit"], rows["day"]))
    rows = np.concatenate([rows, _blank_days(only_paid >> 32, only_paid & 0xFFFFFFFF)])
    key = _key(rows["unit"], rows["day"])
    order = np.argsort(key)
    rows = rows[order]
    pay = np.zeros((len(rows), len(PAY_KINDS)), np.int64)
    np.add.at(pay, (np.searchsorted(key[order], wanted), kind), amount)
    reached = np.concatenate([*(part[1] for part in parts), np.full((len(only_paid), len(marks)), NULL)])
    blocks = [_block([part[2 + number] for part in parts], len(windows), len(only_paid))[order] for number in range(len(_BLOCKS) - 1)]
    return Days(
        **{name: np.ascontiguousarray(rows[name]) for name in rows.dtype.names or () if name not in ("region", "product")},
        start=clock.begins_of_days(rows["day"]),
        end=clock.begins_of_days(rows["day"] + 1),
        region=fill_unknown(rows["region"], rows["unit"], -1).astype(np.int16),
        product=fill_unknown(rows["product"], rows["unit"], -1).astype(np.int16),
        marks=marks,
        reached=reached[order],
        windows=windows,
        time_in=blocks[0],
        tasks_in=blocks[1].astype(np.int32),
        pay_in=blocks[2],
        booked_in=blocks[3],
        pay=pay,
    )


def _key(unit: NDArray[np.integer], day: NDArray[np.integer]) -> NDArray[np.int64]:
    """One number for each worker-day, in order of unit and day; days are after 1970."""
    key: NDArray[np.int64] = unit.astype(np.int64) << 32 | day.astype(np.int64)
    return key


def _blank_days(unit: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.void]:
    """Worker-days on which nothing was done."""
    rows = np.zeros(len(unit), DAY)
    rows["unit"], rows["day"], rows["region"], rows["product"] = unit, day, -1, -1
    for name in ("first_start", "last_end", "last_dispatch", "run_start", "run_end", "first_row", "last_row"):
        rows[name] = NULL
    return rows


def _block(parts: Sequence[NDArray[Any]], windows: int, more: int) -> NDArray[np.int64]:
    """The parts of one block under each other, with zeros for windows that had not been open yet and for ``more`` rows."""
    block = np.zeros((sum(len(part) for part in parts) + more, windows), np.int64)
    at = 0
    for part in parts:
        block[at : at + len(part), : part.shape[1]] = part
        at += len(part)
    return block


def worked_days(days: Days) -> Days:
    """The worker-days with any task or presence."""
    worked = (days.tasks > 0) | (days.online_time > 0)
    return days if worked.all() else picked(days, worked)


def runs(parts: Sequence[Part], marks: tuple[RunMark, ...]) -> Runs:
    """Every exceeded run of a slice, by unit and start; mark 0, the standard run, is never among them."""
    rows = np.concatenate([np.zeros(0, RUN), *(part[0] for part in parts)])
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
