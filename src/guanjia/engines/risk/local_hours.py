"""The local clock of a stretch of records: clock hours as columns, workers' days as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from guanjia.model.clock import DAY, HOUR, SLOT, at, clock, day_date

Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class LocalHours:
    """Local time by quarter-hour slot, from ``first_slot`` on (UTC microseconds // SLOT)."""

    zone: ZoneInfo
    first_slot: int
    offset: Int64  # [slots] microseconds that the local clock is ahead of UTC
    worker_day: NDArray[np.int32]  # [slots] local day number, from the start of a worker's day
    first_column_day: int  # day number of column 0
    days: int  # calendar days, so that there are 24 * days columns

    def slot(self, moments: Int64) -> Int64:
        """The slot of each moment."""
        return moments // SLOT - self.first_slot

    def local(self, moments: Int64) -> Int64:
        """Microseconds since 1970-01-01 on the local clock."""
        result: Int64 = moments + self.offset[self.slot(moments)]
        return result

    def column(self, moments: Int64) -> NDArray[np.int32]:
        """24 * day + hour of the local clock, from `first_column_day` on."""
        return (self.local(moments) // HOUR - 24 * self.first_column_day).astype(np.int32)

    @property
    def first_day(self) -> date:
        """The calendar day of the first column."""
        return day_date(self.first_column_day)

    @property
    def shift(self) -> int:
        """How far past the hours of UTC the local hours begin, microseconds; zones keep it through daylight saving, nearly all."""
        return int(-self.offset[0] % HOUR)


def local_hours(first: int, last: int, zone: ZoneInfo, day_start: time) -> LocalHours:
    """The local clock over [first, last] (UTC microseconds)."""
    days = clock(first, last, zone, day_start)
    moments = (np.arange(len(days.days), dtype=np.int64) + days.first_slot) * SLOT
    offset = np.array([_ahead(int(moment), zone) for moment in moments], np.int64)
    local = (np.array([first, last], np.int64) + offset[np.array([first, last]) // SLOT - days.first_slot]) // DAY
    return LocalHours(zone, days.first_slot, offset, days.days, int(local[0]), int(local[1] - local[0]) + 1)


def _ahead(moment: int, zone: ZoneInfo) -> int:
    found = at(moment, zone).utcoffset()
    return 0 if found is None else int(found.total_seconds()) * 1_000_000
