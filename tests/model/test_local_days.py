"""Local calendar days and ends of months, against the standard library."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.model.local_days import calendar_days, last_day_of_month

MOMENTS = st.lists(st.integers(1_500_000_000_000_000, 1_900_000_000_000_000), max_size=10)


@given(MOMENTS, st.sampled_from(["Asia/Shanghai", "America/New_York", "Asia/Kathmandu"]))
def test_days(moments: list[int], zone: str) -> None:
    """The calendar day on the local clock, summer time or not."""
    wanted = [(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=m)).astimezone(ZoneInfo(zone)).date() for m in moments]
    assert calendar_days(np.array(moments, np.int64), ZoneInfo(zone)).tolist() == [(day - date(1970, 1, 1)).days for day in wanted]


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 14))
def test_last_day_of_month(day: date, later: int) -> None:
    """The last day of the month so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    wanted = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    assert last_day_of_month(np.array([(day - date(1970, 1, 1)).days]), later).tolist() == [(wanted - date(1970, 1, 1)).days]
