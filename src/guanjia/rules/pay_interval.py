"""Pay at least once a month: no calendar month without a payout while pay is being earned.

人社厅发〔2023〕50号 is recalled to ask for payment at least monthly (the article was not read, and the entry says so). It limits the cycle,
not the delay: March paid on 10 April is ordinary pay in arrears, and a payday that slips from the 10th to the 12th is no breach. Judged are
the gaps between a worker's consecutive payouts on one platform, the days on which pay for work or supplements was paid out (``paid_time``):
the next payout may fall until the end of the next calendar month. A gap begins with the payout before it; where nothing earned was open
then, with the first day earned that the next payout pays for.

A long gap cannot be judged where pay of those months states no payout (one may be missing); nor a worker with fewer than two payouts, or
with pay said to be paid before it was earned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.law.by_task import reasons, row_limits
from guanjia.law.law import Law, Limits
from guanjia.model.clock import NULL, month_of_days
from guanjia.model.finding_rows import findings, of_persons, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import find, groups
from guanjia.model.local_days import calendar_days, last_day_of_month
from guanjia.model.measures import Bool, Float, Int32, Int64, Measures
from guanjia.model.money_words import number
from guanjia.model.pay_kinds import FOR_WORK, SUPPLEMENTS, of_kinds
from guanjia.model.schema import PAY_KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE, TOPIC = "pay_interval", "pay-interval"
EARNED = tuple(kind for kind in (*FOR_WORK, *SUPPLEMENTS) if kind != "commission")
FIELD = "pay_lines.paid_time"
FEW = "pay_lines.paid_time: two payouts"
BACKWARDS = "pay_lines.paid_time: it lies before pay_lines.time"
_MONTHS = 1 << 20  # more than there are


@dataclass(frozen=True)
class _Gaps:
    """Spans between consecutive payouts of a unit, by unit."""

    unit: Int32
    start: Int64  # moments
    end: Int64
    first_day: Int64  # calendar days
    days: Int64
    unstated: Bool  # some pay of these months states no payout
    payouts: Int64  # of the unit
    row: Int64


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker on one platform by whom pay was earned, with the longest gap between payouts."""
    lines = _paid_lines(m)
    gaps = _gaps(m, lines, _unstated(m, lines))
    backwards = np.zeros(0, np.int32)
    if m.lines is not None:
        backwards = np.unique(m.lines.unit[lines[m.lines.paid_time[lines] < m.lines.time[lines]]])
    return [_judged(m, law, gaps, backwards), _too_few(m, gaps, lines)]


def _paid_lines(m: Measures) -> Int64:
    """Rows of `Measures.lines` that say when pay for work was paid out; each platform pays by itself."""
    if m.lines is None:
        return np.zeros(0, np.int64)
    earned = np.isin(m.lines.kind, [PAY_KINDS.index(kind) for kind in EARNED]) & (m.lines.amount > 0)
    single = np.append(m.units.platform, 0)[m.lines.unit] > 0
    return np.flatnonzero(earned & single & (m.lines.paid_time != NULL))


def _unstated(m: Measures, lines: Int64) -> Int64:
    """Unit and month (as one sorted number) of pay that states no payout: the tasks' own, and lines without one."""
    of = m.months
    each = groups(of.unit, of.number)
    stated = np.zeros(len(each), np.int64)
    if m.lines is not None:
        month = month_of_days(m.clock.day_of(m.lines.time[lines]))
        place = find((of.unit[each.first], of.number[each.first]), (m.lines.unit[lines], month))
        np.add.at(stated, place[place >= 0], m.lines.amount[lines][place >= 0])
    open_ = (each.sum(of.base) > 0) | (each.sum(of_kinds(of.pay, EARNED)) > stated)
    first = each.first[open_]
    return np.sort(of.unit[first].astype(np.int64) * _MONTHS + of.number[first])


def _gaps(m: Measures, lines: Int64, unstated: Int64) -> _Gaps:
    if m.lines is None:
        nothing, never = np.zeros(0, np.int64), np.zeros(0, np.bool_)
        return _Gaps(nothing.astype(np.int32), nothing, nothing, nothing, nothing, never, nothing, nothing)
    paid_day = calendar_days(m.lines.paid_time[lines], m.clock.zone)
    each = groups(m.lines.unit[lines], paid_day)
    unit, day, paid = m.lines.unit[lines][each.first], paid_day[each.first], each.max(m.lines.paid_time[lines])
    earned = each.min(m.lines.time[lines])
    after = np.flatnonzero(unit[1:] == unit[:-1]) + 1
    # Where all that the payout pays for was earned after the one before, nothing was open in between.
    open_ = earned[after] <= paid[after - 1]
    start = np.where(open_, paid[after - 1], earned[after])
    first_day = calendar_days(start, m.clock.zone)
    first_month, last_month = month_of_days(first_day), month_of_days(day[after])
    key = unit[after].astype(np.int64) * _MONTHS
    between = np.searchsorted(unstated, key + first_month - 1) < np.searchsorted(unstated, key + last_month, side="right")
    return _Gaps(
        unit[after],
        start,
        paid[after],
        first_day,
        day[after] - first_day,
        between,
        np.bincount(unit)[unit[after]] if len(unit) else np.zeros(0, np.int64),
        each.min(m.lines.row[lines])[after],
    )


