from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from guanjia.risk.release.bounding import Caps
from guanjia.risk.release.grid import Area, PublicGrid
from guanjia.risk.release.levels import BLANK, NOISE
from guanjia.risk.release.noise import Mechanism, Noisy
from guanjia.risk.release.release import Release, released
from tests.risk.release.made_up import asked, on_paper

GRID = PublicGrid(np.arange(5, dtype=np.uint64), np.zeros(5, np.int32), (Area("a", "", {}), Area("b", "", {})))
BY = {
    name: Mechanism(name, 1.0, scale, 0.1)
    for name, scale in {"workers": 5.0, "quarters": 40.0, "excess": 600.0, "area_workers": 3.0, "area_injured": 2.0}.items()
}


def made(workers: list[int], hours: list[float], area_workers: list[int], injured: list[int], risks: list[float] | None = None) -> Release:
    """A release of these noisy numbers."""
    quarters = np.array([round(4 * hour) for hour in hours])
    excess = np.rint(15 * quarters * (np.array(risks or [1.0] * 5) - 1.5)).astype(np.int64)
    noisy = Noisy(np.array(workers), quarters, excess, np.array(area_workers), np.array(injured))
    spend = replace(asked().spend, rho=Fraction("0.1"))
    return released(noisy, BY, GRID, Caps(5, 20), spend, on_paper(spend))


def test_ratios_are_told_where_they_say_something() -> None:
    """19 workers: nothing. Hours near zero: bounds from 0. Plenty: a value within its bounds. More than the cap: at most the cap."""
    told = made([19, 100, 100, 100, -7], [500, 5, 1000, 2015, -4], [500, 10], [60, 4])
    each = told.hours_each
    assert np.isnan(each.value).tolist() == [True, True, False, False, True]
    assert np.isnan(each.low).tolist() == [True, False, False, False, True]
    assert each.low[1] == 0 < each.high[1]
    assert each.low[2] < each.value[2] == 10.0 < each.high[2]
    assert each.value[3] == each.high[3] == 20.0


def test_the_injured_are_told_of_a_thousand_workers() -> None:
    """60 of 500 are 120 of a thousand; as sure as its parts, 3.4% together, for both areas at once; 7 of 500 has no value."""
    rate = made([0] * 5, [0] * 5, [500, 10], [60, 4]).injured_per_1000
    assert rate.value[0] == 120.0
    assert (rate.high[0] - rate.low[0]) / 2 / 2.2414 / 120 == pytest.approx(np.hypot(2 / 60, 3 / 500), rel=0.01)
    assert np.isnan([rate.value[1], rate.low[1], rate.high[1]]).all()
    vague = made([0] * 5, [0] * 5, [500, 500], [7, 4]).injured_per_1000
    assert np.isnan(vague.value[0]) and 0 < 3 * vague.low[0] < vague.high[0]


def test_counts_carry_two_standard_deviations() -> None:
    """The interval of a count is 1.96 of its noise on either side; hours in hours, not in quarters."""
    told = made([50] * 5, [300] * 5, [0, 0], [0, 0])
    assert told.workers.high[0] - told.workers.value[0] == pytest.approx(1.96 * 5, rel=1e-4)
    assert told.hours.high[0] - told.hours.value[0] == pytest.approx(1.96 * 10, rel=1e-4)


def test_expected_risk_is_told_where_hours_are_many() -> None:
    """19 workers: nothing. Few hours: the noise dominates. Many: risk, bounds and level. Bounds stay within 0.5 and 2.5."""
    told = made([19, 100, 100, 100, 100], [9000, 20, 900, 900, -900], [500, 10], [60, 4], [1.1, 1.1, 1.1, 2.5, 1.1])
    assert told.level.tolist() == [BLANK, NOISE, 2, 4, NOISE]
    assert np.isnan(told.risk.value).tolist() == [True, True, False, False, True]
    assert told.risk.value[2:4].tolist() == pytest.approx([1.1, 2.5])
    assert told.risk.low[2] < 1.1 < told.risk.high[2]
    assert told.risk.high[3] == 2.5
    assert np.isnan([told.risk.low[0], told.risk.high[0], told.risk.low[4]]).all()
    spread = 1.96 * np.hypot(10, 0.4 * 10) / 900  # excess and hours have the same noise here; hours weigh with 1.1 - 1.5
    assert (told.risk.high[2] - told.risk.low[2]) / 2 == pytest.approx(spread, rel=0.01)


def test_cells_are_added_up_for_areas_and_for_the_whole() -> None:
    """The ratio of sums, with noise that grows by the root of the number of cells; an area without cells tells nothing."""
    told = made([100] * 5, [900.0] * 5, [500, 500], [60, 4], [1.0, 1.0, 1.0, 1.5, 2.0])
    assert told.area_risk.value[0] == told.whole_risk.value[0] == pytest.approx(1.3)
    assert told.area_level.tolist() == [3, NOISE]
    assert told.whole_level.tolist() == [3]
    spread = 1.96 * np.hypot(10, 0.2 * 10) * np.sqrt(5) / 4500
    assert (told.area_risk.high[0] - told.area_risk.low[0]) / 2 == pytest.approx(spread, rel=0.01)
