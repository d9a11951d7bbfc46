"""The same task told twice: an identical row is merged into the first, a different one is set aside.

A task refused by one worker may be given to another, so a refusal is a task of its own for each worker. Streaming: the first row
stands, and what is kept of it is its id, 64 bits of what it says, and its place in the file.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.readers import hash_kernels as kernel
from guanjia.readers.checks import NEEDED
from guanjia.readers.draft import Bools, Draft, Int64
from guanjia.readers.errors import InputError

Hashes = NDArray[np.uint64]
LOAD = 0.8  # memory before speed: the set doubles, and must not at every other million rows
TOLD = tuple(sorted(NEEDED["tasks"] - {"task_id"}))  # who, when, how it ended, the money: what makes two rows say the same


def _strings(array: pa.Array) -> Hashes:
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    out = np.zeros(len(array), np.uint64)
    kernel.hash_strings(ends, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8), out)
    return out


def _column(array: pa.Array) -> Hashes:
    """One column's values as 64 bits each, the same for the same value in every batch."""
    if pa.types.is_dictionary(array.type):
        if array.null_count == len(array):
            return np.zeros(len(array), np.uint64)
        codes = pc.fill_null(array.indices, -1).to_numpy(zero_copy_only=False)
        words: Hashes = np.append(_strings(array.dictionary.cast(pa.string())), np.uint64(0))
        return np.asarray(words[codes])
    if pa.types.is_string(array.type):
        return _strings(pc.fill_null(array, ""))
    return np.asarray(pc.fill_null(array.cast(pa.int64()), np.iinfo(np.int64).min).to_numpy(zero_copy_only=False)).view(np.uint64)


class Duplicates:
    """The tasks seen so far in one reading."""

    def __init__(self, expected: int | None = None) -> None:
        size = 1 << 16
        while size * LOAD < min(expected or 0, kernel.MOST_ROWS):
            size *= 2
        self._slots: Hashes = np.zeros(size, np.uint64)
        self._count = 0
        self._starts: list[int] = []
        self._seen = 0
        self._ids: list[pa.Array] = []
        self._said: list[Hashes] = []
        self._rows: list[tuple[str, int | Int64]] = []
        self._clashes: dict[tuple[str, int], int] = {}  # tasks whose hash was already taken by another id

    def mark(self, draft: Draft) -> None:
        """Mark the rows of a draft that repeat an earlier one."""
        ids = draft.columns.get("task_id")
        if ids is None or len(draft) == 0:
            return
        keys, said = self._hashes(draft, ids)
        dropped = draft.dropped()
        skip: Bools = dropped if dropped is not None else np.zeros(len(draft), np.bool_)
        self._grow(len(draft))
        found = np.empty(len(draft), np.int64)
        self._count += kernel.insert(self._slots, keys, skip, self._seen, found)
        self._keep(draft, ids, said)
        candidates = np.flatnonzero(found >= 0)
        if len(candidates):
            self._judge(draft, ids, keys, said, candidates, found[candidates])

    def _hashes(self, draft: Draft, ids: pa.Array) -> tuple[Hashes, Hashes]:
        parts = {name: _column(draft.columns[name]) for name in TOLD if name in draft.columns}
        keys = _column(ids)
        kernel.fold_in(keys, parts["platform"])
        status = draft.columns.get("status")
        if status is not None and status.null_count < len(status) and "refused" in status.dictionary.to_pylist():
            refused = np.asarray(
                pc.fill_null(pc.equal(status.cast(pa.string()), "refused"), False).to_numpy(zero_copy_only=False), np.bool_
            )
            each = keys.copy()
            kernel.fold_in(each, parts["worker_id"])
            keys = np.where(refused, each, keys)
        said = keys.copy()
        for part in parts.values():
            kernel.fold_in(said, part)
        return keys, said

    def _grow(self, more: int) -> None:
        if self._seen + more > kernel.MOST_ROWS:
            raise InputError(
                f"一次最多读 {kernel.MOST_ROWS:,} 行任务。请按月份或城市分开读",
                f"At most {kernel.MOST_ROWS:,} tasks can be read at once. Read by month or by city",
            )
        size = len(self._slots)
        while size * LOAD < self._count + more and size < 1 << 29:
            size *= 2
        if size > len(self._slots):
            slots = np.zeros(size, np.uint64)
            kernel.rehash(self._slots, slots)
            self._slots = slots

    def _keep(self, draft: Draft, ids: pa.Array, said: Hashes) -> None:
        rows = draft.rows
        contiguous = int(rows[-1] - rows[0]) == len(rows) - 1
        self._starts.append(self._seen)
        self._ids.append(ids)
        self._said.append(said)
        self._rows.append((draft.file, int(rows[0]) if contiguous else rows))
        self._seen += len(draft)

    def _earlier(self, position: int) -> tuple[str, int]:
        """File and row of an earlier task."""
        chunk = int(np.searchsorted(self._starts, position, side="right")) - 1
        within = position - self._starts[chunk]
        file, rows = self._rows[chunk]
        row = rows + within if isinstance(rows, int) else int(rows[within])
        return file, row

    def _same_ids(self, ids: pa.Array, candidates: Int64, earlier: Int64) -> Bools:
        """Whether the real ids are equal, compared chunk by chunk."""
        same = np.zeros(len(candidates), np.bool_)
        chunks = np.searchsorted(self._starts, earlier, side="right") - 1
        for chunk in np.unique(chunks):
            here = np.flatnonzero(chunks == chunk)
            before = self._ids[chunk].take(pa.array(earlier[here] - self._starts[chunk]))
            same[here] = pc.equal(before, ids.take(pa.array(candidates[here]))).to_numpy(zero_copy_only=False)
        return same

    def _judge(self, draft: Draft, ids: pa.Array, keys: Hashes, said: Hashes, candidates: Int64, earlier: Int64) -> None:
        same = self._same_ids(ids, candidates, earlier)
        base = self._seen - len(draft)
        for index in np.flatnonzero(~same):
            row = int(candidates[index])
            first = self._clashes.setdefault((ids[row].as_py(), int(keys[row])), base + row)
            same[index] = first != base + row
            earlier[index] = first
        candidates, earlier = candidates[same], earlier[same]
        chunks = np.searchsorted(self._starts, earlier, side="right") - 1
        alike = np.zeros(len(candidates), np.bool_)
        for chunk in np.unique(chunks):
            here = np.flatnonzero(chunks == chunk)
            alike[here] = self._said[chunk][earlier[here] - self._starts[chunk]] == said[candidates[here]]
        merged = np.zeros(len(draft), np.bool_)
        merged[candidates[alike]] = True
        if merged.any():
            draft.merged = merged if draft.merged is None else draft.merged | merged
        self._conflicts(draft, candidates[~alike], earlier[~alike])

    def _conflicts(self, draft: Draft, rows: Int64, earlier: Int64) -> None:
        if not len(rows):
            return
        mask = np.zeros(len(draft), np.bool_)
        mask[rows] = True
        details = []
        for position in earlier:
            file, row = self._earlier(int(position))
            details.append(f"第 {row} 行 (row {row})" if file == draft.file else f"{file} 第 {row} 行 (row {row})")
        draft.trouble(mask, "task_id", "conflicting_duplicate", details=tuple(details))
