"""Weather by calendar day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from guanjia.model.clock import HOUR, clock, day_number, moment
from guanjia.model.measures import Weather
from guanjia.model.weather_days import weather_days

ZONE = ZoneInfo("Asia/Shanghai")
MIDNIGHT = moment(datetime(2026, 7, 20, tzinfo=ZONE))
CLOCK = clock(MIDNIGHT, MIDNIGHT, ZONE)
DAY = day_number(date(2026, 7, 20)) - int(CLOCK.days[0])


def hourly(temperature: list[float], forecast: float = np.nan) -> Weather:
    size = len(temperature)
    start = MIDNIGHT + np.arange(size, dtype=np.int64) * HOUR
    none, nan = np.zeros(size, np.int32), np.full(size, np.nan)
    codes = np.zeros(size, np.int16)
    return Weather(codes, start, start + HOUR, np.array(temperature), np.full(size, forecast), nan, none, ("",), none, ("",))


def test_forecast_of_the_calendar_day() -> None:
    """The forecast belongs to the date on which its row begins, and to no other."""
    days = weather_days(hourly([30.0] * 24, 38.0), CLOCK, 1)
    assert days.midnights[DAY] == MIDNIGHT
    assert days.forecast[0, DAY] == 38
    assert np.isnan(np.delete(days.forecast[0], DAY)).all()


def test_forecasts_that_differ() -> None:
    """The forecast that begins last is the day's; of those that begin together the highest; rows without one do not count."""
    weather = hourly([30.0] * 24)
    weather.forecast_max[[0, 9]] = [41, 36]
    assert weather_days(weather, CLOCK, 1).forecast[0, DAY] == 36
    weather.start[8] = weather.start[9]
    weather.forecast_max[8] = 37
    assert weather_days(weather, CLOCK, 1).forecast[0, DAY] == 37


def test_hottest_hours() -> None:
    """The hottest three hours are those of greatest sum, the earliest of equals."""
    temperature = [25.0] * 24
    temperature[13:16] = [35, 36, 35]
    first, known = weather_days(hourly(temperature), CLOCK, 1).hottest(3)
    assert (first[0, DAY], known[0, DAY]) == (13, True)
    first, _ = weather_days(hourly([25.0] * 24), CLOCK, 1).hottest(3)
    assert first[0, DAY] == 0


def test_an_hour_missing() -> None:
    """With an hour missing the hottest hours are not known."""
    assert not weather_days(hourly([25.0] * 23), CLOCK, 1).hottest(3)[1][0, DAY]


def test_no_weather() -> None:
    """Without weather nothing is known of any day."""
    days = weather_days(None, CLOCK, 2)
    assert np.isnan(days.forecast).all()
    assert not days.hottest(3)[1].any()
