"""What the rules say of a platform as a whole: injury premiums, notice of changed rules, New York's aggregate requirement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET, Answer
from guanjia.synthesis.planted.daybook import ACROSS, FOR_WORK, SUPPLEMENTS, Account, Day, hourly, least_due, sum_of
from guanjia.synthesis.planted.moments import ONE_DAY, begins, calendar_day, monday, month_first, month_span, worker_day
from guanjia.synthesis.planted.reckon_pay import silent_on_pay
from guanjia.synthesis.planted.script import Notice
from guanjia.synthesis.planted.statute import CITY_OF_NEW_YORK, FOOD, FREIGHT, PARCEL, RIDE, look_up
from guanjia.synthesis.planted.town import Town

COVERED = (FOOD, PARCEL, RIDE, FREIGHT)
Orders = Counter[tuple[str, date, str, str]]  # platform, first of month, region, kind ("" not stated)


def completed(town: Town) -> Orders:
    """Completed orders by platform, month of the worker's day of dispatch, region and kind."""
    tasks = [task for person in town.people for task in person.tasks if task.completed]
    return Counter((task.platform, month_first(worker_day(task.start, town.zone)), task.region or "", task.kind or "") for task in tasks)


def premiums(town: Town) -> Iterator[Answer]:
    """Completed orders x the rate of their kind and place, against the premium lines of the month."""
    orders = completed(town)
    for platform, month in sorted({key[:2] for key in orders}):
        its = {key[2:]: count for key, count in orders.items() if key[:2] == (platform, month) and key[3] in (*COVERED, "")}
        if its:
            yield _premium(town, platform, month, its)


def _premium(town: Town, platform: str, month: date, its: dict[tuple[str, str], int]) -> Answer:
    due, unknown, outside = 0, False, True
    for (region, kind), count in its.items():
        found = look_up(town.agreed, "injury-premium", month, region, platform, kind)
        bound = look_up(town.agreed, "injury-scheme", month, region, platform).reason == ""
        own = found.number is not None and found.number.where.startswith("platform:")
        if kind == "" or found.reason in ("unknown region", "no region", "not found") or (found.reason == "" and not bound and not own):
            unknown, outside = True, False
        elif found.reason == "":
            due, outside = due + count * round((found.value or 0) * 100), False
    lines = () if "pay_lines" in town.absent else town.premiums
    ours = [line for line in lines if line.platform == platform and month_first(worker_day(line.time, town.zone)) == month]
    paid = abs(sum(line.amount for line in ours))
    short = paid < due
    unsure = outside or paid == 0 or (unknown and not short)
    verdict = CANNOT if unsure else BREACH if short else MET
    who = ("injury_premium", "", platform, min(region for region, _ in its), "platform-month", *month_span(month, town.zone))
    limit = None if outside or (unknown and due == 0) else due / 100
    owed = due - paid if verdict == BREACH else None
    return Answer(*who, "CNY", verdict, paid / 100 if paid else None, limit, owed, sum(its.values()))


def rule_changes(town: Town) -> Iterator[Answer]:
    """Calendar days from publication to effect, against seven; where no notices were given, one row a platform that says so."""
    orders = completed(town)
    regions = {
        platform: max((count, region) for (its, _, region, _), count in orders.items() if its == platform)[1] for platform, *_ in orders
    }
    if "notices" in town.absent:
        for platform, region in regions.items():
            months = [month for its, month, *_ in orders if its == platform]
            start, end = month_span(min(months), town.zone)[0], month_span(max(months), town.zone)[1]
            limit = look_up(town.agreed, "rule-change-notice", calendar_day(start, town.zone), region, platform).limit
            yield Answer("rule_change_notice", "", platform, region, "records", start, end, "day", CANNOT, None, limit, count=0)
        return
    for notice in dict.fromkeys(notice for notice in town.told_all if notice.kind == "rule_change"):
        yield _change(town, notice, regions.get(notice.platform, ""))


def _change(town: Town, notice: Notice, region: str) -> Answer:
    published = calendar_day(notice.time, town.zone)
    found = look_up(town.agreed, "rule-change-notice", published, region, notice.platform)
    days = None if notice.end is None else float((calendar_day(notice.end, town.zone) - published).days)
    verdict = CANNOT if days is None or found.value is None else MET if days >= found.value else BREACH
    end = notice.time if notice.end is None else max(notice.end, notice.time)
    who = ("rule_change_notice", "", notice.platform, region, "notice", notice.time, end)
    return Answer(*who, "day", verdict, days, found.limit, count=int(verdict == BREACH))


def aggregate(town: Town) -> Iterator[Answer]:
    """An app's pay of a week against the trip and on-call time of all its workers in New York City."""
    weeks: dict[tuple[str, date], list[tuple[Account, list[Day]]]] = {}
    for account, days in town.books:
        by_week: dict[date, list[Day]] = {}
        for day in days:
            by_week.setdefault(monday(day.day), []).append(day)
        for begin, its in by_week.items():
            if account.platform != ACROSS and _asked(its) > 0:
                weeks.setdefault((account.platform, begin), []).append((account, its))
    for (platform, begin), them in weeks.items():
        places = {its[0].region or "" for _, its in them}
        if CITY_OF_NEW_YORK in places and places <= {CITY_OF_NEW_YORK, ""}:
            yield _aggregate(town, platform, begin, them)


def _asked(week: list[Day]) -> int:
    """Time of the trips dispatched in the week, and time online without a trip that passed in it."""
    return sum(day.online - day.time + day.booked for day in week)


def _aggregate(town: Town, platform: str, begin: date, them: list[tuple[Account, list[Day]]]) -> Answer:
    time, pay = sum(_asked(its) for _, its in them), sum(_credited(its) for _, its in them)
    found = look_up(town.agreed, "minimum-pay-aggregate", begin, CITY_OF_NEW_YORK, "", FOOD)
    least = least_due(found.value or 0, time)
    short = pay < least
    silent = any(silent_on_pay(its) for _, its in them)
    foreign = any(account.currency != "USD" and any(day.tasks for day in its) for account, its in them)
    mixed = any(set().union(*(day.kinds for day in its)) - {FOOD} for _, its in them)
    understated = any(day.understated for _, its in them for day in its)
    unsure = found.reason != "" or foreign or mixed or (silent if short else understated or "presence" in town.absent)
    verdict = CANNOT if unsure else BREACH if short else MET
    start, end = begins(begin, town.zone), begins(begin + 7 * ONE_DAY, town.zone)
    measured = None if silent or foreign or mixed else hourly(pay, time)
    who = ("nyc_minimum_pay_aggregate", "", platform, CITY_OF_NEW_YORK, "platform-week", start, end, "USD/hour", verdict)
    return Answer(*who, measured, found.limit, least - pay if verdict == BREACH else None, len(them))


def _credited(week: list[Day]) -> int:
    return sum(day.base for day in week) + sum_of(week, (*FOR_WORK, *SUPPLEMENTS, "deduction"))
