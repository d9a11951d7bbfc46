"""Which part of the work a row goes to: all rows of one person to the same part, and all rows of one task id to the same part."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Int32 = NDArray[np.int32]
_TAIL = 12  # bytes of an id that are looked at
_PRIME = np.uint64(0x9E3779B97F4A7C15)


class Shares:
    """``count`` parts; ``links`` joins the accounts of one person: (platform, worker) -> person."""

    def __init__(self, count: int, links: Mapping[tuple[str, str], str]) -> None:
        self.count = count
        self._links = links
        self._known: dict[tuple[str, str], int] = {}

    def of_account(self, platform: str, worker: str) -> int:
        """The part of a worker on a platform."""
        person = self._links.get((platform, worker))
        name = f"{platform}\0{worker}" if person is None else person
        return crc32(name.encode()) % self.count

    def of_people(self, workers: pa.Array, platforms: pa.Array) -> Int32:
        """The part of each row; -1 where it names no worker."""
        workers, platforms = _encoded(workers), _encoded(platforms)
        names, labels = workers.dictionary.to_pylist(), platforms.dictionary.to_pylist()
        worker, platform = _codes(workers), _codes(platforms)
        keys = (platform.astype(np.int64) << 32) | worker
        unique, place = np.unique(np.where(worker < 0, -1, keys), return_inverse=True)
        parts = [-1 if key < 0 else self._part(labels[key >> 32], names[key & 0xFFFFFFFF]) for key in unique.tolist()]
        return np.array(parts, np.int32)[place]

    def of_platforms(self, platforms: pa.Array) -> Int32:
        """The part that keeps what a platform has of its own."""
        platforms = _encoded(platforms)
        parts = [self._part(label or "", "") for label in platforms.dictionary.to_pylist()]
        return np.array([*parts, 0], np.int32)[_codes(platforms)]

    def of_ids(self, ids: pa.Array) -> Int32:
        """The part that judges whether a task id was told before."""
        ids = ids.cast(pa.large_string())
        _, offsets, data = ids.buffers()
        ends = np.frombuffer(offsets, np.int64)[ids.offset : ids.offset + len(ids) + 1]
        text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
        starts, at = ends[:-1], ends[1:]
        mixed = (at - starts).astype(np.uint64)
        for back in range(1, _TAIL + 1):
            there = at - back >= starts
            byte = np.where(there, text[np.maximum(at - back, 0)], 0).astype(np.uint64)
            mixed = (mixed ^ byte) * _PRIME
            mixed ^= mixed >> np.uint64(29)
        return (mixed % np.uint64(self.count)).astype(np.int32)

    def _part(self, platform: str, worker: str) -> int:
        key = (platform, worker)
        if key not in self._known:
            self._known[key] = self.of_account(platform, worker)
        return self._known[key]


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def _codes(column: pa.DictionaryArray) -> Int32:
    indices = column.indices
    codes: Int32 = (indices.fill_null(-1) if indices.null_count else indices).to_numpy(zero_copy_only=False).astype(np.int32)
    return codes
