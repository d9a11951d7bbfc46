"""Reading ahead: the next batch is read, joined and decoded while this one is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pyarrow as pa

T = TypeVar("T")
ROWS = 150_000


def ahead(batches: Iterable[pa.RecordBatch], decode: Callable[[pa.RecordBatch], T]) -> Iterator[T]:
    """``decode`` of about `ROWS` rows at a time, each made by a thread while the one before is in use.

    Errors come out where they belong. ``decode`` is called in order and never twice at once.
    """
    yield from prefetched(map(decode, joined(batches)))


def prefetched(items: Iterable[T]) -> Iterator[T]:
    """The items, each made by a thread while the one before is in use; one ahead, in order, and errors come out where they belong."""
    made = iter(items)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, made, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, made, None)
            yield item


def joined(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Batches joined to about `ROWS` rows, so that labels are not looked up anew for every small file."""
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
    whole: pa.RecordBatch = table.to_batches()[0]
    return whole
