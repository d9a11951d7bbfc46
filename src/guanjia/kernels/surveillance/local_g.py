"""Getis and Ord's local G*: places that are high together with their neighbours (Ord & Getis 1995), and which of many to name (FDR)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import norm

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


def local_g_star(values: Float, neighbours: csr_array) -> Float:
    """Standard normal scores of G*, nan where a place has no outside; ``neighbours`` [N, N] weighs neighbours and the place itself.

    >>> line = csr_array(np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]]))
    >>> local_g_star(np.array([1.0, 2.0, 6.0]), line).round(6).tolist()
    [-1.38873, nan, 0.92582]
    """
    number = len(values)
    mean, deviation = values.mean(), values.std()
    weight, squares = neighbours.sum(axis=1), neighbours.power(2).sum(axis=1)
    spread = deviation * np.sqrt(np.maximum(number * squares - weight**2, 0) / max(number - 1, 1))
    result: Float = np.where(spread > 0, (neighbours @ values - weight * mean) / np.where(spread > 0, spread, 1.0), np.nan)
    return result


def high_by_fdr(scores: Float, rate: float) -> Bool:
    """Which one-sided normal scores to call high when at most ``rate`` of those called may be chance (Benjamini & Hochberg 1995).

    >>> high_by_fdr(np.array([4.0, 1.8, 0.0, np.nan]), 0.05).tolist()
    [True, False, False, False]
    """
    p = np.where(np.isnan(scores), 1.0, norm.sf(scores))
    ordered = np.sort(p)
    under = np.flatnonzero(ordered <= rate * np.arange(1, len(p) + 1) / len(p))
    limit = ordered[under[-1]] if len(under) else -1.0
    result: Bool = p <= limit
    return result
