"""Intervals for quantiles and shares of counted tasks."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

Int64 = NDArray[np.int64]
Float = NDArray[np.float64]

CONFIDENCE = 0.95
Z = 1.959963984540054  # 97.5% point of the normal distribution


def quantile_ranks(counts: Int64, share: float, confidence: float = CONFIDENCE) -> tuple[Int64, Int64, Int64]:
    """Ranks, from 1, of the order statistics that are the ``share`` quantile of so many values and enclose that of where they came from.

    The enclosing ranks hold the true quantile with at least ``confidence`` whatever the distribution (binomial; Conover, Practical
    Nonparametric Statistics). Rank 0 is below all values, one above the count is above all of them: no bound on that side.

    Of 100 values the 90% quantile is the 90th; the 84th and the 96th enclose it:

    >>> [ranks.tolist() for ranks in quantile_ranks(np.array([100, 35, 36]), 0.9)]
    [[90, 32, 33], [84, 28, 29], [96, 36, 36]]
    """
    tail = (1 - confidence) / 2
    rank = np.maximum(np.ceil(counts * share - 1e-9), 1).astype(np.int64)
    low, high = (np.maximum(binom.ppf(p, counts, share), 0).astype(np.int64) for p in (tail, 1 - tail))
    return rank, low, high + 1


def wilson_each(hits: Int64, counts: Int64) -> tuple[Float, Float]:
    """The 95% score interval of each share (Wilson 1927).

    >>> [edge.round(4).tolist() for edge in wilson_each(np.array([81, 0]), np.array([263, 10]))]
    [[0.2553, 0.0], [0.3662, 0.2775]]
    """
    share, extra = hits / counts, Z * Z / counts
    middle, half = share + extra / 2, Z * np.sqrt(share * (1 - share) / counts + extra / counts / 4)
    return np.maximum((middle - half) / (1 + extra), 0.0), np.minimum((middle + half) / (1 + extra), 1.0)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95% score interval of one share."""
    low, high = wilson_each(np.array([hits]), np.array([count]))
    return float(low[0]), float(high[0])


def difference(hits_a: int, count_a: int, hits_b: int, count_b: int) -> tuple[float, float]:
    """The 95% hybrid score interval of the difference of two independent shares, a less b (Newcombe 1998, method 10).

    >>> [round(edge, 4) for edge in difference(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    a, b = hits_a / count_a, hits_b / count_b
    (low_a, high_a), (low_b, high_b) = wilson(hits_a, count_a), wilson(hits_b, count_b)
    gap = a - b
    return gap - sqrt((a - low_a) ** 2 + (high_b - b) ** 2), gap + sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
