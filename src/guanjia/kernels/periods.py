"""Sums over groups of rows that lie together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]


def group_starts(*keys: Ints) -> NDArray[np.intp]:
    """Where a new group begins in rows ordered by ``keys``.

    >>> group_starts(np.array([1, 1, 2, 2]), np.array([5, 5, 5, 6])).tolist()
    [0, 2, 3]
    """
    if not len(keys[0]):
        return np.zeros(0, np.intp)
    new = np.zeros(len(keys[0]), np.bool_)
    new[0] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(new)


def fill_unknown(values: Ints, groups: Ints, unknown: int) -> Ints:
    """``values`` with each unknown one replaced by the nearest earlier known one of its group, else by the nearest later one.

    >>> fill_unknown(np.array([-1, 7, -1, -1]), np.array([1, 1, 1, 2]), -1).tolist()
    [7, 7, 7, -1]
    """
    filled = _carry(values, groups, unknown)
    backwards: Ints = _carry(filled[::-1], groups[::-1], unknown)[::-1]
    return backwards


def _carry(values: Ints, groups: Ints, unknown: int) -> Ints:
    index = np.arange(len(values))
    last = np.maximum.accumulate(np.where(values != unknown, index, -1)) if len(values) else index
    same = (last >= 0) & (groups[last] == groups)
    carried: Ints = np.where(same, values[last], unknown).astype(values.dtype)
    return carried
