"""Pay on statutory holidays is above normal pay; and, in Beijing, not below the hourly floor for holidays.

人社厅发〔2023〕50号: work on a statutory holiday (法定节假日, not the whole 调休 break) earns reasonable pay above the normal; it gives
no multiple, and the 300 % of 劳动法 art. 44 belongs to a labour relation, so no sum follows from this rule. Compared within the month:
task pay per hour of the tasks dispatched on holidays (00:00 to 24:00), with the month's holiday supplements, against task pay per hour of
its other tasks. Pay and time of a task both belong to its dispatch: one taken at 22:00 on the eve is no holiday work, though it lasts into
the holiday, and one taken on the holiday is, though it lasts beyond. Incentives, adjustments and other supplements belong to neither side,
for no line says whether it was for the holiday; where those dated on days of holiday work would turn the verdict, it cannot be judged. A
month with nothing but holiday work has no normal pay to compare with.

Beijing states an hourly minimum for holidays (非全日制); it is judged on the same hours with each allowance, and a shortfall has a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.pay import allowed_time, due, hourly, minor_rate
from guanjia.law.by_task import reasons, row_limits
from guanjia.law.errors import UnknownRegion
from guanjia.law.holidays import statutory_holidays
from guanjia.law.law import Law
from guanjia.model.clock import NULL, Clock, Spans, daily_spans, day_date, month_of_days
from guanjia.model.finding_rows import UNDERSTATED, findings, of_persons, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import find, groups
from guanjia.model.measures import Bool, Int16, Int32, Int64, Measures
from guanjia.model.money_words import hours_minutes, month_of, number, told_apart, unit_of
from guanjia.model.pay_kinds import of_kinds
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Setting, Text, Windows

CODE, TOPIC, FLOOR = "holiday_pay", "holiday-pay-above-normal", "holiday-hourly-wage"
WINDOW = "holiday"
EXTRAS = ("incentive", "adjustment", "supplement_other")
FOR_WHAT = "pay_lines.kind: whether lines dated on a holiday were paid for it"
SEVERAL = "tasks.region: holiday work in several regions"


def windows(setting: Setting, law: Law) -> Windows:
    """China's statutory holidays, midnight to midnight, in every region that is not known to lie elsewhere."""
    spans = _holidays(setting.clock)
    return {WINDOW: {number: spans for number, code in enumerate(setting.regions) if _in_china(law, code)}}


def _holidays(clock: Clock) -> Spans:
    if not len(clock.days):
        return np.zeros((0, 2), np.int64)
    days = sorted(statutory_holidays(day_date(int(clock.days[0])), day_date(int(clock.days[-1]) + 1)))
    return daily_spans(clock, time(0), time(0), days)


def _in_china(law: Law, code: str) -> bool:
    try:
        return not code or "CN" in law.places.ancestors(code)
    except UnknownRegion:
        return True


