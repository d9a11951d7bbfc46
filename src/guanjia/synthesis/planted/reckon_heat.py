"""Work in heat (防暑降温措施管理办法 art. 8), by calendar day and the day's forecast maximum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time

from guanjia.model import clock
from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET, Answer, Scope, scope
from guanjia.synthesis.planted.daybook import Account, Day, months_of
from guanjia.synthesis.planted.moments import HOUR, ONE_DAY, calendar_day, month_span
from guanjia.synthesis.planted.statute import FOOD, PARCEL
from guanjia.synthesis.planted.town import Sky, Town

OUTDOOR = (FOOD, PARCEL)


def heat(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """Rows for days of outdoor work in heat, and one a month for days whose forecast is not known."""
    before: Day | None = None
    unknown: list[Day] = []
    for day in days:
        if set(OUTDOOR) & day.kinds or (not day.kinds and day.tasks):
            yield from _of_day(account, day, before, town)
            if any(_forecast(town, region, its, account) is None for region, its, _, _ in _dates(day, account)):
                unknown.append(day)
        before = day
    for first, its in months_of(unknown).items():
        who = ("work_in_heat", account.worker, account.platform, its[0].region or "", "month", *month_span(first, account.zone))
        yield Answer(*who, "hour", CANNOT, count=len(its))


def _of_day(account: Account, day: Day, before: Day | None, town: Town) -> Iterator[Answer]:
    stop = _sum(town, account, day, lambda degrees: degrees >= 40)
    rotate = _sum(town, account, day, lambda degrees: 35 <= degrees < 37)
    capped = _capped(town, account, day, own=True)
    if before is not None and before.day + ONE_DAY == day.day:
        capped += _capped(town, account, before, own=False)
    if stop > 0:
        yield _row(account, day, _scope(town, "heat-stop", account, day), stop, 0.0, doubt=False)
    if capped > 0:
        of = _scope(town, "heat-limit-hours", account, day)
        yield _row(account, day, of, capped, of.value, doubt=day.understated)
        in_hottest, blind = _hottest(town, account, day)
        of = _scope(town, "heat-hottest-hours", account, day)
        yield _row(account, day, of, in_hottest, 0.0, doubt=blind or day.understated)
    if rotate > 0:
        who = ("work_in_heat", account.worker, account.platform, day.region or "", "day", day.start, day.end)
        yield Answer(*who, "hour", CANNOT, rotate / HOUR)


def _row(account: Account, day: Day, of: Scope, time_in: int, limit: float | None, *, doubt: bool) -> Answer:
    over = limit is not None and time_in > limit * HOUR
    verdict = BREACH if over else CANNOT if doubt else MET
    verdict = CANNOT if verdict == BREACH and of.number is not None and of.number.relation else verdict
    who = ("work_in_heat", account.worker, account.platform, day.region or "", "day", day.start, day.end)
    return Answer(*who, "hour", of.judged(verdict), time_in / HOUR, limit)


def _scope(town: Town, topic: str, account: Account, day: Day) -> Scope:
    return scope(
        town.agreed, topic, account, day.day, day.kinds, day.region, day.product, always=OUTDOOR, only=OUTDOOR, tasks=bool(day.tasks)
    )


def _midnight(day: date, account: Account) -> int:
    return clock.moment(datetime.combine(day, time(0), account.zone))


def _dates(day: Day, account: Account) -> Iterator[tuple[str | None, date, int, int]]:
    """The day's task time by calendar date and the place of the task."""
    for task, start, end in day.pieces:
        while start < end:
            its = calendar_day(start, account.zone)
            cut = min(end, _midnight(its + ONE_DAY, account))
            yield task.region, its, start, cut
            start = cut


def _spans(town: Town, region: str | None) -> list[Sky]:
    """The weather of a place: its own, else that of the city it lies in."""
    if "weather" in town.absent or not region:
        return []
    places = (region, region[:4] + "00", region[:2] + "0000" if region[:2] in ("11", "12", "31", "50") else region)
    for place in places:
        own = [span for span in town.sky if span.region == place]
        if any(span.forecast is not None for span in own):
            return own
    return []


def _forecast(town: Town, region: str | None, its: date, account: Account) -> float | None:
    """The forecast whose span begins last that day; of those that begin together the highest."""
    said = [span for span in _spans(town, region) if span.forecast is not None and calendar_day(span.start, account.zone) == its]
    latest = max(said, key=lambda span: (span.start, span.forecast or 0.0), default=None)
    return None if latest is None else latest.forecast


def _sum(town: Town, account: Account, day: Day, hot: Callable[[float], bool]) -> int:
    told = ((_forecast(town, region, its, account), b - a) for region, its, a, b in _dates(day, account))
    return sum(span for degrees, span in told if degrees is not None and hot(degrees))


def _limited(degrees: float | None) -> bool:
    return degrees is not None and 37 <= degrees < 40


def _capped(town: Town, account: Account, day: Day, *, own: bool) -> int:
    """Time of dates from 37 °C: of the day's own date from 04:00, or of the small hours of the next."""
    wanted = day.day if own else day.day + ONE_DAY
    found = 0
    for region, its, start, end in _dates(day, account):
        if its == wanted and _limited(_forecast(town, region, its, account)):
            found += end - start
    return found


def _hottest(town: Town, account: Account, day: Day) -> tuple[int, bool]:
    """Time inside the three hottest hours on end of dates from 37 °C, and whether some such date lacks an hourly temperature."""
    found, blind = 0, False
    for region, its, start, end in _dates(day, account):
        if not _limited(_forecast(town, region, its, account)):
            continue
        midnight = _midnight(its, account)
        seen = {(span.start - midnight) // HOUR: span.temperature for span in _spans(town, region) if span.temperature is not None}
        hours = [seen.get(hour) for hour in range(24)]
        if any(degrees is None for degrees in hours):
            blind = True
            continue
        sums = [sum(degrees or 0.0 for degrees in hours[hour : hour + 3]) for hour in range(22)]
        first = midnight + sums.index(max(sums)) * HOUR
        found += max(0, min(end, first + 3 * HOUR) - max(start, first))
    return found, blind
