"""Declared rests of a given length, cut out of the tasks they lie in."""

from __future__ import annotations

import numpy as np

from guanjia.engines.event_order import merged, take
from guanjia.kernels.fold_state import BILLED, PIECE, REST, TASK, Events
from guanjia.kernels.leave_out import left_out


def without_rests(events: Events, shortest: int) -> Events:
    """Events in order of start without REST events, and with tasks cut where a rest of at least ``shortest`` microseconds lies in them.

    What follows a rest is a PIECE (or for billed time another BILLED event): it counts as time, not as another task.
    """
    rests = take(events, (events.kind == REST) & (events.end - events.start >= shortest))
    work = take(events, events.kind != REST)
    rested = np.unique(rests.unit)
    if not len(rested):
        return work
    touched = np.isin(work.unit, rested) & np.isin(work.kind, (TASK, BILLED))
    cut: list[tuple[int, int, int, int, int]] = []
    for unit in rested:
        mine = rests.unit == unit
        spans = np.column_stack([rests.start[mine], rests.end[mine]])
        for i in np.flatnonzero(touched & (work.unit == unit)):
            kind, start, end, task = int(work.kind[i]), int(work.start[i]), int(work.end[i]), int(work.task[i])
            outside = left_out(start, end, spans)
            if kind == TASK and (not outside or outside[0][0] > start):
                outside = [(start, start), *outside]  # the dispatch itself still counts
            for a, b in outside:
                cut.append((PIECE if kind == TASK and a > start else kind, int(unit), a, b, task))
    table = np.array(cut, np.int64).reshape(-1, 5)
    pieces = Events(table[:, 0].astype(np.int8), table[:, 1].astype(np.int32), table[:, 2], table[:, 3], table[:, 4].astype(np.int32))
    return merged([take(work, ~touched), take(pieces, np.argsort(pieces.start, kind="stable"))])
