"""The terms of the Risk Index against recorded components, and against sums over small steps."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guanjia.kernels.fatigue import risk_terms as terms
from tests.kernels.fatigue.reference import rows

HOURS = st.floats(0, 16)
STATE = st.floats(1, 1.826)
CLOCK = st.floats(0, 24)


def kept(minutes: float) -> float:
    return terms.after_break(2.0, minutes) - 1


def hour(number: float) -> float:
    return terms.length_integral(number) - terms.length_integral(number - 1)


def rested(nights: float) -> float:
    return terms.cumulative_step(2.0, 30.0, 0.0, 0.0, nights, math.inf) - 1


COMPONENTS: dict[str, Callable[[float], float]] = {
    "rr_since_break": lambda x: terms.risk_since_break(1.0, x)[0],
    "excess_risk_kept_after_break": kept,
    "mean_rr_of_shift_length": terms.mean_over_duty,
    "mean_rr_in_hour_n": hour,
    "rr_time_of_day": lambda x: terms.time_of_day(x, x),
    "cumulative_increment": terms.cumulative_increment,
    "cumulative_excess_kept_after_rest": rested,
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_components(name: str) -> None:
    """Each term at the recorded points, to the digits recorded."""
    table = [row for row in rows("hse_components.csv") if row["component"] == name]
    assert table
    for row in table:
        assert COMPONENTS[name](float(row["x"])) == pytest.approx(float(row["value"]), abs=1.1e-6), row


@given(HOURS)
def test_length_is_continuous(hours: float) -> None:
    """A second more of duty costs no more than four seconds, and no second costs less than nothing, branch points included."""
    for x in (hours, terms.PLATEAU_START - 1e-4, terms.PLATEAU_END - 1e-4):
        second = terms.length_integral(x + 1 / 3600) - terms.length_integral(x)
        assert 0 < second < 4.5 / 3600


@given(HOURS)
def test_floor(hours: float) -> None:
    """No minute is priced below 1.0; after the floor the price is the curve's; and the floor begins where the curve reaches 1.0."""
    step = 1e-4
    price = (terms.floored_length_integral(hours + step) - terms.floored_length_integral(hours)) / step
    curve = (terms.length_integral(hours + step) - terms.length_integral(hours)) / step
    assert price == pytest.approx(max(curve, 1.0), abs=1e-3)
    at_end = (terms.length_integral(terms.FLOOR_END + step) - terms.length_integral(terms.FLOOR_END - step)) / (2 * step)
    assert at_end == pytest.approx(1.0, abs=1e-6)


@given(CLOCK, st.floats(1e-3, 20))
def test_time_of_day_is_the_mean(start: float, hours: float) -> None:
    """The closed form is the mean over many moments."""
    moments = start + (np.arange(4000) + 0.5) / 4000 * hours
    assert terms.time_of_day(start, start + hours) == pytest.approx(
        float(np.mean(1.0106 + 0.1057 * np.cos(math.pi * moments / 12))), abs=1e-6
    )


@given(STATE, HOURS)
def test_since_break_is_bounded_and_its_integral_is_one(state: float, hours: float) -> None:
    """The state stays between 1 and its ceiling, and the integral is that of the state over many moments."""
    last, integral = terms.risk_since_break(state, hours)
    assert 1 - 1e-12 <= last <= 1.826297414 + 1e-12
    moments = (np.arange(2000) + 0.5) / 2000 * hours
    values = 1.826297414 - (1.826297414 - state) * np.exp(-1.146457295 * moments)
    assert integral == pytest.approx(float(values.mean() * hours), rel=1e-4, abs=1e-9)


@given(STATE, st.floats(0, 2000))
def test_breaks_lower_risk(state: float, minutes: float) -> None:
    """A break leaves at least 1, at most what there was, and the less the longer it is."""
    after = terms.after_break(state, minutes)
    assert 1 <= after <= state + 1e-12
    assert terms.after_break(state, minutes + 1) <= after + 1e-12


