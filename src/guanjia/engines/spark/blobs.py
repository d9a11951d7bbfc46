"""Rows between the stages of a Spark run: a part, a kind, a place in the order of the records, and Arrow or Python data in one piece.

A stretch of records travels as one value, so that Spark moves and sorts a few large rows where it would otherwise convert every cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

ROW = "part int, kind string, piece long, chunk long, blob binary"
_SCHEMA = pa.schema([("part", pa.int32()), ("kind", pa.string()), ("piece", pa.int64()), ("chunk", pa.int64()), ("blob", pa.binary())])
_PACKING = pa.ipc.IpcWriteOptions(compression="lz4")


def row(part: int, kind: str, piece: int, chunk: int, blob: bytes) -> pa.RecordBatch:
    """One row as a batch."""
    values = ([part], [kind], [piece], [chunk], [blob])
    return pa.RecordBatch.from_arrays([pa.array(v, f.type) for v, f in zip(values, _SCHEMA, strict=True)], schema=_SCHEMA)


def packed(batch: pa.RecordBatch, said: Mapping[str, str] | None = None) -> bytes:
    """A batch as bytes, with something said of it."""
    if said:
        batch = batch.replace_schema_metadata(dict(said))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema, options=_PACKING) as writer:
        writer.write_batch(batch)
    result: bytes = sink.getvalue().to_pybytes()
    return result


def unpacked(blob: bytes | pa.Buffer) -> pa.RecordBatch:
    """The batch again; `said_of` has what was said."""
    with pa.ipc.open_stream(blob) as reader:
        return reader.read_next_batch()


def said_of(batch: pa.RecordBatch) -> dict[str, str]:
    """What was said of a batch when it was packed."""
    return {key.decode(): value.decode() for key, value in (batch.schema.metadata or {}).items()}


def by_part(batch: pa.RecordBatch, parts: NDArray[np.int32]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of each part in their order, with no more words than they use."""
    order = np.argsort(parts, kind="stable")
    sorted_parts = parts[order]
    taken = batch.take(pa.array(order))
    starts = np.flatnonzero(np.diff(sorted_parts, prepend=-2))
    for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
        yield int(sorted_parts[start]), _compact(taken.slice(start, end - start))


def _compact(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [_used(column) if pa.types.is_dictionary(column.type) else column for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _used(column: Any) -> pa.Array:
    words = len(column.dictionary)
    indices = column.indices
    codes = (indices.fill_null(words) if indices.null_count else indices).to_numpy(zero_copy_only=False)
    seen = np.zeros(words + 1, np.bool_)
    seen[codes] = True
    kept = np.flatnonzero(seen[:words])
    place = np.zeros(words + 1, np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    fresh = pa.array(place[codes], column.type.index_type, mask=codes == words)
    return pa.DictionaryArray.from_arrays(fresh, column.dictionary.take(pa.array(kept)), ordered=column.type.ordered)
