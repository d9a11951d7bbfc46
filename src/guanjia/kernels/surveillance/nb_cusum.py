"""CUSUM of log likelihood ratios of negative binomial counts: has the mean risen by a factor exp(kappa)? (Hoehle & Paul 2008)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.surveillance.cusum import cusum

Float = NDArray[np.float64]


def log_ratio(counts: Float, mean: Float, dispersion: float, kappa: float) -> Float:
    """Log likelihood of each count at mean * exp(kappa) less that at its in-control ``mean``; variance mean + dispersion * mean**2.

    Poisson counts (dispersion 0): y kappa - mean (exp(kappa) - 1).

    >>> log_ratio(np.array([3.0]), np.array([1.0]), 0.0, float(np.log(2))).round(6).tolist()
    [1.079442]
    """
    raised = mean * np.exp(kappa)
    if dispersion == 0:
        poisson: Float = counts * kappa - (raised - mean)
        return poisson
    result: Float = counts * kappa - (counts + 1 / dispersion) * (np.log1p(dispersion * raised) - np.log1p(dispersion * mean))
    return result


def nb_cusum(counts: Float, mean: Float, dispersion: float, kappa: float) -> Float:
    """The CUSUM after each period; an alarm is where it reaches the limit that `limit_for_false_alarms` gives."""
    return cusum(log_ratio(counts, mean, dispersion, kappa))


def limit_for_false_alarms(mean: Float, dispersion: float, kappa: float, share: float, runs: int, rng: np.random.Generator) -> float:
    """The limit that only ``share`` of series without a change reach at any time, by simulating as many ``runs`` of them."""
    shape = (runs, len(mean))
    true_mean = np.broadcast_to(mean, shape) if dispersion == 0 else rng.gamma(1 / dispersion, dispersion * mean, shape)
    drawn = rng.poisson(true_mean).astype(np.float64)
    highest = [nb_cusum(series, mean, dispersion, kappa).max() for series in drawn]
    return float(np.quantile(highest, 1 - share, method="higher"))
