"""Presence as events, read no further than the tasks have come."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from guanjia.engines import side_tables
from guanjia.engines.columns import integers, labels
from guanjia.engines.event_order import take
from guanjia.engines.task_columns import Words
from guanjia.engines.vocabulary import Vocabulary
from guanjia.flows.ports import Progress, Source
from guanjia.kernels.fold_state import ONLINE, REQUIRED, REST, Events
from guanjia.model.schema import PRESENCE_KINDS

COLUMNS = ("worker_id", "platform", "kind", "start_time", "end_time")
_EVENTS = np.array([{"online": ONLINE, "required": REQUIRED, "rest": REST}[kind] for kind in PRESENCE_KINDS], np.int8)


class Presence:
    """The spans of a source's presence table, in its order."""

    def __init__(self, source: Source, words: Words, progress: Progress, rests: bool) -> None:
        self._batches = side_tables.batches_of(source, "presence", COLUMNS)
        self._words, self._progress = words, progress
        self._rests = rests  # whether declared rests are wanted: they are cut out of tasks, or left alone
        self._kinds = Vocabulary(*PRESENCE_KINDS)
        self._reached = np.iinfo(np.int64).min
        self._ended = False

    def until(self, moment: int) -> list[Events]:
        """The batches that begin no later than ``moment`` and were not given before."""
        parts = []
        while not self._ended and self._reached <= moment:
            batch = next(self._batches, None)
            if batch is None:
                self._ended = True
                break
            if batch.num_rows:
                parts.append(self._events(batch))
                self._reached = int(integers(batch, "start_time")[-1])
        return parts

    def remaining(self) -> Iterator[Events]:
        """What was not given before."""
        for batch in self._batches:
            if batch.num_rows:
                yield self._events(batch)

    def _events(self, batch: pa.RecordBatch) -> Events:
        kind = _EVENTS[self._kinds.encode(labels(batch, "kind"))]
        unit = self._words.who.encode(labels(batch, "worker_id"), labels(batch, "platform"))
        start, end = integers(batch, "start_time"), integers(batch, "end_time")
        self._progress("presence", batch.num_rows)
        events = Events(kind, unit, start, end, np.full(len(kind), -1, np.int32))
        return events if self._rests else take(events, kind != REST)
