"""Histograms of hours and pay."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.distributions import daily_hours, histogram, hourly_pay, weekly_hours


@given(st.lists(st.floats(-1, 30), max_size=50))
def test_bins_hold_everything(values: list[float]) -> None:
    """Each value falls in the bin that plain comparison says, with all beyond the ends in the end bins."""
    edges = (0.0, 1.0, 2.0, 5.0)
    plain = [0, 0, 0]
    for value in values:
        plain[2 if value >= 2 else 1 if value >= 1 else 0] += 1
    data = histogram(np.array(values), edges, (8.0,))
    assert list(data.counts) == plain
    assert data.above[8.0] == sum(value > 8 for value in values)


def test_hours_by_hand(assessment: Assessment) -> None:
    """Four worker-days, two of them above eight hours; two worker-weeks."""
    daily = daily_hours(assessment.worker_days, (8.0,))
    assert (daily[""].size, daily[""].above[8.0], daily["美团"].size, daily["饿了么"].size) == (4, 2, 3, 1)
    assert (daily[""].counts[9], daily[""].counts[11]) == (1, 1)
    assert weekly_hours(assessment.weeks).size == 2


def test_a_week_in_two_regions_is_one(assessment: Assessment) -> None:
    """Rows of one worker and week are put together before they are counted."""
    data = weekly_hours(pa.concat_tables([assessment.weeks, assessment.weeks]))
    assert data.size == 2 and data.quartiles[1] == (41.0 + 16.0) / 2


def test_pay_by_hand(assessment: Assessment) -> None:
    """(410 + 10) yuan over 20.5 hours and 200 yuan over 8 hours; tips and deductions stay out."""
    data = hourly_pay(assessment.months)["CNY"]
    assert data.size == 2
    assert data.quartiles[1] == (420 / 20.5 + 25.0) / 2


def test_marks_hold_for_the_kinds_that_the_limit_covers(assessment: Assessment) -> None:
    """A platform of drivers has no mark, and the drivers' days are not counted where the mark is shown."""
    kinds = pa.array(["food_delivery", "food_delivery", "food_delivery", "ride_hailing"])
    days = assessment.worker_days
    days = days.set_column(days.column_names.index("kinds"), "kinds", kinds)
    found = daily_hours(days, (8.0,), {"food_delivery"})
    assert (found[""].size, found[""].above) == (3, {8.0: 2})
    assert found["美团"].above == {8.0: 2}
    assert (found["饿了么"].size, found["饿了么"].above) == (1, {})
