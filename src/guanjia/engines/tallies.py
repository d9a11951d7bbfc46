"""The tally of one rule over a reading: grows with units, months and law entries."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.keepsake import State
from guanjia.kernels.tally import TALLY, Tasks, Verdicts, tally
from guanjia.law.law import REASONS
from guanjia.model.measures import Tally, TaskBatch, TaskVerdicts


class RunningTally:
    """Counts a rule's task verdicts by unit, month and law entry (or reason for having none); ``entries`` is how many the law has."""

    def __init__(self, entries: int) -> None:
        self._slots: dict[tuple[int, int], int] = {}  # (entry, reason) -> slot
        self._slot_of = np.full((entries + 1, len(REASONS) + 1), -1, np.int32)
        self._grid = np.full((0, 0, 0), -1, np.int32)
        self._first_month = 0
        self._rows = np.zeros(1_024, TALLY)
        self._count = 0

    def add(self, batch: TaskBatch, months: NDArray[np.int32], verdicts: TaskVerdicts, known: int) -> None:
        """Add the verdicts on a batch whose units are among the first ``known``."""
        size = len(batch.unit)
        if not size:
            return
        self._fit(known, int(months.min()), int(months.max()))
        tasks = Tasks(batch.unit, months - self._first_month, batch.region, batch.row)
        views = Verdicts(verdicts.judged, verdicts.breached, verdicts.entry, verdicts.reason, verdicts.measured, verdicts.money)
        at = 0
        while True:
            self._count, at = tally(self._grid, self._slot_of, self._rows, self._count, tasks, views, at)
            if at == size:
                return
            entry, reason = (int(verdicts.entry[at]), 0) if verdicts.judged[at] else (-1, int(verdicts.reason[at]))
            if self._slot_of[entry + 1, reason] < 0:
                self._slot_of[entry + 1, reason] = self._slots.setdefault((entry, reason), len(self._slots))
                self._fit(known, self._first_month, self._first_month)
            else:
                rows = np.zeros(4 * len(self._rows), TALLY)  # memory that is never written costs nothing
                rows[: len(self._rows)] = self._rows
                self._rows = rows

    def state(self) -> State:
        """All that `restore` needs."""
        return {
            "slots": [[entry, reason] for entry, reason in self._slots],
            "slot_of": self._slot_of,
            "grid": self._grid,
            "first_month": self._first_month,
            "rows": self._rows[: self._count],
        }

    def restore(self, state: State) -> None:
        """Go on from a state."""
        self._slots = {(entry, reason): slot for slot, (entry, reason) in enumerate(state["slots"])}
        self._slot_of, self._grid, self._first_month = state["slot_of"], state["grid"], state["first_month"]
        self._rows, self._count = np.concatenate([state["rows"], np.zeros(1_024, TALLY)]), len(state["rows"])

    def result(self) -> Tally:
        """The tally so far, ordered by unit, month and slot."""
        rows = self._rows[: self._count]
        rows = rows[np.lexsort((rows["slot"], rows["month"], rows["unit"]))]
        entries = np.array([entry for entry, _ in self._slots] or [-1], np.int32)
        reasons = np.array([reason for _, reason in self._slots] or [0], np.int8)
        return Tally(
            rows["unit"].copy(),
            (rows["month"] + self._first_month).astype(np.int32),
            rows["region"].copy(),
            entries[rows["slot"]],
            rows["judged"].copy(),
            rows["breached"].copy(),
            rows["worst"].copy(),
            rows["worst_row"].copy(),
            rows["money"].copy(),
            reasons[rows["slot"]],
        )

    def _fit(self, units: int, first: int, last: int) -> None:
        old_units, old_months, old_slots = self._grid.shape
        if old_months == 0:
            self._first_month = first
        low = min(first, self._first_month)
        months = max(last, self._first_month + old_months - 1) - low + 1
        rows = old_units if units <= old_units else max(units, old_units + old_units // 4)
        if (rows, months, len(self._slots)) == self._grid.shape and low == self._first_month:
            return
        grid = np.full((rows, months, max(len(self._slots), old_slots)), -1, np.int32)
        before = self._first_month - low
        grid[:old_units, before : before + old_months, :old_slots] = self._grid
        if before:
            self._rows["month"][: self._count] += before
        self._grid, self._first_month = grid, low
