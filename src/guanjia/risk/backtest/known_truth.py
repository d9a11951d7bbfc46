"""What an index finds of excesses that are known because they were planted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.backtest.lead_time import Episodes, LeadTimes, lead_times

CALM = 1.2  # below the lowest ratio that a colour speaks of a rate is not raised

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class Truth:
    """What is known by construction: the planted excesses, and the true rate [A, W] over the whole city's."""

    planted: Episodes
    ratio: Float


@dataclass(frozen=True)
class Found:
    """Planted excesses that begin in the test weeks, and alerts where the true rate was not raised."""

    alerts: LeadTimes
    yellow: LeadTimes  # the same by colour, yellow or higher
    alerts_per_100_elsewhere: float  # area-weeks of the test without a planted excess and with a true rate below `CALM` times the city's
    yellow_per_100_elsewhere: float


def found(alert: Bool, yellow: Bool, truth: Truth, begin: int) -> Found:
    """``alert`` and ``yellow`` [A, W] say what was out for each week; weeks before ``begin`` are the training's and left out."""
    planted, elsewhere = truth.planted, truth.ratio < CALM
    elsewhere[:, :begin] = False
    for area, first, last in zip(planted.area, planted.first, planted.last, strict=True):
        elsewhere[area, first : last + 1] = False
    tested = planted.first >= begin
    own = Episodes(planted.area[tested], planted.first[tested], planted.last[tested])
    rates = (float(part[elsewhere].mean() * 100) if elsewhere.any() else float("nan") for part in (alert, yellow))
    return Found(lead_times(alert, own), lead_times(yellow, own), *rates)
