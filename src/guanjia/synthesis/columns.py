"""Arrow columns for synthetic records, made from whole numpy arrays at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.schema import LABEL, MOMENT, Table


def labels(codes: NDArray[np.integer], vocabulary: Sequence[str]) -> pa.DictionaryArray:
    """Labels ``vocabulary[code]``; a negative code is an empty cell."""
    indices = pa.array(codes.astype(np.int32), mask=np.asarray(codes) < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(vocabulary, pa.string()))


def numbered(prefix: str, numbers: NDArray[np.integer], width: int) -> pa.StringArray:
    """Opaque ids: ``prefix`` (ASCII) and each number with leading zeros.

    >>> numbered("T", np.array([7, 120]), 4).to_pylist()
    ['T0007', 'T0120']
    """
    size = len(prefix) + width
    letters = np.empty((len(numbers), size), np.uint8)
    letters[:, : len(prefix)] = np.frombuffer(prefix.encode("ascii"), np.uint8)
    rest = numbers.astype(np.int64)
    for place in range(size - 1, len(prefix) - 1, -1):
        rest, digit = np.divmod(rest, 10)
        letters[:, place] = digit + ord("0")
    ends = np.arange(len(numbers) + 1, dtype=np.int32) * np.int32(size)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(ends), pa.py_buffer(letters))


def moments(us: NDArray[np.int64], absent: NDArray[np.bool_] | None = None) -> pa.Array:
    """Moments in UTC microseconds, empty where ``absent``."""
    return pa.array(us, pa.int64(), mask=absent).cast(MOMENT)


def records(definition: Table, rows: int, columns: Mapping[str, object]) -> pa.Table:
    """A table of ``definition``: columns are arrays, one value for all rows, or left out for empty; ``row`` counts from 1."""
    arrays = []
    for column in definition.columns:
        value = np.arange(1, rows + 1) if column.name == "row" else columns.get(column.name)
        if column.type == LABEL and (value is None or isinstance(value, str)):
            value = labels(np.full(rows, -1 if value is None else 0), ["" if value is None else value])
        elif not isinstance(value, (np.ndarray, pa.Array)):
            value = pa.repeat(pa.scalar(value, column.type), rows)
        arrays.append(value.cast(column.type) if isinstance(value, pa.Array) else pa.array(value, column.type))
    return pa.Table.from_arrays(arrays, schema=definition.schema)
