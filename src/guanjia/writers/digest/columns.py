"""Arrow columns as the arrays that counting needs: label codes with their words, numbers, microseconds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.model.clock import NULL

Codes = NDArray[np.int32]
Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class Coded:
    """A column of labels: ``words[codes[i]]`` is the label of row ``i``. A null is the empty label."""

    codes: Codes
    words: tuple[str, ...]

    def used(self) -> list[str]:
        """The words that some row has; a dictionary may hold others."""
        return [self.words[code] for code in np.unique(self.codes).tolist()]

    def code(self, word: str) -> int:
        """The code of a word, -1 where the dictionary lacks it."""
        return self.words.index(word) if word in self.words else -1


def coded(table: pa.Table, name: str) -> Coded:
    """The labels of a column, each word once, in the order of first appearance in the dictionary."""
    column = table.column(name)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    array = pa.chunked_array(column, type=column.type).unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), pa.array([], pa.string()))
    raw = tuple("" if word is None else str(word) for word in array.dictionary.to_pylist())
    if "" not in raw:
        raw = (*raw, "")
    empty = raw.index("")
    words = tuple(dict.fromkeys(raw))
    numbers = {word: number for number, word in enumerate(words)}
    place = np.array([numbers[word] for word in raw], np.int32)
    codes = array.indices.fill_null(empty).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return Coded(place[codes] if len(words) < len(raw) else codes, words)


def whole(table: pa.Table, name: str) -> Int64:
    """A column of whole numbers, moments or durations (microseconds) as int64, `NULL` where absent."""
    column = table.column(name)
    if not pa.types.is_integer(column.type):
        column = column.cast(pa.int64())
    values: Int64 = pc.fill_null(column.cast(pa.int64()), NULL).to_numpy()
    return values


def real(table: pa.Table, name: str) -> NDArray[np.float64]:
    """A column of numbers as float64, nan where absent."""
    values: NDArray[np.float64] = pc.fill_null(table.column(name).cast(pa.float64()), np.nan).to_numpy()
    return values


def hours(table: pa.Table, name: str) -> NDArray[np.float64]:
    """A column of durations as hours, nan where absent."""
    values = whole(table, name)
    return np.where(values == NULL, np.nan, values / 3.6e9)


def pairs(first: Coded, second: Coded) -> Int64:
    """One number for each pair of labels."""
    return first.codes.astype(np.int64) * len(second.words) + second.codes
