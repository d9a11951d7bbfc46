"""A small set of 64-bit hashes, asked for many rows at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled
from guanjia.readers.hash_kernels import Hashes


@compiled
def _insert(slots: Hashes, keys: Hashes) -> None:
    mask = np.uint64(len(slots) - 1)
    for i in range(len(keys)):
        at = keys[i] & mask
        while slots[at] != 0 and slots[at] != keys[i]:
            at = (at + np.uint64(1)) & mask
        slots[at] = keys[i]


@compiled
def _has(slots: Hashes, keys: Hashes, out: NDArray[np.bool_]) -> None:
    mask = np.uint64(len(slots) - 1)
    for i in range(len(keys)):
        at = keys[i] & mask
        while slots[at] != 0 and slots[at] != keys[i]:
            at = (at + np.uint64(1)) & mask
        out[i] = slots[at] == keys[i]


class IdSet:
    """The hashes given; 0 is taken to be among them."""

    def __init__(self, keys: Hashes) -> None:
        size = 1 << 10
        while size < 4 * len(keys):
            size *= 2
        self._slots: Hashes = np.zeros(size, np.uint64)
        _insert(self._slots, keys)

    def has(self, keys: Hashes) -> NDArray[np.bool_]:
        """Whether each of some hashes is in the set."""
        found = np.empty(len(keys), np.bool_)
        _has(self._slots, keys, found)
        return found
