"""Sums by unit and month of what a block's people worked and were paid."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from guanjia.model.schema import PAY_KINDS
from guanjia.synthesis.answers.hours import Hours
from guanjia.synthesis.lines import CLASSES, TAX
from guanjia.synthesis.setting import DAY, Bool, Int
from guanjia.synthesis.spans import total

FOR_WORK = ("base", "incentive", "adjustment", "commission")


class Months:
    """Sums on a grid of units and months; ``lines`` are doubled, once for the identity and once more for a joint person."""

    def __init__(self, hours: Hours) -> None:
        of = hours.of
        self.hours, self.of, self.days = hours, of, hours.days
        self.count = int(of.setting.month_of_day[-1]) + 1
        self.size = of.units * self.count
        order, span = of.placed
        row = of.orders.row
        self.order = order
        self.unit = of.spans.unit[span]
        self.month = self._cell(self.unit, row["dispatch"].astype(np.int64)[order])
        self.pay = np.maximum(row["pay"].astype(np.int64), 0)[order]  # of each order; an offer has none
        self.piece = of.orders.piece[order]  # added to the union of the person's work too: two platforms' stints are told apart in holidays
        self.line, self.line_unit = of.doubled(of.lines.identity)
        self.line_month = self._cell(self.line_unit, of.lines.time[self.line])

    def _cell(self, unit: Int, second: Int) -> Int:
        result: Int = unit * self.count + self.of.setting.month_of_day[second // DAY]
        return result

    def of_days(self, values: Int) -> Int:
        """Sums of a grid of units and days by unit and month."""
        grid = values.reshape(self.of.units, self.days)
        result = np.zeros((self.of.units, self.count), np.int64)
        for month in range(self.count):
            result[:, month] = grid[:, self.of.setting.month_of_day == month].sum(axis=1)
        return result.ravel()

    def start(self, cell: Int) -> Int:
        """The second at which the month of each cell begins."""
        return self._month_seconds[cell % self.count]

    def end(self, cell: Int) -> Int:
        """The second at which the month of each cell ends."""
        return self._month_seconds[cell % self.count + 1]

    @cached_property
    def _month_seconds(self) -> Int:
        return np.array([self.of.setting.month_second(month) for month in range(self.count + 1)], np.int64)

    @cached_property
    def meetings(self) -> Int:
        """Required presence by unit and day."""
        row, unit = self.of.doubled(self.of.required.unit)
        return total(unit * self.days + self.of.required.day[row], self.of.required.length[row], self.of.units * self.days)

    @cached_property
    def task_time(self) -> Int:
        """Task time by unit and month."""
        return self.of_days(self.hours.task_time)

    @cached_property
    def base(self) -> Int:
        """Pay of the tasks by unit and month."""
        return total(self.month, self.pay, self.size)

    def of_lines(self, chosen: Bool) -> Int:
        """Amounts of some lines by unit and month; ``chosen`` is as long as the block's own lines."""
        return total(self.line_month, np.where(chosen, self.of.lines.amount, 0)[self.line], self.size)

    def kind_is(self, *kinds: str) -> Bool:
        """Lines of some kinds."""
        result: Bool = np.isin(self.of.lines.kind, [PAY_KINDS.index(kind) for kind in kinds])
        return result

    @cached_property
    def taxed(self) -> Bool:
        """Lines of income tax withheld, which do not lower the pay."""
        result: Bool = self.of.lines.reason == CLASSES.index("tax")
        assert CLASSES.index("tax") == TAX
        return result
