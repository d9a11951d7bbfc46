"""Ratios of two noisy counts, with the interval that holds the ratio of the counts without noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Z95 = 1.959963984540054


def fieller(above: Floats, below: Floats, sd_above: Floats | float, sd_below: Floats | float, z: float = Z95) -> tuple[Floats, Floats]:
    """Fieller's interval (1954) for a ratio whose parts have independent normal errors of known deviation; NaN where it is unbounded.

    The ratios r that ``(above - r below)^2 <= z^2 (sd_above^2 + r^2 sd_below^2)`` allows lie between two roots where ``below`` is more
    than z of its standard deviations from zero.

    >>> low, high = fieller(np.array([40.0]), np.array([20.0]), 0.0, 2.0, 2.0)
    >>> low.round(4).tolist(), high.round(4).tolist()  # 40 / (20 + 4) and 40 / (20 - 4)
    ([1.6667], [2.5])
    >>> fieller(np.array([40.0]), np.array([3.0]), 0.0, 2.0, 2.0)[0].tolist()
    [nan]
    """
    a = below**2 - (z * sd_below) ** 2
    b = above * below
    c = above**2 - (z * sd_above) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        root = np.sqrt(np.maximum(b**2 - a * c, 0.0))
        low, high = (b - root) / a, (b + root) / a
    unbounded = a <= 0
    return np.where(unbounded, np.nan, low), np.where(unbounded, np.nan, high)
