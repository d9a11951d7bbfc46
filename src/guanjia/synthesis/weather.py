"""The city's weather: mild, with rain that brings more orders and slower roads, and one day of it under an official warning."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa

from guanjia.model.schema import WEATHER
from guanjia.synthesis.columns import labels, moments, records
from guanjia.synthesis.setting import EAST, Bool, Int, Setting

DRY, RAIN, STORM = 0, 1, 2
WARNED_DAY: Final = 9  # days after the first; a shorter city has no warning
WARNED_HOURS: Final = (13, 20)  # local
MILLIMETRES: Final = np.array([0.0, 1.8, 22.0])
# Rain brings more orders on slower roads; sizes are the generator's own, of the order that published studies of delivery report.
DEMAND: Final = np.array([1.0, 1.15, 1.3])
SPEED: Final = np.array([1.0, 0.92, 0.82])


def warned_span(setting: Setting) -> tuple[int, int]:
    """[start, end) of the rain warning, in seconds of the city; empty where the city is too short to have one."""
    midnight = WARNED_DAY * 86_400 - 4 * 3_600
    if setting.days <= WARNED_DAY:
        return midnight, midnight
    return midnight + WARNED_HOURS[0] * 3_600, midnight + WARNED_HOURS[1] * 3_600


def states(setting: Setting) -> Int:
    """`DRY`, `RAIN` or `STORM` in each hour from 04:00 of the first day to 04:00 after the last."""
    hours = 24 * setting.days
    rng = setting.rng(1)
    begins = rng.random(hours) < 0.02
    lasts = np.where(begins, rng.integers(2, 7, hours), 0)
    until = np.maximum.accumulate(np.arange(hours) + lasts)
    state = np.where(until > np.arange(hours), RAIN, DRY).astype(np.int64)
    first, last = warned_span(setting)
    state[first // 3_600 : last // 3_600] = STORM
    return state


def warned(setting: Setting, seconds: Int) -> Bool:
    """Whether the warning stands at each second."""
    first, last = warned_span(setting)
    result: Bool = (seconds >= first) & (seconds < last)
    return result


def weather_table(setting: Setting) -> pa.Table:
    """Hourly weather from midnight of the first day to midnight two days after the last, so that every hour worked has its forecast."""
    count = 24 * (setting.days + 2)
    hour = np.arange(count) % 24
    state = np.zeros(count, np.int64)
    known = states(setting)
    state[4 : 4 + len(known)] = known
    storm = np.where(state == STORM, 0, -1)
    start = ((setting.first * 24 - EAST + np.arange(count)) * 3_600).astype(np.int64) * 1_000_000
    columns = {
        "region": setting.region,
        "start_time": moments(start),
        "end_time": moments(start + 3_600_000_000),
        "temperature": np.round(14 - 5 * np.cos((hour - 3) / 24 * 2 * np.pi), 1),
        "forecast_max": 19.0,
        "rain": MILLIMETRES[state],
        "warning": labels(storm, ["暴雨橙色"]),
        "station": labels(storm, ["虚构市气象台"]),
    }
    return records(WEATHER, count, columns)
