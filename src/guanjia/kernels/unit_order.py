"""Rows ordered by a small code, keeping their order within a code: a counting sort."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled


def unit_order(codes: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    """The rows of ``codes`` (0 to ``size`` - 1) in order of code, rows of one code in the order they stand.

    >>> unit_order(np.array([2, 0, 2, 1], np.int32), 3).tolist()
    [1, 3, 0, 2]
    """
    order = np.empty(len(codes), np.int32)
    _place(codes, np.zeros(size + 1, np.int64), order)
    return order


@compiled
def _place(codes: NDArray[np.int32], starts: NDArray[np.int64], order: NDArray[np.int32]) -> None:
    """Fill ``order``; ``starts`` is zero and one longer than there are codes."""
    for i in range(len(codes)):
        starts[codes[i] + 1] += 1
    for code in range(1, len(starts)):
        starts[code] += starts[code - 1]
    for i in range(len(codes)):
        order[starts[codes[i]]] = i
        starts[codes[i]] += 1
