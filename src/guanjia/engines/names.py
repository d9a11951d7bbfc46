"""Ids of workers and their codes: a table of very many words, kept as bytes, that is asked for a hundred thousand at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Bytes = NDArray[np.uint8]
_LOAD = 0.5
_FEW = 4_096
N = TypeVar("N", bound=np.generic)


@compiled
def _hash(data: Bytes, begin: int, end: int) -> np.uint64:
    """FNV-1a, mixed once more so that its low bits depend on all."""
    state = np.uint64(0xCBF29CE484222325)
    for at in range(begin, end):
        state = (state ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
    state = (state ^ (state >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    return state ^ (state >> np.uint64(33))


@compiled
def _take_in(
    offsets: Int32, data: Bytes, slots: Int32, hashes: NDArray[np.uint64], starts: Int64, text: Bytes, count: int, out: Int32
) -> int:
    """The code of each word, new for those not seen before; how many words there are then. There must be room."""
    mask = np.uint64(len(slots) - 1)
    for i in range(len(out)):
        begin, end = int(offsets[i]), int(offsets[i + 1])
        mixed = _hash(data, begin, end)
        at = mixed & mask
        while True:
            code = slots[at]
            if code < 0:
                code = count
                slots[at], hashes[code], starts[code + 1] = code, mixed, starts[code] + end - begin
                for k in range(end - begin):
                    text[starts[code] + k] = data[begin + k]
                count += 1
                break
            if hashes[code] == mixed and starts[code + 1] - starts[code] == end - begin:
                same = True
                for k in range(end - begin):
                    same = same and text[starts[code] + k] == data[begin + k]
                if same:
                    break
            at = (at + np.uint64(1)) & mask
        out[i] = code
    return count


@compiled
def _rehash(hashes: NDArray[np.uint64], count: int, slots: Int32) -> None:
    mask = np.uint64(len(slots) - 1)
    for code in range(count):
        at = hashes[code] & mask
        while slots[at] >= 0:
            at = (at + np.uint64(1)) & mask
        slots[at] = code


class Names:
    """Words in order of first sight."""

    def __init__(self) -> None:
        self._count = 0
        self._slots = np.full(1 << 10, -1, np.int32)
        self._hashes = np.zeros(1 << 9, np.uint64)
        self._starts = np.zeros((1 << 9) + 1, np.int64)
        self._text = np.zeros(1 << 13, np.uint8)

    def __len__(self) -> int:
        return self._count

    @property
    def labels(self) -> tuple[str, ...]:
        """All words, by code."""
        return tuple(self.label(code) for code in range(self._count))

    def label(self, code: int) -> str:
        """The word of a code."""
        return self._text[self._starts[code] : self._starts[code + 1]].tobytes().decode("utf-8")

    def learn(self, words: Sequence[str]) -> None:
        """Take words in, in this order."""
        self._codes(pa.array(words, pa.string()))

    def encode(self, column: pa.Array) -> Int32:
        """The codes of a string or dictionary column; -1 for nulls."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        elif len(column.dictionary) > max(len(column), _FEW):  # looking up words that no row has would cost more than the rows
            column = column.cast(column.type.value_type).dictionary_encode()
        codes = np.append(self._codes(column.dictionary), np.int32(-1))
        indices = column.indices
        if indices.null_count:
            indices = indices.fill_null(len(codes) - 1)
        found: Int32 = codes[indices.to_numpy(zero_copy_only=False)]
        return found

    def _codes(self, words: pa.Array) -> Int32:
        codes = np.full(len(words), -1, np.int32)
        known = np.arange(len(words)) if not words.null_count else np.flatnonzero(words.is_valid().to_numpy(zero_copy_only=False))
        words = words.drop_null().cast(pa.string())
        if not len(words):
            return codes
        _, offsets, data = words.buffers()
        ends = np.frombuffer(offsets, np.int32)[words.offset : words.offset + len(words) + 1]
        letters = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
        self._make_room(len(words), int(ends[-1] - ends[0]))
        mine = np.empty(len(words), np.int32)
        self._count = _take_in(ends, letters, self._slots, self._hashes, self._starts, self._text, self._count, mine)
        codes[known] = mine
        return codes

    def _make_room(self, words: int, size: int) -> None:
        wanted = self._count + words
        if wanted > len(self._hashes):
            self._hashes = _longer(self._hashes, wanted)
            self._starts = _longer(self._starts, wanted + 1)
        if self._starts[self._count] + size > len(self._text):
            self._text = _longer(self._text, int(self._starts[self._count]) + size)
        if wanted > len(self._slots) * _LOAD:
            size = len(self._slots)
            while size * _LOAD < wanted:
                size *= 2
            self._slots = np.full(size, -1, np.int32)
            _rehash(self._hashes, self._count, self._slots)


def _longer(array: NDArray[N], least: int) -> NDArray[N]:
    """The array with room for at least so much, and half as much again as there was."""
    longer = np.zeros(max(least, len(array) + len(array) // 2), array.dtype)
    longer[: len(array)] = array
    return longer
