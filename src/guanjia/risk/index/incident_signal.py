"""The incident signal: injuries over what exposure explains, shrunken where there is little to go by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.reported_counts import ReportedCounts

Float = NDArray[np.float64]

SIGNAL_MEMORY = 0.5 ** (1 / 8)  # in the pillar a week's injuries count half as much eight weeks later (judgement)
PRIOR_VARIANCE, PRIOR_WEIGHT = 0.25, 32.0  # of rate ratios: as if known to +- 0.25 (judgement), soon overruled by data


def extra_variance(count: Float, mean: Float) -> float:
    """Variance of the rate ratio beyond chance: moments of ``count`` about ``mean``, drawn to 0.25 where the data say little; at least
    0.01.

    >>> round(extra_variance(np.array([0.0, 0.0]), np.array([0.0, 0.0])), 3)
    0.25
    """
    return from_sums(float(((count - mean) ** 2 - count).sum()), float((mean**2).sum()))


def from_sums(beyond: float, squares: float) -> float:
    """`extra_variance` from the sums over all of ``(count - mean)**2 - count`` and of ``mean**2``."""
    return max((beyond + PRIOR_WEIGHT * PRIOR_VARIANCE) / (squares + PRIOR_WEIGHT), 0.01)


def citywide_rate(counts: Float, hours: Float) -> float:
    """Injuries for each hour on the road; 0 where there was none."""
    return float(counts.sum() / hours.sum()) if hours.sum() > 0 else 0.0


def shrunken_ratio(counts: Float, expected: Float, memory: float = 1.0) -> tuple[Float, Float]:
    """Posterior mean and shape [A] of each area's rate ratio (gamma-Poisson, prior mean 1) from counts and expectations [A, T] in order
    of time.

    ``memory`` is by how much older weeks count less, week by week. The prior's variance is that of the areas' whole histories.

    >>> mean, shape = shrunken_ratio(np.array([[4.0, 0.0]]), np.array([[1.0, 1.0]]))
    >>> mean.round(3).tolist(), shape.round(3).tolist()
    ([1.308], [8.5])
    """
    variance = extra_variance(counts.sum(1), expected.sum(1))
    weights = memory ** np.arange(counts.shape[1] - 1, -1, -1)
    shape = 1 / variance + counts @ weights
    return shape / (1 / variance + expected @ weights), shape


@dataclass(frozen=True)
class ShrunkenRatios:
    """Each area's rate ratio [A, W] as known at the end of each week, with the shape of its gamma distribution; NaN before any injury in
    the city.
    """

    ratio: Float
    shape: Float


def ratio_so_far(known: ReportedCounts, hours: Float, memory: float = 1.0) -> ShrunkenRatios:
    """The shrunken ratios of the weeks so far, from what was known at the end of each."""
    ratio, shape = np.full(hours.shape, np.nan), np.full(hours.shape, np.nan)
    for week in range(hours.shape[1]):
        counts = known.at(week).astype(np.float64)
        ripe = hours[:, : week + 1] * known.completeness(week)
        rate = citywide_rate(counts, ripe)
        if rate > 0:
            ratio[:, week], shape[:, week] = shrunken_ratio(counts, rate * ripe, memory)
    return ShrunkenRatios(ratio, shape)


def incident_signal(known: ReportedCounts, hours: Float) -> Float:
    """[A, W] the pillar: the shrunken ratio with recent weeks counting most."""
    return ratio_so_far(known, hours, SIGNAL_MEMORY).ratio
