"""Small p-values from few replicates: a Gumbel curve through the maxima (Abrams, Kulldorff & Kleinman 2010, doi:10.1186/1476-072X-9-61)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

EULER = 0.5772156649015329


def gumbel_fit(maxima: Float) -> tuple[float, float]:
    """Place and scale by the method of moments.

    >>> place, scale = gumbel_fit(np.array([1.0, 3.0]))  # mean 2, deviation sqrt(2)
    >>> round(scale, 6), round(place, 6)
    (1.102658, 1.363529)
    """
    scale = float(maxima.std(ddof=1)) * math.sqrt(6) / math.pi
    return float(maxima.mean()) - EULER * scale, scale


def gumbel_tail(value: float, place: float, scale: float) -> float:
    """The chance of a maximum of at least ``value``.

    >>> round(gumbel_tail(0.0, 0.0, 1.0), 6)
    0.632121
    """
    if scale <= 0:
        return float(value <= place)
    return -math.expm1(-math.exp(min(-(value - place) / scale, 700.0)))


def rank_p(value: float, maxima: Float) -> float:
    """The Monte Carlo p-value: the rank of ``value`` among itself and the maxima, over how many these are.

    >>> rank_p(2.5, np.array([1.0, 2.0, 3.0]))
    0.5
    """
    return (1 + int((maxima >= value).sum())) / (len(maxima) + 1)
