"""Years of injuries by area and week, drawn from a known intensity with planted clusters, for a backtest that needs more than a city's
month.

    injuries ~ Poisson(hours x BASE x area x time of day x weather x fatigue x cluster)

with the multipliers of `guanjia.synthesis.risk`: an area is the mean of seven of its cells, weather and fatigue are means over the week's
hours. As in the city, heat and time pressure change nothing: they are there to show whether an index is misled by them. A planted cluster
multiplies the intensity of one area for some weeks. Half of them are heralded: hours and fatigue rise from `HERALD` weeks before; the
others come unannounced, and nothing but their own injuries can show them. An index does well here because the history was made this way.
It proves the code, not the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.synthesis.risk import BASE, BY_FATIGUE, BY_HOUR, BY_WEATHER

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

YEAR: Final = 52.18  # weeks
HERALD: Final = 3
BANDS: Final = np.log([0.78, 0.13, 0.06, 0.03])  # usual shares of hours below 8, 10, 12 h on task that day, and beyond
MONDAY: Final = np.datetime64("2022-01-03")


@dataclass(frozen=True)
class Clusters:
    """Planted excesses, K of them: area, first and last week, by how much the intensity is multiplied, and whether exposure announces
    them.
    """

    area: Int
    first: Int
    last: Int
    times: Float
    heralded: Bool


@dataclass(frozen=True)
class History:
    """A areas by W weeks. ``pillars`` [A, W] are what an operator would have at the end of each week, named as in the index."""

    weeks: NDArray[np.datetime64]  # [W] Mondays
    hours: Float
    injuries: Int
    intensity: Float  # true, for each hour
    pillars: dict[str, Float]
    clusters: Clusters


def history(seed: int, areas: int = 60, weeks: int = 156, hours_a_week: float = 10_000.0, clusters: int = 18) -> History:
    """Draw a history; the same arguments give the same one. By default a city of some 15,000 full-time workers by district-sized areas,
    1.3 injuries each a week.
    """
    rng = np.random.default_rng(seed)
    planted = _plant(rng, areas, weeks, clusters)
    herald = np.zeros((areas, weeks))
    times = np.ones((areas, weeks))
    for area, first, last, by, heralded in zip(planted.area, planted.first, planted.last, planted.times, planted.heralded, strict=True):
        times[area, first : last + 1] = by
        herald[area, max(first - HERALD, 0) : last + 1] = heralded
    hours = _hours(rng, areas, weeks, hours_a_week) * np.where(herald > 0, 1.3, 1.0)
    fatigue = _fatigue(rng, areas, weeks, herald)
    wet, storm = _weather(rng, areas, weeks)
    weather = (1 - wet - storm) * BY_WEATHER[0] + wet * BY_WEATHER[1] + storm * BY_WEATHER[2]
    cell = np.exp(0.6 * rng.standard_normal((areas, 7)) - 0.18).mean(1)[:, None]
    intensity = BASE * cell * BY_HOUR.mean() * weather * fatigue * times
    pillars = {
        "fatigue": fatigue,
        "heat": _heat(rng, areas, weeks),
        "pressure": _share(rng, areas, weeks, -1.0),
        "weather": wet + storm,
        "growth": _growth(hours),
    }
    days = MONDAY + 7 * np.arange(weeks).astype("timedelta64[D]")
    return History(days, hours, rng.poisson(hours * intensity), intensity, pillars, planted)


def _plant(rng: np.random.Generator, areas: int, weeks: int, count: int) -> Clusters:
    """One cluster an area at most, of 6 to 10 weeks, three to five times the intensity, spread over the history's last three quarters."""
    length = rng.integers(6, 11, count)
    first = np.linspace(weeks // 4, weeks - 10, count).astype(np.int64)
    area = rng.permutation(areas)[:count]
    return Clusters(area, first, np.minimum(first + length, weeks) - 1, rng.uniform(3, 5, count), np.arange(count) % 2 == 0)


def _hours(rng: np.random.Generator, areas: int, weeks: int, mean: float) -> Float:
    usual = np.exp(0.7 * rng.standard_normal((areas, 1)) - 0.245) * mean
    season = 1 + 0.1 * np.sin(2 * np.pi * np.arange(weeks) / YEAR)
    result: Float = usual * season * np.exp(0.08 * rng.standard_normal((areas, weeks)))
    return result


def _fatigue(rng: np.random.Generator, areas: int, weeks: int, herald: Float) -> Float:
    """Mean multiplier of an hour: the shares of the bands lean to long days by area and week, and more before and in a heralded cluster."""
    lean = 0.25 * rng.standard_normal((areas, 1)) + 0.2 * _wander(rng, areas, weeks) + 0.8 * herald
    weight = np.exp(BANDS + lean[..., None] * np.arange(4))
    result: Float = weight @ BY_FATIGUE / weight.sum(-1)
    return result


def _weather(rng: np.random.Generator, areas: int, weeks: int) -> tuple[Float, Float]:
    """Shares of hours in rain and in storms: the whole city's weather, a little different in each area."""
    season = np.sin(2 * np.pi * (np.arange(weeks) - 13) / YEAR)
    city = 1 / (1 + np.exp(1.8 - 0.6 * season - 0.6 * _wander(rng, 1, weeks)[0]))
    wet = np.clip(city * np.exp(0.1 * rng.standard_normal((areas, weeks))), 0, 0.8)
    return 0.85 * wet, 0.15 * wet


def _heat(rng: np.random.Generator, areas: int, weeks: int) -> Float:
    summer = np.clip(np.sin(2 * np.pi * (np.arange(weeks) - 13) / YEAR) - 0.4, 0, None)
    result: Float = np.clip(summer * (0.5 + 0.1 * rng.standard_normal((areas, weeks))), 0, 1)
    return result


def _share(rng: np.random.Generator, areas: int, weeks: int, middle: float) -> Float:
    result: Float = 1 / (1 + np.exp(-middle - 0.4 * rng.standard_normal((areas, 1)) - 0.4 * _wander(rng, areas, weeks)))
    return result


def _wander(rng: np.random.Generator, areas: int, weeks: int) -> Float:
    """A value with variance 1 that keeps 0.7 of itself from week to week."""
    shocks = rng.standard_normal((areas, weeks))
    for week in range(1, weeks):
        shocks[:, week] = 0.7 * shocks[:, week - 1] + np.sqrt(1 - 0.49) * shocks[:, week]
    return shocks


def _growth(hours: Float) -> Float:
    """Hours over the mean of the four weeks before; NaN in the first four."""
    before = (hours[:, :-4] + hours[:, 1:-3] + hours[:, 2:-2] + hours[:, 3:-1]) / 4
    return np.concatenate([np.full((len(hours), 4), np.nan), hours[:, 4:] / before], axis=1)
