"""Alarms by region and day or week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from guanjia.risk.exposure import HOURS_A_DAY
from guanjia.risk.map.signals import signals
from guanjia.risk.map.strata import injury_rates
from tests.risk.map.city import MONDAY, city


def test_days_and_weeks() -> None:
    """Days below sixteen weeks, else weeks that end with the last day; counts and expected injuries add up."""
    for days, rows in ((28, 28), (115, 16)):
        exposure = city(np.ones(20), 200, days=days)
        found = signals(exposure, injury_rates(exposure), np.random.default_rng(1)).to_pandas()
        assert len(found) == 2 * rows
        assert found["last_day"].max() == MONDAY + timedelta(days=days - 1)
        counted = (exposure.injury_columns >= (days % 7 if rows == 16 else 0) * HOURS_A_DAY).sum()
        assert found["injuries"].sum() == counted
        assert found["expected_injuries"].sum() == pytest.approx(200, rel=0.3)
        assert found["farrington_limit"].isna().all()


def test_outbreak_in_one_region() -> None:
    """Six injuries a day more in the last week are alarms of EARS at once and of the CUSUM on the second day, and the other stays quiet."""
    exposure = city(np.ones(60), 60, days=56)
    late = np.repeat(np.arange(49 * HOURS_A_DAY + 1, 56 * HOURS_A_DAY, HOURS_A_DAY), 6)
    cells, columns = np.append(exposure.injury_cells, np.full(len(late), 3)), np.append(exposure.injury_columns, late)
    exposure = replace(exposure, injury_cells=cells, injury_columns=columns)
    found = signals(exposure, injury_rates(exposure), np.random.default_rng(1)).to_pandas()
    hit, other = (found[found["region"] == name].tail(7) for name in ("310101", "310104"))
    assert (hit["injuries"] > hit["c1_limit"]).iloc[0] and (hit["injuries"] > hit["c2_limit"]).iloc[:3].all()
    assert (hit["cusum"] >= hit["cusum_limit"]).iloc[1:].all()
    assert not (other["injuries"] > other["c1_limit"]).any() and not (other["cusum"] >= other["cusum_limit"]).any()


def test_three_years() -> None:
    """With more than three years of weeks the last ones have Farrington's limit."""
    exposure = city(np.ones(4), 900, days=7 * 165)
    found = signals(exposure, injury_rates(exposure), np.random.default_rng(1)).to_pandas()
    by_region = found.groupby("region")["farrington_limit"]
    assert (by_region.tail(1) > 0).all() and by_region.count().between(1, 12).all()


def test_few_injuries_have_no_cusum() -> None:
    """A region with fewer than ten injuries has no CUSUM."""
    exposure = city(np.ones(40), 12)
    kept = exposure.regions[exposure.injury_cells] == 0
    exposure = replace(exposure, injury_cells=exposure.injury_cells[kept], injury_columns=exposure.injury_columns[kept])
    found = signals(exposure, injury_rates(exposure), np.random.default_rng(1)).to_pandas()
    assert found["cusum"].isna().all() and found["cusum_limit"].isna().all() and found["c1_limit"].notna().any()
