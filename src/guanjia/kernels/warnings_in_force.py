"""Which moments fall into spans of an official warning."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


def merged(start: Int64, end: Int64) -> tuple[Int64, Int64]:
    """Half-open spans that overlap or touch made one, in order.

    >>> [part.tolist() for part in merged(np.array([5, 0, 3]), np.array([9, 2, 6]))]
    [[0, 3], [2, 9]]
    """
    order = np.argsort(start, kind="stable")
    start, end = start[order], np.maximum.accumulate(end[order]) if len(end) else end
    new = np.ones(len(start), np.bool_)
    new[1:] = start[1:] > end[:-1]
    last = np.append(np.flatnonzero(new)[1:] - 1, len(start) - 1) if len(start) else np.zeros(0, np.intp)
    return start[new], end[last]


def inside(moments: Int64, start: Int64, end: Int64) -> Bool:
    """Whether each moment lies in one of some half-open spans.

    >>> inside(np.array([0, 2, 4, 9]), np.array([0, 3]), np.array([2, 9])).tolist()
    [True, False, True, False]
    """
    starts, ends = merged(start, end)
    place = np.searchsorted(starts, moments, side="right") - 1
    result: Bool = (place >= 0) & (moments < ends[place]) if len(starts) else np.zeros(len(moments), np.bool_)
    return result
