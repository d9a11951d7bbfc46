"""Indirect standardisation against loops and against cities where it must remove everything."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from guanjia.risk.map.layers import by_hour_of_week, night_share
from guanjia.risk.map.strata import expected_injuries, hour_of_week, injury_rates, seconds_by_weather
from tests.risk.map.city import city


def test_hour_of_week() -> None:
    """A Sunday begins with hour 144 and is followed by Monday's hour 0."""
    exposure = city(np.ones(3), 0, days=2, first_day=date(2026, 3, 15))
    assert hour_of_week(exposure).tolist() == [*range(144, 168), *range(24)]


@pytest.mark.parametrize(
    ("injuries", "strata"),
    [
        (40_000, "hour of week by weather"),
        (1_500, "hour of day by weather"),
        (200, "night or day by weather"),
        (30, "weather"),
        (10, "all hours alike"),
    ],
)
def test_strata_are_as_fine_as_injuries_bear(injuries: int, strata: str) -> None:
    """The more injuries the finer the strata, and expected injuries always add up to those met."""
    exposure = city(np.ones(30), injuries, days=42)
    rates = injury_rates(exposure)
    assert rates.strata == strata
    assert expected_injuries(exposure, rates, slice(None)).sum() == pytest.approx(len(exposure.injury_cells))


def test_wet_hours_are_twice_as_dangerous() -> None:
    """The rates find back that wet hours are twice as dangerous."""
    rates = injury_rates(city(np.ones(100), 5_000)).rate
    assert (rates[1] / rates[0]).mean() == pytest.approx(2.0, rel=0.15)


def test_parts_make_the_whole() -> None:
    """Injuries expected in each week add up to those of all."""
    exposure = city(np.ones(20), 500)
    rates = injury_rates(exposure)
    weeks = [expected_injuries(exposure, rates, slice(start, start + 168)) for start in range(0, 672, 168)]
    assert np.sum(weeks, axis=0) == pytest.approx(expected_injuries(exposure, rates, slice(None)))


def test_unknown_weather_is_a_stratum_of_its_own() -> None:
    """Hours of unknown weather are neither dry nor wet."""
    exposure = city(np.ones(5), 50)
    exposure.wet[2] = np.nan
    dry, wet, unknown = (part.sum(axis=1) for part in seconds_by_weather(exposure, slice(None)))
    assert (dry[2], wet[2]) == (0, 0) and unknown[2] == pytest.approx(exposure.seconds[2].sum())
    assert dry + wet + unknown == pytest.approx(exposure.seconds.sum(axis=1, dtype=np.float64))
    rates = injury_rates(exposure)
    assert expected_injuries(exposure, rates, slice(None)).sum() == pytest.approx(len(exposure.injury_cells))


def test_layers_by_loop() -> None:
    """Sums by parent and hour of the week, and the night share, column by column."""
    exposure = city(np.ones(9), 0, days=9, first_day=date(2026, 3, 18))
    parent = np.arange(9) % 4
    found = by_hour_of_week(exposure, parent, 4)
    wanted = np.zeros((4, 168))
    for cell in range(9):
        for at in range(9 * 24):
            wanted[parent[cell], (48 + at) % 168] += exposure.seconds[cell, at]
    assert found.seconds == pytest.approx(wanted)
    clock = np.arange(168) % 24
    night = wanted[:, (clock >= 22) | (clock < 6)].sum(axis=1) / wanted.sum(axis=1)
    assert night_share(found) == pytest.approx(night)
    assert np.isnan(found.hot[found.seconds > 0]).all()
