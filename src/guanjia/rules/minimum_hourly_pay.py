"""Hourly pay of a month against the hourly minimum wage of the place where the work was done (人社厅发〔2023〕50号).

Pay that counts: what the worker was paid for the work (task pay, and pay lines base, incentive, adjustment, commission), less deductions
that the platform took for itself: a fine lowers what was paid. Income tax is not such a deduction. The worker's own social insurance is
one only where the local notice says that it comes on top of the minimum wage (``contains``: own_social_insurance outside); where no text
read says so or not, and it decides, the month cannot be judged. A deduction given back is an adjustment. Never tips or reimbursements.
Supplements for weather, holiday and night are left out, because the minimum-wage rules leave out allowances for special
conditions.

Hours: working time plus an allowance (宽放时间) that is negotiated and mostly unknown, so each month is judged for several. Time is booked
where its pay is, on the day of dispatch. A month in which the floor changes, or with work under two floors, is judged part by part; a day
in several regions, or in which the floor changes at midnight, may be paid at either floor: met where pay reaches the highest of them for
all of the part's hours, a breach where it misses the lowest, else the part cannot be judged. A shortfall on hours that are a lower bound is
a breach; pay that is a lower bound can still meet the floor; otherwise such months cannot be judged. Whether the class of worker is covered
is for a lawyer to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.deduction_classes import NAMES, classes_of
from guanjia.kernels.pay import HOUR, allowed_time, due, hourly, minor_rate
from guanjia.law.by_task import reasons
from guanjia.law.day_bounds import day_bounds
from guanjia.law.law import Law, Limits
from guanjia.model.clock import NULL, month_of_days
from guanjia.model.clock import moment as moment_of
from guanjia.model.finding_rows import UNDERSTATED, findings, of_persons, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import find
from guanjia.model.measures import Bool, Float, Int64, Measures
from guanjia.model.money_words import ZH_UNIT, hours_minutes, money, number, told_apart, unit_of
from guanjia.model.pay_kinds import FOR_WORK, of_kinds
from guanjia.model.pay_parts import PayParts, pay_parts
from guanjia.model.schema import PAY_KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE, TOPIC = "minimum_hourly_pay", "minimum-hourly-wage"
UNPLACED = "pay_lines.time: two floors apply in the month and some lines fall on days without work"
SEVERAL = "tasks.region: several regions on one day"
CHANGES = f"law:{TOPIC}:the floor changes within a day's work"
INSURED = f"law:{TOPIC}:whether own social insurance is inside it"


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker, month (or part of it under one floor) and allowance."""
    days = law.limits(TOPIC, m.days.start, region=m.days.region, regions=m.units.regions)
    parts = pay_parts(m, days.entry, days.reason)
    first = parts.days[parts.of.first]
    found = Limits(days.value[first], days.entry[first], days.reason[first], days.unit_us)
    measures, bounds = _measures(m, law, parts, found), _bounds(m, law, parts, days)
    return [
        _judged(m, law, parts, found, bounds, time, np.array(labels)[mine].tolist(), pick[mine], measure)
        for time, labels, pick in _scenarios(m, law, parts)
        for measure in np.unique(measures[pick]).tolist()
        if len(mine := np.flatnonzero(measures[pick] == measure))
    ]


@dataclass(frozen=True)
class _Bounds:
    """Of each part: the lowest and highest floor that may hold for some of its work, in minor units, and why they may differ."""

    lowest: Int64
    highest: Int64
    unknown: Bool
    regions: Bool
    changing: Bool


def _bounds(m: Measures, law: Law, parts: PayParts, found: Limits) -> _Bounds:
    each, days = day_bounds(m, law, TOPIC, found), parts.days
    unknown = np.isnan(each.lowest) & (each.regions | each.changing)
    return _Bounds(
        parts.of.min(minor_rate(each.lowest[days])),
        parts.of.max(minor_rate(each.highest[days])),
        parts.of.sum(unknown[days]) > 0,
        parts.of.sum(each.regions[days]) > 0,
        parts.of.sum(each.changing[days]) > 0,
    )


def _measures(m: Measures, law: Law, parts: PayParts, found: Limits) -> NDArray[np.str_]:
    """The unit each part is judged in: that of its floor, or of the money on record where no floor is known."""
    of_entry = np.array([*(entry.unit for entry in law.entries), ""])[found.entry]
    stated = np.array([*(f"{currency}/hour" for currency in m.currencies), "CNY/hour", "CNY/hour"])[parts.currency]
    measures: NDArray[np.str_] = np.where(of_entry == "", stated, of_entry)
    return measures


