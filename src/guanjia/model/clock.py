"""Moments and local time: UTC microseconds in, the workplace's days, weeks, months and windows out.

A `Clock` cuts time into quarter-hour slots and says of each slot which local day it belongs to and which windows (night,
holiday, heat …) are open in it. Kernels then need no time zone and no daylight-saving logic: they walk slots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
SLOT = 15 * MINUTE
NULL = np.iinfo(np.int64).min  # an absent moment or amount in an int64 array

EPOCH = date(1970, 1, 1)


def moment(at: datetime) -> int:
    """UTC microseconds since 1970 of an aware datetime.

    >>> moment(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    delta = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds


def at(us: int, zone: ZoneInfo) -> datetime:
    """The moment ``us`` (UTC microseconds) on the clock of ``zone``."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(us))).astimezone(zone)


def day_number(day: date) -> int:
    """Days since 1970-01-01 of a calendar day."""
    return (day - EPOCH).days


def day_date(number: int) -> date:
    """The calendar day of a day number."""
    return EPOCH + timedelta(days=int(number))


def month_number(day: date) -> int:
    """Months since year 0, so that consecutive months are consecutive numbers."""
    return day.year * 12 + day.month - 1


def month_first(number: int) -> date:
    """First calendar day of a month number."""
    return date(int(number) // 12, int(number) % 12 + 1, 1)


def month_of_days(days: NDArray[np.integer]) -> NDArray[np.int32]:
    """Month number of each day number (vectorised `month_number`)."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months + 1970 * 12).astype(np.int32)


def week_of_days(days: NDArray[np.integer]) -> NDArray[np.int32]:
    """Week number (Monday to Sunday) of each day number; week 0 holds 1970-01-01, a Thursday.

    >>> week_of_days(np.array([0, 3, 4]))
    array([0, 0, 1], dtype=int32)
    """
    return np.floor_divide(days.astype(np.int64) + 3, 7).astype(np.int32)


def week_first(number: int) -> int:
    """Day number of the Monday of a week number."""
    return int(number) * 7 - 3


Spans = Int64  # shape (n, 2): half-open [start, end) in UTC microseconds


@dataclass(frozen=True)
class Clock:
    """Local time of one workplace over a stretch of slots.

    ``day_start`` is where a worker's day begins on the local clock (04:00 unless told otherwise): a shift past midnight stays one day.
    ``first_slot`` is the number of the first slot (UTC microseconds // SLOT); ``days[i]`` is the local day number of slot
    ``first_slot + i``; ``flags[r, i]`` has bit ``b`` set where window ``windows[b]`` is open in region ``r``.
    """

    zone: ZoneInfo
    day_start: time
    first_slot: int
    days: NDArray[np.int32]
    windows: tuple[str, ...] = ()
    flags: NDArray[np.uint16] = field(default_factory=lambda: np.zeros((1, 0), np.uint16))

    def day_span(self, day: int) -> tuple[int, int]:
        """[start, end) of local day number ``day`` in UTC microseconds."""
        return self.day_begins(day_date(day)), self.day_begins(day_date(day + 1))

    def day_begins(self, day: date) -> int:
        """The moment at which the worker's day ``day`` begins."""
        return moment(datetime.combine(day, self.day_start, self.zone))

    def begins_of_days(self, days: NDArray[np.integer]) -> Int64:
        """The moments at which the given day numbers begin (vectorised `day_begins`)."""
        present = np.flatnonzero(np.bincount(days - days.min())) + days.min() if len(days) else days
        begins = np.array([self.day_begins(day_date(day)) for day in present], np.int64)
        result: Int64 = begins[np.searchsorted(present, days)]
        return result

    @cached_property
    def _months(self) -> NDArray[np.int32]:
        return month_of_days(self.days)

    def month_of(self, moments: Int64) -> NDArray[np.int32]:
        """Month number of the local day of each moment; the moments must lie inside the clock's stretch."""
        result: NDArray[np.int32] = self._months[np.floor_divide(moments, SLOT) - self.first_slot]
        return result

    def day_of(self, moments: Int64) -> NDArray[np.int32]:
        """Local day number of each moment; the moments must lie inside the clock's stretch."""
        result: NDArray[np.int32] = self.days[np.floor_divide(moments, SLOT) - self.first_slot]
        return result


class OddClock(ValueError):
    """A local clock that is not on quarters of an hour, as some were long ago."""


def clock(first: int, last: int, zone: ZoneInfo, day_start: time = time(4)) -> Clock:
    """A clock over every whole local day that touches [first, last] (UTC microseconds).

    Raises ValueError where ``day_start`` does not fall on a quarter of an hour, `OddClock` where the zone's offset does not.
    """
    if day_start.minute % 15 or day_start.second or day_start.microsecond:
        raise ValueError(f"day start {day_start} must fall on a quarter of an hour, such as 04:00")
    day_a = at(first, zone).date() - timedelta(days=2)
    day_b = at(last, zone).date() + timedelta(days=3)
    count = (day_b - day_a).days + 1
    begins = np.array([moment(datetime.combine(day_a + timedelta(days=i), day_start, zone)) for i in range(count)], np.int64)
    if np.any(begins % SLOT):
        raise OddClock(zone.key)
    slots = np.diff(begins) // SLOT
    days = np.repeat(np.arange(day_number(day_a), day_number(day_b), dtype=np.int32), slots)
    return Clock(zone, day_start, int(begins[0] // SLOT), days, (), np.zeros((1, len(days)), np.uint16))


def with_windows(base: Clock, windows: Mapping[str, Mapping[int, Spans]], regions: int) -> Clock:
    """The clock with the given windows open: name -> region code (or -1 for every region) -> spans.

    Spans are widened to whole slots only if they are not on slots already; rules give them on quarters of an hour.
    Raises ValueError for more than 16 windows.
    """
    names = tuple(windows)
    if len(names) > 16:
        raise ValueError(f"{len(names)} windows asked for; at most 16 fit")
    flags = np.zeros((max(regions, 1), len(base.days)), np.uint16)
    for bit, name in enumerate(names):
        for region, spans in windows[name].items():
            rows = flags if region < 0 else flags[region : region + 1]
            for start, end in spans:
                a = max(int(start // SLOT) - base.first_slot, 0)
                b = min(int(-(-end // SLOT)) - base.first_slot, flags.shape[1])
                if a < b:
                    rows[:, a:b] |= np.uint16(1 << bit)
    return Clock(base.zone, base.day_start, base.first_slot, base.days, names, flags)


def daily_spans(base: Clock, start: time, end: time, days: Sequence[date] | None = None) -> Spans:
    """Spans from ``start`` to ``end`` on the local clock, each calendar day (or the given days); ``end <= start`` runs past midnight."""
    if days is None:
        days = [day_date(d) for d in range(int(base.days[0]), int(base.days[-1]) + 2)] if len(base.days) else []
    over = timedelta(days=1 if end <= start else 0)
    return np.array(
        [[moment(datetime.combine(d, start, base.zone)), moment(datetime.combine(d + over, end, base.zone))] for d in days], np.int64
    ).reshape(-1, 2)
