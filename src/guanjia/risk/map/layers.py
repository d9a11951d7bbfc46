"""What is expected of an hour on the road by area: the mean relative risk, and night, pressure, heat and rain beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from guanjia.risk.exposure import HOURS_A_WEEK, Exposure
from guanjia.risk.map.strata import hour_of_week, is_night

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]


LEAST_JUDGED = 3_600.0
"""Seconds of riding to promises that can be judged, below which no share of them is told (our judgement)."""


@dataclass(frozen=True)
class Layers:
    """Sums of seconds by area, or by area and hour of the week; all arrays of one shape. nan where it is unknown."""

    seconds: Float
    load: Float
    judged: Float
    pressed: Float
    hot: Float
    wet: Float

    def shares(self) -> dict[str, Float]:
        """Columns of the tables: means over the seconds of each row."""
        over = np.where(self.seconds > 0, self.seconds, np.nan)
        mean_load = self.load.sum() / max(self.seconds.sum(), 1e-9)  # with no seconds every mean is unknown anyway
        return {
            "hours": self.seconds / 3600,
            "expected_ratio": self.load / over / mean_load,
            "pressed_share": self.pressed / np.where(self.judged >= LEAST_JUDGED, self.judged, np.nan),
            "hot_share": self.hot / over,
            "wet_share": self.wet / over,
        }


def by_hour_of_week(exposure: Exposure, parent: Int64, areas: int) -> Layers:
    """[areas, 168] sums over the cells of each area (``parent`` [C]) and all weeks."""
    hours = hour_of_week(exposure)
    cells = len(parent)
    members = csr_array((np.ones(cells), (parent, np.arange(cells))), shape=(areas, cells))

    def fold(values: NDArray[np.float32]) -> Float:
        result = np.zeros((areas, HOURS_A_WEEK))
        for start in range(0, values.shape[1], HOURS_A_WEEK):
            part = slice(start, start + HOURS_A_WEEK)
            result[:, hours[part]] += members @ values[:, part].astype(np.float64)
        return result

    def with_gaps(values: NDArray[np.float32]) -> Float:
        """Unknown counts only where there was anybody."""
        unknown = fold((np.isnan(values) & (exposure.seconds > 0)).astype(np.float32)) > 0
        known: Float = np.where(unknown, np.nan, fold(np.nan_to_num(values)))
        return known

    seconds, load, judged, pressed = (fold(part) for part in (exposure.seconds, exposure.load, exposure.judged, exposure.pressed))
    return Layers(seconds, load, judged, pressed, with_gaps(exposure.hot), with_gaps(exposure.wet))


def of_all_hours(layers: Layers) -> Layers:
    """Sums over the hours of the week."""
    return Layers(*(values.sum(axis=1) for values in vars(layers).values()))


def night_share(layers: Layers) -> Float:
    """The share of each area's seconds between 22:00 and 06:00."""
    night = layers.seconds[:, is_night(np.arange(HOURS_A_WEEK))].sum(axis=1)
    result: Float = night / np.where(layers.seconds.sum(axis=1) > 0, layers.seconds.sum(axis=1), np.nan)
    return result
