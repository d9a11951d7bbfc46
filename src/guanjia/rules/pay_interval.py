"""Pay at least once a month: what was earned is paid out within a month of the day it was earned.

人社厅发〔2023〕50号 is recalled to ask for payment at least monthly (the article was not read, and the entry says so). A month runs to
the same day of the next calendar month, or its last day where it is shorter. Earned: pay lines for work and supplements. A payout is
known only where a line states ``paid_time``; pay that states none, which is so of the tasks' own pay, cannot be judged, but a late line
is a breach all the same. Lines paid out together are held to the earliest of their days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.law.by_task import reasons, row_limits
from guanjia.law.law import Law
from guanjia.model.clock import NULL, month_of_days
from guanjia.model.finding_rows import findings, of_persons, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import find, groups
from guanjia.model.local_days import calendar_days, months_later
from guanjia.model.measures import Float, Int32, Int64, Measures
from guanjia.model.money_words import number
from guanjia.model.pay_kinds import FOR_WORK, SUPPLEMENTS, of_kinds
from guanjia.model.schema import PAY_KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE, TOPIC = "pay_interval", "pay-interval"
EARNED = tuple(kind for kind in (*FOR_WORK, *SUPPLEMENTS) if kind != "commission")
FIELD = "pay_lines.paid_time"


@dataclass(frozen=True)
class _Payouts:
    """Lines with a payout moment, by worker-month."""

    lines: Int64
    amount: Int64
    late: Int64
    delay: Float  # days from earning to payout of the latest line; nan where there is none
    allowed: Float  # days that a month was for that line
    row: Int64  # its row


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-month in which pay was earned."""
    of = m.months
    each = groups(of.unit, of.number)
    by_tasks, by_lines = each.sum(of.base), each.sum(of_kinds(of.pay, EARNED))
    found = row_limits(law, TOPIC, m, of, each.first, of.start[each.first])
    paid = _payouts(m, of.unit[each.first], of.number[each.first], found.value)
    unpaid = (by_tasks > 0) | (by_lines != paid.amount)
    verdict = np.where(paid.late > 0, Verdict.BREACH, np.where(unpaid, Verdict.CANNOT_JUDGE, Verdict.MET))
    verdict = of_persons(np.where(found.reason != 0, Verdict.CANNOT_JUDGE, verdict).astype(np.int8), m.units)
    missing, words = why(verdict, m.units, *reasons(law, found.reason, TOPIC), (unpaid, FIELD))
    pick = np.flatnonzero((by_tasks > 0) | (by_lines != 0) | (paid.lines > 0))
    first = each.first[pick]
    return [
        findings(
            CODE,
            "month",
            "day",
            unit=of.unit[first],
            platform=m.units.platform[of.unit[first]],
            region=of.region[first],
            start=of.start[first],
            end=of.end[first],
            verdict=verdict[pick],
            measured=paid.delay[pick],
            limit=paid.allowed[pick],
            entry=found.entry[pick],
            count=paid.late[pick],
            currency=of.currency[first],
            missing=(missing[pick], words),
            rows=paid.lines[pick],
            first_row=paid.row[pick],
            last_row=paid.row[pick],
        )
    ]


def _payouts(m: Measures, unit: Int32, month: Int32, limit: Float) -> _Payouts:
    """The payouts of each worker-month, held to ``limit`` months; the latest is the one furthest beyond its due day."""
    size = len(unit)
    nothing = np.zeros(size, np.int64)
    if m.lines is None:
        return _Payouts(nothing, nothing, nothing, np.full(size, np.nan), np.full(size, np.nan), np.full(size, NULL))
    earned = np.isin(m.lines.kind, [PAY_KINDS.index(kind) for kind in EARNED]) & (m.lines.paid_time != NULL)
    lines = np.flatnonzero(earned)
    place = find((unit, month), (m.lines.unit[lines], month_of_days(m.clock.day_of(m.lines.time[lines]))))
    lines, place = lines[place >= 0], place[place >= 0]
    day, paid = calendar_days(m.lines.time[lines], m.clock.zone), calendar_days(m.lines.paid_time[lines], m.clock.zone)
    allowed = np.zeros(len(lines), np.int64)
    for months in np.unique(limit[place][~np.isnan(limit[place])]):
        rows = limit[place] == months
        allowed[rows] = months_later(day[rows], int(months)) - day[rows]
    lawful, delay = ~np.isnan(limit[place]), paid - day
    order = np.lexsort((delay - allowed, place))
    last = order[np.append(np.flatnonzero(np.diff(place[order])), len(order) - 1)] if len(order) else order
    latest_delay, latest_allowed, row = np.full(size, np.nan), np.full(size, np.nan), np.full(size, NULL)
    latest_delay[place[last]], latest_allowed[place[last]] = delay[last], np.where(lawful, allowed, np.nan)[last]
    row[place[last]] = m.lines.row[lines][last]
    return _Payouts(
        lines=_sum(size, place, np.ones(len(lines), np.int64)),
        amount=_sum(size, place, m.lines.amount[lines]),
        late=_sum(size, place, (lawful & (delay > allowed)).astype(np.int64)),
        delay=latest_delay,
        allowed=latest_allowed,
        row=row,
    )


def _sum(size: int, place: NDArray[np.intp], values: Int64) -> Int64:
    total = np.zeros(size, np.int64)
    np.add.at(total, place, values)
    return total


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Days from earning to payout of the latest line, against the month."""
    delay, allowed = number(finding["measured"]), number(finding["limit"])
    lines: list[Text] = []
    if delay is not None and allowed is not None:
        sign = ">" if delay > allowed else "≤"
        lines.append(
            (
                f"最迟的一笔：从挣得到发放 {delay:.0f} 天 {sign} 一个月（{allowed:.0f} 天）",
                f"latest line: {delay:.0f} days from earning to payout {sign} one month ({allowed:.0f} days)",
            )
        )
        lines.append((f"{finding['rows']} 笔中 {finding['count']} 笔迟发", f"{finding['count']} of {finding['rows']} payouts late"))
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("报酬按月支付", "Pay at least monthly"),
    clock=("从挣得之日到发放之日，自然月", "calendar months from the day of earning to the day of payout"),
    needs=("pay_lines.time", "pay_lines.paid_time", "pay_lines.amount"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
)
