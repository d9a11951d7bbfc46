"""Rows that share the same keys, and sums over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]
Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Groups:
    """Groups in order of their keys: ``first`` row of each, and the group ``of`` each row."""

    first: NDArray[np.intp]
    of: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.first)

    def sum(self, values: Ints | NDArray[np.bool_]) -> Int64:
        """The sum of ``values`` (one a row) in each group, exactly; booleans are counted."""
        total = np.zeros(len(self), np.int64)
        np.add.at(total, self.of, values.astype(np.int64))
        return total

    def max(self, values: Ints) -> Int64:
        """The greatest of ``values`` in each group."""
        greatest = np.full(len(self), np.iinfo(np.int64).min)
        np.maximum.at(greatest, self.of, values.astype(np.int64))
        return greatest

    def min(self, values: Ints) -> Int64:
        """The least of ``values`` in each group."""
        return -self.max(-values.astype(np.int64))


def groups(*keys: Ints) -> Groups:
    """Group rows by one or more keys of equal length.

    >>> of_pairs = groups(np.array([7, 7, 5]), np.array([1, 1, 2]))
    >>> of_pairs.first.tolist(), of_pairs.of.tolist(), of_pairs.sum(np.array([10, 20, 30])).tolist()
    ([2, 0], [1, 1, 0], [30, 30])
    """
    order = np.lexsort(keys[::-1])
    new = np.zeros(len(order), bool)
    new[:1] = True
    for key in keys:
        new[1:] |= np.diff(key[order]) != 0
    of = np.empty(len(order), np.intp)
    of[order] = np.cumsum(new) - 1
    return Groups(order[new], of)


def find(keys: tuple[Ints, ...], wanted: tuple[Ints, ...]) -> NDArray[np.intp]:
    """For each wanted combination, the first row of ``keys`` that has it; -1 where none has.

    >>> find((np.array([3, 4]), np.array([0, 1])), (np.array([4, 4]), np.array([1, 0]))).tolist()
    [1, -1]
    """
    size = len(keys[0])
    joined = groups(*(np.concatenate([key, want]) for key, want in zip(keys, wanted, strict=True)))
    rows = np.arange(size + len(wanted[0]))
    rows[size:] = rows.size
    first = np.full(len(joined), rows.size, np.int64)
    np.minimum.at(first, joined.of, rows)
    found = first[joined.of[size:]]
    return np.where(found < size, found, -1).astype(np.intp)
