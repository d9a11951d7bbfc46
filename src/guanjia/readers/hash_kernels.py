"""Sixty-four-bit hashes of Arrow columns, and an open-addressing set of them that remembers where each was first seen.

The mixing step is the finaliser of MurmurHash3 (Austin Appleby, public domain). A slot holds 36 bits of the hash and 28 of the
position, so that ten million rows cost 134 MB; a match is only a candidate, which the caller confirms by comparing the ids.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

POSITION_BITS = 28
MOST_ROWS = (1 << POSITION_BITS) - 2

Hashes = NDArray[np.uint64]

_A = np.uint64(0xFF51AFD7ED558CCD)
_B = np.uint64(0xC4CEB9FE1A85EC53)
_SHIFT = np.uint64(33)
_EIGHT = np.uint64(8)
_BITS = np.uint64(POSITION_BITS)
_LOW = np.uint64((1 << POSITION_BITS) - 1)
_ONE = np.uint64(1)


@compiled
def _mix(value: np.uint64) -> np.uint64:
    value ^= value >> _SHIFT
    value *= _A
    value ^= value >> _SHIFT
    value *= _B
    return value ^ (value >> _SHIFT)


@compiled
def hash_strings(offsets: NDArray[np.int64], data: NDArray[np.uint8], out: Hashes) -> None:
    """The hash of every string of an Arrow string array."""
    for i in range(len(out)):
        state = np.uint64(offsets[i + 1] - offsets[i])
        word = np.uint64(0)
        filled = 0
        for k in range(offsets[i], offsets[i + 1]):
            word = (word << _EIGHT) | np.uint64(data[k])
            filled += 1
            if filled == 8:
                state = _mix(state ^ word) + _A
                word = np.uint64(0)
                filled = 0
        out[i] = _mix(state ^ word)


@compiled
def fold_in(state: Hashes, value: Hashes) -> None:
    """Mix one more column's values into each row's hash."""
    for i in range(len(state)):
        state[i] = _mix(state[i] * _B + value[i])


@compiled
def insert(slots: Hashes, hashes: Hashes, skip: NDArray[np.bool_], first: int, found: NDArray[np.int64]) -> int:
    """Put rows into the set; ``found`` is the position of an equal earlier hash, or -1 where the row is new. How many were new."""
    mask = np.uint64(len(slots) - 1)
    new = 0
    for i in range(len(hashes)):
        found[i] = -1
        if skip[i]:
            continue
        tag = hashes[i] >> _BITS
        at = tag & mask
        while True:
            slot = slots[at]
            if slot == 0:
                slots[at] = (tag << _BITS) | np.uint64(first + i + 1)
                new += 1
                break
            if slot >> _BITS == tag:
                found[i] = np.int64(slot & _LOW) - 1
                break
            at = (at + _ONE) & mask
    return new


@compiled
def rehash(old: Hashes, slots: Hashes) -> None:
    """Move every slot into a larger set."""
    mask = np.uint64(len(slots) - 1)
    for i in range(len(old)):
        if old[i] != 0:
            at = (old[i] >> _BITS) & mask
            while slots[at] != 0:
                at = (at + _ONE) & mask
            slots[at] = old[i]
