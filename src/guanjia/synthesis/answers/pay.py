"""Answers on pay: the hourly floor, statutory holidays, and how often pay is paid out."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.model.schema import PAY_KINDS
from guanjia.synthesis.answers.months import FOR_WORK, Months
from guanjia.synthesis.answers.rows import BLANK, CANNOT, MET, judged
from guanjia.synthesis.numbers import ALLOWANCES, HOLIDAY_FLOOR, HOUR, HOURLY_FLOOR, PAY_MONTHS
from guanjia.synthesis.setting import DAY, FOOD, STREAM, Bool, Float, Int
from guanjia.synthesis.spans import starts, total

MICRO = 1_000_000
EXTRAS = ("incentive", "adjustment", "supplement_other")
EARNED = ("base", "incentive", "adjustment", "supplement_weather", "supplement_holiday", "supplement_night", "supplement_other")


def pay(months: Months) -> list[pa.Table]:
    """All answers on pay."""
    return [*_floor(months), *_holidays(months), _intervals(months)]


def due(rate: int, micros: Int) -> Int:
    """The least whole fen that reach ``rate`` fen an hour for so many microseconds."""
    result: Int = -(-rate * micros // (HOUR * MICRO))
    return result


def hourly(fen: Int, micros: Int) -> Float:
    """Yuan an hour; nan where there is no time."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(micros > 0, fen / 100 / (micros / (HOUR * MICRO)), np.nan)


