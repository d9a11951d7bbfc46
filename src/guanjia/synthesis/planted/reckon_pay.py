"""What the rules on pay say of a person's months and weeks: the hourly floor, holidays, and New York's individual requirement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET, Answer
from guanjia.synthesis.planted.daybook import (
    ACROSS,
    FOR_WORK,
    SUPPLEMENTS,
    Account,
    Day,
    exclusive,
    hourly,
    least_due,
    months_of,
    sum_of,
)
from guanjia.synthesis.planted.moments import ONE_DAY, begins, calendar_day, monday, month_span
from guanjia.synthesis.planted.statute import CHINA, CITY_OF_NEW_YORK, FOOD, HOLIDAYS, KINDS, Found, chain, look_up
from guanjia.synthesis.planted.town import Town

SHARES = (0, 10, 20)  # percent of task time: the allowances that are tried unless told otherwise (docs/method.md)
COUNTED = ("deduction", *FOR_WORK)


def allowance(time: int, percent: float) -> int:
    """``percent`` of a time in whole microseconds, rounded down."""
    return time * round(percent * 10_000) // 1_000_000


def unpaid(days: Sequence[Day]) -> bool:
    """Whether some completed task does not state its pay."""
    return _paid(days) < sum(len(day.tasks) - day.cancelled for day in days)


def _paid(days: Sequence[Day]) -> int:
    return sum(task.pay is not None for day in days for task in day.tasks)


def silent_on_pay(week: Sequence[Day]) -> bool:
    """Whether a week's pay is not known: some task says nothing, and no base line stands for all of them."""
    return unpaid(week) and (_paid(week) > 0 or sum_of(week, ("base",)) == 0)


@dataclass(frozen=True)
class Part:
    """The days of a month under one floor."""

    days: tuple[Day, ...]
    found: Found
    month: tuple[Day, ...]
    alone: bool

    def lines(self, kinds: Sequence[str], taken_for: str = "") -> int:
        """Pay lines of the part: of its days, and where the month is one part, of its other days too."""
        days = self.month if self.alone else self.days
        return sum(
            line.amount for day in days for line in day.lines if line.kind in kinds and (not taken_for or line.taken_for == taken_for)
        )


