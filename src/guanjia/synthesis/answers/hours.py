"""Answers on hours: daily and continuous task time, days of rest, stops that platforms promised, and driving."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.synthesis.answers.rows import BLANK, CANNOT, Whose, judged
from guanjia.synthesis.numbers import (
    CONTINUOUS_LIMIT,
    DAILY_LIMIT,
    DRIVING_LIMIT,
    DRIVING_REST,
    HOUR,
    LONG_RIDE,
    REST,
    REST_DAYS,
)
from guanjia.synthesis.records import Records
from guanjia.synthesis.setting import DAY, FOOD, FREIGHT, RIDE, Bool, Int
from guanjia.synthesis.spans import Runs, Spans, passed, runs, total

NEVER = np.iinfo(np.int64).max
STOP, BILLED, BILLED_REST = 12 * HOUR, 10 * HOUR, 6 * HOUR  # what the platforms of `Setting.agreements` promised


class Hours:
    """The answers on hours of one block, and the sums that they share."""

    def __init__(self, of: Records, whose: Whose) -> None:
        self.of, self.whose, self.days = of, whose, of.setting.days
        spans = of.spans
        self.cell = spans.unit * self.days + spans.day  # a unit's day
        self.task_time = total(self.cell, spans.length, of.units * self.days)
        self.worked = np.flatnonzero(self.task_time)
        self.runs = runs(spans, REST)
        self.longest = np.zeros(of.units * self.days, np.int64)
        np.maximum.at(self.longest, self.runs.unit * self.days + self.runs.day, self.runs.time)
        over, moment = passed(self.runs.of, spans, CONTINUOUS_LIMIT)
        self.passed = np.full(len(self.runs.unit), NEVER)
        self.passed[over] = moment
        order, span = of.placed
        self.run_of, self.dispatch = self.runs.of[span], of.orders.row["dispatch"].astype(np.int64)[order]
        self.after = self.dispatch > self.passed[self.run_of]
        self.late = np.bincount(self.run_of[self.after], minlength=len(self.runs.unit))

    def tables(self) -> list[pa.Table]:
        """All answers on hours."""
        riders = self.of.is_work(FOOD)
        service = self.of.platform == self.of.setting.of_work[RIDE][0]
        return [
            self._daily(riders),
            *self._stop_rule("continuous_task_time", riders),
            *self._stop_rule("platform_continuous_service", service & self.of.is_work(RIDE)),
            self._weekly(riders),
            self._daily_stop(riders & (self.of.platform == self.of.setting.of_work[FOOD][0])),
            *self._driving(),
            *self._billed(service & self.of.is_work(RIDE)),
        ]

    def of_days(self, units: Bool) -> Int:
        """The unit-days with work of some units."""
        result: Int = self.worked[units[self.worked // self.days]]
        return result

    def _day_rows(self, rule: str, cell: Int, verdict: Int, seconds: Int, limit: float) -> pa.Table:
        unit, day = np.divmod(cell, self.days)
        return self.whose.rows(rule, "day", "hour", unit, day * DAY, (day + 1) * DAY, verdict, seconds / HOUR, limit)

    def _run_rows(self, rule: str, found: Runs, pick: Int, verdict: Int, limit: float, count: Int | None) -> pa.Table:
        measured = found.time[pick] / HOUR
        return self.whose.rows(
            rule, "run", "hour", found.unit[pick], found.start[pick], found.end[pick], verdict, measured, limit, count=count
        )

    def _daily(self, units: Bool) -> pa.Table:
        cell = self.of_days(units)
        time = self.task_time[cell]
        return self._day_rows("daily_task_time", cell, judged(time > DAILY_LIMIT), time, DAILY_LIMIT / HOUR)

    def _stop_rule(self, rule: str, units: Bool) -> list[pa.Table]:
        """A breach for each run with an order offered after the limit was passed; all days that no such run touches kept it."""
        pick = np.flatnonzero(units[self.runs.unit] & (self.late > 0))
        cell = np.setdiff1d(self.of_days(units), self.runs.unit[pick] * self.days + self.runs.day[pick])
        limit = CONTINUOUS_LIMIT / HOUR
        return [
            self._run_rows(rule, self.runs, pick, judged(np.ones(len(pick), np.bool_)), limit, self.late[pick]),
            self._day_rows(rule, cell, judged(np.zeros(len(cell), np.bool_)), self.longest[cell], limit),
        ]

    def _weekly(self, units: Bool) -> pa.Table:
        monday = self.of.setting.monday
        weeks = (self.days - 1 - monday) // 7 + 1
        working = self.task_time > 0
        row, unit = self.of.doubled(self.of.required.unit)
        working[unit * self.days + self.of.required.day[row]] = True
        cell = np.flatnonzero(working)
        cell = cell[units[cell // self.days]]
        worked = total(cell // self.days * weeks + (cell % self.days - monday) // 7, np.ones(len(cell), np.int64), self.of.units * weeks)
        some = np.flatnonzero(worked)
        unit, week = np.divmod(some, weeks)
        first = monday + week * 7
        covered = np.minimum(first + 7, self.days) - np.maximum(first, 0)
        free = covered - worked[some]
        broken = 7 - worked[some] < REST_DAYS
        verdict = judged(broken, ~broken & (free < REST_DAYS))
        return self.whose.rows(
            "weekly_rest_day", "week", "day", unit, first * DAY, (first + 7) * DAY, verdict, free.astype(np.float64), float(REST_DAYS)
        )

    def _daily_stop(self, units: Bool) -> pa.Table:
        cell = self.of_days(units)
        reached = np.full(len(self.task_time), NEVER)
        over, moment = passed(self.cell, self.of.spans, STOP)
        reached[over] = moment
        last = np.full(len(self.task_time), -NEVER)
        np.maximum.at(last, self.cell[self.of.placed[1]], self.dispatch)
        return self._day_rows("platform_daily_stop", cell, judged(last[cell] > reached[cell]), self.task_time[cell], STOP / HOUR)

    def _billed_spans(self, units: Bool) -> tuple[Spans, Int]:
        """Time on board of some identities, and the rows of the orders."""
        of = self.of.orders
        rows = np.flatnonzero(of.billed & units[of.identity])
        start, end = (of.row[name][rows].astype(np.int64) for name in ("start", "end"))
        return Spans(of.identity[rows], start, end), rows

    def _driving(self) -> list[pa.Table]:
        """Runs of short rides beyond the limit are breaches; hauls, long rides and task time beyond it prove nothing."""
        units = self.of.is_work(RIDE, FREIGHT)
        spans, _ = self._billed_spans(units)
        found = runs(spans, DRIVING_REST)
        pick = np.flatnonzero(found.time > DRIVING_LIMIT)
        long = np.bincount(found.of[spans.length > LONG_RIDE], minlength=len(found.unit)) > 0
        unsure = long[pick] | (self.of.work[found.unit[pick]] != RIDE)
        cell = np.setdiff1d(self.of_days(units), found.unit[pick] * self.days + found.day[pick])
        beyond = self.longest[cell] > DRIVING_LIMIT
        limit, yes = DRIVING_LIMIT / HOUR, np.ones(len(pick), np.bool_)
        return [
            self._run_rows("continuous_driving", found, pick, judged(yes, unsure), limit, None),
            self._day_rows("continuous_driving", cell, np.where(beyond, CANNOT, judged(~beyond & False)), self.longest[cell], limit),
        ]

    def _billed(self, units: Bool) -> list[pa.Table]:
        """Time on board until a rest of six hours: breaches are rides offered after ten hours of it."""
        spans, _ = self._billed_spans(units)
        found = runs(spans, BILLED_REST)
        over, moment = passed(found.of, spans, BILLED)
        of = self.of.orders
        day_of = of.identity * self.days + of.row["dispatch"] // DAY
        at = np.full(self.of.units * self.days, NEVER)
        cell_of_run = found.unit * self.days + found.day
        at[cell_of_run[over]] = moment
        late = np.bincount(day_of[of.row["dispatch"] > at[day_of]], minlength=len(at))
        pick = over[late[cell_of_run[over]] > 0]
        time = total(spans.unit * self.days + spans.day, spans.length, len(at))
        cell = np.setdiff1d(self.of_days(units), cell_of_run[pick])
        limit, yes = BILLED / HOUR, np.ones(len(pick), np.bool_)
        return [
            self._run_rows("platform_billed_time", found, pick, judged(yes), limit, late[cell_of_run[pick]]),
            self._day_rows("platform_billed_time", cell, np.where(time[cell] == 0, CANNOT, 0), time[cell], limit),
        ]


__all__ = ["BLANK", "Hours"]
