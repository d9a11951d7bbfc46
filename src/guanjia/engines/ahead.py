"""Reading ahead: the next batch is read, and small ones joined, while this one is folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

ROWS = 1_000_000


def ahead(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of about a million, each read by a thread while the one before is in use; errors come out where they belong."""
    joined = _joined(batches)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, joined, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, joined, None)
            yield batch


def _joined(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches joined to about a million rows, so that labels are looked up once a million rows and not once a file."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        if rows and rows + batch.num_rows > ROWS:
            yield _one(waiting)
            waiting, rows = [], 0
        waiting.append(batch)
        rows += batch.num_rows
    if waiting:
        yield _one(waiting)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
    return table.to_batches()[0]
