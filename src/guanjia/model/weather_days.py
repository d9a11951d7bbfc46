"""Weather by region and calendar day: the forecast maximum, and the hour at which the hottest stretch begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

import numpy as np

from guanjia.model.clock import HOUR, Clock, day_date, moment
from guanjia.model.measures import Bool, Float, Int64, Weather


@dataclass(frozen=True)
class WeatherDays:
    """Arrays by region and calendar day; ``midnights`` has one moment more than there are days."""

    midnights: Int64
    forecast: Float  # (regions, days) degrees Celsius; nan where no forecast is given
    hourly: Float  # (regions, days, 24) mean temperature in each hour of the day; nan where none was observed

    def hottest(self, hours: int) -> tuple[Int64, Bool]:
        """First of the ``hours`` consecutive hours of greatest temperature (earliest of equals), and whether all 24 hours are known."""
        sums = np.lib.stride_tricks.sliding_window_view(self.hourly, hours, axis=2).sum(axis=3)
        known: Bool = np.logical_not(np.isnan(self.hourly).any(axis=2))
        return np.where(known, np.argmax(np.nan_to_num(sums, nan=-np.inf), axis=2), 0).astype(np.int64), known


def weather_days(weather: Weather | None, clock: Clock, regions: int) -> WeatherDays:
    """The weather table by calendar day, midnight to midnight; a row belongs to the day and the hour in which it begins.

    Where a day's forecasts differ the one whose span begins last is the day's: a later forecast takes the place of an earlier one. Of
    spans that begin together, as of several stations, the highest.
    """
    first, last = int(clock.days[0]), int(clock.days[-1]) + 1
    midnights = np.array([moment(datetime.combine(day_date(day), time(0), clock.zone)) for day in range(first, last + 2)], np.int64)
    days = len(midnights) - 1
    forecast, sums, counts = np.full((regions, days), np.nan), np.zeros((regions, days, 24)), np.zeros((regions, days, 24))
    if weather is not None:
        day = np.searchsorted(midnights, weather.start, "right") - 1
        inside = np.flatnonzero((day >= 0) & (day < days))
        region, day = weather.region[inside], day[inside]
        said = np.flatnonzero(~np.isnan(weather.forecast_max[inside]))
        said = said[np.lexsort((weather.forecast_max[inside][said], weather.start[inside][said]))]
        forecast[region[said], day[said]] = weather.forecast_max[inside][said]  # of equal places the last stays
        hour = np.minimum((weather.start[inside] - midnights[day]) // HOUR, 23)
        seen = ~np.isnan(weather.temperature[inside])
        np.add.at(sums, (region[seen], day[seen], hour[seen]), weather.temperature[inside][seen])
        np.add.at(counts, (region[seen], day[seen], hour[seen]), 1)
    return WeatherDays(midnights, forecast, np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))
