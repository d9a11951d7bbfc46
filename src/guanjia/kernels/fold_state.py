"""What the fold reads, remembers and writes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TASK, BILLED, REQUIRED, ONLINE = 0, 1, 2, 3  # kinds of events
PIECE, REST = 4, 5  # PIECE: what follows a rest left out of a task; REST: a declared rest, cut out of tasks before the fold
REFUSED = 6  # a task that was pushed and refused: no work, but a dispatch
TASK_CLOCK, WORKING_CLOCK, ONLINE_CLOCK, BILLED_CLOCK = 0, 1, 2, 3
CARRIED = 16  # tasks in hand that are told apart
NULL = np.iinfo(np.int64).min
SLOT = 900_000_000  # a quarter of an hour, microseconds; as in model.clock
DONE, DISORDER, FULL = 0, 1, 2
CLOSED = -2  # in a state's grid: the worker-day was finished and put away

DAY = np.dtype(
    [
        *[(name, "i4") for name in ("unit", "day", "tasks", "cancelled", "understated", "paid_tasks")],
        *[(name, "i2") for name in ("region", "regions", "product", "kinds", "most_carried")],
        *[(name, "i8") for name in ("task_time", "working_time", "online_time", "billed_time", "booked_time", "booked_working")],
        *[(name, "i8") for name in ("longest_run", "run_start", "run_end", "longest_rest")],
        *[(name, "i8") for name in ("first_start", "last_end", "last_dispatch")],
        *[(name, "i8") for name in ("base", "tip", "fare", "commission", "first_row", "last_row")],
    ],
    align=True,
)
"""One worker-day, as `model.measures.Days` describes it."""

RUN = np.dtype(
    [
        *[(name, "i4") for name in ("unit", "tasks", "late_dispatches", "understated")],
        *[(name, "i2") for name in ("mark", "region", "product", "kinds")],
        *[(name, "i8") for name in ("start", "end", "time", "exceeded", "in_hand_until", "first_late", "rest_after")],
        *[(name, "i8") for name in ("first_row", "last_row")],
    ],
    align=True,
)
"""One run, as `model.measures.Runs` describes it."""


class Watch(NamedTuple):
    """What the fold watches for, the same for every worker."""

    first_slot: int
    slot_days: NDArray[np.int32]  # local day of each slot
    slot_hours: NDArray[np.int16]  # local hour of the week of each slot, Monday 00:00 is 0
    slot_flags: NDArray[np.uint16]  # (regions, slots): bit w set where window w is open
    first_day: int
    day_begins: NDArray[np.int64]  # moment at which each local day begins
    day_marks: NDArray[np.int64]  # daily task times to watch
    run_clock: NDArray[np.int64]  # TASK_CLOCK or BILLED_CLOCK of each run mark; mark 0 is the standard run
    run_rest: NDArray[np.int64]
    run_limit: NDArray[np.int64]


class State(NamedTuple):
    """What is remembered of each unit between events; one row a unit."""

    last_start: NDArray[np.int64]
    frontier: NDArray[np.int64]  # (units, 4 clocks): end of the union so far
    ends: NDArray[np.int64]  # (units, CARRIED): ends of tasks in hand
    runs: NDArray[np.void]  # (units, run marks) of RUN: the run under way
    grid: NDArray[np.int32]  # (units, days): the worker-day's row, -1 none yet, CLOSED


class Out(NamedTuple):
    """Where worker-days and exceeded runs are written; ``counts`` holds how many of each."""

    days: NDArray[np.void]  # DAY
    reached: NDArray[np.int64]  # (rows, day marks)
    time_in: NDArray[np.int64]  # (rows, windows)
    tasks_in: NDArray[np.int32]
    pay_in: NDArray[np.int64]
    booked_in: NDArray[np.int64]
    runs: NDArray[np.void]  # RUN
    hours: NDArray[np.int64]  # (168,) task time by local hour of the week
    counts: NDArray[np.int64]  # days, runs


class Events(NamedTuple):
    """Events in order of start; ``task`` is the row in `Tasks` of a TASK event, and of its BILLED event."""

    kind: NDArray[np.int8]
    unit: NDArray[np.int32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]  # equal to start where the record has no interval
    task: NDArray[np.int32]


class Tasks(NamedTuple):
    """What the fold needs to know of each task besides its interval."""

    region: NDArray[np.int16]
    product: NDArray[np.int16]
    kind: NDArray[np.int16]  # index into schema.KINDS, -1 not stated
    dispatched: NDArray[np.int64]
    offered: NDArray[np.bool_]  # whether the record holds the dispatch itself
    unbilled: NDArray[np.bool_]  # of a ride or haul: whether nobody and nothing was on board
    completed: NDArray[np.bool_]
    understated: NDArray[np.bool_]
    base: NDArray[np.int64]
    tip: NDArray[np.int64]
    fare: NDArray[np.int64]
    commission: NDArray[np.int64]
    row: NDArray[np.int64]


def empty_state(units: int, days: int, runs: int) -> State:
    """The state of units that nothing is known of yet."""
    return State(
        np.full(units, NULL),
        np.full((units, 4), NULL),
        np.full((units, CARRIED), NULL),
        np.zeros((units, runs), RUN),
        np.full((units, days), -1, np.int32),
    )


def empty_out(rows: int, runs: int, marks: int, windows: int) -> Out:
    """Room for so many worker-days and exceeded runs."""
    return Out(
        np.zeros(rows, DAY),
        np.zeros((rows, marks), np.int64),
        np.zeros((rows, windows), np.int64),
        np.zeros((rows, windows), np.int32),
        np.zeros((rows, windows), np.int64),
        np.zeros((rows, windows), np.int64),
        np.zeros(runs, RUN),
        np.zeros(168, np.int64),
        np.zeros(2, np.int64),
    )
