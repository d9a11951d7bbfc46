"""The arrays that the fold writes, growing with the workers, days and runs that the records bring."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.event_order import take, take_tasks
from guanjia.kernels.fold import add_pay, fold
from guanjia.kernels.fold_state import DISORDER, DONE, NULL, Events, State, Tasks, Watch, empty_out, empty_state
from guanjia.kernels.unit_order import unit_order
from guanjia.model.measures import Int16, Int32, Int64
from guanjia.model.schema import PAY_KINDS


class Disorder(Exception):
    """An event of a worker came before an earlier one: the records are not in time order."""


class Ledger:
    """State and output of one fold. ``marks`` are the daily marks, ``windows`` the windows, ``runs`` the run marks."""

    def __init__(self, marks: int, windows: int, runs: int) -> None:
        self.first_day = 0
        self.state = empty_state(0, 0, runs)
        self.out = empty_out(0, 0, marks, windows, len(PAY_KINDS))

    def fold(self, watch: Watch, events: Events, tasks: Tasks, units: int) -> None:
        """Fold a batch of events; raises `Disorder` where a worker's events are not in order of their start."""
        self.fit(units, watch)
        events, tasks = _by_unit(events, tasks, units)
        longest = int((events.end - events.start).max(initial=0)) // 82_800_000_000 + 3  # days a span may touch; a day has 23 h or more
        at, status = 0, DONE + 1
        while status != DONE:
            status, at = fold(watch, self.state, self.out, events, tasks, at, longest, len(watch.run_clock))
            if status == DISORDER:
                raise Disorder
            if status != DONE:
                self._make_room(longest)

    def add_pay(self, watch: Watch, unit: Int32, moment: Int64, kind: Int16, amount: Int64, units: int) -> None:
        """Add pay lines to their worker-days."""
        self.fit(units, watch)
        at = 0
        while (at := add_pay(watch, self.state, self.out, unit, moment, kind, amount, at)) < len(unit):
            self._make_room(1)

    def fit(self, units: int, watch: Watch) -> None:
        """Make room for so many units and for every day of the watch."""
        old, days = self.state.grid.shape
        wanted = len(watch.day_begins) - 1
        rows = old if units <= old else max(units, old * 2)
        before = self.first_day - watch.first_day if days else 0
        if rows == old and wanted == days and before == 0:
            return
        grid = np.full((rows, wanted), -1, np.int32)
        grid[:old, before : before + days] = self.state.grid
        self.first_day = watch.first_day
        self.state = State(
            _grown(self.state.last_start, rows, NULL),
            _grown(self.state.frontier, rows, NULL),
            _grown(self.state.ends, rows, NULL),
            _grown(self.state.runs, rows),
            grid,
        )

    def _make_room(self, days: int) -> None:
        rows = max(4 * len(self.out.days), 65_536 + days)  # memory that is never written costs nothing; copying does
        runs = max(4 * len(self.out.runs), 16_384)
        out = self.out
        by_row = ("days", "reached", "time_in", "tasks_in", "pay_in", "booked_in", "pay")
        self.out = out._replace(runs=_grown(out.runs, runs), **{name: _grown(getattr(out, name), rows) for name in by_row})


def _by_unit(events: Events, tasks: Tasks, units: int) -> tuple[Events, Tasks]:
    """Each unit's events together, in the order they stand, with their tasks beside them: half the time of jumping about in memory."""
    order = unit_order(events.unit, units)
    events = take(events, order)
    if not len(tasks.row):
        return events, tasks
    return events._replace(task=np.arange(len(order), dtype=np.int32)), take_tasks(tasks, np.maximum(events.task, 0))


def _grown(array: NDArray[Any], rows: int, fill: int | None = None) -> NDArray[Any]:
    bigger = np.zeros((rows, *array.shape[1:]), array.dtype) if fill is None else np.full((rows, *array.shape[1:]), fill, array.dtype)
    bigger[: len(array)] = array
    return bigger
