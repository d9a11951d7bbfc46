"""Rows that share the same few codes, found without sorting where one combination fills the whole column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.integer[Any]]


def groups(count: int, columns: Sequence[tuple[Codes | None, int]]) -> Iterator[tuple[slice | NDArray[np.intp], tuple[int, ...]]]:
    """Each combination of codes that occurs, with its rows; a column is its codes (-1 or None: not given) and how many there are.

    >>> [(rows.tolist(), codes) for rows, codes in groups(3, [(np.array([1, -1, 1]), 2), (None, 0)])]
    [([1], (-1, -1)), ([0, 2], (1, -1))]
    """
    if count == 0:
        return
    sizes = [size + 1 for _, size in columns]
    if all(codes is None or codes.min() == codes.max() for codes, _ in columns):
        yield slice(None), tuple(-1 if codes is None else int(codes[0]) for codes, _ in columns)
        return
    key = np.zeros(count, np.int64)
    for (codes, _), size in zip(columns, sizes, strict=True):
        key *= size
        key += 0 if codes is None else np.asarray(codes, np.int64) + 1
    distinct, compact = np.unique(key, return_inverse=True) if key.max() > 1 << 20 else _compact(key)
    small = compact.astype(np.min_scalar_type(len(distinct)))  # few bits: a stable sort is then a radix sort
    order = np.argsort(small, kind="stable")
    cuts = np.searchsorted(small[order], np.arange(len(distinct) + 1, dtype=small.dtype))
    for number, code in enumerate(distinct):
        yield order[cuts[number] : cuts[number + 1]], _decode(int(code), sizes)


def _compact(key: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct keys and each row's place among them, without sorting."""
    present = np.bincount(key) > 0
    return np.flatnonzero(present), (np.cumsum(present) - 1)[key]


def _decode(key: int, sizes: Sequence[int]) -> tuple[int, ...]:
    codes: list[int] = []
    for size in reversed(sizes):
        key, code = divmod(key, size)
        codes.insert(0, code - 1)
    return tuple(codes)
