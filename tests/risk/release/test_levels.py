from __future__ import annotations

import numpy as np
import pytest

from guanjia.risk.release.levels import BLANK, EDGES, NOISE, levels


@pytest.mark.parametrize(
    ("value", "low", "high", "workers", "level"),
    [
        (1.1, 1.0, 1.2, 19, BLANK),
        (1.1, np.nan, np.nan, 100, NOISE),
        (1.1, -0.1, 0.0, 100, NOISE),
        (1.1, 0.8, 1.2501, 100, NOISE),
        (0.99, 0.81, 1.26, 100, NOISE),
        (1.1, 0.8, 1.24, 100, 2),
        (0.79, 0.7, 0.9, 100, 0),
        (0.8, 0.7, 0.9, 100, 1),
        (1.6, 1.5, 1.7, 20, 4),
    ],
)
def test_levels_are_told_where_workers_are_enough_and_noise_is_small(
    value: float, low: float, high: float, workers: float, level: int
) -> None:
    """Blank below 20 noisy workers; noise where the interval has no end or is wider than two levels; then by fixed edges."""
    assert levels(*(np.array([each], np.float64) for each in (value, low, high, workers))).tolist() == [level]


def test_a_level_is_off_by_one_at_most_where_the_interval_holds_the_truth() -> None:
    """Whatever lies in an interval that is told, with the value at its middle, lies in the level or in a neighbour."""
    low = np.linspace(0.5, 2.0, 400)
    high = low * np.resize([1.1, 1.3, 1.5625], 400)
    here = levels((low + high) / 2, low, high, np.full(400, 50.0))
    told = here >= 0
    assert told.sum() > 200
    for bound in (low, high):
        assert (np.abs(np.searchsorted(EDGES, bound, side="right") - here)[told] <= 1).all()
