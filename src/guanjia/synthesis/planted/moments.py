"""The workplace's clock for scripts: moments are UTC microseconds, a worker's day runs from 04:00 to 04:00."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from guanjia.model import clock

HOUR = 3_600_000_000
MINUTE = 60_000_000
SECOND = 1_000_000
ONE_DAY = timedelta(days=1)
DAY_START = time(4)


def moment(day: date, text: str, zone: ZoneInfo) -> int:
    """``08:00`` or ``08:00:01`` of a calendar day; hours from 24 on are the next day's.

    >>> moment(date(1970, 1, 1), "25:00:01", ZoneInfo("UTC")) == 25 * HOUR + SECOND
    True
    """
    hours, minutes, seconds = ([int(part) for part in text.split(":")] + [0])[:3]
    wall = time(hours % 24, minutes, seconds)
    return clock.moment(datetime.combine(day + timedelta(days=hours // 24), wall, zone))


def length(text: str) -> int:
    """Microseconds of ``4:00:01``."""
    hours, minutes, seconds = ([int(part) for part in text.split(":")] + [0])[:3]
    return hours * HOUR + minutes * MINUTE + seconds * SECOND


def hours(text: str) -> float:
    """Hours of ``4:30:00``, as a finding states them.

    >>> hours("4:30")
    4.5
    """
    return length(text) / HOUR


def calendar_day(us: int, zone: ZoneInfo) -> date:
    """The date on the wall at a moment."""
    return clock.at(us, zone).date()


def worker_day(us: int, zone: ZoneInfo) -> date:
    """The worker's day of a moment: before 04:00 it is still the day before."""
    local = clock.at(us, zone)
    return local.date() - ONE_DAY if local.time() < DAY_START else local.date()


def begins(day: date, zone: ZoneInfo) -> int:
    """The moment at which a worker's day begins."""
    return clock.moment(datetime.combine(day, DAY_START, zone))


def split_days(start: int, end: int, zone: ZoneInfo) -> Iterator[tuple[date, int, int]]:
    """The parts of [start, end) by worker's day."""
    while start < end:
        day = worker_day(start, zone)
        cut = min(end, begins(day + ONE_DAY, zone))
        yield day, start, cut
        start = cut


def month_first(day: date) -> date:
    """The first of a day's month."""
    return day.replace(day=1)


def later_month(day: date, months: int = 1) -> date:
    """The first of the month that lies ``months`` after a day's month.

    >>> later_month(date(2025, 12, 31))
    datetime.date(2026, 1, 1)
    """
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def month_span(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """[start, end) of a day's month, which is made of worker's days."""
    return begins(month_first(day), zone), begins(later_month(day), zone)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
