"""Statutory holidays day by day against the law's list (国务院令第644号 until 2024, 第795号 from 2025)."""

from __future__ import annotations

from datetime import date

import pytest

from guanjia.law.holidays import statutory_holidays

BY_LAW = {
    2024: ["01-01", "02-10", "02-11", "02-12", "04-04", "05-01", "06-10", "09-17", "10-01", "10-02", "10-03"],
    2025: ["01-01", "01-28", "01-29", "01-30", "01-31", "04-04", "05-01", "05-02", "05-31", "10-01", "10-02", "10-03", "10-06"],
    2026: ["01-01", "02-16", "02-17", "02-18", "02-19", "04-05", "05-01", "05-02", "06-19", "09-25", "10-01", "10-02", "10-03"],
}


@pytest.mark.parametrize("year", sorted(BY_LAW))
def test_the_days_are_those_of_the_law_and_no_rest_day_moved_to_make_a_break(year: int) -> None:
    """Eleven days in 2024, thirteen from 2025, none of the 调休 days."""
    found = statutory_holidays(date(year, 1, 1), date(year, 12, 31))
    assert [day.strftime("%m-%d") for day in found] == BY_LAW[year]
    assert len(found) == (11 if year == 2024 else 13)


def test_two_holidays_on_one_day_are_one_day_with_both_names() -> None:
    """Mid-Autumn of 2020 fell on National Day."""
    name = statutory_holidays(date(2020, 10, 1), date(2020, 10, 1))[date(2020, 10, 1)]
    assert "国庆" in name and "中秋" in name


def test_the_span_is_inclusive_and_may_cross_a_year() -> None:
    """New Year's Day is found from the year before."""
    assert list(statutory_holidays(date(2025, 12, 31), date(2026, 1, 1))) == [date(2026, 1, 1)]


def test_another_country_has_its_own_days() -> None:
    """Independence Day is a holiday in the United States and not in China."""
    day = date(2025, 7, 4)
    assert day in statutory_holidays(day, day, "US")
    assert day not in statutory_holidays(day, day)
