"""Statutory holidays (法定节假日): the paid days themselves, not the rearranged break around them (调休).

Eleven days a year in China until 2024, thirteen from 2025 (全国年节及纪念日放假办法, 国务院令第795号).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_MOVED: Final = "调休"


def statutory_holidays(first: date, last: date, country: str = "CN") -> dict[date, str]:
    """The statutory holidays from ``first`` to ``last``, both inclusive, with their (Chinese) names.

    Raises NotImplementedError for a country that the ``holidays`` library does not know.
    """
    import holidays  # slow to import; only holiday pay needs it

    language = "zh_CN" if country == "CN" else None
    # observed=False leaves out days given in lieu (补假); the rest days moved to make a break (调休) are told by their name.
    calendar = holidays.country_holidays(country, years=range(first.year, last.year + 1), language=language, observed=False)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: str(calendar[day]) for day in days if day in calendar and _MOVED not in str(calendar[day])}
