"""From Arrow columns to the plain arrays of the kernels: `NULL` for absent moments and amounts, nan for absent degrees."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.clock import NULL

Int64 = NDArray[np.int64]


def integers(batch: pa.RecordBatch, name: str) -> Int64:
    """An integer or timestamp column; `NULL` where empty or where the batch has no such column."""
    column = _column(batch, name)
    if column is None:
        return np.full(batch.num_rows, NULL, np.int64)
    if pa.types.is_timestamp(column.type):
        column = column.view(pa.int64())
    if column.null_count:
        column = column.cast(pa.int64()).fill_null(NULL)
    return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)


def floats(batch: pa.RecordBatch, name: str) -> NDArray[np.float64]:
    """A floating column; nan where empty or absent."""
    column = _column(batch, name)
    if column is None:
        return np.full(batch.num_rows, np.nan)
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)


def labels(batch: pa.RecordBatch, name: str) -> pa.Array:
    """A label column; all null where absent."""
    column = _column(batch, name)
    return pa.nulls(batch.num_rows, pa.string()) if column is None else column


def _column(batch: pa.RecordBatch, name: str) -> pa.Array | None:
    index = batch.schema.get_field_index(name)
    return None if index < 0 else batch.column(index)
