"""Pay and time of worker-months, cut where a different limit applies within the month.

Pay is booked on the day a task was dispatched, and so is the time it was paid for, wherever it was worked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.model.clock import month_of_days
from guanjia.model.groups import Groups, find, groups
from guanjia.model.measures import Bool, Int16, Int32, Int64, Measures
from guanjia.model.pay_kinds import of_kinds


@dataclass(frozen=True)
class PayParts:
    """One row for each unit, month and limit; sums over the worker-days of that part."""

    of: Groups  # over `days`
    days: Int64  # rows of `Measures.days` with any time booked, or pay, or tasks of unknown time
    unit: Int32
    month: Int32
    region: Int16
    start: Int64
    end: Int64
    tasks: Int64
    task_time: Int64  # booked where it was dispatched
    working_time: Int64
    understated: Int64
    base: Int64
    unpaid: Bool  # completed tasks without pay, and no pay line that could stand for them
    currency: Int16
    first_row: Int64
    last_row: Int64
    alone: Bool  # the month has one part only
    month_row: Int64  # first row of `Measures.months` of the unit and month

    def lines(self, m: Measures, kinds: Sequence[str]) -> Int64:
        """Pay lines of some kinds: those of the part's days, and, where the month is one part, those of its other days too."""
        by_day = self.of.sum(of_kinds(m.days.pay[self.days], kinds))
        return np.where(self.alone, self._month(m, kinds), by_day)

    def unplaced(self, m: Measures, kinds: Sequence[str]) -> Bool:
        """Parts of a divided month that has pay lines on days without work, so that they belong to neither part."""
        by_day = self.of.sum(of_kinds(m.days.pay[self.days], kinds))
        whole = groups(self.unit, self.month)
        result: Bool = ~self.alone & (whole.sum(by_day)[whole.of] != self._month(m, kinds))
        return result

    def _month(self, m: Measures, kinds: Sequence[str]) -> Int64:
        each = groups(m.months.unit, m.months.number)
        rows = find((m.months.unit[each.first], m.months.number[each.first]), (self.unit, self.month))
        sums = each.sum(of_kinds(m.months.pay, kinds))
        return np.where(rows >= 0, sums[rows], 0)


def pay_parts(m: Measures, *limits: NDArray[np.integer]) -> PayParts:
    """The parts of each worker-month in which all of ``limits`` (arrays over worker-days) are the same."""
    month = month_of_days(m.days.day)
    days = np.flatnonzero((m.days.booked_working > 0) | (m.days.understated > 0) | (m.days.base != 0))
    of = groups(m.days.unit[days], month[days], *(limit[days] for limit in limits))
    first = days[of.first]
    unit, number = m.days.unit[first], month[first]
    whole = groups(unit, number)
    row = find((m.months.unit, m.months.number), (unit, number))
    total = {
        name: of.sum(getattr(m.days, name)[days])
        for name in ("tasks", "cancelled", "paid_tasks", "booked_time", "booked_working", "understated", "base")
    }
    by_lines = of_kinds(m.months.pay, ("base",))[row] != 0
    return PayParts(
        of=of,
        days=days,
        unit=unit,
        month=number,
        region=m.days.region[first],
        start=of.min(m.days.start[days]),
        end=of.max(m.days.end[days]),
        tasks=total["tasks"],
        task_time=total["booked_time"],
        working_time=total["booked_working"],
        understated=total["understated"],
        base=total["base"],
        unpaid=(total["paid_tasks"] < total["tasks"] - total["cancelled"]) & ~((total["paid_tasks"] == 0) & by_lines),
        currency=m.months.currency[row],
        first_row=m.days.first_row[first],
        last_row=of.max(m.days.last_row[days]),
        alone=whole.sum(np.ones(len(unit), np.int64))[whole.of] == 1,
        month_row=row,
    )
