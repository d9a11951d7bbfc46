"""Thresholds, episodes, lead times, intervals and baselines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.backtest.alerts import frozen_threshold, record
from guanjia.risk.backtest.baselines import baselines
from guanjia.risk.backtest.bootstrap import skill_interval
from guanjia.risk.backtest.lead_time import Episodes, lead_times, observed_episodes
from guanjia.risk.backtest.outcomes import excess_next_week
from guanjia.risk.index.expected_counts import expected_counts
from guanjia.risk.index.incident_signal import ratio_so_far
from guanjia.risk.index.reported_counts import Delay, reported_counts


@given(st.lists(st.integers(0, 20), min_size=1, max_size=80), st.floats(0.5, 60))
def test_frozen_threshold(values: list[int], per_100: float) -> None:
    """It keeps the budget, and the next lower forecast would not."""
    forecasts = np.array(values) / 20
    threshold = frozen_threshold(np.append(forecasts, np.nan), per_100)
    allowed = len(values) * per_100 / 100
    assert (forecasts > threshold).sum() <= allowed
    assert (forecasts >= threshold).sum() > allowed or (forecasts > threshold).sum() == int(allowed)
    assert frozen_threshold(np.full(3, np.nan), per_100) == float("inf")


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_record(pairs: list[tuple[bool, bool]]) -> None:
    """The four cells of the table, counted one by one."""
    made = record(np.array([alert for alert, _ in pairs]), np.array([float(event) for _, event in pairs]))
    hits, alerts = sum(a and e for a, e in pairs), sum(a for a, _ in pairs)
    assert made.alerts_per_100 == pytest.approx(100 * alerts / len(pairs))
    assert made.precision == pytest.approx(hits / alerts) if alerts else np.isnan(made.precision)
    assert made.false_alarms_per_100 == pytest.approx(100 * (alerts - hits) / calm) if (calm := sum(not e for _, e in pairs)) else True


@given(st.lists(st.lists(st.booleans(), min_size=12, max_size=12), min_size=1, max_size=4), st.integers(0, 4))
def test_observed_episodes(weeks: list[list[bool]], quiet: int) -> None:
    """An episode is a longest run of events with so many weeks without any before it."""
    wanted = []
    for area, row in enumerate(weeks):
        for week in range(12):
            if row[week] and week >= quiet and not any(row[max(week - max(quiet, 1), 0) : week]):
                last = week
                while last < 11 and row[last + 1]:
                    last += 1
                wanted.append((area, week, last))
    made = observed_episodes(np.array(weeks, float), quiet)
    assert list(zip(made.area.tolist(), made.first.tolist(), made.last.tolist(), strict=True)) == wanted


def test_lead_times() -> None:
    """Two warned of, the week before and in the third week; one missed; a fourth warned of only after its end is missed too."""
    alert = np.zeros((4, 10), bool)
    alert[0, [3, 6]], alert[1, 6], alert[3, 8] = True, True, True
    made = lead_times(alert, Episodes(np.arange(4), np.full(4, 4), np.full(4, 7)), before=2)
    assert (made.episodes, made.missed, made.weeks, made.median) == (4, 2, {-1: 1, 2: 1}, 2.0)
    alert[1] = False
    assert np.isnan(lead_times(alert, Episodes(np.arange(4), np.full(4, 4), np.full(4, 7))).median)


def test_skill_interval() -> None:
    """It holds the true skill of 0.2 where errors differ by area, is wider than areas alone would make it, and NaN counts for nothing."""
    rng = np.random.default_rng(1)
    theirs = rng.gamma(1, 1, (40, 52)) * rng.gamma(2, 0.5, (40, 1))
    ours = 0.8 * rng.permuted(theirs, axis=1)
    low, high = skill_interval(ours, theirs, np.random.default_rng(2))
    assert low < 1 - ours.sum() / theirs.sum() < high and 0 < high - low < 0.5
    holes = [np.append(part, np.full((40, 2), np.nan), axis=1) for part in (ours, theirs)]
    assert skill_interval(holes[0], holes[1], np.random.default_rng(2)) == pytest.approx((low, high), abs=0.03)


def test_baselines_do_not_peek() -> None:
    """Injuries of later weeks, and those not yet reported, change no baseline at the end of a week."""
    rng = np.random.default_rng(1)
    hours, cut = np.full((20, 40), 1_000.0), 25
    first = rng.poisson(0.3, (20, 40))
    second = np.where(np.arange(40) > cut, rng.poisson(3, (20, 40)), first)
    made = []
    for injuries in (first, second):
        seen = reported_counts(injuries, Delay(), rng)
        ahead = expected_counts(seen, hours)
        event = excess_next_week(injuries, hours, ahead)
        made.append(baselines(event, seen, hours, ahead, ratio_so_far(seen, hours)))
    for name, one in made[0].items():
        assert np.array_equal(one[:, 1 : cut + 1], made[1][name][:, 1 : cut + 1]), name
        assert ((one[:, 1:] >= 0) & (one[:, 1:] <= 1)).all()
    assert not np.array_equal(made[0]["shrunken"], made[1]["shrunken"])


def test_baselines_are_calibrated() -> None:
    """Where exposure is all there is, every baseline forecasts as many excesses as come."""
    rng = np.random.default_rng(3)
    hours = np.repeat(rng.uniform(500, 4_000, (300, 1)), 80, axis=1)
    injuries = rng.poisson(hours * 2e-4)
    seen = reported_counts(injuries, Delay((0.6, 0.4)), rng)
    ahead = expected_counts(seen, hours)
    event = excess_next_week(injuries, hours, ahead)
    for name, chance in baselines(event, seen, hours, ahead, ratio_so_far(seen, hours)).items():
        assert chance[:, 40:].mean() == pytest.approx(event[:, 40:].mean(), rel=0.1), name
