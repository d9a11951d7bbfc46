"""Pay in exact integers: minor units for microseconds of work, without a rounding error in anyone's favour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

HOUR = 3_600_000_000  # microseconds


def minor_rate(rate: Float) -> Int64:
    """A rate with at most two decimals (yuan an hour, yuan an order) in whole minor units; 0 where it is nan.

    >>> minor_rate(np.array([27.7, 18.96, 0.07, np.nan])).tolist()
    [2770, 1896, 7, 0]
    """
    return np.rint(np.nan_to_num(rate) * 100).astype(np.int64)


def due(rate: Int64, time: Int64) -> Int64:
    """The least whole minor units that reach ``rate`` (minor units an hour) for ``time`` (microseconds): rate x time, rounded up.

    Whole hours and the rest are multiplied apart, so that a platform's millions of hours do not overflow.

    >>> due(np.array([2500, 2500, 1796]), np.array([HOUR, HOUR + 1, 30 * HOUR])).tolist()
    [2500, 2501, 53880]
    """
    hours, rest = np.divmod(time, HOUR)
    least: Int64 = rate * hours - np.floor_divide(-rate * rest, HOUR)
    return least


def allowed_time(task_time: Int64, share: float) -> Int64:
    """Allowance (宽放时间) on task time: ``share`` of it, to a millionth, in whole microseconds rounded down.

    >>> allowed_time(np.array([10 * HOUR]), 0.1).tolist() == [HOUR]
    True
    """
    parts = round(share * 1_000_000)
    whole, rest = np.divmod(task_time, 1_000_000)
    allowance: Int64 = whole * parts + np.floor_divide(rest * parts, 1_000_000)
    return allowance


def hourly(pay: Int64, time: Int64) -> Float:
    """Major units an hour; nan where there is no time.

    >>> hourly(np.array([5000, 1]), np.array([2 * HOUR, 0])).tolist()
    [25.0, nan]
    """
    result: Float = np.where(time > 0, pay / 100 / (np.maximum(time, 1) / HOUR), np.nan)
    return result
