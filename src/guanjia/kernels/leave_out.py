"""A long continuous rest inside a task may be left out of working time (人社厅发〔2023〕50号 指引 art. 4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Int32 = NDArray[np.int32]


def left_out(start: int, end: int, rests: Int64) -> list[tuple[int, int]]:
    """The pieces of [start, end) outside ``rests``, an (n, 2) array of spans in order of start.

    >>> left_out(0, 100, np.array([[20, 30], [90, 120]]))
    [(0, 20), (30, 90)]
    """
    pieces = []
    for a, b in rests:
        if start < min(a, end):
            pieces.append((start, min(int(a), end)))
        start = max(start, int(b))
    if start < end:
        pieces.append((start, end))
    return pieces
