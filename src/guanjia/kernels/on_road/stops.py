"""The moments of a worker's tasks in one order: dispatched, picked up, done."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Float = NDArray[np.float64]
NULL = np.iinfo(np.int64).min
DISPATCHED, PICKED_UP, DONE = 0, 1, 2


class RoadTasks(NamedTuple):
    """Tasks that have an interval and were done on the road. Shape (n,) each; moments in UTC microseconds, `NULL` where not recorded."""

    person: NDArray[np.int32]
    start: Int64  # task time starts
    end: Int64  # task time ends
    arrived: Int64  # at the pick-up
    picked: Int64  # goods or passenger on board
    from_lat: Float  # degrees; nan where not recorded
    from_lng: Float
    to_lat: Float
    to_lng: Float
    short_15: NDArray[
        np.int16
    ]  # minutes by which the promise falls short of riding at 15 km/h, 0 for none; below 0 where it cannot be told
    short_25: NDArray[np.int16]  # the same at 25 km/h
    region: NDArray[np.int16]


class Stops(NamedTuple):
    """Three stops a task, in order of person and time."""

    person: NDArray[np.int32]
    time: Int64
    kind: NDArray[np.int8]
    task: NDArray[np.int32]


def stops(tasks: RoadTasks) -> Stops:
    """The stops of ``tasks``; of equal moments a drop-off comes before a pick-up and that before a dispatch.

    A pick-up outside the task's interval, or not recorded, is none.

    >>> times = [np.array([moment]) for moment in (5, 9, 6, 7)]
    >>> t = RoadTasks(np.zeros(1, np.int32), *times, *[np.zeros(1)] * 4, *[np.zeros(1, np.int16)] * 3)
    >>> stops(t).time.tolist(), stops(t).kind.tolist()
    ([5, 7, 9], [0, 1, 2])
    """
    index = np.arange(len(tasks.person), dtype=np.int32)
    picked = index[(tasks.picked != NULL) & (tasks.picked >= tasks.start) & (tasks.picked <= tasks.end)]
    task = np.concatenate([index, picked, index])
    kind = np.repeat(np.array([DISPATCHED, PICKED_UP, DONE], np.int8), [len(index), len(picked), len(index)])
    time = np.concatenate([tasks.start, tasks.picked[picked], tasks.end])
    person = tasks.person[task]
    order = np.lexsort((task, -kind, time, person))
    return Stops(person[order], time[order], kind[order], task[order])


def in_hand(at: Stops) -> NDArray[np.int32]:
    """Tasks that the person has in hand at each stop, that one counted in.

    >>> t = np.zeros(4, np.int32)
    >>> in_hand(Stops(t, np.arange(4), np.array([0, 0, 2, 2], np.int8), t)).tolist()
    [1, 2, 2, 1]
    """
    change = (at.kind == DISPATCHED).astype(np.int32) - (at.kind == DONE)
    after: NDArray[np.int32] = np.cumsum(change, dtype=np.int32)  # every person ends with nothing in hand, so one sum serves all
    after += at.kind == DONE
    return after
