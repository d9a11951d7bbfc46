"""What else than the limit at a worker-day's start may hold for its work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from guanjia.law.day_bounds import day_bounds
from guanjia.law.law import Law, load
from guanjia.model.clock import DAY, HOUR, moment
from guanjia.model.measures import Measures

TOPIC = "minimum-hourly-wage"
RISE = moment(datetime(2025, 7, 1, tzinfo=ZoneInfo("Asia/Shanghai")))  # Shanghai: 24 before, 25 from then on
BEGINS = RISE - 20 * HOUR


@dataclass
class Days:
    """One worker-day in Shanghai that begins at 04:00 of 30 June 2025."""

    regions: Any
    last_end: Any
    working_time: Any = field(default_factory=lambda: np.array([HOUR]))
    task_time: Any = field(default_factory=lambda: np.array([HOUR]))
    unit: Any = field(default_factory=lambda: np.zeros(1, np.int32))
    region: Any = field(default_factory=lambda: np.ones(1, np.int16))
    start: Any = field(default_factory=lambda: np.array([BEGINS]))
    end: Any = field(default_factory=lambda: np.array([BEGINS + DAY]))


@dataclass
class Units:
    """Shanghai, one of its districts, and Tianjin."""

    regions: tuple[str, ...]


@dataclass
class Records:
    """What is read of the measures."""

    days: Days
    units: Units


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


def bounds(law: Law, several: int, last_end: int, waiting: int, *others: str) -> tuple[float, float, bool, bool]:
    days = Days(np.array([several], np.int16), np.array([last_end]), np.array([HOUR + waiting]))
    m = cast(Measures, Records(days, Units(("", "310000", *others))))
    found = law.limits(TOPIC, days.start, region=days.region, regions=m.units.regions)
    each = day_bounds(m, law, TOPIC, found)
    return float(each.lowest[0]), float(each.highest[0]), bool(each.regions[0]), bool(each.changing[0])


def test_one_limit(law: Law) -> None:
    """A day in one region that ends at the midnight of the change, or in districts of one city, has one limit."""
    assert bounds(law, 1, RISE, 0, "120000") == (24, 24, False, False)
    assert bounds(law, 2, RISE, 0, "310115") == (24, 24, False, False)


def test_several(law: Law) -> None:
    """Another region on record may be the day's second; work, or required presence, after the midnight has the new limit."""
    assert bounds(law, 2, RISE, 0, "120000") == (24, 24.4, True, False)
    assert bounds(law, 1, RISE + HOUR, 0) == (24, 25, False, True)
    assert bounds(law, 1, RISE - HOUR, HOUR) == (24, 25, False, True)
