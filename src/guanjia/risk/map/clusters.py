"""Where, and where of late, injuries come together more than chance has it: scan statistics over the cells of the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import h3.api.numpy_int as h3
import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.surveillance.scan import Cluster, spatial_scan
from guanjia.kernels.surveillance.scan_windows import Circles, on_sphere
from guanjia.kernels.surveillance.space_time_scan import recurrence_interval, space_time_scan, spans_ending_today
from guanjia.risk.exposure import HOURS_A_DAY, Exposure
from guanjia.risk.map.strata import Rates, expected_injuries

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

DRAWS = 999
SIGNIFICANT = 0.05
SMALLEST_P = 1e-9  # beyond it a curve through 999 draws says nothing
SHARE = 0.25  # of all that is expected: a circle that holds more is not a place to act on
RADIUS = 5.0  # kilometres, likewise
LENGTHS = (28, 21, 14, 7, 6, 5, 4, 3, 2, 1)  # days of what is still going on
WHOLE_PERIOD, UNTIL_LAST_DAY = "whole_period", "until_last_day"


@dataclass(frozen=True)
class Found:
    """A cluster with what the map says of it; ``cells`` are places in ``Exposure.cells``."""

    number: int
    kind: str
    cells: Int64
    first_day: date
    last_day: date
    cluster: Cluster

    def row(self, ids: NDArray[np.uint64]) -> dict[str, object]:
        """Its row in the table of clusters."""
        of = self.cluster
        return {
            "cluster": self.number,
            "kind": self.kind,
            "centre": int(ids[of.centre]),
            "cells": ids[self.cells].tolist(),
            "first_day": self.first_day,
            "last_day": self.last_day,
            "injuries": of.observed,
            "expected_injuries": of.expected,
            "relative_risk": of.relative_risk if np.isfinite(of.relative_risk) else None,
            "log_likelihood_ratio": of.ratio,
            "p": of.p_gumbel,
            "p_rank": of.p_rank,
            "recurrence_days": recurrence_interval(max(of.p_gumbel, SMALLEST_P), 1) if self.kind == UNTIL_LAST_DAY else None,
        }


def circles(cells: NDArray[np.uint64], expected: Float) -> Circles:
    """The circles that are looked at around each cell."""
    lat, lng = np.array([h3.cell_to_latlng(cell) for cell in cells]).T
    return Circles(on_sphere(lat, lng), expected, SHARE, RADIUS)


def whole_period(exposure: Exposure, injuries: Int64, expected: Float, rng: np.random.Generator, threads: int) -> list[Found]:
    """Clusters over the whole time that chance explains in fewer than one case in twenty."""
    found = spatial_scan(injuries, expected, circles(exposure.cells, expected), DRAWS, rng, threads)
    last = exposure.first_day + timedelta(days=exposure.days - 1)
    return _significant(found, WHOLE_PERIOD, lambda _: (exposure.first_day, last))


def until_last_day(exposure: Exposure, rates: Rates, rng: np.random.Generator, threads: int) -> list[Found]:
    """Clusters that last until the last day: of the last 1 to 7, 14, 21 or 28 days, up to half of all days."""
    lengths = [length for length in LENGTHS if length <= exposure.days // 2]
    if not lengths:
        return []
    first_days = np.array([0, *(exposure.days - length for length in lengths)])  # of each period; the first is what came before
    ends = np.append(first_days[1:], exposure.days)
    hours = [slice(begin * HOURS_A_DAY, end * HOURS_A_DAY) for begin, end in zip(first_days, ends, strict=True)]
    expected = np.column_stack([expected_injuries(exposure, rates, part) for part in hours])
    injuries = np.zeros(expected.shape, np.int64)
    period = np.searchsorted(first_days, exposure.injury_columns // HOURS_A_DAY, "right") - 1
    np.add.at(injuries, (exposure.injury_cells, period), 1)
    spans = spans_ending_today(len(first_days), len(lengths))
    found = space_time_scan(injuries, expected, circles(exposure.cells, expected.sum(axis=1)), spans, DRAWS, rng, threads)
    last = exposure.first_day + timedelta(days=exposure.days - 1)
    return _significant(found, UNTIL_LAST_DAY, lambda c: (exposure.first_day + timedelta(days=int(first_days[c.begin])), last))


def _significant(found: list[Cluster], kind: str, days: Callable[[Cluster], tuple[date, date]]) -> list[Found]:
    kept = [cluster for cluster in found if cluster.p_gumbel < SIGNIFICANT]
    return [Found(number, kind, cluster.places, *days(cluster), cluster) for number, cluster in enumerate(kept, 1)]