@dataclass(frozen=True)
class _Months:
    """Worker-months with tasks dispatched on a holiday; time in microseconds, pay in minor units."""

    day: Int64  # row of `Measures.days` of the first holiday worked
    unit: Int32
    region: Int16
    start: Int64
    end: Int64
    time: Int64  # of tasks dispatched on holidays
    pay: Int64
    supplement: Int64
    extra: Int64  # lines dated on days with holiday work that may have been paid for it
    several: Bool  # holiday work in several regions
    understated: Bool
    tasks: Int64
    other_time: Int64
    other_pay: Int64
    unpaid: Bool
    currency: Int16
    first_row: Int64
    last_row: Int64


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-month with holiday work, and one more for each allowance where a holiday floor stands."""
    if WINDOW not in m.days.windows:
        return []
    of = _months(m)
    return [_above_normal(m, law, of), *_floors(m, law, of)]


def _months(m: Measures) -> _Months:
    window, months = m.days.windows.index(WINDOW), groups(m.months.unit, m.months.number)
    number_of_day = month_of_days(m.days.day)
    worked = np.flatnonzero(m.days.booked_in[:, window] > 0)
    each = groups(m.days.unit[worked], number_of_day[worked])
    day = worked[each.first]
    row = find((m.months.unit[months.first], m.months.number[months.first]), (m.days.unit[day], number_of_day[day]))

    def total(values: NDArray[np.integer]) -> Int64:
        return months.sum(values)[row]

    first = months.first[row]
    time, pay = total(m.months.booked_in[:, window]), total(m.months.pay_in[:, window])
    unpaid = total(m.months.paid_tasks) < total(m.months.tasks) - total(m.months.cancelled)
    return _Months(
        day=day,
        unit=m.days.unit[day],
        region=m.days.region[day],
        start=m.months.start[first],
        end=m.months.end[first],
        time=time,
        pay=pay,
        supplement=total(of_kinds(m.months.pay, ("supplement_holiday",))),
        extra=each.sum(of_kinds(m.days.pay[worked], EXTRAS)),
        several=(each.min(m.days.region[worked]) != each.max(m.days.region[worked])) | (each.max(m.days.regions[worked]) > 1),
        understated=total(m.months.understated) > 0,
        tasks=total(m.months.tasks_in[:, window]),
        other_time=total(m.months.booked_time) - time,
        other_pay=total(m.months.base) - pay,
        unpaid=unpaid | (total(of_kinds(m.months.pay, ("base",))) != 0),
        currency=m.months.currency[first],
        first_row=m.days.first_row[day],
        last_row=m.months.last_row[first],
    )


def _above_normal(m: Measures, law: Law, of: _Months) -> Findings:
    found = row_limits(law, TOPIC, m, m.days, of.day, m.days.start[of.day])
    paid, alone = of.pay + of.supplement, of.other_time <= 0
    above = _above(paid, of)
    foreign, extra = _foreign(m, of), above != _above(paid + of.extra, of)
    unsure = (found.reason != 0) | of.unpaid | alone | foreign | of.understated | extra
    verdict = np.where(unsure, Verdict.CANNOT_JUDGE, np.where(above, Verdict.MET, Verdict.BREACH)).astype(np.int8)
    verdict = of_persons(verdict, m.units)
    return findings(
        CODE,
        "month",
        "CNY/hour",
        unit=of.unit,
        platform=m.units.platform[of.unit],
        region=of.region,
        start=of.start,
        end=of.end,
        verdict=verdict,
        measured=np.where(of.unpaid | foreign, np.nan, hourly(paid, of.time)),
        limit=np.where(of.unpaid | foreign | (found.reason != 0), np.nan, hourly(of.other_pay, of.other_time)),
        entry=found.entry,
        count=of.tasks,
        currency=of.currency,
        missing=why(
            verdict,
            m.units,
            *reasons(law, found.reason, TOPIC),
            (foreign, "tasks.currency"),
            (of.unpaid, "tasks.driver_trip_pay"),
            (alone, "tasks on other days of the month"),
            (of.understated, UNDERSTATED),
            (extra, FOR_WHAT),
        ),
        rows=of.tasks,
        first_row=of.first_row,
        last_row=of.last_row,
    )


def _above(paid: Int64, of: _Months) -> Bool:
    """Whether ``paid`` for the holidays is more an hour than the other pay; exact, in whole numbers of any size, for there are few."""
    result: Bool = (paid.astype(object) * of.other_time > of.other_pay.astype(object) * of.time).astype(np.bool_)
    return result


def _foreign(m: Measures, of: _Months) -> Bool:
    result: Bool = np.array([currency != "CNY" for currency in m.currencies] + [True, True])[of.currency]
    return result


def _floors(m: Measures, law: Law, of: _Months) -> Iterator[Findings]:
    found = row_limits(law, FLOOR, m, m.days, of.day, m.days.start[of.day])
    pick = np.flatnonzero((found.reason == 0) & (found.entry >= 0))
    if not len(pick):
        return
    paid, foreign = (of.pay + of.supplement)[pick], _foreign(m, of)[pick]
    unpaid, several, understated = of.unpaid[pick], of.several[pick], of.understated[pick]
    for share in m.allowances:
        span = (of.time + allowed_time(of.time, share))[pick]
        least = due(minor_rate(found.value[pick]), span)
        short = paid < least
        extra = short != (paid + of.extra[pick] < least)
        unsure = unpaid | foreign | several | extra | (understated & ~short)
        verdict = np.where(unsure, Verdict.CANNOT_JUDGE, np.where(short, Verdict.BREACH, Verdict.MET)).astype(np.int8)
        verdict = of_persons(verdict, m.units)
        yield findings(
            CODE,
            "month",
            "CNY/hour",
            unit=of.unit[pick],
            platform=m.units.platform[of.unit[pick]],
            region=of.region[pick],
            start=of.start[pick],
            end=of.end[pick],
            verdict=verdict,
            measured=np.where(unpaid | foreign, np.nan, hourly(paid, span)),
            limit=found.value[pick],
            entry=found.entry[pick],
            count=of.tasks[pick],
            owed=np.where(verdict == Verdict.BREACH, least - paid, NULL),
            currency=of.currency[pick],
            missing=why(
                verdict,
                m.units,
                (foreign, "tasks.currency"),
                (unpaid, "tasks.driver_trip_pay"),
                (several, SEVERAL),
                (understated, UNDERSTATED),
                (extra, FOR_WHAT),
            ),
            scenario=[f"holiday floor, allowance {share * 100:g}%"] * len(pick),
            rows=of.tasks[pick],
            first_row=of.first_row[pick],
            last_row=of.last_row[pick],
        )


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Hourly pay on holidays and on other days, or against the holiday floor."""
    window, unit = m.months.windows.index(WINDOW), unit_of(finding, m)
    rows = (m.months.unit == unit) & (m.months.number == month_of(finding, m))
    time_on = hours_minutes(int(m.months.booked_in[rows, window].sum()))
    measured, limit = number(finding["measured"]), number(finding["limit"])
    lines: list[Text] = [
        (
            f"法定节假日零点至二十四点派的 {finding['count']} 单，接单时间 {time_on}（跨零点的单按派单时刻归属）",
            f"{finding['count']} tasks dispatched on statutory holidays, task time {time_on} (a task over midnight goes by its dispatch)",
        )
    ]
    paid, against = told_apart(measured or 0.0, measured or 0.0 if limit is None else limit)
    if measured is not None:
        lines.append(
            (
                f"节假日每小时 {paid} 元（任务报酬加节日补贴）",
                f"CNY {paid} an hour on holidays (task pay and holiday supplements)",
            )
        )
    if limit is not None and finding["scenario"]:
        lines.append(
            (
                f"节假日最低小时工资 {against} 元（{finding['scenario']}）",
                f"holiday floor CNY {against} an hour ({finding['scenario']})",
            )
        )
        if isinstance(finding["owed"], int):
            lines.append((f"差额 {finding['owed'] / 100:,.2f} 元", f"short by CNY {finding['owed'] / 100:,.2f}"))
    elif limit is not None:
        lines.append(
            (
                f"当月其他日每小时 {against} 元；应高于此数，文件没有规定倍数",
                f"CNY {against} an hour on other days; pay must be above it, no multiple is laid down",
            )
        )
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("法定节假日报酬", "Pay on statutory holidays"),
    clock=("法定节假日零点至二十四点所派单的接单时间", "task time of tasks dispatched from 00:00 to 24:00 of statutory holidays"),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time", "tasks.driver_trip_pay"),
    topics=(TOPIC, FLOOR),
    check=check,
    steps=steps,
    windows=windows,
)
