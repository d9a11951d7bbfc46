"""The heat that a span of work holds: degree-hours above a limit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

_HOUR = 3_600_000_000  # microseconds


def heat_dose(begins: Int64, ends: Int64, above: Float, starts: Int64, stops: Int64) -> Float:
    """Degree-hours of each span [start, stop): the integral over it of ``above``, degrees over the limit in each weather span.

    Weather spans [begin, end) in order and apart, all in UTC microseconds. NaN where a part of the span has no weather or an unknown value.
    Summing degree-hours over a limit is this project's measure (judgement): the limits themselves are for hourly means.

    Half an hour at 2 degrees over and a quarter at 4 are 2 degree-hours; a span that leaves the record is unknown:

    >>> hour = 3_600_000_000
    >>> weather = np.array([0, hour]), np.array([hour, 2 * hour]), np.array([2.0, 4.0])
    >>> heat_dose(*weather, np.array([hour // 2, hour]), np.array([hour + hour // 4, 3 * hour])).tolist()
    [2.0, nan]
    """
    known = ~np.isnan(above)
    length = (ends - begins).astype(np.float64)
    heat = np.concatenate([[0.0], np.cumsum(np.where(known, above, 0.0) * length)])
    time = np.concatenate([[0], np.cumsum(np.where(known, ends - begins, 0))])

    def until(moments: Int64) -> tuple[Float, Int64]:
        place = np.searchsorted(begins, moments, "right") - 1
        inside = place >= 0
        place = np.maximum(place, 0)
        part = np.where(inside, np.clip(moments - begins[place], 0, ends[place] - begins[place]), 0) * known[place]
        return heat[place] + part * np.where(known[place], above[place], 0.0), time[place] + part

    if not len(begins):
        return np.full(len(starts), np.nan)
    (heat_from, time_from), (heat_to, time_to) = until(starts), until(stops)
    return np.where(time_to - time_from == stops - starts, (heat_to - heat_from) / _HOUR, np.nan)
