"""Empirical Bayes rates of small areas: Poisson counts around gamma-distributed relative risks (Clayton & Kaldor 1987, Marshall 1991).

Area i counts y_i events where e_i are expected: y_i ~ Poisson(theta_i e_i), theta_i ~ Gamma(shape alpha, mean mu). Then theta_i given y_i
is Gamma(shape alpha + y_i, rate alpha / mu + e_i). Expected counts must be above zero.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import gammaincc, gammaincinv, gammaln

Float = NDArray[np.float64]

_STEPS = 200
_NEAR = 1e-13
_LOG_ALPHA = (math.log(1e-3), math.log(1e6))  # beyond a million the prior is a point and areas do not differ


def mean_given_shape(count: Float, expected: Float, alpha: float) -> float:
    """The maximum-likelihood mu of the negative binomial counts where alpha is known.

    Without spread the best mean is all counts over all expected:

    >>> round(mean_given_shape(np.array([1.0, 3.0]), np.array([2.0, 2.0]), 1e12), 6)
    1.0
    """
    mu = float(count.sum() / expected.sum())
    for _ in range(_STEPS):
        weight = 1 / (1 + mu * expected / alpha)
        better = float(weight @ count / (weight @ expected))
        if abs(better - mu) <= _NEAR * better:
            break
        mu = better
    return mu


def log_likelihood(count: Float, expected: Float, alpha: float, mu: float) -> float:
    """Log of the negative binomial probability of all counts.

    One area, alpha 1 and mu 1: the chance of no event where one is expected is a half.

    >>> round(math.exp(log_likelihood(np.array([0.0]), np.array([1.0]), 1.0, 1.0)), 12)
    0.5
    """
    mean = mu * expected
    terms = gammaln(alpha + count) - gammaln(alpha) - gammaln(count + 1) - alpha * np.log1p(mean / alpha)
    return float((terms + np.where(count > 0, count * (np.log(np.maximum(mean, 1e-300)) - np.log(alpha + mean)), 0.0)).sum())


def fit(count: Float, expected: Float) -> tuple[float, float]:
    """The maximum-likelihood (alpha, mu); alpha is a million where the counts spread no more than chance, mu 0 where nothing happened."""
    if count.sum() == 0:
        return math.exp(_LOG_ALPHA[1]), 0.0

    def loss(log_alpha: float) -> float:
        alpha = math.exp(log_alpha)
        return -log_likelihood(count, expected, alpha, mean_given_shape(count, expected, alpha))

    grid = np.linspace(*_LOG_ALPHA, 41)
    best = int(np.argmin([loss(at) for at in grid]))
    around = (grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)])
    alpha = math.exp(float(minimize_scalar(loss, bounds=around, method="bounded", options={"xatol": 1e-9}).x))
    return alpha, mean_given_shape(count, expected, alpha)


def moments(count: Float, expected: Float) -> tuple[float, float]:
    """Marshall's global moments: mean m of the rates and their variance A between areas, not below zero.

    Two areas with 10 expected each and 5 and 15 events: m = 20/20, s2 = 0.25, A = s2 - m / 10.

    >>> [round(value, 12) for value in moments(np.array([5.0, 15.0]), np.array([10.0, 10.0]))]
    [1.0, 0.15]
    """
    mean = float(count.sum() / expected.sum())
    spread = float(expected @ (count / expected - mean) ** 2 / expected.sum())
    return mean, max(spread - mean / float(expected.mean()), 0.0)


def marshall(count: Float, expected: Float) -> Float:
    """Rates drawn towards the global mean by Marshall's moments; what ``esda.smoothing.Empirical_Bayes`` gives.

    >>> marshall(np.array([5.0, 15.0]), np.array([10.0, 10.0])).round(3).tolist()
    [0.7, 1.3]
    """
    mean, between = moments(count, expected)
    rate: Float = mean + between / (between + mean / expected) * (count / expected - mean) if mean else np.zeros_like(expected)
    return rate


def shrunken(count: Float, expected: Float, alpha: float, mu: float) -> Float:
    """Posterior mean of theta.

    >>> shrunken(np.array([3.0]), np.array([1.0]), 1.0, 1.0).tolist()
    [2.0]
    """
    result: Float = (alpha + count) / (alpha / mu + expected)
    return result


def exceedance(count: Float, expected: Float, alpha: float, mu: float, limit: float | Float) -> Float:
    """Posterior probability that theta is above ``limit``, a number or one for each area.

    Nothing seen and nothing expected leaves the prior; that of alpha 1 is exponential:

    >>> exceedance(np.array([0.0]), np.array([0.0]), 1.0, 1.0, math.log(2)).round(12).tolist()
    [0.5]
    """
    result: Float = gammaincc(alpha + count, (alpha / mu + expected) * limit)
    return result


def quantile(count: Float, expected: Float, alpha: float, mu: float, share: float) -> Float:
    """The value that theta stays below with probability ``share``.

    >>> quantile(np.array([0.0]), np.array([0.0]), 1.0, 1.0, 0.5).round(6).tolist()
    [0.693147]
    """
    result: Float = gammaincinv(alpha + count, share) / (alpha / mu + expected)
    return result
