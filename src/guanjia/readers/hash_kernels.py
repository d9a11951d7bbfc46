"""Sixty-four-bit hashes of Arrow columns, and an open-addressing set of them that remembers where each was first seen.

The mixing step is the finaliser of MurmurHash3 (Austin Appleby, public domain). A slot holds 36 bits of the hash and 28 of the
position, so that ten million rows cost 134 MB; a match is confirmed by the rows' words, where 32 bits more of their ids stand.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

POSITION_BITS = 28
MOST_ROWS = (1 << POSITION_BITS) - 2

Hashes = NDArray[np.uint64]
Bytes = NDArray[np.uint8]

_A = np.uint64(0xFF51AFD7ED558CCD)
_B = np.uint64(0xC4CEB9FE1A85EC53)
_SHIFT = np.uint64(33)
_EIGHT = np.uint64(8)
_HALF = np.uint64(32)
_BITS = np.uint64(POSITION_BITS)
_LOW = np.uint64((1 << POSITION_BITS) - 1)
_ONE = np.uint64(1)
_NULL = np.uint64(1 << 63)


@compiled
def _mix(value: np.uint64) -> np.uint64:
    value ^= value >> _SHIFT
    value *= _A
    value ^= value >> _SHIFT
    value *= _B
    return value ^ (value >> _SHIFT)


@compiled
def _eight(data: Bytes, at: int) -> np.uint64:
    word = np.uint64(0)
    for k in range(8):
        word = (word << _EIGHT) | np.uint64(data[at + k])
    return word


@compiled
def _rest(data: Bytes, at: int, end: int) -> np.uint64:
    word = np.uint64(0)
    for k in range(at, end):
        word = (word << _EIGHT) | np.uint64(data[k])
    return word


@compiled
def hash_strings(offsets: NDArray[np.int32], data: Bytes, out: Hashes) -> None:
    """The hash of every string of an Arrow string array."""
    for i in range(len(out)):
        at, end = int(offsets[i]), int(offsets[i + 1])
        state = np.uint64(end - at)
        while at + 8 <= end:
            state = _mix(state ^ _eight(data, at)) + _A
            at += 8
        out[i] = _mix(state ^ _rest(data, at, end))


@compiled
def hash_ids(offsets: NDArray[np.int32], data: Bytes, out: Hashes, other: Hashes) -> None:
    """Two hashes of every string, independent of each other."""
    for i in range(len(out)):
        at, end = int(offsets[i]), int(offsets[i + 1])
        state = np.uint64(end - at)
        second = state + _B
        while at + 8 <= end:
            word = _eight(data, at)
            state, second = _mix(state ^ word) + _A, _mix(second ^ word) + _A
            at += 8
        word = _rest(data, at, end)
        out[i], other[i] = _mix(state ^ word), _mix(second ^ word)


@compiled
def look_up(words: Hashes, codes: NDArray[np.uint32], out: Hashes) -> None:
    """The hash of each row's label; anything where the code is beyond the dictionary, as it may be under a null."""
    last = np.uint32(len(words) - 1)
    for i in range(len(out)):
        out[i] = words[min(codes[i], last)]


@compiled
def fold_in(state: Hashes, values: Hashes) -> None:
    """Mix one more column into each row's hash."""
    for i in range(len(state)):
        state[i] = _mix(state[i] * _B + values[i])


@compiled
def fold_in_some(state: Hashes, values: Hashes, valid: NDArray[np.bool_]) -> None:
    """`fold_in` where some values are null: null is a value of its own."""
    for i in range(len(state)):
        state[i] = _mix(state[i] * _B + (values[i] if valid[i] else _NULL))


@compiled
def side_by_side(ids: Hashes, told: Hashes, out: Hashes) -> None:
    """Half of each row's id hash above half of the hash of what it tells."""
    for i in range(len(out)):
        out[i] = ((ids[i] >> _HALF) << _HALF) | (told[i] >> _HALF)


@compiled
def insert(
    slots: Hashes, hashes: Hashes, words: Hashes, all_words: Hashes, skip: NDArray[np.bool_], first: int, found: NDArray[np.int64]
) -> int:
    """Put rows into the set; ``found`` is the position of an earlier row of the same id, or -1 where it is new. How many were new."""
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
                earlier = (slot & _LOW) - _ONE
                if all_words[earlier] >> _HALF == words[i] >> _HALF:
                    found[i] = np.int64(earlier)
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