def _floor(months: Months) -> list[pa.Table]:
    """Working time and an allowance at the hourly minimum, against pay for work less what the platform took."""
    of, hours = months.of, months.hours
    rate = HOURLY_FLOOR[of.setting.region]
    working = (hours.task_time + months.meetings).reshape(of.units, hours.days)
    day_of_month = of.setting.month_of_day
    time, task = months.of_days(working.ravel()), months.task_time
    cell = np.flatnonzero(time)
    first, last = np.zeros((of.units, months.count), np.int64), np.zeros((of.units, months.count), np.int64)
    for month in range(months.count):
        days = np.flatnonzero(day_of_month == month)
        busy = working[:, days] > 0
        first[:, month] = days[np.argmax(busy, axis=1)]
        last[:, month] = days[len(days) - 1 - np.argmax(busy[:, ::-1], axis=1)]
    start, end = first.ravel()[cell] * DAY, (last.ravel()[cell] + 1) * DAY
    counted = months.kind_is(*FOR_WORK, "deduction") & ~months.taxed
    paid = (months.base + months.of_lines(counted))[cell]
    agreed = of.platform[cell // months.count] == of.setting.of_work[FOOD][0]
    agreed &= of.work[cell // months.count] == FOOD
    result = []
    for percent, label, rows in (
        *((share, f"allowance {share}%", np.arange(len(cell))) for share in ALLOWANCES),
        (10, "allowance agreed 10%", np.flatnonzero(agreed)),
    ):
        at = cell[rows]
        micros = time[at] * MICRO + task[at] * (MICRO // 100) * percent
        least, got = due(rate, micros), paid[rows]
        short = got < least
        result.append(
            months.hours.whose.rows(
                "minimum_hourly_pay",
                "month",
                "CNY/hour",
                at // months.count,
                start[rows],
                end[rows],
                judged(short),
                hourly(got, micros),
                rate / 100,
                owed=np.where(short, least - got, BLANK),
                count=short.astype(np.int64),
                scenario=label,
            )
        )
    return result


def _holidays(months: Months) -> list[pa.Table]:
    """Pay an hour of tasks offered on statutory holidays against that of the month's other tasks."""
    of, setting = months.of, months.of.setting
    dispatch = of.orders.row["dispatch"].astype(np.int64)[months.order]
    feast = setting.is_holiday[setting.calendar_day(dispatch)]
    if not feast.any():
        return []
    timed = of.orders.timed[months.order]
    time = _holiday_time(months, feast)
    whole, base = months.task_time, months.base
    pay_on = total(months.month, np.where(feast, months.pay, 0), months.size)
    tasks = total(months.month, feast & (of.orders.row["status"][months.order] != 2), months.size)
    cell = np.flatnonzero(time)
    supplement = months.of_lines(months.kind_is("supplement_holiday"))[cell]
    on_days = np.zeros(of.units * months.days, np.bool_)
    on_days[months.unit[feast & timed] * months.days + dispatch[feast & timed] // DAY] = True
    lines = of.lines
    extra_line = months.kind_is(*EXTRAS)[months.line] & on_days[months.line_unit * months.days + lines.time[months.line] // DAY]
    extra = total(months.line_month, np.where(extra_line, lines.amount[months.line], 0), months.size)[cell]
    paid, span = pay_on[cell] + supplement, time[cell]
    other_pay, other_time = base[cell] - pay_on[cell], whole[cell] - span
    above, with_extra = paid * other_time > other_pay * span, (paid + extra) * other_time > other_pay * span
    streaming = of.work[cell // months.count] == STREAM
    cannot = (other_time <= 0) | (above != with_extra) | streaming
    rows = [
        months.hours.whose.rows(
            "holiday_pay",
            "month",
            "CNY/hour",
            cell // months.count,
            months.start(cell),
            months.end(cell),
            judged(~above, cannot),
            hourly(paid, span * MICRO),
            np.where(streaming, np.nan, hourly(other_pay, other_time * MICRO)),
            count=tasks[cell],
        )
    ]
    if setting.region in HOLIDAY_FLOOR:
        rows += [_holiday_floor(months, cell, span, paid, extra, tasks[cell], share) for share in ALLOWANCES]
    return rows


def _holiday_time(months: Months, feast: Bool) -> Int:
    """Task time of orders offered on a holiday, by unit and month: the pieces that they add to the unit's union.

    A joint person's waves lie before or after midnight whole, so that theirs are the waves of the holiday.
    """
    of = months.of
    own = months.unit < of.identities
    result = total(months.month[own], np.where(feast[own], months.piece[own], 0), months.size)
    spans = of.spans
    joint = spans.unit >= of.identities
    day = of.setting.calendar_day(spans.start[joint])
    length = np.where(of.setting.is_holiday[day], spans.length[joint], 0)
    month = of.setting.month_of_day[spans.day[joint]]
    added: Int = result + total(spans.unit[joint] * months.count + month, length, months.size)
    return added


def _holiday_floor(months: Months, cell: Int, span: Int, paid: Int, extra: Int, tasks: Int, share: int) -> pa.Table:
    rate = HOLIDAY_FLOOR[months.of.setting.region]
    micros = span * MICRO + span * (MICRO // 100) * share
    least = due(rate, micros)
    short, cannot = paid < least, (paid < least) != (paid + extra < least)
    return months.hours.whose.rows(
        "holiday_pay",
        "month",
        "CNY/hour",
        cell // months.count,
        months.start(cell),
        months.end(cell),
        judged(short, cannot),
        hourly(paid, micros),
        rate / 100,
        owed=np.where(short & ~cannot, least - paid, BLANK),
        count=tasks,
        scenario=f"holiday floor, allowance {share}%",
    )


def _intervals(months: Months) -> pa.Table:
    """The longest gap between payouts; the tasks' own pay never says when it was paid, so that no long gap is certain."""
    of, setting = months.of, months.of.setting
    lines = of.lines
    earned = np.flatnonzero(np.isin(lines.kind, [PAY_KINDS.index(kind) for kind in EARNED]) & (lines.amount > 0))
    day = setting.calendar_day(lines.paid[earned])
    order = np.lexsort((day, lines.identity[earned]))
    earned, day = earned[order], day[order]
    identity = lines.identity[earned]
    first = starts(identity, day)
    identity, day = identity[first], day[first]
    paid, since = (
        (np.maximum.reduceat(lines.paid[earned], first), np.minimum.reduceat(lines.time[earned], first)) if len(first) else (day, day)
    )
    after = np.flatnonzero(identity[1:] == identity[:-1]) + 1
    start = np.where(since[after] <= paid[after - 1], paid[after - 1], since[after])
    begun = setting.calendar_day(start)
    gap, allowed = day[after] - begun, _month_end(setting.first + begun) - setting.first - begun
    long, unit = gap > allowed, identity[after]
    streaming = of.work[unit] == STREAM
    best = np.lexsort((np.arange(len(unit)), np.where(streaming, gap, gap - allowed), long & ~streaming, unit))
    last = best[np.append(starts(unit[best])[1:], len(unit)) - 1] if len(unit) else best
    income = (months.base + months.of_lines(months.kind_is(*EARNED))).reshape(of.units, months.count).sum(axis=1)
    poor = np.setdiff1d(np.flatnonzero(income[: of.identities] > 0), unit)
    active = _active_months(months)
    from_month, to_month = np.argmax(active[poor], axis=1), months.count - 1 - np.argmax(active[poor][:, ::-1], axis=1)
    nothing = np.full(len(poor), np.nan)
    verdict = np.where(long[last] | streaming[last], CANNOT, MET)
    return months.hours.whose.rows(
        "pay_interval",
        "records",
        "day",
        np.concatenate([unit[last], poor]),
        np.concatenate([start[last], months.start(from_month)]),
        np.concatenate([paid[after][last], months.end(to_month)]),
        np.concatenate([verdict, np.full(len(poor), CANNOT)]),
        np.concatenate([gap[last].astype(np.float64), nothing]),
        np.concatenate([np.where(streaming[last], np.nan, allowed[last]), nothing]),
    )


def _active_months(months: Months) -> np.ndarray:
    """Which months of each unit hold any work or pay line."""
    active = np.zeros(months.size, np.bool_)
    active[months.month] = True
    active[months.line_month] = True
    return active.reshape(months.of.units, months.count)


def _month_end(days: Int) -> Int:
    """The last day of the calendar month after that of each day number."""
    following = days.astype("datetime64[D]").astype("datetime64[M]") + PAY_MONTHS + 1
    result: Int = following.astype("datetime64[D]").astype(np.int64) - 1
    return result
