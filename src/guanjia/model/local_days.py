"""Calendar days and months on the local clock of many moments at once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from guanjia.model.clock import HOUR, at, day_number
from guanjia.model.measures import Int64


def calendar_days(moments: Int64, zone: ZoneInfo) -> Int64:
    """Calendar day number (midnight to midnight) of each moment.

    >>> calendar_days(np.array([0, 15 * HOUR, 16 * HOUR]), ZoneInfo("Asia/Shanghai")).tolist()
    [0, 0, 1]
    """
    # Offsets change on whole hours of UTC, or halves of them, so that one look-up serves a quarter of an hour.
    quarters, of = np.unique(np.floor_divide(moments, HOUR // 4), return_inverse=True)
    days = np.array([day_number(at(int(q) * (HOUR // 4), zone).date()) for q in quarters], np.int64)
    result: Int64 = days[of]
    return result


def last_day_of_month(days: Int64, later: int = 0) -> Int64:
    """The last day of the calendar month that lies ``later`` months after the month of each day.

    >>> str(last_day_of_month(np.array(["2026-01-31", "2026-04-15"], "M8[D]").astype(int), 1).astype("M8[D]"))
    "['2026-02-28' '2026-05-31']"
    """
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    last: NDArray[np.int64] = (months + (later + 1)).astype("datetime64[D]").astype(np.int64) - 1
    return last
