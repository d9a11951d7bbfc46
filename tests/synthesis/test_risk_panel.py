"""Drawn histories have the intensity that they claim."""

from __future__ import annotations

import numpy as np
import pytest

from guanjia.synthesis.risk_panel import HERALD, history


def test_drawn_from_intensity() -> None:
    """Injuries are Poisson about hours times intensity: the sum within four standard errors, chi-squared within four of its own."""
    drawn = history(1, areas=200, weeks=104)
    mean = drawn.hours * drawn.intensity
    assert abs(drawn.injuries.sum() - mean.sum()) < 4 * np.sqrt(mean.sum())
    size = mean.size
    chi = ((drawn.injuries - mean) ** 2 / mean).sum()
    assert abs(chi - size) < 4 * np.sqrt((2 + 1 / mean).sum())


def test_clusters() -> None:
    """A planted cluster is a step of the stated size, in its weeks and area only; heralds raise hours and fatigue before it."""
    drawn = history(2, areas=60, weeks=104, clusters=12)
    planted = drawn.clusters
    assert len(set(planted.area.tolist())) == 12 and (planted.last < 104).all() and planted.heralded.sum() == 6
    for area, first, last, times, heralded in zip(planted.area, planted.first, planted.last, planted.times, planted.heralded, strict=True):
        row = drawn.intensity[area] / np.median(drawn.intensity[np.arange(60) != area], axis=0)
        inside = np.arange(first, last + 1)
        outside = np.setdiff1d(np.arange(104), np.arange(first - HERALD, last + 1))
        assert row[inside].mean() / row[outside].mean() == pytest.approx(times, rel=0.35)
        herald, before = (drawn.hours[area, first - back - HERALD : first - back].mean() for back in (0, HERALD))
        assert (herald / before > 1.15) == heralded
    at_start = drawn.pillars["fatigue"][planted.area, planted.first - 1] / np.median(drawn.pillars["fatigue"][planted.area], axis=1)
    assert at_start[planted.heralded].mean() > at_start[~planted.heralded].mean() + 0.03


def test_repeatable() -> None:
    """The same seed gives the same history; another gives another."""
    one, other, third = history(3, 10, 30, clusters=2), history(3, 10, 30, clusters=2), history(4, 10, 30, clusters=2)
    assert np.array_equal(one.injuries, other.injuries) and np.array_equal(one.hours, other.hours)
    assert not np.array_equal(one.injuries, third.injuries)
    assert all(values.shape == (10, 30) for values in one.pillars.values())
    assert (one.weeks.astype("datetime64[D]").astype(int) % 7 == 4).all()  # Mondays: 1970-01-01 was a Thursday
