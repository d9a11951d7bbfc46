"""Tasks by platform, month, region and kind, and the injury premiums paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.keepsake import State
from guanjia.model.clock import Clock, month_first, month_of_days
from guanjia.model.groups import groups
from guanjia.model.measures import PlatformMonths, TaskBatch


class PlatformTasks:
    """Counts completed tasks as they are read."""

    def __init__(self) -> None:
        self._counts: dict[tuple[int, int, int, int], int] = {}

    def add(self, batch: TaskBatch, months: NDArray[np.int32]) -> None:
        """Count the completed tasks of a batch."""
        if not batch.completed.any():
            return
        codes, scopes = batch.scopes
        first = int(months.min())
        width = int(months.max()) - first + 1
        counts = np.bincount((codes * width + (months - first))[batch.completed], minlength=1)
        for cell in np.flatnonzero(counts):
            kind, region, platform, _ = scopes[int(cell) // width]
            key = (platform, first + int(cell) % width, region, kind)
            self._counts[key] = self._counts.get(key, 0) + int(counts[cell])

    def state(self) -> State:
        """All that `restore` needs."""
        return [[*key, count] for key, count in self._counts.items()]

    def restore(self, state: State) -> None:
        """Go on from a state."""
        self._counts = {(platform, month, region, kind): count for platform, month, region, kind, count in state}

    def result(self, clock: Clock, premiums: list[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]]) -> PlatformMonths:
        """The counts, and on the first row of each platform and month the premiums paid for it."""
        paid = self._paid(clock, premiums)
        for platform, month in paid:
            if not any(key[:2] == (platform, month) for key in self._counts):
                self._counts[(platform, month, 0, -1)] = 0
        keys = sorted(self._counts)
        columns = np.array(keys, np.int64).reshape(-1, 4)
        months = columns[:, 1]
        begins = {int(m): clock.day_begins(month_first(int(m))) for m in {*months.tolist(), *(months + 1).tolist()}}
        premium = np.zeros(len(keys), np.int64)
        for number, key in enumerate(keys):
            premium[number] = paid.pop(key[:2], 0)
        return PlatformMonths(
            columns[:, 0].astype(np.int32),
            months.astype(np.int32),
            np.array([begins[int(m)] for m in months], np.int64),
            np.array([begins[int(m) + 1] for m in months], np.int64),
            columns[:, 2].astype(np.int16),
            columns[:, 3].astype(np.int16),
            np.array([self._counts[key] for key in keys], np.int64),
            premium,
        )

    @staticmethod
    def _paid(clock: Clock, premiums: list[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]]) -> dict[tuple[int, int], int]:
        paid: dict[tuple[int, int], int] = {}
        for platform, moment, amount in premiums:
            months = month_of_days(clock.day_of(moment))
            grouped = groups(platform, months)
            for first, total in zip(grouped.first, grouped.sum(amount), strict=True):
                key = int(platform[first]), int(months[first])
                paid[key] = paid.get(key, 0) + int(total)
        return paid
