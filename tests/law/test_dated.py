"""Dated limits against a day-by-day loop that shares no code with them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.law.dated import Dated, Step, day_start

ZONES = ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe")
DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))


def us(moment: datetime) -> int:
    return round(moment.timestamp()) * 1_000_000


def oracle(steps: list[tuple[date, float]], zone: str, moment: int) -> float:
    """The value in force on the local calendar day of the moment, found by walking through all days' changes."""
    local = datetime.fromtimestamp(moment / 1e6, ZoneInfo(zone)).date()
    value = math.nan
    for first, number in steps:
        if first <= local:
            value = number
    return value


@settings(max_examples=60, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=20, unique=True), st.sampled_from(ZONES), st.lists(st.integers(0, 2900 * 24 * 60), max_size=30))
def test_at_agrees_with_a_loop_over_days(days: list[date], zone: str, minutes: list[int]) -> None:
    """At any minute of eight years, in zones with and without summer time, the limit is that of the local day."""
    changes = [(day, float(number)) for number, day in enumerate(sorted(days))]
    dated = Dated.of_steps([Step(None, -1, math.nan, 3), *(Step(d, n, v, 0) for n, (d, v) in enumerate(changes))], zone)
    origin = us(datetime(2020, 1, 1, tzinfo=UTC))
    edges = [us(datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(zone))) + offset for d in days for offset in (-1, 0, 1)]
    moments = np.array([origin + minute * 60_000_000 for minute in minutes] + edges, np.int64)
    expected = np.array([oracle(changes, zone, int(m)) for m in moments])
    np.testing.assert_array_equal(dated.at(moments), expected)
    np.testing.assert_array_equal(dated.index_at(moments), np.where(np.isnan(expected), -1, np.nan_to_num(expected)))
    np.testing.assert_array_equal(dated.reason_at(moments), np.where(np.isnan(expected), 3, 0))


def test_a_law_changes_at_local_midnight_and_not_at_utc_midnight() -> None:
    """The last microsecond of the old day has the old number."""
    dated = Dated.of_steps(
        [Step(None, -1, math.nan, 3), Step(date(2025, 7, 1), 0, 24.0, 0), Step(date(2025, 7, 2), 1, 25.0, 0)], "Asia/Shanghai"
    )
    midnight = us(datetime(2025, 7, 1, 16, tzinfo=UTC))
    assert dated.at(np.array([midnight - 1, midnight], np.int64)).tolist() == [24.0, 25.0]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 7, 1), 24)])
def test_days_of_new_york_are_as_long_as_its_clocks_make_them(day: date, hours: int) -> None:
    """On the days the clock changes a local day is an hour shorter or longer."""
    assert day_start(day + timedelta(days=1), "America/New_York") - day_start(day, "America/New_York") == hours * 3_600_000_000
