"""The same task told twice: an identical row is merged into the first, a different one is set aside.

A task refused by one worker may be given to another, so a refusal is a task of its own for each worker. Streaming: the first row
stands, and what is kept of it is 68 bits of its id, 32 bits of what it says, and its place in the file. Rows of different ids agree in
all of them in one of 10^14 readings of a hundred million tasks; in those of the id alone in one of 50,000, which sets a row aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.readers import hash_kernels as kernel
from guanjia.readers.checks import NEEDED
from guanjia.readers.draft import Bools, Draft, Int64
from guanjia.readers.errors import InputError
from guanjia.readers.hash_kernels import Bytes, Hashes
from guanjia.readers.id_set import IdSet

LOAD = 0.8  # memory before speed: the set doubles, and must not at every other million rows
SPARE = 1 << 22  # room for the rows of a new day; memory that is never written costs nothing
TOLD = tuple(sorted(NEEDED["tasks"] - {"task_id"}))  # who, when, how it ended, the money: what makes two rows say the same
N = TypeVar("N", np.uint32, np.uint64)


def _ends_and_bytes(strings: pa.Array) -> tuple[NDArray[np.int32], Bytes]:
    _, offsets, data = strings.buffers()
    ends = np.frombuffer(offsets, np.int32)[strings.offset : strings.offset + len(strings) + 1]
    return ends, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)


def _values(array: pa.Array, out: Hashes) -> Hashes:
    """One column's values as 64 bits each, the same for the same value in every batch; anything where they are null."""
    if pa.types.is_dictionary(array.type):
        words = np.empty(len(array.dictionary), np.uint64)
        kernel.hash_strings(*_ends_and_bytes(array.dictionary.cast(pa.string())), words)
        kernel.look_up(words, _plain(array.indices.cast(pa.int32()), np.uint32), out)
        return out
    if pa.types.is_string(array.type):
        kernel.hash_strings(*_ends_and_bytes(array), out)
        return out
    return _plain(array.cast(pa.int64()), np.uint64)


def _plain(array: pa.Array, kind: type[N]) -> NDArray[N]:
    """The memory of an array as it is, nulls included."""
    return np.frombuffer(array.buffers()[1], kind)[array.offset : array.offset + len(array)]


def _fold_in(state: Hashes, array: pa.Array, spare: Hashes) -> None:
    """Mix a column into each row's hash; ``spare`` is memory to work in."""
    if array.null_count == len(array):
        kernel.fold_in_some(state, spare, np.zeros(len(array), np.bool_))
    elif array.null_count:
        bits = np.unpackbits(np.frombuffer(array.buffers()[0], np.uint8), bitorder="little")
        kernel.fold_in_some(state, _values(array, spare), bits[array.offset : array.offset + len(array)].view(np.bool_))
    else:
        kernel.fold_in(state, _values(array, spare))


class Duplicates:
    """The tasks seen so far in one reading; where ``again`` says which ids come more than once, only those are kept."""

    def __init__(self, expected: int | None = None, again: IdSet | None = None) -> None:
        self._again = again
        known = min(expected or 0, kernel.MOST_ROWS)
        size = 1 << 16
        while size * LOAD < known:
            size *= 2
        self._slots: Hashes = np.zeros(size, np.uint64)
        self._words: Hashes = np.empty(known, np.uint64)
        self._work: NDArray[np.uint64] = np.empty((4, 0), np.uint64)  # fetched anew for each draft, it would cost as much as the hashing
        self._count = 0
        self._seen = 0
        self._starts: list[int] = []
        self._rows: list[tuple[str, int | Int64]] = []

    @property
    def rows(self) -> int:
        """How many rows have been marked."""
        return self._seen

    @property
    def slots(self) -> int:
        """How many slots the set has."""
        return len(self._slots)

    def mark(self, draft: Draft) -> None:
        """Mark the rows of a draft that repeat an earlier one."""
        ids = draft.columns.get("task_id")
        if ids is None or len(draft) == 0:
            return
        if self._again is None:
            self._mark(draft, ids)
            return
        rows = np.flatnonzero(self._again.has(id_keys(draft)))
        if len(rows):
            part = _taken(draft, rows)
            self._mark(part, part.columns["task_id"])
            _give_back(part, rows, draft)

    def _mark(self, draft: Draft, ids: pa.Array) -> None:
        first, size = self._seen, len(draft)
        self._make_room(size)
        words = self._words[first : first + size]
        keys, second, told, spare = self._work[:, :size]
        _hash(draft, ids, keys, second, told, spare)
        kernel.side_by_side(second, told, words)
        self._keep_places(draft)
        dropped = draft.dropped()
        skip: Bools = dropped if dropped is not None else np.zeros(size, np.bool_)
        found = spare.view(np.int64)
        self._count += kernel.insert(self._slots, keys, words, self._words, skip, first, found)
        again = np.flatnonzero(found >= 0)
        if len(again):
            self._judge(draft, again, found[again])

    def state(self, since: int, size: int) -> dict[str, Any]:
        """What came after the first ``since`` rows, when the set had ``size`` slots; all of the set where it has grown."""
        at = None if size != len(self._slots) else _later(self._slots, since).astype(np.uint32)
        slots = self._slots if at is None else self._slots[at]
        places = [[start, *place] for start, place in zip(self._starts, self._rows, strict=True) if start >= since]
        return {"count": self._count, "words": self._words[since : self._seen], "at": at, "slots": slots, "places": places}

    def restore(self, states: Sequence[Mapping[str, Any]]) -> None:
        """Go on from the states of earlier readings, oldest first."""
        self._words = np.empty(sum(len(state["words"]) for state in states) + SPARE, np.uint64)
        for state in states:
            if state["at"] is None:
                self._slots = state["slots"]
            else:
                self._slots[state["at"]] = state["slots"]
            self._words[self._seen : self._seen + len(state["words"])] = state["words"]
            self._seen += len(state["words"])
            self._count = state["count"]
            self._starts += [start for start, *_ in state["places"]]
            self._rows += [(file, row) for _, file, row in state["places"]]

    def _make_room(self, more: int) -> None:
        if self._seen + more > kernel.MOST_ROWS:
            raise InputError(
                f"一次最多读 {kernel.MOST_ROWS:,} 行任务。请按月份或城市分开读",
                f"At most {kernel.MOST_ROWS:,} tasks can be read at once. Read by month or by city",
            )
        if self._seen + more > len(self._words):
            words = np.empty(max(2 * len(self._words), self._seen + more), np.uint64)
            words[: self._seen] = self._words[: self._seen]
            self._words = words
        if more > self._work.shape[1]:
            self._work = np.empty((4, more), np.uint64)
        size = len(self._slots)
        while size * LOAD < self._count + more and size < 1 << 29:
            size *= 2
        if size > len(self._slots):
            slots = np.zeros(size, np.uint64)
            kernel.rehash(self._slots, slots)
            self._slots = slots

    def _keep_places(self, draft: Draft) -> None:
        rows = draft.rows
        contiguous = int(rows[-1] - rows[0]) == len(rows) - 1
        self._starts.append(self._seen)
        self._rows.append((draft.file, int(rows[0]) if contiguous else rows))
        self._seen += len(draft)

    def _earlier(self, position: int) -> tuple[str, int]:
        """File and row of an earlier task."""
        chunk = int(np.searchsorted(self._starts, position, side="right")) - 1
        within = position - self._starts[chunk]
        file, rows = self._rows[chunk]
        row = rows + within if isinstance(rows, int) else int(rows[within])
        return file, row

    def _judge(self, draft: Draft, again: Int64, earlier: Int64) -> None:
        first = self._seen - len(draft)
        alike = self._words[first + again] == self._words[earlier]
        if alike.any():
            merged = np.zeros(len(draft), np.bool_)
            merged[again[alike]] = True
            draft.merged = merged if draft.merged is None else draft.merged | merged
        self._conflicts(draft, again[~alike], earlier[~alike])

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