@given(STATE, CLOCK, HOURS, st.lists(st.floats(0.01, 1), min_size=2, max_size=6))
def test_cutting_a_stretch(state: float, clock: float, on_duty: float, parts: list[float]) -> None:
    """Each integral of a stretch is the sum over its parts exactly; their product is so nearly, for stretches up to an hour."""
    total = sum(parts)
    parts = [part / max(total, 1.0) for part in parts]

    def integrals(start: float, end: float, state: float) -> tuple[float, float, float, float]:
        hours = end - start
        since = terms.risk_since_break(state, hours)[1]
        length = terms.floored_length_integral(on_duty + end) - terms.floored_length_integral(on_duty + start)
        time = terms.time_of_day(clock + start, clock + end)
        return time * hours, length, since, hours * terms.relative_risk(time, length, since, 1.0, hours)

    whole = integrals(0.0, sum(parts), state)
    summed, at = np.zeros(4), 0.0
    for part in parts:
        summed += integrals(at, at + part, state)
        state, at = terms.risk_since_break(state, part)[0], at + part
    assert summed[:3] == pytest.approx(whole[:3], rel=1e-9)
    crosses = on_duty <= terms.PLATEAU_END <= on_duty + at
    assert summed[3] == pytest.approx(whole[3], rel=0.025 if crosses else 0.007)


@given(st.floats(0, 200), st.floats(0, 200))
def test_night_sleeps(end: float, gap: float) -> None:
    """As many nights as there are minutes of the gap, less half an hour at each side, between 23:00 and 07:00."""
    minutes = np.arange(0, 401 * 60) / 60 + 1 / 120
    asleep = ((minutes - 23) % 24 < 8) & (minutes > end + 0.5) & (minutes < end + gap - 0.5)
    assert terms.night_sleeps(end, end + gap) == pytest.approx(asleep.sum() / 480, abs=0.005)


def test_a_run_of_duties_has_a_ceiling() -> None:
    """Thirty days without a day off weigh no more than the ceiling, and with the tool's own rule more than double the risk."""
    capped = tool = 1.0
    for _ in range(29):
        capped = terms.cumulative_step(capped, 13.0, 14.0, 14.0, 1.0, terms.CUMULATIVE_CEILING)
        tool = terms.cumulative_step(tool, 13.0, 14.0, 14.0, 1.0, math.inf)
    assert capped == pytest.approx(1.6202)
    assert tool > 2


@given(st.floats(1, 3), st.floats(0, 300), CLOCK, CLOCK, st.floats(1, 12))
def test_rest_of_more_than_a_day_recovers(state: float, gap: float, before: float, after: float, nights: float) -> None:
    """Up to a day of rest the state does not fall, beyond it does not rise; it never falls below 1."""
    stepped = terms.cumulative_step(state, gap, before, after, nights, math.inf)
    assert stepped >= 1
    assert stepped <= state + 1e-12 if gap > 24 else stepped >= state


@given(STATE, CLOCK, HOURS, st.lists(st.floats(0.01, 1), min_size=2, max_size=6), st.floats(1, 1.6))
@example(1.0, 16.7, 7.63, [0.25, 0.25, 0.25, 0.25], 1.0)
def test_risk_hours(state: float, clock: float, on_duty: float, parts: list[float], run: float) -> None:
    """Cut anywhere, an hour costs nearly the same; it costs nearly the sum over its seconds; and a run multiplies it."""
    parts = [part / max(sum(parts), 1.0) for part in parts]
    hours = sum(parts)
    whole, last = terms.risk_hours(clock, hours, on_duty, state, 1.0)
    assert terms.risk_hours(clock, hours, on_duty, state, run) == pytest.approx((run * whole, last))
    total, at, now = 0.0, 0.0, state
    for part in parts:
        cost, now = terms.risk_hours(clock + at, part, on_duty + at, now, 1.0)
        total, at = total + cost, at + part
    assert (total, now) == pytest.approx((whole, last), rel=0.007)
    t = (np.arange(3600) + 0.5) / 3600 * hours
    h = on_duty + t
    early = 1.0359 - 0.8012 * np.exp(-0.7315 * h) * (1 - 0.7315 * h)
    late = 0.5713 + 0.1501 * np.exp(0.129 * h) * (1 + 0.129 * h)
    price = np.where(h < terms.PLATEAU_START, np.maximum(early, 1), np.where(h <= terms.PLATEAU_END, 1, late))
    since = 1.826297414 - (1.826297414 - state) * np.exp(-1.146457295 * t)
    summed = ((1.0106 + 0.1057 * np.cos(math.pi / 12 * (clock + t))) * price * since / 1.4858).mean() * hours
    assert whole == pytest.approx(float(summed), rel=0.007)


def test_no_work_costs_nothing() -> None:
    """A stretch of no length leaves the state and costs nothing, at the step of the price too."""
    for on_duty in (0.0, terms.PLATEAU_END, 12.0):
        assert terms.risk_hours(3.0, 0.0, on_duty, 1.3, 1.0) == (0.0, 1.3)
