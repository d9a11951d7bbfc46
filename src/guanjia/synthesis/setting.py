"""What all of a synthetic city shares: its days, platforms, places, and what the platforms agreed or promised.

Moments inside the city are whole seconds since 04:00 of its first day, on the clock of China (UTC+8 all year), so that a worker's day is
``second // DAY``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.model.clock import day_date, day_number, month_first, month_number
from guanjia.synthesis.numbers import HOLIDAYS, HOURLY_FLOOR

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

DAY: Final = 86_400
NIGHTFALL: Final = 20 * 3_600  # second of the worker's day at which the calendar's next day begins
DAY_BEGINS: Final = 4  # local hour
EAST: Final = 8  # hours

WORK: Final = ("food_delivery", "ride_hailing", "freight", "streaming", "domestic_work")
FOOD, RIDE, FREIGHT, STREAM, HOME = range(5)
LINE: Final = "快车"  # product line of rides
NAMES: Final = ("蓝鸟", "快马", "青舟", "白鹭", "赤兔", "云雀")


@dataclass(frozen=True)
class Agreement:
    """One row of the table of agreements of a platform (index); ``kind`` indexes `WORK`."""

    platform: int
    kind: int
    topic: str
    value: float
    unit: str
    product: str | None = None
    condition: str | None = None
    force: str = "platform's own promise"


@dataclass(frozen=True)
class Setting:
    """A city's parameters, and what follows from them."""

    seed: int
    first_day: date
    days: int
    region: str = "310000"
    platforms: int = 3

    @cached_property
    def first(self) -> int:
        """Day number of the first day."""
        return day_number(self.first_day)

    @cached_property
    def zero(self) -> int:
        """Second 0 of the city: 04:00 of its first day, in seconds of UTC."""
        return self.first * DAY + (DAY_BEGINS - EAST) * 3_600

    @cached_property
    def of_work(self) -> tuple[tuple[int, ...], ...]:
        """The platforms that give each kind of work, the one with agreements first."""
        count = self.platforms
        food = [0, *(p for p in (2, 3) if p < count)]
        ride = [min(1, count - 1), *([4] if count > 4 else [])]
        haul, other = [min(2, count - 1)], [min(5, count - 1) if count > 5 else min(2, count - 1)]
        return tuple(map(tuple, (food, ride, haul, other, other)))

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """What the first platform of food delivery and the first of rides agreed or promised; all others said nothing."""
        food, ride = self.of_work[FOOD][0], self.of_work[RIDE][0]
        return (
            Agreement(food, FOOD, "allowance", 10, "percent", force="collective agreement"),
            Agreement(food, FOOD, "weather-supplement", 1, "CNY/order", condition="暴雨"),
            Agreement(food, FOOD, "platform-daily-prompt", 8, "hour"),
            Agreement(food, FOOD, "platform-prompt-interval", 1, "hour"),
            Agreement(food, FOOD, "platform-daily-stop", 12, "hour"),
            Agreement(food, FOOD, "injury-premium", 0.25, "CNY/order"),
            Agreement(ride, RIDE, "commission-per-order", 27, "percent", product=LINE),
            Agreement(ride, RIDE, "commission-monthly-mean", 25, "percent"),
            Agreement(ride, RIDE, "commission-monthly-mean-orders", 50, "count"),
            Agreement(ride, RIDE, "platform-continuous-service", 4, "hour"),
            Agreement(ride, RIDE, "platform-continuous-rest", 20, "minute"),
            Agreement(ride, RIDE, "platform-billed-time", 10, "hour", product=LINE),
            Agreement(ride, RIDE, "platform-billed-rest", 6, "hour", product=LINE),
        )

    @cached_property
    def months(self) -> Int:
        """Month number of each day of the city."""
        return np.array([month_number(self.first_day + timedelta(days=d)) for d in range(self.days)], np.int64)

    @cached_property
    def month_of_day(self) -> Int:
        """Index of each day's month, 0 for the first month."""
        result: Int = self.months - self.months[0]
        return result

    def month_second(self, month: int) -> int:
        """The second at which month ``month`` (0: the first) begins, 04:00 of its first day; it may lie before the city's first."""
        return (day_number(month_first(int(self.months[0]) + month)) - self.first) * DAY

    @cached_property
    def is_holiday(self) -> Bool:
        """Of each calendar day, from the city's first to the one after its last: whether it is a statutory holiday."""
        return np.array([day_date(self.first + d) in HOLIDAYS for d in range(self.days + 1)], np.bool_)

    @cached_property
    def monday(self) -> int:
        """Day of the city (0 or before) on which the week of its first day began."""
        return -self.first_day.weekday()

    @property
    def has_key(self) -> bool:
        """Whether the numbers of the place are known, so that there is an answer key."""
        return self.region in HOURLY_FLOOR

    def calendar_day(self, seconds: Int) -> Int:
        """Days from the city's first calendar day, midnight to midnight, of each second."""
        result: Int = (seconds + (DAY - NIGHTFALL)) // DAY
        return result

    def local_hour(self, seconds: Int) -> Int:
        """Hour of the local clock, 0 to 23, of each second."""
        result: Int = (seconds // 3_600 + DAY_BEGINS) % 24
        return result

    def rng(self, *of: int) -> np.random.Generator:
        """A generator of its own for each part of the city."""
        return np.random.default_rng([self.seed, *of])
