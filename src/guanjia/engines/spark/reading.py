"""The first stage: pieces are read and checked where there is room, and their rows dealt out to the parts."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.spark.blobs import by_part, packed, row
from guanjia.engines.spark.failures import carried
from guanjia.engines.spark.records import Checked, Piece
from guanjia.engines.spark.shares import Shares

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast

ACCOUNT, REPEATS = "account", "repeats"
PARTITION = "_partition"
SEQ, PART, ROW_NUMBER = "_seq", "_part", "_row"  # place in the table, part of the person, row in the file
_PIECE_BITS = 40
Rows = Iterator[pa.RecordBatch]
FromBatches = Callable[[Iterable[pa.RecordBatch], int], Iterator[Checked]]


@dataclass(frozen=True)
class Item:
    """A piece to read: of which table, and the how-manieth of it."""

    table: str
    number: int
    piece: Piece


def reader(items: Sequence[Item], shares: Broadcast[Shares]) -> Callable[[Rows], Rows]:
    """From numbers of ``items`` to rows for the parts."""

    def read(batches: Rows) -> Rows:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                item = items[number]
                yield from carried(dealt(item.table, item.number, item.piece(), shares.value))

    return read


def frame_reader(table: str, read_batches: FromBatches, firsts: Mapping[int, int], shares: Broadcast[Shares]) -> Callable[[Rows], Rows]:
    """From batches of a Spark table, tagged with their partition, to rows for the parts; ``firsts`` are the row numbers they begin with."""

    def read(batches: Rows) -> Rows:
        for first in batches:
            number = first.column(PARTITION)[0].as_py()
            plain = (batch.drop_columns([PARTITION]) for batch in chain([first], batches))
            yield from carried(dealt(table, number, read_batches(plain, firsts[number]), shares.value))

    return read


def dealt(table: str, number: int, stretches: Iterable[Checked], shares: Shares) -> Rows:
    """Rows of one piece for the parts, and what became of those that go nowhere."""
    place = number << _PIECE_BITS
    for chunk, checked in enumerate(stretches):
        yield row(0, ACCOUNT, number, chunk, pickle.dumps((table, checked.counts, checked.rejected)))
        batch = checked.batch
        if batch is None:
            continue
        seq = np.arange(place, place + batch.num_rows)
        place += batch.num_rows
        parts = shares.of_people(batch.column("worker_id"), batch.column("platform"))
        if checked.told is not None:
            told = _with(checked.told, {PART: parts, SEQ: seq, ROW_NUMBER: checked.rows})
            for part, some in by_part(told, shares.of_ids(checked.told.column("task_id"))):
                yield row(part, REPEATS, number, chunk, packed(some, {"file": checked.file}))
        yield from _to_people(table, number, chunk, _with(batch, {SEQ: seq}), parts, shares)


def _to_people(table: str, number: int, chunk: int, batch: pa.RecordBatch, parts: NDArray[np.int32], shares: Shares) -> Rows:
    """Rows to the parts of their people; a notice to everybody goes to every part, other rows without a worker to the platform's."""
    nobody = parts < 0
    if nobody.any() and table == "notices":
        blob = packed(batch)  # in its place among the others, so that each part sees the notices in their order
        every = {part: np.flatnonzero((parts == part) | nobody) for part in range(shares.count)}
        for part, rows in every.items():
            yield row(part, table, number, chunk, packed(batch.take(pa.array(rows))) if len(rows) < batch.num_rows else blob)
        return
    if nobody.any():
        parts = np.where(nobody, shares.of_platforms(batch.column("platform")), parts)
    for part, some in by_part(batch, parts):
        yield row(part, table, number, chunk, packed(some))


def _with(batch: pa.RecordBatch, more: dict[str, NDArray[np.integer]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([*batch.columns, *(pa.array(values) for values in more.values())], [*batch.schema.names, *more])
