"""Limits that change on a local day: an array of moments in, an array of limits as long out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FEW = 12  # up to so many steps, counting the starts passed is faster than a binary search
_ALWAYS = np.iinfo(np.int64).min


def day_start(day: date, zone: str) -> int:
    """The UTC microsecond at which ``day`` begins on the local clock of ``zone``.

    >>> day_start(date(1970, 1, 2), "Asia/Shanghai") // 3_600_000_000
    16
    """
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return (local.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True)
class Step:
    """From ``day`` on (None: since ever): the entry in force (-1 none), its value (nan none) and the reason code (0 ok)."""

    day: date | None
    entry: int
    value: float
    reason: int


@dataclass(frozen=True)
class Dated:
    """Consecutive limits of one topic in one place; half-open steps that begin at local midnight."""

    starts: NDArray[np.int64]
    values: NDArray[np.float64]
    entries: NDArray[np.int32]
    reasons: NDArray[np.int8]

    @classmethod
    def of_steps(cls, steps: Iterable[Step], zone: str) -> Dated:
        """Build from steps in order of day, the first of them with no day."""
        rows = list(steps)
        return cls(
            np.array([_ALWAYS if s.day is None else day_start(s.day, zone) for s in rows], np.int64),
            np.array([s.value for s in rows], np.float64),
            np.array([s.entry for s in rows], np.int32),
            np.array([s.reason for s in rows], np.int8),
        )

    def step_at(self, moments: NDArray[np.int64]) -> NDArray[np.intp]:
        """The step each moment (UTC microseconds) falls in."""
        if len(self.starts) > _FEW:
            return np.searchsorted(self.starts, moments, side="right") - 1
        passed = np.zeros(len(moments), np.int8)
        for start in self.starts[1:]:
            passed += moments >= start
        return passed.astype(np.intp)

    def at(self, moments: NDArray[np.int64]) -> NDArray[np.float64]:
        """The limit at each moment (UTC microseconds), in the entry's unit; nan where no law gives a number."""
        return self.values.take(self.step_at(moments))

    def index_at(self, moments: NDArray[np.int64]) -> NDArray[np.int32]:
        """Which entry is in force at each moment; -1 for none."""
        return self.entries.take(self.step_at(moments))

    def reason_at(self, moments: NDArray[np.int64]) -> NDArray[np.int8]:
        """Why there is no limit at each moment (codes of ``law.REASONS``); 0 where there is one."""
        return self.reasons.take(self.step_at(moments))
