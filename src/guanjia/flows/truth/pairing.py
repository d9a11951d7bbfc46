"""Which row of the key speaks of the same thing as which row of a table: exact, by whole numbers instead of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Float = NDArray[np.float64]
NONE = -1
_ROOM = 2**62


@dataclass(frozen=True)
class Pairs:
    """Rows of the key beside rows of the table, `NONE` where the other side has no such row; every row of both stands in it once."""

    key: Int64
    table: Int64


def numbered(key: pa.Table, table: pa.Table, names: Sequence[str]) -> tuple[Int64, Int64]:
    """A number for each row of both tables: the same number, the same values of ``names``. Null is a value of its own."""
    numbers, size = np.zeros(len(key) + len(table), np.int64), 1
    for name in names:
        codes, count = _coded(pa.chunked_array([*key[name].chunks, *table[name].chunks], key[name].type))
        if size > _ROOM // count:
            numbers, size = _dense(numbers), len(numbers)
        numbers, size = numbers * count + codes, size * count
    return numbers[: len(key)], numbers[len(key) :]


def _coded(column: pa.ChunkedArray) -> tuple[Int64, int]:
    """The values of a column as numbers from 0, and how many there may be."""
    if not len(column):
        return np.zeros(0, np.int64), 1
    encoded = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    array = encoded.combine_chunks()
    array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
    count = len(array.dictionary)
    return array.indices.fill_null(count).to_numpy().astype(np.int64), count + 1


def paired(key: Int64, table: Int64, key_ties: Sequence[Float] = (), table_ties: Sequence[Float] = ()) -> Pairs:
    """Pair rows of the same number; of several with the same, the first with the first, the second with the second.

    Which of them comes first ``ties`` say: columns, the most telling first.

    >>> pairs = paired(np.array([7, 8, 9]), np.array([9, 7, 7]))
    >>> pairs.key.tolist(), pairs.table.tolist()
    ([0, 1, 2, -1], [1, -1, 0, 2])
    """
    numbers = _dense(np.concatenate([key, table]))
    turns = np.concatenate([_turns(numbers[: len(key)], key_ties), _turns(numbers[len(key) :], table_ties)])
    if turns.any():
        numbers = _dense(numbers * (1 + turns.max()) + turns)
    mine, theirs = numbers[: len(key)], numbers[len(key) :]
    size = numbers.max(initial=-1) + 1
    place, asked = np.full(size, NONE, np.int64), np.zeros(size, np.bool_)
    place[theirs], asked[mine] = np.arange(len(theirs)), True
    extra = np.flatnonzero(~asked[theirs])
    return Pairs(np.concatenate([np.arange(len(mine)), np.full(len(extra), NONE)]), np.concatenate([place[mine], extra]))


def _dense(numbers: Int64) -> Int64:
    """Other numbers, without gaps from 0, that are the same where these are the same."""
    dense: Int64 = pa.array(numbers).dictionary_encode().indices.to_numpy().astype(np.int64)
    return dense


def _turns(numbers: Int64, ties: Sequence[Float]) -> Int64:
    """How many rows of the same number come before each."""
    turns = np.zeros(len(numbers), np.int64)
    rows = np.flatnonzero(np.bincount(numbers)[numbers] > 1) if len(numbers) else numbers
    if len(rows):
        rows = rows[np.lexsort((*(tie[rows] for tie in reversed(ties)), numbers[rows]))]
        turns[rows] = np.arange(len(rows)) - np.searchsorted(numbers[rows], numbers[rows])
    return turns
