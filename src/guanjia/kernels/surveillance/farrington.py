"""Farrington flexible: is this week's count above what the same season of earlier years leads to expect?

Noufaily et al. 2013, doi:10.1002/sim.5595.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from guanjia.kernels.surveillance.farrington_limits import Limits, noufaily_limits
from guanjia.kernels.surveillance.quasi_poisson import Fit, quasi_poisson

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Setting:
    """Choices of the algorithm, as Noufaily et al. advise."""

    years: int = 3
    half_window: int = 3  # weeks around the same week of each year
    seasons: int = 10  # parts of a year, the window being one
    left_out: int = 26  # latest weeks, which an outbreak now may have raised
    reweigh_above: float = 2.58  # standardised Anscombe residuals
    trend_p: float = 0.05
    alpha: float = 0.05


def reference_weeks(week: date, years: int) -> list[date]:
    """The weeks nearest to the same day of earlier years, oldest first, and this one, all on the same day of the week.

    >>> [str(day) for day in reference_weeks(date(2013, 6, 6), 2)]
    ['2011-06-09', '2012-06-07', '2013-06-06']
    """
    result = []
    for back in range(years, -1, -1):
        leap = week.month == 2 and week.day == 29
        same = (week - timedelta(days=1) if leap else week).replace(year=week.year - back)
        ahead = (week.weekday() - same.weekday()) % 7
        result.append(same + timedelta(days=ahead if ahead <= 3 else ahead - 7))
    return result


def anscombe_residuals(counts: Float, fit: Fit) -> Float:
    """Standardised Anscombe residuals 1.5 (y^2/3 - m^2/3) / (m^1/6 sqrt(dispersion (1 - leverage))).

    >>> flat = Fit(np.zeros(1), np.zeros((1, 1)), np.array([1.0]), np.array([0.0]), 1.0)
    >>> anscombe_residuals(np.array([8.0]), flat).tolist()
    [4.5]
    """
    spread = fit.mean ** (1 / 6) * np.sqrt(fit.dispersion * np.maximum(1 - fit.leverage, 1e-12))
    result: Float = 1.5 * (np.cbrt(counts) ** 2 - np.cbrt(fit.mean) ** 2) / spread
    return result


def outbreak_weights(residuals: Float, above: float) -> Float:
    """Weights that add up to the number of weeks, less by the square of the residual for weeks that an outbreak raised.

    >>> outbreak_weights(np.array([0.0, 2.0]), 0.0).tolist()
    [1.6, 0.4]
    """
    weights = np.where(residuals > above, np.maximum(residuals, 1e-12) ** -2.0, 1.0)
    result: Float = weights * (len(weights) / weights.sum())
    return result


def season_of_weeks(now: int, anchors: Int64, first: int, setting: Setting) -> Int64:
    """For weeks ``first`` .. ``now`` the part of the year: 0 in a window around an anchor, 1 .. seasons-1 from one window to the next.

    Weeks are numbered from any start; ``anchors`` are the reference weeks, ascending, the last one ``now``.

    >>> season_of_weeks(10, np.array([0, 10]), 0, Setting(half_window=1, seasons=3)).tolist()
    [0, 0, 1, 1, 1, 1, 2, 2, 2, 0, 0]
    """
    weeks = np.arange(first, now + 1)
    after = np.searchsorted(anchors, weeks, "right")  # the next anchor
    before = np.where(after > 0, anchors[np.maximum(after - 1, 0)], anchors[0] - 52)
    following = np.where(after < len(anchors), anchors[np.minimum(after, len(anchors) - 1)], anchors[-1] + 52)
    begin, end = before + setting.half_window + 1, following - setting.half_window
    parts = setting.seasons - 1
    size = -(-(end - begin) // parts)
    result: Int64 = np.where((weeks < begin) | (weeks >= end), 0, 1 + (weeks - begin) // size)
    return result


def farrington_flexible(counts: Float, first_week: date, now: int, setting: Setting) -> Limits | None:
    """The limits of week ``now``, an index of ``counts`` (one a week from ``first_week``); None where history is short or no model fits."""
    this = first_week + now * WEEK
    anchors = np.array([(day - first_week) // WEEK for day in reference_weeks(this, setting.years)])
    first = int(anchors[0]) - setting.half_window
    if first < 0:
        return None
    seasons = season_of_weeks(now, anchors, first, setting)
    past = np.arange(first, now - setting.left_out)
    fit = _robust(counts, past, seasons[: len(past)], setting)
    if fit is None:
        return None
    trend = len(fit.coefficients) > setting.seasons
    row = _design(np.array([now]), np.array([0]), setting.seasons, trend, now)[0]
    log_mean, log_error = float(row @ fit.coefficients), float(np.sqrt(row @ fit.covariance @ row))
    return noufaily_limits(log_mean, log_error, fit.dispersion, setting.alpha, float(counts[now]))


def _robust(counts: Float, past: Int64, seasons: Int64, setting: Setting) -> Fit | None:
    """The fit with a trend where it is significant and leads to no more than was ever seen, else without."""
    now = int(past[-1]) + setting.left_out + 1
    for trend in (True, False):
        design = _design(past, seasons, setting.seasons, trend, now)
        fit = quasi_poisson(design, counts[past], np.ones(len(past)))
        if fit is not None:
            fit = quasi_poisson(design, counts[past], outbreak_weights(anscombe_residuals(counts[past], fit), setting.reweigh_above))
        if fit is None or (trend and not _trend_stands(fit, counts[past], setting)):
            continue
        return fit
    return None


def _trend_stands(fit: Fit, counts: Float, setting: Setting) -> bool:
    """Whether the trend, the last coefficient, is significant and its mean now (time 0, season 0) is within what was seen."""
    ratio = abs(fit.coefficients[-1]) / np.sqrt(fit.covariance[-1, -1])
    free = len(counts) - len(fit.coefficients)
    return bool(2 * student.sf(ratio, free) < setting.trend_p and np.exp(fit.coefficients[0]) <= counts.max())


def _design(weeks: Int64, seasons: Int64, number: int, trend: bool, now: int) -> Float:
    """[N, P] a one, a flag for each season but 0, and years before now."""
    columns = [np.ones(len(weeks)), *((seasons == part).astype(np.float64) for part in range(1, number))]
    if trend:
        columns.append((weeks - now) / 52.0)
    return np.column_stack(columns)
