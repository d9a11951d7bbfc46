"""What the rules on pay lines say of a person: deductions by what they are for, notice of the rule behind a fine, and paydays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET, Answer
from guanjia.synthesis.planted.daybook import ACROSS, FOR_WORK, SUPPLEMENTS, Account, Day, months_of, sum_of
from guanjia.synthesis.planted.moments import ONE_DAY, calendar_day, later_month, month_first, month_span
from guanjia.synthesis.planted.script import Line
from guanjia.synthesis.planted.statute import KINDS, Found, look_up
from guanjia.synthesis.planted.town import Town

FINES = ("lateness", "complaint", "refusal", "points", "fine")
EARNED = ("base", "incentive", "adjustment", *SUPPLEMENTS)


def deductions(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """For each month and class: the share of pay that was taken, and for fines the notice of the rule."""
    for first, month in months_of(days).items():
        by_class: dict[str, list[Line]] = {}
        for line in (line for day in month for line in day.lines if line.kind == "deduction" and line.amount <= 0):
            by_class.setdefault(line.taken_for, []).append(line)
        back = [line for day in month for line in day.lines if line.kind == "deduction" and line.amount > 0]
        for what_for, lines in by_class.items():
            yield _share(account, month, first, town, what_for, lines, back)
            if what_for in FINES:
                yield _notice(account, month, first, town, what_for, lines)


def _share(
    account: Account, month: Sequence[Day], first: date, town: Town, what_for: str, lines: Sequence[Line], back: Sequence[Line]
) -> Answer:
    earned = sum(day.base for day in month) + sum_of(month, (*FOR_WORK, *SUPPLEMENTS)) + sum(line.amount for line in back)
    taken = -sum(line.amount for line in lines)
    deposit = what_for == "deposit"
    found = _of_month(town, "deposit-forbidden" if deposit else "deduction-limit", account, month, first)
    binds = found.number is not None and not found.number.relation
    share = taken * 100 / earned if earned > 0 else None
    silent = share is None
    over = taken > 0 if deposit else share is not None and found.value is not None and share > found.value
    unsure = not binds or found.reason != "" or (silent and not deposit)
    verdict = CANNOT if unsure else BREACH if over else MET
    kept = taken - sum(line.amount for line in back if line.taken_for == "deposit")
    owed = kept if verdict == BREACH and deposit and kept > 0 else None
    who = ("deductions", account.worker, account.platform, month[0].region or "", "month", *month_span(first, account.zone))
    return Answer(*who, "percent", verdict, share, found.limit, owed, len(lines), what_for)


def _notice(account: Account, month: Sequence[Day], first: date, town: Town, what_for: str, lines: Sequence[Line]) -> Answer:
    found = _of_month(town, "rule-change-notice", account, month, first)
    told = [
        (calendar_day(line.time, account.zone) - calendar_day(line.published, account.zone)).days
        for line in lines
        if line.rule is not None and line.published is not None
    ]
    late = sum(found.value is not None and days < found.value for days in told)
    verdict = CANNOT if found.reason else BREACH if late else MET if len(told) == len(lines) else CANNOT
    who = ("deductions", account.worker, account.platform, month[0].region or "", "month", *month_span(first, account.zone))
    fewest = float(min(told)) if told else None
    return Answer(*who, "day", verdict, fewest, found.limit, None, late, f"{what_for}, notice of the rule")


def _of_month(town: Town, topic: str, account: Account, month: Sequence[Day], first: date) -> Found:
    firm = "" if account.platform == ACROSS else account.platform
    here = [day for day in month if day.region == month[0].region]
    kinds = set().union(*(day.kinds for day in here))
    kind = next((kind for kind in KINDS if kind in kinds), "")
    return look_up(town.agreed, topic, first, month[0].region, firm, kind)


@dataclass(frozen=True)
class Gap:
    """The span between two paydays in which pay was open."""

    start: int
    end: int
    days: int
    allowed: int | None
    sure: bool

    @property
    def beyond(self) -> int:
        """Days beyond what is allowed."""
        return self.days - (self.allowed or 0)


def paydays(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """Of a worker with two paydays the gap furthest beyond its month; of others who earned, that it cannot be judged."""
    if account.platform == ACROSS or not days:
        return
    paid = [line for line in account.lines if line.kind in EARNED and line.amount > 0 and line.paid is not None]
    payouts: dict[date, list[Line]] = {}
    for line in sorted(paid, key=lambda line: line.paid or 0):
        payouts.setdefault(calendar_day(line.paid or 0, account.zone), []).append(line)
    months = months_of(days)
    if len(payouts) < 2:
        if sum(day.base for day in days) + sum_of(days, EARNED) > 0:
            start, end = month_span(days[0].day, account.zone)[0], month_span(days[-1].day, account.zone)[1]
            yield Answer(*_who(account, days[0].region), start, end, "day", CANNOT)
        return
    open_months = {first for first, its in months.items() if _unstated(its)}
    gaps = [
        _gap(account, town, days, before, after, open_months)
        for before, after in zip(list(payouts.values())[:-1], list(payouts.values())[1:], strict=True)
    ]
    worst = max(gaps, key=lambda gap: (gap.allowed is not None, gap.sure and gap.beyond > 0, gap.beyond > 0, gap.beyond))
    lawful, late = worst.allowed is not None, sum(gap.sure and gap.allowed is not None and gap.beyond > 0 for gap in gaps)
    backward = any((line.paid or 0) < line.time for line in paid)
    verdict = CANNOT if not lawful or backward else MET if worst.beyond <= 0 else BREACH if late else CANNOT
    region = next((day.region for day in days if day.tasks), days[0].region)
    limit = None if worst.allowed is None else float(worst.allowed)
    yield Answer(*_who(account, region), worst.start, worst.end, "day", verdict, float(worst.days), limit, count=late)


def _who(account: Account, region: str | None) -> tuple[str, str, str, str, str]:
    return "pay_interval", account.worker, account.platform, region or "", "records"


def _unstated(month: Sequence[Day]) -> bool:
    """Whether some pay of a month states no payout."""
    stated = sum(line.amount for day in month for line in day.lines if line.kind in EARNED and line.amount > 0 and line.paid is not None)
    return sum(day.base for day in month) > 0 or sum_of(month, EARNED) > stated


def _gap(account: Account, town: Town, days: Sequence[Day], before: list[Line], after: list[Line], open_months: set[date]) -> Gap:
    paid_before, paid_after = max(line.paid or 0 for line in before), max(line.paid or 0 for line in after)
    earned = min(line.time for line in after)
    start = paid_before if earned <= paid_before else earned
    begun, ended = calendar_day(start, account.zone), calendar_day(paid_after, account.zone)
    work = [day for day in days if day.tasks] or days
    kinds = set().union(*(day.kinds for day in days))
    kind = next((kind for kind in KINDS if kind in kinds), "")
    found = look_up(town.agreed, "pay-interval", begun, work[0].region, account.platform, kind)
    allowed = None if found.value is None else (later_month(begun, round(found.value) + 1) - ONE_DAY - begun).days
    reach = (later_month(begun, -1), month_first(ended))
    return Gap(start, paid_after, (ended - begun).days, allowed, not any(reach[0] <= month <= reach[1] for month in open_months))