def _taken(draft: Draft, rows: Int64) -> Draft:
    """Some rows of a draft, with what makes two rows say the same; those set aside before bear one trouble."""
    taken = pa.array(rows)
    told = {name: column.take(taken) for name, column in draft.columns.items() if name in NEEDED["tasks"]}
    part, dropped = Draft(draft.file, draft.rows[rows], told), draft.dropped()
    part.merged = None if dropped is None else dropped[rows]
    return part


def _give_back(part: Draft, rows: Int64, draft: Draft) -> None:
    """Mark in the draft what was marked in the part that holds its ``rows``."""
    for trouble in part.troubles:
        mask = np.zeros(len(draft), np.bool_)
        mask[rows[trouble.mask]] = True
        draft.trouble(mask, trouble.column, trouble.reason, details=trouble.details)
    if part.merged is not None and part.merged.any():
        merged = np.zeros(len(draft), np.bool_) if draft.merged is None else draft.merged.copy()
        merged[rows[part.merged]] = True
        draft.merged = merged


def _later(slots: Hashes, since: int) -> Int64:
    """The slots of rows that came after the first ``since``."""
    piece = 1 << 20
    low = np.uint64((1 << kernel.POSITION_BITS) - 1)
    found = [np.flatnonzero((slots[at : at + piece] & low) > since) + at for at in range(0, len(slots), piece)]
    return np.concatenate(found)


def _hash(draft: Draft, ids: pa.Array, keys: Hashes, second: Hashes, told: Hashes, spare: Hashes) -> None:
    """Two hashes of each row's id, and one of all that the row tells; ``spare`` is memory to work in."""
    kernel.hash_ids(*_ends_and_bytes(ids), keys, second)
    _fold_in(keys, draft.columns["platform"], spare)
    status = draft.columns.get("status")
    if status is not None:
        _by_worker(keys, status, draft.columns["worker_id"])
    kernel.fold_in(second, keys)  # the same id on two platforms is two tasks
    told[:] = keys
    for name in TOLD:
        if name in draft.columns:
            _fold_in(told, draft.columns[name], spare)


def id_keys(draft: Draft) -> Hashes:
    """64 bits of each row's id and platform."""
    keys, spare = np.empty((2, len(draft)), np.uint64)
    kernel.hash_strings(*_ends_and_bytes(draft.columns["task_id"]), keys)
    _fold_in(keys, draft.columns["platform"], spare)
    return keys


def _by_worker(keys: Hashes, status: pa.Array, workers: pa.Array) -> None:
    """Make refusals the workers' own."""
    codes = pc.indices_nonzero(pc.equal(status.dictionary, "refused")).cast(status.indices.type)
    refused = pc.indices_nonzero(pc.is_in(status.indices, codes)) if len(codes) else codes
    if len(refused):
        rows = refused.to_numpy()
        each = keys[rows]
        _fold_in(each, workers.take(refused), np.empty_like(each))
        keys[rows] = each
