"""One-sided CUSUM of standard normal steps (Page 1954)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

Float = NDArray[np.float64]


def cusum(steps: Float) -> Float:
    """The sum so far, never below zero; ``steps`` are values less the allowance k, or log likelihood ratios.

    >>> cusum(np.array([1.0, -2.0, 0.5, 0.5])).tolist()
    [1.0, 0.0, 0.5, 1.0]
    """
    result = np.empty(len(steps))
    _add_up(steps, result)
    return result


@compiled
def _add_up(steps: Float, result: Float) -> None:
    so_far = 0.0
    for i in range(len(steps)):
        so_far = max(0.0, so_far + steps[i])
        result[i] = so_far
