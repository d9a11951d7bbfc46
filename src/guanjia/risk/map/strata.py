"""Expected injuries by indirect standardisation: the rates of the whole city by hour of the week and weather, times the hours of each cell.

Strata are as fine as the injuries can bear: hours of the week by dry, wet or unknown weather; else hours of the day; else night and
day; else weather alone; else one rate. The first of these with ten injuries for each stratum that has hours is taken. Each stratum's
rate counts one injury more at the rate of all, so that none is zero; then rates are scaled so that expected injuries add up to those
that were met.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.exposure import HOURS_A_DAY, HOURS_A_WEEK, Exposure

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

EVENTS_A_STRATUM = 10  # rule of thumb: events for each number that is estimated
NIGHT_BEGINS, NIGHT_ENDS = 22, 6  # local clock
DRY, WET, UNKNOWN = 0, 1, 2


def hour_of_week(exposure: Exposure) -> Int64:
    """[T] 0 for Monday 00:00 to 01:00, up to 167."""
    start = exposure.first_day.weekday() * HOURS_A_DAY
    result: Int64 = (start + np.arange(exposure.seconds.shape[1])) % HOURS_A_WEEK
    return result


def is_night(hours: Int64) -> NDArray[np.bool_]:
    """Whether hours of the week or day lie between 22:00 and 06:00."""
    clock = hours % HOURS_A_DAY
    result: NDArray[np.bool_] = (clock >= NIGHT_BEGINS) | (clock < NIGHT_ENDS)
    return result


CLOCKS: tuple[tuple[str, Callable[[Int64], Int64], bool], ...] = (
    ("hour of week by weather", lambda hours: hours, True),
    ("hour of day by weather", lambda hours: hours % HOURS_A_DAY, True),
    ("night or day by weather", lambda hours: is_night(hours).astype(np.int64), True),
    ("weather", np.zeros_like, True),
    ("all hours alike", np.zeros_like, False),
)
"""Strata from the finest on: name, stratum of each hour of the week, and whether weather parts them further."""


@dataclass(frozen=True)
class Rates:
    """Injuries for each hour on the road: by weather (dry, wet, unknown) and column, [3, T], and the strata they come from."""

    strata: str
    rate: Float


def seconds_by_weather(exposure: Exposure, columns: slice) -> tuple[Float, Float, Float]:
    """[C, columns] seconds that were dry, wet, and of unknown weather."""
    seconds, wet = exposure.seconds[:, columns].astype(np.float64), exposure.wet[:, columns].astype(np.float64)
    known = ~np.isnan(wet)
    rain = np.where(known, np.minimum(np.nan_to_num(wet), seconds), 0.0)
    return np.where(known, seconds - rain, 0.0), rain, np.where(known, 0.0, seconds)


def _totals(exposure: Exposure) -> Float:
    """[3, T] seconds of all cells by weather, a day at a time so that memory stays small."""
    width = exposure.seconds.shape[1]
    result = np.empty((3, width))
    for start in range(0, width, HOURS_A_DAY):
        part = slice(start, start + HOURS_A_DAY)
        for weather, seconds in enumerate(seconds_by_weather(exposure, part)):
            result[weather, part] = seconds.sum(axis=0)
    return result


def _injuries_by_weather(exposure: Exposure) -> Float:
    """[3, I] the share of each injury that falls to each weather: how its cell's hour was."""
    at = (exposure.injury_cells, exposure.injury_columns)
    seconds, wet = exposure.seconds[at].astype(np.float64), exposure.wet[at].astype(np.float64)
    unknown = np.isnan(wet) | (seconds <= 0)
    share = np.where(unknown, 0.0, np.clip(np.nan_to_num(wet) / np.maximum(seconds, 1e-9), 0.0, 1.0))
    return np.stack([np.where(unknown, 0.0, 1 - share), share, unknown.astype(np.float64)])


def injury_rates(exposure: Exposure) -> Rates:
    """The rates by which hours become expected injuries; there must be an injury and an hour."""
    seconds, injuries = _totals(exposure), _injuries_by_weather(exposure)
    number = len(exposure.injury_columns)
    name, stratum, exposed, met = _finest(hour_of_week(exposure), exposure.injury_columns, seconds, injuries)
    overall = number / (seconds.sum() / 3600)
    rate = ((met + 1) / (exposed / 3600 + 1 / overall))[:, stratum]
    return Rates(name, rate * (number / float((rate * seconds / 3600).sum())))


def _finest(hours: Int64, columns: Int64, seconds: Float, injuries: Float) -> tuple[str, Int64, Float, Float]:
    """The finest strata that the injuries can bear: name, stratum of each column [T], and seconds and injuries by weather and stratum."""
    for name, stratum_of, by_weather in CLOCKS[:-1]:
        found = _summed(stratum_of(hours), columns, seconds, injuries, by_weather)
        if len(columns) >= EVENTS_A_STRATUM * np.count_nonzero(found[1]):
            return name, *found
    name, stratum_of, by_weather = CLOCKS[-1]
    return name, *_summed(stratum_of(hours), columns, seconds, injuries, by_weather)


def _summed(stratum: Int64, columns: Int64, seconds: Float, injuries: Float, by_weather: bool) -> tuple[Int64, Float, Float]:
    """The strata, and seconds and injuries [3, strata]; all weathers have those of all where ``by_weather`` is not asked for."""
    size = int(stratum.max()) + 1
    exposed = np.array([np.bincount(stratum, of_weather, size) for of_weather in seconds])
    met = np.array([np.bincount(stratum[columns], of_weather, size) for of_weather in injuries])
    if not by_weather:
        exposed, met = (np.broadcast_to(values.sum(axis=0), values.shape) for values in (exposed, met))
    return stratum, exposed, met


def expected_injuries(exposure: Exposure, rates: Rates, columns: slice) -> Float:
    """[C] injuries expected from the hours of each cell in these columns, a week at a time so that memory stays small."""
    begin, end, _ = columns.indices(exposure.seconds.shape[1])
    result = np.zeros(len(exposure.cells))
    for start in range(begin, end, HOURS_A_WEEK):
        part = slice(start, min(start + HOURS_A_WEEK, end))
        for weather, seconds in enumerate(seconds_by_weather(exposure, part)):
            result += seconds @ rates.rate[weather, part]
    return result / 3600
