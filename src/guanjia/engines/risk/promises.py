"""Promises and orders in hand by published cell and hour of the week."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.risk.lattice import Lattice
from guanjia.engines.risk.local_hours import LocalHours
from guanjia.kernels.on_road.stops import PICKED_UP, RoadTasks, Stops, in_hand
from guanjia.model.clock import HOUR
from guanjia.risk.exposure import HOURS_A_WEEK
from guanjia.risk.on_road import MOST_CARRIED, UNPROMISED, UNTOLD, Counts, Promises

Int64 = NDArray[np.int64]
_THURSDAY = 3 * 24  # 1970-01-01 was one; weeks begin on Monday
_VALUES = 64  # bins of minutes, tasks in hand, each one up so that `UNTOLD` is 0


class GrowingPromises:
    """Counts of pick-ups; only what occurs takes room."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._parts: dict[str, list[tuple[Int64, Int64]]] = {
            name: [] for name in ("short_15", "short_25", "carried", "carried_fast", "begun")
        }

    def add(self, at: Stops, tasks: RoadTasks, lattice: Lattice, clock: LocalHours) -> None:
        """Count the pick-ups of a bucket, where their place is known and somebody rode there."""
        rows = np.flatnonzero(at.kind == PICKED_UP)
        task = at.task[rows]
        cell = lattice.published_at(tasks.from_lat[task], tasks.from_lng[task])
        placed = cell >= 0
        rows, task, cell = rows[placed], task[placed], cell[placed]
        week = cell * HOURS_A_WEEK + (clock.local(at.time[rows]) // HOUR + _THURSDAY) % HOURS_A_WEEK
        short_15, short_25 = tasks.short_15[task], tasks.short_25[task]
        carried = np.minimum(in_hand(at)[rows], MOST_CARRIED)
        for name, values, counted in (
            ("short_15", short_15, short_15 > UNPROMISED),
            ("short_25", short_25, short_25 > UNPROMISED),
            ("carried", carried, short_15 >= 0),
            ("carried_fast", carried, short_15 > 0),
        ):
            self._count(name, week[counted] * _VALUES + values[counted] - UNTOLD)
        self._count("begun", (cell * self._columns + clock.column(at.time[rows])) * _VALUES - UNTOLD)

    def result(self, lattice: Lattice) -> Promises:
        """The counts by cell, hour and value."""
        hours = {name: self._columns if name == "begun" else HOURS_A_WEEK for name in self._parts}
        return Promises(lattice.published, **{name: _counts(part, hours[name]) for name, part in self._parts.items()})

    def _count(self, name: str, keys: Int64) -> None:
        self._parts[name].append(np.unique(keys, return_counts=True))


def _counts(parts: list[tuple[Int64, Int64]], hours: int) -> Counts:
    keys, place = np.unique(np.concatenate([key for key, _ in parts]), return_inverse=True)
    count = np.bincount(place, weights=np.concatenate([count for _, count in parts]), minlength=len(keys)).astype(np.int64)
    slot = keys // _VALUES
    cell, hour, value = slot // hours, slot % hours, keys % _VALUES + UNTOLD
    return Counts(cell.astype(np.int32), hour.astype(np.int32), value.astype(np.int32), count)
