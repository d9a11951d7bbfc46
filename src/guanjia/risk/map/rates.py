"""Rate ratios of areas, shrunken towards the mean of all as far as their injuries are few."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.surveillance.gamma_poisson_mixture import mixed_exceedance, mixed_mean, mixed_quantile, mixture

Float = NDArray[np.float64]

LIMIT = 1.5  # of the rate ratio, whose exceedance is told
TAIL = 0.025


@dataclass(frozen=True)
class Ratios:
    """For each area the posterior mean of its rate ratio, its 95 % interval, and the probability that it is above 1.5."""

    mean: Float
    low: Float
    high: Float
    exceedance: Float


def unknown_ratios(areas: int) -> Ratios:
    """Nothing can be said of any area."""
    return Ratios(*(np.full(areas, np.nan) for _ in range(4)))


def shrunken_ratios(injuries: Float, expected: Float) -> Ratios:
    """The ratios of injuries to ``expected`` ones (above 0), averaged over how much areas may differ.

    >>> found = shrunken_ratios(np.array([0.0, 40.0]), np.array([20.0, 20.0]))
    >>> bool(found.mean[0] < 0.5), bool(found.exceedance[1] > 0.9)
    (True, True)
    """
    over = mixture(injuries, expected)
    return Ratios(
        mixed_mean(injuries, expected, over),
        mixed_quantile(injuries, expected, over, TAIL),
        mixed_quantile(injuries, expected, over, 1 - TAIL),
        mixed_exceedance(injuries, expected, over, LIMIT),
    )