def _scenarios(m: Measures, law: Law, parts: PayParts) -> Iterator[tuple[Int64, list[str], Int64]]:
    """Working time, label and rows of each allowance to try, and of the allowance agreed with the platform where there is one."""
    every = np.flatnonzero((parts.working_time > 0) | (parts.understated > 0))
    for share in m.allowances:
        yield parts.working_time + allowed_time(parts.task_time, share), [f"allowance {share * 100:g}%"] * len(every), every
    days = parts.days
    agreed = law.limits(
        "allowance",
        m.days.start[days],
        region=m.days.region[days],
        regions=m.units.regions,
        platform=m.units.platform[m.days.unit[days]],
        platforms=m.units.platforms,
    ).value
    allowance, least, most = np.zeros(len(days), np.int64), parts.of.min(_parts_of(agreed)), parts.of.max(_parts_of(agreed))
    for percent in np.unique(agreed[~np.isnan(agreed)]):
        rows = agreed == percent
        allowance[rows] = allowed_time(m.days.booked_time[days][rows], percent / 100)
    pick = every[most[every] >= 0]
    if len(pick):
        labels = [
            f"allowance agreed {low / 1e4:g}%" if low == high else "allowance agreed"
            for low, high in zip(least[pick], most[pick], strict=True)
        ]
        yield parts.working_time + parts.of.sum(allowance), labels, pick


def _parts_of(percent: Float) -> Int64:
    """Percent in ten-thousandths, -1 for nan, so that shares can be compared exactly."""
    return np.where(np.isnan(percent), -1, np.rint(np.nan_to_num(percent) * 10_000)).astype(np.int64)


def _judged(
    m: Measures, law: Law, parts: PayParts, found: Limits, bounds: _Bounds, time: Int64, labels: list[str], pick: Int64, measure: str
) -> Findings:
    counted = ("deduction", *FOR_WORK)
    exempt, disputed = _exempt(m, law, parts, found)
    pay = parts.base + parts.lines(m, counted) - exempt - disputed
    floor = minor_rate(found.value)
    least = due(floor, time)
    short, understated, unplaced = pay < least, parts.understated > 0, parts.unplaced(m, counted)
    stated = np.array([*(f"{currency}/hour" for currency in m.currencies), "", ""])[parts.currency]
    foreign = (stated != measure) & (found.reason == 0)
    insured = short != (pay + disputed < least)
    settled = np.where(short, bounds.lowest >= floor, pay >= due(bounds.highest, time)) & ~bounds.unknown
    several, changes = bounds.regions & ~settled, bounds.changing & ~settled
    unsure = (found.reason != 0) | foreign | unplaced | insured | several | changes | np.where(short, parts.unpaid, understated)
    unsure |= time <= 0
    verdict = of_persons(
        np.where(unsure, Verdict.CANNOT_JUDGE, np.where(short, Verdict.BREACH, Verdict.MET)).astype(np.int8)[pick], m.units
    )
    missing = why(
        verdict,
        m.units,
        *reasons(law, found.reason[pick], TOPIC),
        (foreign[pick], "tasks.currency"),
        (unplaced[pick], UNPLACED),
        (several[pick], SEVERAL),
        (changes[pick], CHANGES),
        (insured[pick], INSURED),
        (parts.unpaid[pick] & short[pick], "tasks.driver_trip_pay"),
        (understated[pick], UNDERSTATED),
    )
    return findings(
        CODE,
        "month",
        measure,
        unit=parts.unit[pick],
        platform=m.units.platform[parts.unit[pick]],
        region=parts.region[pick],
        start=parts.start[pick],
        end=parts.end[pick],
        verdict=verdict,
        measured=np.where(parts.unpaid & short | foreign | unplaced, np.nan, hourly(pay, time))[pick],
        limit=found.value[pick],
        entry=found.entry[pick],
        count=(verdict == Verdict.BREACH).astype(np.int64),
        owed=np.where(verdict == Verdict.BREACH, (least - pay)[pick], NULL),
        currency=parts.currency[pick],
        missing=missing,
        scenario=labels,
        rows=parts.tasks[pick],
        first_row=parts.first_row[pick],
        last_row=parts.last_row[pick],
    )


def _exempt(m: Measures, law: Law, parts: PayParts, found: Limits) -> tuple[Int64, Int64]:
    """Deductions (negative) that do not lower the pay: income tax, and own social insurance that lies inside the minimum wage.

    And own social insurance of which no text read says whether it lies inside or comes on top.
    """
    if m.lines is None:
        return np.zeros(len(parts.unit), np.int64), np.zeros(len(parts.unit), np.int64)
    where = np.array([*(entry.contains.get("own_social_insurance", "unknown") for entry in law.entries), "unknown"])[found.entry]
    class_of = classes_of(m.lines.reasons)[m.lines.reason]
    deduction = m.lines.kind == PAY_KINDS.index("deduction")
    tax, insurance = (
        _line_sums(m, parts, np.flatnonzero(deduction & (class_of == NAMES.index(name)))) for name in ("tax", "social insurance")
    )
    return tax + np.where(where == "inside", insurance, 0), np.where(where == "unknown", insurance, 0)