def floor(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """Pay for the work against the hourly minimum wage of the place, for each allowance."""
    for month in months_of(days).values():
        paid_for = [day for day in month if day.booked_working > 0 or day.understated or day.base != 0]
        parts: dict[tuple[int, str], list[Day]] = {}
        founds: dict[tuple[int, str], Found] = {}
        for day in paid_for:
            found = look_up(town.agreed, "minimum-hourly-wage", day.day, day.region)
            parts.setdefault((id(found.number), found.reason), []).append(day)
            founds[id(found.number), found.reason] = found
        made = [Part(tuple(its), founds[key], tuple(month), len(parts) == 1) for key, its in parts.items()]
        outside = sum_of(month, COUNTED) != sum(sum_of(part.days, COUNTED) for part in made)
        for part in made:
            yield from _part(account, part, town, unplaced=not part.alone and outside)


def _part(account: Account, part: Part, town: Town, *, unplaced: bool) -> Iterator[Answer]:
    working, tasks = (sum(getattr(day, name) for day in part.days) for name in ("booked_working", "booked"))
    understated = any(day.understated for day in part.days)
    if working <= 0 and not understated:
        return
    for percent in SHARES:
        yield _floored(account, part, town, working + allowance(tasks, percent), f"allowance {percent}%", unplaced)
    agreed = [
        look_up(town.agreed, "allowance", day.day, day.region, "" if account.platform == ACROSS else account.platform).value
        for day in part.days
    ]
    said = {percent for percent in agreed if percent is not None}
    if said:
        extra = {percent: sum(day.booked for day, its in zip(part.days, agreed, strict=True) if its == percent) for percent in said}
        each = sum(allowance(day.booked, percent) for day, percent in zip(part.days, agreed, strict=True) if percent is not None and extra)
        label = f"allowance agreed {said.copy().pop():g}%" if len(said) == 1 and None not in agreed else "allowance agreed"
        yield _floored(account, part, town, working + each, label, unplaced)


def _floored(account: Account, part: Part, town: Town, time: int, scenario: str, unplaced: bool) -> Answer:
    number, currency = part.found.number, account.currency or "CNY"
    unit = "CNY/hour" if number is not None else f"{'CNY' if currency == 'several' else currency}/hour"
    insurance = part.lines(("deduction",), "social insurance")
    inside = "unknown" if number is None else number.insurance
    exempt = part.lines(("deduction",), "tax") + (insurance if inside == "inside" else 0)
    disputed = insurance if inside == "unknown" else 0
    pay = sum(day.base for day in part.days) + part.lines(COUNTED) - exempt - disputed
    rate = part.found.value or 0
    least = least_due(rate, time)
    short = pay < least
    silent = unpaid(part.days) and not (_paid(part.days) == 0 and sum_of(part.month, ("base",)) != 0)
    lowest, highest, known = _bounds(part, town)
    settled = known and (lowest >= rate if short else pay >= least_due(highest, time))
    foreign = part.found.reason == "" and account.currency != "CNY"
    unsure = part.found.reason != "" or foreign or unplaced or not settled or short != (pay + disputed < least)
    unsure |= silent if short else any(day.understated for day in part.days)
    verdict = CANNOT if unsure or time <= 0 else BREACH if short else MET
    measured = None if (silent and short) or foreign or unplaced else hourly(pay, time)
    return Answer(
        "minimum_hourly_pay",
        account.worker,
        account.platform,
        part.days[0].region or "",
        "month",
        part.days[0].start,
        part.days[-1].end,
        unit,
        verdict,
        measured,
        part.found.limit,
        least - pay if verdict == BREACH else None,
        int(verdict == BREACH),
        scenario,
    )


def _bounds(part: Part, town: Town) -> tuple[float, float, bool]:
    """The lowest and highest floor that may hold for some of the part's work; and whether both are known.

    A day in several regions may have been worked in any of the town's; a floor that changes before the day's work ended may hold for it.
    """
    rates, known = [part.found.value or 0], True
    for day in part.days:
        if len(day.regions) > 1:
            others = {task.region for person in town.people for task in person.tasks if task.region}
            founds = [look_up(town.agreed, "minimum-hourly-wage", day.day, region) for region in others]
            known &= all(found.value is not None for found in founds)
            rates += [found.value for found in founds if found.value is not None]
        ended = max((end for _, _, end in day.pieces), default=day.end)
        last = (day.end if day.working > day.time else ended) - 1
        later = look_up(town.agreed, "minimum-hourly-wage", calendar_day(last, town.zone), day.region)
        known &= later.number is part.found.number or later.value is not None
        rates += [later.value] if later.value is not None else []
    return min(rates), max(rates), known


def holidays(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """Pay of the tasks dispatched on statutory holidays against that of the month's others; and Beijing's floor for holidays."""
    for month in months_of(days).values():
        on = [(day, task) for day in month for task in day.tasks if _holiday(task.start, task.region, account)]
        added = {id(task): end - start for task, start, end in exclusive(account.tasks)}
        worked = [day for day in month if sum(added.get(id(task), 0) for its, task in on if its is day) > 0]
        if not worked:
            continue
        time = sum(added.get(id(task), 0) for _, task in on)
        pay = sum(task.pay or 0 for _, task in on)
        rest_time, rest_pay = sum(day.booked for day in month) - time, sum(day.base for day in month) - pay
        paid = pay + sum_of(month, ("supplement_holiday",))
        extra = sum_of(worked, ("incentive", "adjustment", "supplement_other"))
        silent = unpaid(month) or sum_of(month, ("base",)) != 0
        kinds = [kind for kind in KINDS if kind in worked[0].kinds]
        found = _of_day(town, "holiday-pay-above-normal", account, worked[0], kinds)
        foreign, understated = account.currency != "CNY", any(day.understated for day in month)
        above = paid * rest_time > rest_pay * time
        doubt = above != ((paid + extra) * rest_time > rest_pay * time)
        unsure = found.reason != "" or silent or foreign or rest_time <= 0 or understated or doubt
        who = ("holiday_pay", account.worker, account.platform, worked[0].region or "", "month", *month_span(worked[0].day, account.zone))
        hidden = silent or foreign
        yield Answer(
            *who,
            "CNY/hour",
            CANNOT if unsure else MET if above else BREACH,
            None if hidden else hourly(paid, time),
            None if hidden or found.reason else hourly(rest_pay, rest_time),
            count=len(on),
        )
        beijing = _of_day(town, "holiday-hourly-wage", account, worked[0], kinds)
        if beijing.value is None:
            continue
        several = len({day.region for day in worked}) > 1 or any(len(day.regions) > 1 for day in worked)
        for percent in SHARES:
            span = time + allowance(time, percent)
            least = least_due(beijing.value, span)
            short = paid < least
            doubt = short != (paid + extra < least)
            verdict = CANNOT if hidden or several or doubt or (understated and not short) else BREACH if short else MET
            yield Answer(
                *who,
                "CNY/hour",
                verdict,
                None if hidden else hourly(paid, span),
                beijing.limit,
                least - paid if verdict == BREACH else None,
                len(on),
                f"holiday floor, allowance {percent}%",
            )


def _holiday(at: int, region: str | None, account: Account) -> bool:
    here = not chain(region) or CHINA in chain(region)
    return here and calendar_day(at, account.zone) in HOLIDAYS


def _of_day(town: Town, topic: str, account: Account, day: Day, kinds: Sequence[str]) -> Found:
    firm = "" if account.platform == ACROSS else account.platform
    return look_up(town.agreed, topic, day.day, day.region, firm, kinds[0] if kinds else "")


def new_york(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """Pay of a week against trip time x the rate of its Monday, where deliveries were made in New York City."""
    if account.platform == ACROSS:
        return
    weeks: dict[date, list[Day]] = {}
    for day in days:
        weeks.setdefault(monday(day.day), []).append(day)
    for begin, its in weeks.items():
        kinds = set().union(*(day.kinds for day in its))
        trip = sum(day.booked for day in its)
        if its[0].region != CITY_OF_NEW_YORK or FOOD not in kinds or trip <= 0:
            continue
        found = look_up(town.agreed, "minimum-pay-individual", begin, CITY_OF_NEW_YORK, "", FOOD)
        pay = sum(day.base for day in its) + sum_of(its, (*FOR_WORK, *SUPPLEMENTS, "deduction"))
        least = least_due(found.value or 0, trip)
        silent = silent_on_pay(its)
        mixed, foreign, short = kinds != {FOOD}, account.currency != "USD", pay < least
        unsure = found.reason != "" or mixed or foreign or (silent if short else any(day.understated for day in its))
        verdict = CANNOT if unsure else BREACH if short else MET
        start, end = begins(begin, account.zone), begins(begin + 7 * ONE_DAY, account.zone)
        yield Answer(
            "nyc_minimum_pay_individual",
            account.worker,
            account.platform,
            CITY_OF_NEW_YORK,
            "week",
            start,
            end,
            "USD/hour",
            verdict,
            None if silent or mixed or foreign else hourly(pay, trip),
            found.limit,
            least - pay if verdict == BREACH else None,
            int(verdict == BREACH),
        )
