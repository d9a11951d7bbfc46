from __future__ import annotations

import numpy as np
import pytest

from guanjia.risk.release.ratios import fieller


@pytest.mark.parametrize(("above", "below"), [(400.0, 100.0), (50.0, 30.0), (5.0, 25.0), (0.0, 40.0)])
def test_intervals_hold_the_true_ratio_as_often_as_they_say(above: float, below: float) -> None:
    """Of 200,000 noisy draws, 95% of the intervals, unbounded ones taken as holding it, hold the ratio of the parts without noise."""
    rng, sd_above, sd_below, draws = np.random.default_rng(5), 12.0, 9.0, 200_000
    tops, bottoms = above + np.rint(sd_above * rng.standard_normal(draws)), below + np.rint(sd_below * rng.standard_normal(draws))
    low, high = fieller(tops, bottoms, sd_above, sd_below)
    ratio = above / below
    unbounded = np.isnan(low)
    misses = np.mean(~unbounded & ((ratio < low) | (ratio > high)))
    assert misses <= 0.055
    if below > 90:
        assert misses == pytest.approx(0.05, abs=0.006)