def _line_sums(m: Measures, parts: PayParts, rows: Int64) -> Int64:
    """The amounts of some lines, summed on the parts that hold their day, or their month where it is one part."""
    total = np.zeros(len(parts.unit), np.int64)
    if m.lines is None or not len(rows):
        return total
    day = m.clock.day_of(m.lines.time[rows])
    by_day = find((m.days.unit[parts.days], m.days.day[parts.days]), (m.lines.unit[rows], day))
    by_month = find((parts.unit, parts.month), (m.lines.unit[rows], month_of_days(day)))
    part = np.where(by_day >= 0, parts.of.of[by_day], np.where((by_month >= 0) & parts.alone[by_month], by_month, -1))
    np.add.at(total, part[part >= 0], m.lines.amount[rows][part >= 0])
    return total


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Working time with its allowance, what is due for it, what was paid, and the difference."""
    floor, mean, lines = number(finding["limit"]), number(finding["measured"]), list[Text]()
    currency = str(finding["unit"]).partition("/")[0]
    for days in _candidates(finding, m):
        task, working = int(m.days.booked_time[days].sum()), int(m.days.booked_working[days].sum())
        share = re.search(r"([\d.]+)%", str(finding["scenario"]))
        extra = int(allowed_time(np.array([task]), float(share[1]) / 100)[0]) if share else 0
        lines = [_time_line(working, extra, str(finding["scenario"]))]
        if floor is None:
            break
        least = int(due(minor_rate(np.array([floor])), np.array([working + extra]))[0])
        owed = finding["owed"]
        paid = least - owed if isinstance(owed, int) else None if mean is None else round(mean * (working + extra) / HOUR * 100)
        if paid is None:
            break
        lines += _money_lines((working + extra) / HOUR, floor, least, paid, currency, m, days)
        if mean is not None and abs(float(hourly(np.array([paid]), np.array([working + extra]))[0]) - mean) < 1e-6:
            break
    if mean is not None and floor is not None:
        one, other = told_apart(mean, floor)
        yuan = ZH_UNIT.get(currency, currency)
        lines.append((f"时薪 {one} {yuan}，最低小时工资 {other} {yuan}", f"{currency} {one} an hour against a floor of {currency} {other}"))
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


def _candidates(finding: Mapping[str, object], m: Measures) -> Iterator[Int64]:
    """Worker-days that the finding may rest on: all of its span, or, where two floors alternate, those in its region."""
    start, end, unit = moment_of(finding["start"]), moment_of(finding["end"]), unit_of(finding, m)  # type: ignore[arg-type]
    span = (m.days.unit == unit) & (m.days.start >= start) & (m.days.end <= end)
    yield np.flatnonzero(span)
    if finding["region"] in m.units.regions:
        yield np.flatnonzero(span & (m.days.region == m.units.regions.index(str(finding["region"]))))


def _time_line(working: int, extra: int, scenario: str) -> Text:
    total = hours_minutes(working + extra)
    what = scenario.removeprefix("allowance ").replace("agreed", "约定")
    return (
        f"工作时间 = 接单及要求在线 {hours_minutes(working)} + 宽放 {what} {hours_minutes(extra)} = {total}",
        f"working time = tasks and required presence {hours_minutes(working)} + {scenario} {hours_minutes(extra)} = {total}",
    )


def _money_lines(hours: float, floor: float, least: int, paid: int, currency: str, m: Measures, days: Int64) -> list[Text]:
    (due_zh, due_en), (paid_zh, paid_en) = money(least, currency), money(paid, currency)
    (taken_zh, taken_en) = money(int(of_kinds(m.days.pay[days], ("deduction",)).sum()), currency)
    lines = [
        (f"应得 = {hours:.2f} × {floor:.2f} = {due_zh}", f"due = {hours:.2f} × {floor:.2f} = {due_en}"),
        (
            f"实得 {paid_zh}（任务报酬、奖励、调整，减平台扣款；不含小费、报销和天气、节日、夜间补贴；扣款行合计 {taken_zh}）",
            f"paid {paid_en} (task pay, incentives, adjustments, deductions; no tips, reimbursements, supplements; deductions {taken_en})",
        ),
    ]
    if paid < least:
        zh, en = money(least - paid, currency)
        lines.append((f"差额 {zh}", f"short by {en}"))
    return lines


RULE = Rule(
    code=CODE,
    title=("最低小时工资", "Hourly minimum wage"),
    clock=(
        "工作时间：接单时间与平台要求在线时间的并集，计入派单当日，加协商的宽放时间",
        "working time: the union of tasks and required presence, booked on the day of dispatch, and a negotiated allowance",
    ),
    needs=("tasks.region", "tasks.dispatch_time", "tasks.end_time", "tasks.driver_trip_pay", "tasks.currency"),
    topics=(TOPIC, "allowance"),
    check=check,
    steps=steps,
)
