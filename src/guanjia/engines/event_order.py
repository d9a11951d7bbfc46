"""One stream of events in order of their start, from tasks, billed spans and presence that each come in their own order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.keepsake import State
from guanjia.kernels.fold_state import Events, Tasks

_NONE = np.zeros(0, np.int64)
NO_EVENTS = Events(_NONE.astype(np.int8), _NONE.astype(np.int32), _NONE, _NONE, _NONE.astype(np.int32))


def merged(parts: Sequence[Events]) -> Events:
    """The events of all parts in order of start; at the same start, earlier parts first."""
    parts = [part for part in parts if len(part.unit)]
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return NO_EVENTS
    joined = _joined(parts)
    return take(joined, np.argsort(joined.start, kind="stable"))


def take(events: Events, rows: NDArray[np.integer] | NDArray[np.bool_] | slice) -> Events:
    """Some of the events."""
    columns: list[Any] = [column[rows] for column in events]
    return Events(*columns)


def take_tasks(tasks: Tasks, rows: NDArray[np.integer]) -> Tasks:
    """Some of the tasks."""
    columns: list[Any] = [column[rows] for column in tasks]
    return Tasks(*columns)


def joined_tasks(parts: Sequence[Tasks]) -> Tasks:
    """The tasks of all parts, one after the other."""
    columns: list[Any] = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Tasks(*columns)


def _joined(parts: Sequence[Events]) -> Events:
    columns: list[Any] = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Events(*columns)


def no_tasks() -> Tasks:
    """The tasks that events of presence point into: none."""
    empty = np.zeros(0, np.int64)
    short = empty.astype(np.int16)
    flag = empty.astype(np.bool_)
    return Tasks(short, short, short, empty, flag, flag, flag, flag, empty, empty, empty, empty, empty)


class Merge:
    """Merges task batches with billed spans and presence that reach beyond them.

    A batch is folded up to its last dispatch; events that start later wait for the next batch, together with the tasks they belong to.
    """

    def __init__(self) -> None:
        self._waiting: Events | None = None
        self._tasks: Tasks | None = None

    def add(self, tasks: Tasks, on_task: Events, *others: Events) -> tuple[Events, Tasks]:
        """The events that are due once this batch of tasks is known, and the tasks they point into."""
        if self._waiting is not None and self._tasks is not None:
            offset = len(self._tasks.row)
            tasks = joined_tasks([self._tasks, tasks])
            parts = [self._waiting, *(_shifted(part, offset) for part in (on_task, *others))]
        else:
            parts = [on_task, *others]
        if not any(len(part.unit) for part in parts[1:]) and self._waiting is None:
            return on_task, tasks
        events = merged(parts)
        until = int(np.searchsorted(events.start, on_task.start[-1], side="right")) if len(on_task.start) else 0
        self._keep(take(events, slice(until, None)), tasks)
        return take(events, slice(None, until)), tasks

    def hold(self, *events: Events) -> None:
        """Let events that point to no task wait too."""
        events = tuple(part for part in events if len(part.unit))
        if not events:
            return
        if self._waiting is None or self._tasks is None:
            self._waiting, self._tasks = NO_EVENTS, no_tasks()
        self._waiting = merged([self._waiting, *events])

    def state(self) -> State:
        """All that `restore` needs."""
        return None if self._waiting is None or self._tasks is None else [list(self._waiting), list(self._tasks)]

    def restore(self, state: State) -> None:
        """Go on from a state."""
        if state is not None:
            self._waiting, self._tasks = Events(*state[0]), Tasks(*state[1])

    def rest(self) -> tuple[Events, Tasks] | None:
        """What still waits when the tasks have ended."""
        if self._waiting is None or self._tasks is None:
            return None
        waiting, tasks = self._waiting, self._tasks
        self._waiting = self._tasks = None
        return waiting, tasks

    def _keep(self, waiting: Events, tasks: Tasks) -> None:
        if not len(waiting.unit):
            self._waiting = self._tasks = None
            return
        needed = np.unique(waiting.task[waiting.task >= 0])
        place = np.searchsorted(needed, np.maximum(waiting.task, 0)).astype(np.int32)
        self._waiting = waiting._replace(task=np.where(waiting.task >= 0, place, -1).astype(np.int32))
        self._tasks = take_tasks(tasks, needed)


def _shifted(events: Events, offset: int) -> Events:
    task = np.where(events.task >= 0, events.task + offset, -1).astype(np.int32)
    return events._replace(task=task)
