"""Rolling forecasts: at the end of each week, of the week after it, from what was known by then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.calibrate import MIN_INJURIES, MIN_WEEKS, Curve, Past, fit
from guanjia.risk.index.excess import by_ratio, exceedance
from guanjia.risk.index.expected_counts import ExpectedCounts
from guanjia.risk.index.incident_signal import ShrunkenRatios
from guanjia.risk.index.levels import raw_level
from guanjia.risk.index.reported_counts import ReportedCounts

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True)
class Rate:
    """What is believed of each area's rate ratio [A, W] at the end of each week: gamma distributions, NaN where nothing can be said."""

    ratio: Float  # mean
    shape: Float  # how sure the area's rate is
    weekly: Float  # shape for a single week, which differs from the area's rate beyond chance
    curves: tuple[Curve | None, ...]  # [W] None where the past is too short

    def raw(self) -> Int:
        """[A, W] the colours asked for, before hysteresis."""
        return raw_level(self.ratio, self.shape)

    def over(self, bound: float) -> Float:
        """[A, W] probability that the rate ratio is over ``bound``."""
        return exceedance(self.ratio, self.shape, bound)


def believed(
    index: Float, known: ReportedCounts, hours: Float, ahead: ExpectedCounts, shrunken: ShrunkenRatios, first: int = MIN_WEEKS
) -> Rate:
    """Calibrate the index on the past, afresh at the end of each week from ``first`` on that has enough behind it."""
    ratio, shape, weekly = (np.full(hours.shape, np.nan) for _ in range(3))
    past = Past(index, known, hours, shrunken)
    curves: list[Curve | None] = []
    for week in range(hours.shape[1]):
        table = past.at(week)
        enough = week >= max(first, MIN_WEEKS) and table.injuries >= MIN_INJURIES
        curves.append(fit(table, float(ahead.rates[week])) if enough else None)
        if (curve := curves[-1]) is not None:
            work = np.where(ahead.expected[:, week] > 0, index[:, week], np.nan)
            ratio[:, week], shape[:, week] = curve.ratio(work, shrunken, week)
            weekly[:, week] = curve.of_one_week(shape[:, week])
    return Rate(ratio, shape, weekly, tuple(curves))


def probability(rate: Rate, ahead: ExpectedCounts, first: int = 0) -> Float:
    """[A, W - first] probability of an excess in the week after each, from week ``first`` on."""
    ratio, weekly = rate.ratio[:, first:], rate.weekly[:, first:]
    return ahead.averaged(lambda expected, least: by_ratio(expected, ratio, weekly, least), first)
