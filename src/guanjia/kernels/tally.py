"""Counting what a rule found task by task, for each worker, month and law entry."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

TALLY = np.dtype(
    [
        *[(name, "i4") for name in ("unit", "month", "slot")],
        ("region", "i2"),
        *[(name, "i8") for name in ("judged", "breached", "worst_row", "money")],
        ("worst", "f8"),
    ],
    align=True,
)
"""One row of `model.measures.Tally`; ``slot`` stands for a law entry or for a reason why there is none."""


class Verdicts(NamedTuple):
    """A rule's verdicts on some tasks, one element a task."""

    judged: NDArray[np.bool_]
    breached: NDArray[np.bool_]
    entry: NDArray[np.int32]  # law entry of a judged task
    reason: NDArray[np.int8]  # why not judged; 0: the rule does not concern the task
    measured: NDArray[np.float64]
    money: NDArray[np.int64]


class Tasks(NamedTuple):
    """Whose the tasks are, when and where."""

    unit: NDArray[np.int32]
    month: NDArray[np.int32]  # counted from the grid's first month
    region: NDArray[np.int16]
    row: NDArray[np.int64]


@compiled
def tally(
    grid: NDArray[np.int32], slots: NDArray[np.int32], rows: NDArray[np.void], count: int, tasks: Tasks, verdicts: Verdicts, first: int
) -> tuple[int, int]:
    """Add tasks to ``rows``, found by ``grid[unit, month, slot]`` (-1: none yet); returns (rows in use, how far it came).

    ``slots[entry + 1, 0]`` is the slot of a law entry, ``slots[0, reason]`` that of a reason; -1 where it has none yet. The count stops
    short at a task whose slot is missing, or when ``rows`` is full. ``judged`` counts every task of the slot, so for a slot that stands
    for a reason, those that could not be judged. The worst task is the one of greatest finite measure, the first of equals.
    """
    for i in range(first, len(tasks.unit)):
        judged = verdicts.judged[i]
        if tasks.unit[i] < 0 or (not judged and verdicts.reason[i] == 0):
            continue
        slot = slots[verdicts.entry[i] + 1, 0] if judged else slots[0, verdicts.reason[i]]
        if slot < 0:
            return count, i
        place = grid[tasks.unit[i], tasks.month[i], slot]
        if place < 0:
            if count == len(rows):
                return count, i
            place = count
            grid[tasks.unit[i], tasks.month[i], slot] = place
            count += 1
            fresh = rows[place]
            fresh.unit, fresh.month, fresh.slot, fresh.region = tasks.unit[i], tasks.month[i], slot, tasks.region[i]
            fresh.worst, fresh.worst_row = np.nan, -1
        r = rows[place]
        r.judged += 1
        if judged:
            r.money += verdicts.money[i]
            if verdicts.breached[i]:
                r.breached += 1
            measured = verdicts.measured[i]
            if np.isfinite(measured) and not measured <= r.worst:
                r.worst, r.worst_row = measured, tasks.row[i]
    return count, len(tasks.unit)
