"""Pillar scores to one index, a bad pillar compensated for by good ones only in part."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

FLOOR = 1.0  # the least safety a pillar leaves, so that one at its worst does not decide alone


def geometric(scores: Float, weights: Float) -> Float:
    """100 less the weighted geometric mean of the safety that each pillar leaves (100 less its score, at least 1).

    ``scores`` [P, ...] of 0 to 100, NaN where a pillar cannot be told: the weights [P] of the others are scaled up to take its place. NaN
    where none can be told. The mean is taken of safety and not of risk, since a geometric mean is drawn to its smallest member: a pillar
    at its worst must pull the index up, and a mean of risk would let a calm one pull it down.

    >>> geometric(np.array([[100.0, 0.0, np.nan], [0.0, np.nan, np.nan]]), np.array([0.5, 0.5])).round(9).tolist()
    [90.0, 0.0, nan]
    """
    result: Float = np.maximum(100 - np.exp(_mean(np.log(np.maximum(100 - scores, FLOOR)), weights)), 0.0)
    return result


def arithmetic(scores: Float, weights: Float) -> Float:
    """The weighted mean: full compensation.

    >>> arithmetic(np.array([[100.0, 0.0, np.nan], [0.0, np.nan, np.nan]]), np.array([0.5, 0.5])).tolist()
    [50.0, 0.0, nan]
    """
    return _mean(scores, weights)


def harmonic(scores: Float, weights: Float) -> Float:
    """100 less the weighted harmonic mean of the safety left: less compensation than `geometric` allows.

    >>> harmonic(np.array([[100.0, 0.0, np.nan], [0.0, np.nan, np.nan]]), np.array([0.5, 0.5])).round(2).tolist()
    [98.02, 0.0, nan]
    """
    result: Float = np.maximum(100 - 1 / _mean(1 / np.maximum(100 - scores, FLOOR), weights), 0.0)
    return result


def known_weight(scores: Float, weights: Float) -> Float:
    """The share of the weights whose pillars can be told.

    >>> known_weight(np.array([[1.0], [np.nan]]), np.array([3.0, 1.0])).tolist()
    [0.75]
    """
    result: Float = np.tensordot(weights, ~np.isnan(scores), 1) / weights.sum()
    return result


def _mean(values: Float, weights: Float) -> Float:
    known = ~np.isnan(values)
    weight = np.tensordot(weights, known.astype(np.float64), 1)
    total = np.tensordot(weights, np.where(known, values, 0.0), 1)
    result: Float = np.divide(total, weight, out=np.full(total.shape, np.nan), where=weight > 0)
    return result
