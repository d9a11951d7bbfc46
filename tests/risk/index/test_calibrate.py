"""The curve from index to rate ratio."""

from __future__ import annotations

import numpy as np
import pytest

from guanjia.risk.index.calibrate import BINS, PRIOR_PRECISION, Past, Table, fit, tabulate
from guanjia.risk.index.incident_signal import ShrunkenRatios
from guanjia.risk.index.reported_counts import ReportedCounts

RNG_SEED = 3


def drawn(slope: float, extra: float, areas: int = 40_000) -> Table:
    """Counts whose rate ratio rises by exp(slope / 50) a point of the index."""
    rng = np.random.default_rng(RNG_SEED)
    index, hours = rng.uniform(0, 100, areas), rng.uniform(1, 40, areas)
    week = rng.gamma(1 / extra, extra, areas)
    counts = rng.poisson(0.05 * hours * np.exp(0.1 + slope * (index - 50) / 50) * week)
    return tabulate(index, counts.astype(float), hours, np.ones(areas), np.full(areas, 1e9))


def test_recovers() -> None:
    """What counts were drawn with is found, within three of its own standard errors."""
    curve = fit(drawn(0.8, 0.3), 0.05)
    errors = np.sqrt(np.diag(curve.covariance))
    assert abs(curve.slope - 0.8) < 3 * errors[1] and abs(curve.level - 0.1) < 3 * errors[0]
    assert curve.extra == pytest.approx(0.3, abs=0.05)


def test_highest_posterior() -> None:
    """No other level and slope on a fine grid has a higher posterior density."""
    table = drawn(0.4, 0.2, 500)
    curve = fit(table, 0.05)
    x = (np.arange(BINS) - 50) / 50

    def density(level: float, slope: float) -> float:
        log_ratio = level + slope * x
        prior = PRIOR_PRECISION @ np.array([level, slope]) ** 2 / 2
        return float(table.sums[0] @ log_ratio - table.sums[1] @ np.exp(log_ratio) * 0.05 - prior)

    best = density(curve.level, curve.slope)
    around = [density(curve.level + a, curve.slope + b) for a in np.linspace(-0.2, 0.2, 21) for b in np.linspace(-0.2, 0.2, 21)]
    assert best >= max(around) - 1e-9


def test_never_falls() -> None:
    """Where more index went with fewer injuries the slope is 0, not below, and the level is that of a curve without index."""
    table = drawn(-0.8, 0.2)
    curve = fit(table, 0.05)
    assert curve.slope == 0
    assert curve.level == pytest.approx(np.log(table.sums[0].sum() / (0.05 * table.sums[1].sum())), abs=0.01)


def test_pairs() -> None:
    """Injuries are counted by the index, and the area's ratio, of the week before; the last weeks as far as they were reported."""
    index = np.array([[10.0, 20, 30, 40], [10, 20, 30, np.nan]])
    hours, shrunken = np.full((2, 4), 100.0), ShrunkenRatios(np.array([[1.0, 2, 3, 4]] * 2), np.full((2, 4), 10.0))
    late = np.array([[1, 2, 3, 4], [1, 1, 1, 1]])
    past = Past(index, ReportedCounts(np.stack([late, 2 * late]), np.array([0.5, 1.0])), hours, shrunken)
    table = past.at(2).sums
    assert np.flatnonzero(table[0]).tolist() == [10, 20]
    assert table[:2, 10].tolist() == [6, 200] and table[:2, 20].tolist() == [4, 2 * 0.5 * 200]  # week 1 whole, week 2 half reported
    assert past.at(3).sums[:2, 20].tolist() == [8, 400] and past.at(0).injuries == 0
