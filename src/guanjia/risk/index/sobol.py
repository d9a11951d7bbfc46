"""Total effect of a group of choices on a result, interactions included."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


def total_effect(result: Float, changed: Float) -> float:
    """Sobol's total index by Jansen's estimator (1999), pooled over columns.

    ``result`` [N, A] came of N draws of all choices, ``changed`` of the same draws with one group drawn anew. NaN where nothing varies.

    >>> total_effect(np.array([[0.0], [2.0]]), np.array([[2.0], [0.0]]))
    2.0
    """
    variance = float(result.var(0).sum())
    return float(((result - changed) ** 2).mean(0).sum()) / (2 * variance) if variance > 0 else float("nan")
