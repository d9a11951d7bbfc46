"""What counts as an excess: more injuries in a week than the hours on the road explain."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc, gammaincc, gammaincinv

Float = NDArray[np.float64]
Int = NDArray[np.int64]

SELDOM = 0.1
"""An excess is a count that hours alone would reach in at most one week in ten (judgement). Where injuries are rare (0.105 expected or
fewer) that is one injury or more; where 3 are expected, 6 or more. So the event means the same in busy and in quiet areas, and 'exposure
only' is its null."""


def least_excess(expected: Float, seldom: float = SELDOM) -> Int:
    """The smallest count, at least 1, that a Poisson with that mean reaches with probability ``seldom`` or less; 1 where nothing is
    expected.

    >>> least_excess(np.array([0.0, 0.1, 0.11, 3.0])).tolist()
    [1, 1, 2, 6]
    """
    most = max(float(np.max(expected, initial=0.0)), 1.0)
    counts = np.arange(1, int(most + 5 * np.sqrt(most)) + 10)
    up_to = gammaincinv(counts, seldom)  # the mean at which each count becomes likelier than that
    result: Int = np.searchsorted(up_to, expected).astype(np.int64) + 1
    return result


def by_exposure(expected: Float, least: Int) -> Float:
    """Probability that a Poisson count with mean ``expected`` is ``least`` or more.

    >>> by_exposure(np.array([0.1]), np.array([1])).round(4).tolist()
    [0.0952]
    """
    result: Float = -np.expm1(-expected)
    more = least > 1
    result[more] = gammainc(least[more], expected[more])
    return result


def by_ratio(expected: Float, ratio: Float, shape: Float, least: Int) -> Float:
    """Probability of ``least`` or more where the rate ratio itself is uncertain: gamma with mean ``ratio`` and that shape (negative
    binomial).

    >>> by_ratio(np.array([1.0]), np.array([1.0]), np.array([1.0]), np.array([1])).round(4).tolist()
    [0.5]
    """
    mean = expected * ratio
    result: Float = -np.expm1(-shape * np.log1p(mean / shape))
    more = (least > 1) & (mean > 0)
    result[more] = betainc(least[more], shape[more], mean[more] / (shape[more] + mean[more]))
    return result


def exceedance(ratio: Float, shape: Float, bound: float) -> Float:
    """Probability that a gamma rate ratio with mean ``ratio`` and that shape is over ``bound``.

    >>> exceedance(np.array([1.0]), np.array([1.0]), 2.0).round(4).tolist()
    [0.1353]
    """
    result: Float = gammaincc(shape, shape * bound / ratio)
    return result
