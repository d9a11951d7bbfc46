"""Priced days against the same terms summed minute by minute in plain Python."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.kernels.on_road.price import AS_IT_WAS, BREAKS, DAY_OFF_BEFORE, NO_DEEP_NIGHT, STOP_AT_EIGHT, Stretches, price


def stretches(hours: list[tuple[float, float]]) -> Stretches:
    """One person's spans of work in hours, cut at clock hours; days begin at 04:00."""
    cut = []
    for start, end in hours:
        while start < end:
            until = min(end, math.floor(start) + 1.0)
            cut.append((start, until))
            start = until
    starts, ends = (np.array([part[side] for part in cut]) for side in (0, 1))
    return Stretches(np.zeros(len(cut), np.int32), starts, ends, np.floor((starts - 4) / 24).astype(np.int32))


def f(x: float) -> float:
    """Mean relative risk over a duty of x hours, RR446 as printed."""
    if x < 4.25:
        return 1.0359 - 0.8012 * math.exp(-0.7315 * x)
    return 1.0 if x <= 8.13 else 0.5713 + 0.1501 * math.exp(0.129 * x)


def by_minutes(spans: list[tuple[int, int]]) -> float:
    """Minutes times relative risk of one duty (spans in minutes of the first day), each minute priced alone and none below 1.0."""
    state, duty, last, total = 1.0, 0.0, spans[0][0], 0.0
    for start, end in spans:
        gap = start - last
        if gap >= 5:
            state = 1 + (state - 1) * (0.24 / 0.2388) / (1 + math.exp(0.395 * (gap - 13.3)))
        if gap < 60:
            duty += gap / 60
        for minute in range(start, end):
            clock = 1.0106 + 0.1057 * math.cos(math.pi * (minute + 0.5) / 60 / 12)
            length = max(1.0, ((duty + 1 / 60) * f(duty + 1 / 60) - duty * f(duty)) * 60)
            after = 1.826297414 - (1.826297414 - state) * math.exp(-1.146457295 / 60)
            total += clock * length * (state + after) / 2 / 1.4858
            state, duty = after, duty + 1 / 60
        last = end
    return total


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 70), st.integers(5, 180)), min_size=1, max_size=6))
def test_a_duty_agrees_with_its_minutes(parts: list[tuple[int, int]]) -> None:
    """The closed form by clock hours differs from the sum over minutes by less than one percent."""
    spans, now = [], 9 * 60
    for gap, work in parts:
        spans.append((now + gap, now + gap + work))
        now += gap + work
    if now - 9 * 60 > 11 * 60:
        spans = [(a, b) for a, b in spans if b <= 20 * 60]
    if not spans:
        return
    _, _, days = price(stretches([(a / 60, b / 60) for a, b in spans]))
    assert days.risk[:, AS_IT_WAS].sum() * 60 == pytest.approx(by_minutes(spans), rel=0.01)
    assert days.hours[:, AS_IT_WAS].sum() * 60 == pytest.approx(sum(b - a for a, b in spans))


def test_changes_are_worked_through_anew() -> None:
    """Ending after eight hours prices exactly the first eight; breaks and the deep night take away work and lower the mean risk."""
    day = [(14.0, 26.0)]
    _, on_duty, days = price(stretches(day))
    assert on_duty[-1] == pytest.approx(12)
    _, _, first_eight = price(stretches([(14.0, 22.0)]))
    assert days.risk[0, STOP_AT_EIGHT] == pytest.approx(first_eight.risk[0, AS_IT_WAS])
    mean = days.risk[0] / days.hours[0]
    assert days.hours[0, NO_DEEP_NIGHT] == pytest.approx(9)
    assert mean[BREAKS] < mean[AS_IT_WAS] and mean[NO_DEEP_NIGHT] < mean[AS_IT_WAS]
    assert mean[DAY_OFF_BEFORE] == mean[AS_IT_WAS]  # the first day on record


def test_breaks_price_as_if_taken() -> None:
    """A day with a break every two hours is priced as the day on which they were taken."""
    _, _, without = price(stretches([(9.0, 15.0)]))
    third = 1 / 3
    taken = [(9.0, 11.0), (11 + third, 13 + third), (13 + 2 * third, 15.0)]
    _, _, with_breaks = price(stretches(taken))
    # the price looks for a break at the beginning of each clock hour
    assert without.hours[0, BREAKS] == pytest.approx(with_breaks.hours[0, AS_IT_WAS], abs=0.35)
    assert without.risk[0, BREAKS] / without.hours[0, BREAKS] == pytest.approx(with_breaks.risk[0, 0] / with_breaks.hours[0, 0], rel=0.06)


def test_a_run_of_days_weighs_and_a_day_off_relieves() -> None:
    """The same day costs more as the fifth in a row than as the first, and as the first after a free day nearly what it did."""
    days = [(24 * day + 9.0, 24 * day + 17.0) for day in range(5)] + [(24 * 7 + 9.0, 24 * 7 + 17.0)]
    _, _, priced = price(stretches(days))
    mean = priced.risk[:, AS_IT_WAS] / priced.hours[:, AS_IT_WAS]
    assert (np.diff(mean[:5]) > 0).all()
    assert mean[5] < mean[1]
    _, _, with_day_off = price(stretches([*days[:3], days[4]]))
    assert with_day_off.risk[3, AS_IT_WAS] <= priced.risk[4, DAY_OFF_BEFORE] < priced.risk[4, AS_IT_WAS]
    assert priced.risk[4, DAY_OFF_BEFORE] == pytest.approx(with_day_off.risk[3, AS_IT_WAS], rel=0.03)
    assert np.isnan(priced.rest_before[0]) and priced.rest_before[1] == pytest.approx(16)


def test_an_hour_that_comes_twice_is_worked_once_each_time() -> None:
    """Where the local clock goes back while somebody works, no hour is lost and time on duty does not shrink."""
    twice = Stretches(np.zeros(3, np.int32), np.array([0.0, 1.0, 1.0]), np.array([1.0, 2.0, 2.0]), np.zeros(3, np.int32))
    _, on_duty, days = price(twice)
    assert on_duty.tolist() == pytest.approx([1, 2, 3]) and days.on_duty.tolist() == pytest.approx([3])
    assert days.hours[0, AS_IT_WAS] == pytest.approx(3)
    assert days.hours[0, BREAKS] == pytest.approx(3 - 1 / 3)


def test_persons_do_not_know_of_each_other() -> None:
    """Two persons priced together are each priced as alone."""
    one, other = stretches([(9.0, 15.5), (33.0, 35.0)]), stretches([(2.0, 4.0)])
    later = other._replace(person=other.person + 1)
    both = Stretches._make(np.append(getattr(one, name), getattr(later, name)) for name in Stretches._fields)
    risk, _, days = price(both)
    assert risk.tolist() == [*price(one)[0], *price(other)[0]]
    assert days.person.tolist() == [0, 0, 1] and np.isnan(days.rest_before[[0, 2]]).all()


def test_a_day_off_that_was_taken_is_not_asked_for_again() -> None:
    """Where nobody worked the day before, taking it off changes nothing."""
    days = [(24 * day + 9.0, 24 * day + 17.0) for day in (0, 1, 2, 3, 5, 6)]
    _, _, priced = price(stretches(days))
    lower = priced.risk[:, DAY_OFF_BEFORE] < priced.risk[:, AS_IT_WAS]
    assert lower.tolist() == [False, True, True, True, False, True]
    assert priced.risk[4, DAY_OFF_BEFORE] == priced.risk[4, AS_IT_WAS]
