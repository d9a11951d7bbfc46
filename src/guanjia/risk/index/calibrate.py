"""From index to rate ratio and probability: a log-linear curve fitted to past weeks only.

The injuries of a week, given what was known at the end of the week before, are taken as negative binomial with mean

    hours x citywide rate x area's shrunken ratio x exp(level + slope x (index - 50) / 50)

It is logistic recalibration done on counts instead of on yes and no, since sparse weeks lose most of what they say when they are folded
to yes and no. ``slope`` is 0 or above: an index that rises never lowers the probability. At slope 0 the index adds nothing to the area's
own rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.incident_signal import ShrunkenRatios, from_sums
from guanjia.risk.index.reported_counts import ReportedCounts

Float = NDArray[np.float64]

MIN_WEEKS = 12  # of index and following week, fewer make no calibration (judgement)
MIN_INJURIES = 20  # ten for each of the two parameters
BINS = 101  # the index is counted in whole points
PARTS = 6
PRIOR_PRECISION = np.array([1 / 0.5**2, 1.0])  # of level and slope about 0: sd 0.5 and 1 (judgement)
_STEPS = 60


@dataclass(frozen=True)
class Curve:
    """What past weeks say about the index. ``covariance`` is of (level, slope); ``extra`` the variance of rate ratios about the curve."""

    level: float
    slope: float
    covariance: NDArray[np.floating]  # [2, 2]
    extra: float

    def ratio(self, index: Float, shrunken: ShrunkenRatios, week: int) -> tuple[Float, Float]:
        """Mean and shape [A] of the gamma distribution of the rate ratio; the uncertainty of the curve and of the area's rate included."""
        x = (index - 50) / 50
        spread = self.covariance[0, 0] + 2 * x * self.covariance[0, 1] + x**2 * self.covariance[1, 1]
        mean = shrunken.ratio[:, week] * np.exp(self.level + self.slope * x)
        return mean, 1 / ((1 + spread) * (1 + 1 / shrunken.shape[:, week]) - 1)

    def of_one_week(self, shape: Float) -> Float:
        """The shape of a single week's ratio: about the area's rate, weeks differ beyond chance."""
        return 1 / ((1 + self.extra) * (1 + 1 / shape) - 1)


@dataclass(frozen=True)
class Table:
    """Sums over areas by point of the index.

    With y injuries and m hours times the area's ratio, of shape s: y, m, y y, y m, m m, m m / s.
    """

    sums: Float  # [6, BINS]

    @property
    def injuries(self) -> float:
        """All injuries that have an index before them."""
        return float(self.sums[0].sum())


def tabulate(index: Float, counts: Float, hours: Float, ratio: Float, shape: Float) -> Table:
    """Count a week [A] by the index at the end of the week before; areas without an index or without hours are left out."""
    use = ~np.isnan(index * ratio) & (hours > 0)
    point, y, m = np.rint(index[use]).astype(np.intp), counts[use], (hours * ratio)[use]
    parts = (y, m, y * y, y * m, m * m, m * m / shape[use])
    return Table(np.stack([np.bincount(point, weights=part, minlength=BINS) for part in parts]))


def fit(table: Table, rate: float) -> Curve:
    """The curve with the highest posterior density, by Newton's method, and its spread (Laplace), widened for variance beyond chance."""
    y, e = table.sums[0], table.sums[1] * rate
    design = np.column_stack([np.ones(BINS), (np.arange(BINS) - 50) / 50])
    place = np.zeros(2)
    free = np.ones(2, bool)
    for _ in range(_STEPS):
        mean = e * np.exp(design @ place)
        slope = design.T @ (y - mean) - PRIOR_PRECISION * place
        curvature = (design * mean[:, None]).T @ design + np.diag(PRIOR_PRECISION)
        step = np.zeros(2)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], slope[free])
        place = place + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-9:
            if place[1] >= 0:
                break
            place, free = np.array([place[0], 0.0]), np.array([True, False])
    return _with_spread(table, rate, place, curvature)


def _with_spread(table: Table, rate: float, place: Float, curvature: Float) -> Curve:
    ratio = rate * np.exp(place[0] + place[1] * (np.arange(BINS) - 50) / 50)
    y, m, yy, ym, mm, by_shape = table.sums
    beyond = float((yy - 2 * ratio * ym + ratio**2 * mm - y).sum())
    area, squares = float((ratio**2 * by_shape).sum()), float((ratio**2 * mm).sum())
    extra = from_sums(beyond - area, squares + area)
    mean = float((ratio * m).sum())
    wider = 1 + (extra * squares + area) / mean if mean > 0 else 1.0
    return Curve(float(place[0]), float(place[1]), np.linalg.inv(curvature) * wider, extra)


class Past:
    """Pairs of an index and the injuries of the week after, counted so that each origin sees only what was known by then."""

    def __init__(self, index: Float, known: ReportedCounts, hours: Float, shrunken: ShrunkenRatios) -> None:
        ages, weeks = len(known.counts), hours.shape[1]
        self._ages = ages
        tables = np.zeros((ages, weeks, PARTS, BINS))
        for age in range(ages):
            for week in range(1, weeks):
                counts = known.counts[age][:, week].astype(np.float64)
                ripe, before = hours[:, week] * known.complete[age], week - 1
                tables[age, week] = tabulate(index[:, before], counts, ripe, shrunken.ratio[:, before], shrunken.shape[:, before]).sums
        self._tables = tables
        self._ripe = np.cumsum(tables[-1], axis=0)

    def at(self, week: int) -> Table:
        """All pairs whose injuries fell in ``week`` or before, as known at its end."""
        ripe = week - self._ages + 1
        sums = self._ripe[ripe].copy() if ripe >= 0 else np.zeros((PARTS, BINS))
        for age in range(min(self._ages - 1, week + 1)):
            sums += self._tables[age, week - age]
        return Table(sums)