def _allowed(gaps: _Gaps, found: Limits) -> Float:
    """Days from the beginning of each gap to the end of the last calendar month in which the next payout may fall; nan without a limit."""
    allowed = np.full(len(gaps.unit), np.nan)
    for months in np.unique(found.value[~np.isnan(found.value)]):
        rows = found.value == months
        allowed[rows] = last_day_of_month(gaps.first_day[rows], int(months)) - gaps.first_day[rows]
    return allowed


def _judged(m: Measures, law: Law, gaps: _Gaps, backwards: Int32) -> Findings:
    """Of each worker with two payouts or more: the gap furthest beyond its month, those that are certain before others."""
    of = m.months
    worked = np.flatnonzero(of.tasks > 0)
    place = find((of.unit[worked],), (gaps.unit,))
    month = np.where(place >= 0, np.append(worked, 0)[place], find((of.unit,), (gaps.unit,)))
    found = row_limits(law, TOPIC, m, of, month, gaps.start)
    allowed, lawful = _allowed(gaps, found), found.reason == 0
    long = lawful & (gaps.days > np.nan_to_num(allowed))
    sure = long & ~gaps.unstated
    order = np.lexsort((gaps.days - np.nan_to_num(allowed), long, sure, lawful, gaps.unit))
    each = groups(gaps.unit[order])
    last = order[each.of.searchsorted(np.arange(len(each)), side="right") - 1]
    late, backward = each.sum(sure[order]), np.isin(gaps.unit[last], backwards)
    verdict = np.where(long[last], np.where(late > 0, Verdict.BREACH, Verdict.CANNOT_JUDGE), Verdict.MET)
    verdict = of_persons(np.where(~lawful[last] | backward, Verdict.CANNOT_JUDGE, verdict).astype(np.int8), m.units)
    unit = gaps.unit[last]
    return findings(
        CODE,
        "records",
        "day",
        unit=unit,
        platform=m.units.platform[unit],
        region=of.region[month[last]],
        start=gaps.start[last],
        end=gaps.end[last],
        verdict=verdict,
        measured=gaps.days[last].astype(np.float64),
        limit=allowed[last],
        entry=found.entry[last],
        count=late,
        currency=of.currency[month[last]],
        missing=why(
            verdict,
            m.units,
            *reasons(law, found.reason[last], TOPIC),
            (backward, BACKWARDS),
            (gaps.unstated[last], FIELD),
        ),
        rows=gaps.payouts[last],
        first_row=gaps.row[last],
        last_row=gaps.row[last],
    )


def _too_few(m: Measures, gaps: _Gaps, lines: Int64) -> Findings:
    """Workers by whom pay was earned and of whom fewer than two payouts are on record."""
    of = m.months
    each = groups(of.unit)
    earned = (each.sum(of.base) + each.sum(of_kinds(of.pay, EARNED))) > 0
    unit = of.unit[each.first]
    pick = earned & (m.units.platform[unit] > 0) & ~np.isin(unit, gaps.unit)
    paid = np.isin(unit, m.lines.unit[lines]) if m.lines is not None else np.zeros(len(unit), np.bool_)
    first, size = each.first[pick], int(pick.sum())
    verdict = np.full(size, Verdict.CANNOT_JUDGE, np.int8)
    nothing: NDArray[np.float64] = np.full(size, np.nan)
    return findings(
        CODE,
        "records",
        "day",
        unit=unit[pick],
        platform=m.units.platform[unit[pick]],
        region=of.region[first],
        start=each.min(of.start)[pick],
        end=each.max(of.end)[pick],
        verdict=verdict,
        measured=nothing,
        limit=nothing,
        entry=np.full(size, -1),
        currency=of.currency[first],
        missing=why(verdict, m.units, (~paid[pick], FIELD), (paid[pick], FEW)),
        rows=paid[pick].astype(np.int64),
    )


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Days of the longest gap between payouts, against the month."""
    days, allowed = number(finding["measured"]), number(finding["limit"])
    lines: list[Text] = []
    if days is not None and allowed is not None:
        sign = ">" if days > allowed else "≤"
        lines.append(
            (
                f"有应付报酬而相邻两次发放相隔最长 {days:.0f} 天 {sign} 到下个自然月月底的 {allowed:.0f} 天",
                f"longest gap between payouts with pay open: {days:.0f} days {sign} {allowed:.0f} to the end of the next calendar month",
            )
        )
        lines.append(
            (
                f"记录中有 {finding['rows']} 次发放，{finding['count']} 处间隔空过了一个自然月",
                f"{finding['rows']} payouts on record, {finding['count']} gaps that pass over a calendar month",
            )
        )
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("报酬按月支付", "Pay at least monthly"),
    clock=("相邻两次发放之间的自然月", "calendar months between consecutive payouts"),
    needs=("pay_lines.time", "pay_lines.paid_time", "pay_lines.amount"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
)
