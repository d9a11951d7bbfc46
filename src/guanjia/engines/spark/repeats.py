"""The second stage: in the part of their ids, tasks are held against those told before; what repeats is named to the people's parts."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.spark.blobs import row, said_of, unpacked
from guanjia.engines.spark.failures import carried
from guanjia.engines.spark.reading import ACCOUNT, PART, REPEATS, ROW_NUMBER, SEQ, Rows
from guanjia.engines.spark.records import Repeats

DROPPED = "dropped"
LATER = 1 << 30  # a row set aside as a repeat comes after those that its stretch set aside by themselves


def judge(repeats: Callable[[], Repeats]) -> Callable[[Rows], Rows]:
    """From rows with ids, in order, to accounts and the rows to drop; other rows pass through."""

    def judged(batches: Rows) -> Rows:
        seen = repeats()
        for batch in batches:
            for number in range(batch.num_rows):
                kind = batch.column(1)[number].as_py()
                if kind == REPEATS:
                    yield from carried(_judged(seen, batch.slice(number, 1)))
                else:
                    yield batch.slice(number, 1)

    return judged


def _judged(seen: Repeats, one: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    told = unpacked(one.column(4)[0].as_buffer())
    hidden = (PART, SEQ, ROW_NUMBER)
    part, seq, rows = (told.column(name).to_numpy() for name in hidden)
    dropped, rejected, counts = seen.judge(said_of(told)["file"], rows, told.drop_columns(list(hidden)))
    if not dropped.any():
        return
    piece, chunk = one.column(2)[0].as_py(), one.column(3)[0].as_py()
    yield row(0, ACCOUNT, piece, chunk + LATER, pickle.dumps(("tasks", counts, rejected)))
    for each in np.unique(part[dropped]):
        yield row(int(each), DROPPED, piece, chunk, seq[dropped & (part == each)].astype(np.int64).tobytes())


def together(dropped: Iterable[tuple[int, bytes]]) -> Mapping[int, NDArray[np.int64]]:
    """The places of the rows to drop in each part, sorted."""
    parts: dict[int, list[NDArray[np.int64]]] = {}
    for part, blob in dropped:
        parts.setdefault(part, []).append(np.frombuffer(blob, np.int64))
    return {part: np.sort(np.concatenate(places)) for part, places in parts.items()}
