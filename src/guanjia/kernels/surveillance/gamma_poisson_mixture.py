"""Rates of small areas when the spread between areas is itself uncertain: gamma-Poisson averaged over the between-area deviation.

Plugging in one fitted alpha says nothing of how badly a few dozen events tell it: where they show no spread the fit makes all areas
equal and sure. Here each deviation tau = 1 / sqrt(alpha) on a grid counts by its likelihood (mu at its best for that tau) times a
half-normal prior of scale 1, and what is said of an area is the mean over the grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from guanjia.kernels.surveillance.gamma_poisson import exceedance, log_likelihood, mean_given_shape, quantile, shrunken

Float = NDArray[np.float64]

SCALE = 1.0  # of the half-normal prior of tau; a judgement: two areas in three within a factor of e
GRID = np.geomspace(0.05, 3.0, 16)
_STEPS, _NEAR, _LEAST = 60, 1e-8, 1e-30


@dataclass(frozen=True)
class Mixture:
    """How likely each gamma prior (alpha, mu) is. All arrays of one length; ``weight`` sums to 1."""

    alpha: Float
    mu: Float
    weight: Float


def mixture(count: Float, expected: Float) -> Mixture:
    """The gamma priors that the counts of all areas leave likely; there must be an event.

    >>> found = mixture(np.array([0.0, 9.0]), np.array([5.0, 5.0]))
    >>> round(float(found.weight.sum()), 12)
    1.0
    """
    alpha = GRID**-2.0
    mu = np.array([mean_given_shape(count, expected, float(a)) for a in alpha])
    score = np.array([log_likelihood(count, expected, float(a), float(m)) for a, m in zip(alpha, mu, strict=True)])
    score += -((GRID / SCALE) ** 2) / 2 + np.log(GRID)  # the grid is even in log tau
    weight = np.exp(score - logsumexp(score))
    kept = weight > 1e-6
    return Mixture(alpha[kept], mu[kept], weight[kept] / weight[kept].sum())


def mixed_mean(count: Float, expected: Float, over: Mixture) -> Float:
    """Posterior mean of theta."""
    parts = [w * shrunken(count, expected, a, m) for a, m, w in zip(over.alpha, over.mu, over.weight, strict=True)]
    result: Float = np.sum(parts, axis=0)
    return result


def mixed_exceedance(count: Float, expected: Float, over: Mixture, limit: float | Float) -> Float:
    """Posterior probability that theta is above ``limit``, a number or one for each area."""
    parts = [w * exceedance(count, expected, a, m, limit) for a, m, w in zip(over.alpha, over.mu, over.weight, strict=True)]
    result: Float = np.sum(parts, axis=0)
    return result


def mixed_quantile(count: Float, expected: Float, over: Mixture, share: float) -> Float:
    """The value that theta stays below with probability ``share``, by Newton's steps between the quantiles of the single priors.

    >>> one = Mixture(np.array([1.0]), np.array([1.0]), np.array([1.0]))
    >>> mixed_quantile(np.array([0.0]), np.array([0.0]), one, 0.5).round(6).tolist()
    [0.693147]
    """
    each = [quantile(count, expected, float(a), float(m), share) for a, m in zip(over.alpha, over.mu, strict=True)]
    low, high = np.log(np.maximum(np.min(each, axis=0), _LEAST)), np.log(np.maximum(np.max(each, axis=0), _LEAST))
    at = (low + high) / 2
    for _ in range(_STEPS):
        above = mixed_exceedance(count, expected, over, np.exp(at)) - (1 - share)
        low, high = np.where(above > 0, at, low), np.where(above > 0, high, at)
        slope = _mixed_density(count, expected, over, at)
        step = at + above / np.maximum(slope, 1e-300)
        better = np.where((step > low) & (step < high), step, (low + high) / 2)
        if np.all(np.abs(better - at) <= _NEAR):
            break
        at = better
    result: Float = np.exp(at)
    return result


def _mixed_density(count: Float, expected: Float, over: Mixture, log_theta: Float) -> Float:
    """Posterior density of log theta."""
    parts = []
    for alpha, mu, weight in zip(over.alpha, over.mu, over.weight, strict=True):
        shape, rate = alpha + count, alpha / mu + expected
        parts.append(weight * np.exp(shape * (np.log(rate) + log_theta) - rate * np.exp(log_theta) - gammaln(shape)))
    result: Float = np.sum(parts, axis=0)
    return result
