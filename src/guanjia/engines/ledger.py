"""The arrays that the fold writes, growing with the workers, days and runs that the records bring."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.event_order import take, take_tasks
from guanjia.engines.keepsake import State as Kept
from guanjia.engines.room import Room
from guanjia.engines.spool import Spool
from guanjia.kernels.fold import fold, unfinished_runs
from guanjia.kernels.fold_state import CLOSED, DISORDER, DONE, NULL, Events, Out, State, Tasks, Watch, empty_out, empty_state
from guanjia.kernels.unit_order import unit_order

ROWS_KEPT = 400_000  # worker-days held before those that are over are put away
UNENDING_DAY = int(np.iinfo(np.int32).max)
_NEVER = int(np.iinfo(np.int32).min)
_BY_ROW = ("days", "reached", "time_in", "tasks_in", "pay_in", "booked_in")


class Disorder(Exception):
    """An event of a worker came before an earlier one: the records are not in time order."""


class Ledger:
    """State and output of one fold. ``marks`` are the daily marks, ``windows`` the windows, ``runs`` the run marks.

    Worker-days that are over go to ``spool`` under ``name``, so that memory holds the days at hand only. Where ``few`` of the units
    have events, state is kept for those only.
    """

    def __init__(self, marks: int, windows: int, runs: int, spool: Spool, name: str, few: bool = False, room: Room | None = None) -> None:
        self.first_day = 0
        self.state = empty_state(0, 0, runs)
        self.out = empty_out(0, 0, marks, windows)
        self.seen = np.zeros(0, np.bool_)  # units that have any worker-day
        self.first_worked, self.last_worked = np.zeros(0, np.int32), np.zeros(0, np.int32)
        self._spool, self._name = spool, name
        self._numbers = Numbers() if few else None
        self._most = (ROWS_KEPT if room is None else room.days) // (8 if few else 1)
        self._put_before = _NEVER

    def fold(self, watch: Watch, events: Events, tasks: Tasks, units: int) -> None:
        """Fold a batch of events; raises `Disorder` where a worker's events are not in order of their start."""
        if self._numbers is not None:
            events = events._replace(unit=self._numbers.of(events.unit))
        self.fit(units, watch)
        units = units if self._numbers is None else len(self._numbers)
        events, tasks = _by_unit(events, tasks, units)
        longest = int((events.end - events.start).max(initial=0)) // 82_800_000_000 + 3  # days a span may touch; a day has 23 h or more
        at, status = 0, DONE + 1
        while status != DONE:
            status, at = fold(watch, self.state, self.out, events, tasks, at, longest, len(watch.run_clock))
            if status == DISORDER:
                raise Disorder
            if status != DONE:
                self._make_room(longest)

    def put_away(self, before: int, windows: tuple[int, ...]) -> None:
        """Close the worker-days before the day ``before``, and put them and the runs that ended into the spool; ``windows`` were open."""
        out, used, ended = self.out, int(self.out.counts[0]), int(self.out.counts[1])
        over = out.days["day"][:used] < before
        rows = np.flatnonzero(over)
        unit = self._units(out.days["unit"][rows])
        order = np.lexsort((out.days["day"][rows], unit))
        rows = rows[order]
        days = out.days[rows]
        self._note(days)
        self.state.grid[days["unit"], days["day"] - self.first_day] = CLOSED
        days["unit"] = unit[order]
        blocks = (getattr(out, name)[rows][:, windows] for name in _BY_ROW[2:])
        self._spool.put(f"{self._name}-days", days["unit"], days, out.reached[rows], *blocks)
        self._put_runs(out.runs[:ended])
        kept = np.flatnonzero(~over)
        for name in _BY_ROW:
            array = getattr(out, name)
            array[: len(kept)] = array[kept]
            array[len(kept) : used].view(np.uint8).fill(0)
        left = out.days[: len(kept)]
        self.state.grid[left["unit"], left["day"] - self.first_day] = np.arange(len(kept))
        out.counts[:] = len(kept), 0
        self._put_before = _NEVER if before == UNENDING_DAY else before

    def put_rest_away(self, windows: tuple[int, ...]) -> None:
        """Close everything: the records have ended."""
        used = int(self.out.counts[0])
        if used > self._most // 2:  # in two parts, each of which is copied on its way
            self.put_away(int(self.out.days["day"][:used].max()), windows)
        self.put_away(UNENDING_DAY, windows)
        self._put_runs(unfinished_runs(self.state))
        self.state = empty_state(0, 0, 0)
        self.out = empty_out(0, 0, 0, 0)._replace(hours=self.out.hours)

    def state_of_all(self, units: int) -> Kept:
        """All that `restore` needs, of so many units."""
        days, runs = (int(count) for count in self.out.counts)
        out = {name: getattr(self.out, name)[: runs if name == "runs" else days] for name in (*_BY_ROW, "runs")}
        return {
            "first_day": self.first_day,
            "state": [array[: self._rows_of(units)] for array in self.state],
            "out": out,
            "hours": self.out.hours,
            "seen": [array[: self._rows_of(units)] for array in (self.seen, self.first_worked, self.last_worked)],
            "numbers": None if self._numbers is None else self._numbers.units,
        }

    def restore(self, kept: Kept) -> None:
        """Go on from a state."""
        self.first_day, self.state = kept["first_day"], State(*kept["state"])
        counts = np.array([len(kept["out"]["days"]), len(kept["out"]["runs"])], np.int64)
        self.out = Out(**kept["out"], hours=kept["hours"], counts=counts)
        self.seen, self.first_worked, self.last_worked = kept["seen"]
        if self._numbers is not None:
            self._numbers = Numbers(kept["numbers"])

    def full(self, before: int) -> bool:
        """Whether there are many worker-days, and those before the day ``before`` have not been put away."""
        return bool(self.out.counts[0] > self._most) and before > self._put_before

    def _rows_of(self, units: int) -> int:
        return units if self._numbers is None else len(self._numbers)

    def _units(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        return rows if self._numbers is None else self._numbers.units[rows]

    def _put_runs(self, runs: NDArray[np.void]) -> None:
        unit = self._units(runs["unit"])
        order = np.argsort(unit, kind="stable")
        runs = runs[order]
        runs["unit"] = unit[order]
        self._spool.put(f"{self._name}-runs", runs["unit"], runs)

    def _note(self, days: NDArray[np.void]) -> None:
        """Remember who has worker-days, and their first and last day with any task or presence."""
        self.seen[days["unit"]] = True
        worked = days[(days["tasks"] > 0) | (days["online_time"] > 0)]
        np.minimum.at(self.first_worked, worked["unit"], worked["day"])
        np.maximum.at(self.last_worked, worked["unit"], worked["day"])

    def fit(self, units: int, watch: Watch) -> None:
        """Make room for so many units and for every day of the watch."""
        old, days = self.state.grid.shape
        wanted = len(watch.day_begins) - 1
        units = self._rows_of(units)
        rows = old if units <= old else max(units, old + old // 4)
        before = self.first_day - watch.first_day if days else 0
        if rows == old and wanted == days and before == 0:
            return
        grid = np.full((rows, wanted), -1, np.int32)
        grid[:old, before : before + days] = self.state.grid
        self.first_day = watch.first_day
        self.state = self.state._replace(grid=grid)
        if rows == old:
            return
        for name in ("last_start", "frontier", "ends"):  # one after the other, so that there is never twice the whole
            self.state = self.state._replace(**{name: _grown(getattr(self.state, name), rows, NULL)})
        self.state = self.state._replace(runs=_grown(self.state.runs, rows))
        self.seen = _grown(self.seen, rows)
        self.first_worked = _grown(self.first_worked, rows, np.iinfo(np.int32).max)
        self.last_worked = _grown(self.last_worked, rows, np.iinfo(np.int32).min)

    def _make_room(self, days: int) -> None:
        rows = max(4 * len(self.out.days), 65_536 + days)  # memory that is never written costs nothing; copying does
        runs = max(4 * len(self.out.runs), 16_384)
        out = self.out
        self.out = out._replace(runs=_grown(out.runs, runs), **{name: _grown(getattr(out, name), rows) for name in _BY_ROW})


class Numbers:
    """Small numbers for units, in the order they come; ``units`` are those that have theirs."""

    def __init__(self, units: NDArray[np.int32] | None = None) -> None:
        self.units: NDArray[np.int32] = np.zeros(0, np.int32) if units is None else units
        self._number_of = np.full(int(self.units.max(initial=-1)) + 1, -1, np.int32)
        self._number_of[self.units] = np.arange(len(self.units))

    def __len__(self) -> int:
        return len(self.units)

    def of(self, units: NDArray[np.int32]) -> NDArray[np.int32]:
        """The number of each unit, new for those not seen before."""
        if len(units) and (most := int(units.max())) >= len(self._number_of):
            self._number_of = np.append(self._number_of, np.full(most + 1, -1, np.int32))
        numbers = self._number_of[units]
        if (numbers < 0).any():
            new = np.unique(units[numbers < 0])
            self._number_of[new] = np.arange(len(self), len(self) + len(new))
            self.units = np.append(self.units, new)
            numbers = self._number_of[units]
        return numbers


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
