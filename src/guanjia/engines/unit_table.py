"""Which unit stands for a worker on a platform: an open-addressing table that grows with the pairs there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.keepsake import State
from guanjia.kernels.compiled import compiled

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
_FREE = np.int64(-1)
_LOAD = 0.5


@compiled
def _place(slots: Int64, key: int) -> int:
    """Where a key stands, or the free slot where it would."""
    mask = np.uint64(len(slots) - 1)
    mixed = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    at = (mixed >> np.uint64(32)) & mask
    while slots[at] != -1 and slots[at] != key:
        at = (at + np.uint64(1)) & mask
    return int(at)


@compiled
def _find(slots: Int64, values: Int32, keys: Int64, out: Int32) -> int:
    """The value of each key, -1 where it has none; how many (not of negative keys) have none."""
    unknown = 0
    for i in range(len(keys)):
        out[i] = -1
        if keys[i] >= 0:
            at = _place(slots, keys[i])
            if slots[at] == keys[i]:
                out[i] = values[at]
            else:
                unknown += 1
    return unknown


@compiled
def _put(slots: Int64, values: Int32, keys: Int64, units: Int32) -> None:
    """Set the value of each key; there must be room."""
    for i in range(len(keys)):
        if keys[i] >= 0:
            at = _place(slots, keys[i])
            slots[at] = keys[i]
            values[at] = units[i]


class UnitTable:
    """Units by platform code and worker code."""

    def __init__(self) -> None:
        self._slots = np.full(1 << 10, _FREE)
        self._values = np.zeros(1 << 10, np.int32)
        self._count = 0

    def find(self, platform: Int32, worker: Int32) -> tuple[Int32, Int64]:
        """The unit of each pair, -1 where it has none or names no worker; and the rows of pairs that have none yet."""
        keys = _keys(platform, worker)
        units = np.empty(len(keys), np.int32)
        unknown = _find(self._slots, self._values, keys, units)
        return units, np.flatnonzero((units < 0) & (worker >= 0)) if unknown else np.zeros(0, np.int64)

    def put(self, platform: Int32, worker: Int32, units: Int32) -> None:
        """Give pairs that have none their units."""
        self._count += len(units)
        size = len(self._slots)
        while size * _LOAD < self._count:
            size *= 2
        if size > len(self._slots):
            slots, values = np.full(size, _FREE), np.zeros(size, np.int32)
            _put(slots, values, self._slots, self._values)
            self._slots, self._values = slots, values
        _put(self._slots, self._values, _keys(platform, worker), units)

    def state(self) -> State:
        """All that `restore` needs."""
        used = np.flatnonzero(self._slots >= 0)
        return [self._slots[used], self._values[used]]

    def restore(self, state: State) -> None:
        """Go on from a state."""
        keys, units = state
        self.put((keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32), units)


def _keys(platform: Int32, worker: Int32) -> Int64:
    """One number a pair, negative where it names no worker."""
    keys: Int64 = np.where(worker < 0, -1, platform.astype(np.int64) << 32 | worker)
    return keys
