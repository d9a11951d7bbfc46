"""The three-process model against rows that FIPS prints, a recorded schedule, and its own differential equation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.fatigue import three_process as model
from tests.kernels.fatigue.reference import rows

LEVEL = st.floats(2.4, 14.3)
HOURS = st.floats(0, 30)


def printed(text: str) -> float:
    """Half of the last digit printed, of three significant ones."""
    value = abs(float(text))
    return 0.5000001 * 10.0 ** (np.floor(np.log10(value)) - 2) if value else 0.0


def test_printed_rows() -> None:
    """Each value that FIPS prints, to the digits printed."""
    table = rows("tpm_fips_printed.csv")
    for row in table:
        awake, clock = float(row["minutes_awake"]) / 60, float(row["clock_hour"])
        s, (c, u) = model.awake(7.96, awake), model.rhythms(clock)
        ours = {"S": s, "C": c, "U": u, "W": model.inertia(awake), "KSS": model.sleepiness(s, clock, awake), "alertness": s + c + u}
        for name, value in ours.items():
            if row[f"{name}_printed"]:
                assert value == pytest.approx(float(row[f"{name}_printed"]), abs=printed(row[f"{name}_printed"])), (row, name)
    assert len(table) >= 10


def test_recorded_schedule() -> None:
    """A week of nights from 23:00 to 06:30 hour by hour."""
    s, was, woke = 7.96, 0.0, 0.0
    for row in rows("tpm_reference_walkthrough_schedule.csv"):
        now, state, since = float(row["sim_hours"]), row["state"], float(row["hours_in_state"])
        switched = now - since
        if switched > was:
            s = (model.asleep if state == "wake" else model.awake)(s, switched - was)
            was, woke = switched, switched if state == "wake" else woke
        here = (model.awake if state == "wake" else model.asleep)(s, now - was)
        assert here == pytest.approx(float(row["S"]), abs=6e-7), row
        if state == "wake":
            kss = model.sleepiness(here, float(row["clock_hour"]), now - woke)
            assert kss == pytest.approx(float(row["KSS_10.6-0.6*(S+C+U+W)"]), abs=6e-7), row


@given(LEVEL, HOURS, HOURS)
def test_a_stretch_may_be_cut(s: float, first: float, second: float) -> None:
    """Sleeping or waking in two parts is the same as in one, from any level: the mended branch has no jump."""
    for step in (model.awake, model.asleep):
        assert step(step(s, first), second) == pytest.approx(step(s, first + second), abs=1e-9)


@given(LEVEL)
def test_the_mended_branch_is_continuous(s: float) -> None:
    """No sleep changes nothing, and a second of sleep raises S by a second's worth."""
    assert model.asleep(s, 0.0) == pytest.approx(s, abs=1e-12)
    assert -1e-12 <= model.asleep(s, 1 / 3600) - s <= 0.81 / 3600


@given(LEVEL, HOURS)
def test_levels_stay_between_the_asymptotes(s: float, hours: float) -> None:
    """S never leaves the range of the model."""
    tiny = 1e-12
    assert 2.4 - tiny <= model.awake(s, hours) <= s + tiny
    assert s - tiny <= model.asleep(s, hours) <= 14.3 + tiny


@given(LEVEL, st.floats(0, 20), st.floats(0.1, 12))
def test_mean_awake(s: float, start: float, hours: float) -> None:
    """The closed mean is that over many moments."""
    moments = start + (np.arange(2000) + 0.5) / 2000 * hours
    assert model.mean_awake(s, start, start + hours) == pytest.approx(float((2.4 + (s - 2.4) * np.exp(-0.0353 * moments)).mean()), abs=1e-5)


@pytest.mark.parametrize(
    ("night", "waking", "bedtime"), [(8, 13.820, 8.892), (7, 13.434, 8.455), (6, 12.548, 7.776), (5, 10.595, 6.590), (4, 8.726, 5.523)]
)
def test_steady_states(night: float, waking: float, bedtime: float) -> None:
    """The levels that nights of a fixed length lead to, whatever the start."""
    for start in (5.0, 14.0):
        state = np.array([start])
        model.carry(np.array([0, 40]), np.full(40, 24.0 - night), np.full(40, float(night)), state)
        assert state[0] == pytest.approx(waking, abs=6e-4)
        assert model.awake(state[0], 24.0 - night) == pytest.approx(bedtime, abs=6e-4)


def test_carry_is_the_same_for_each_worker_alone() -> None:
    """Hundreds of workers with none to five episodes each, side by side and one by one."""
    random = np.random.default_rng(1)
    offsets = np.concatenate([[0], random.integers(0, 6, 300).cumsum()])
    awake, asleep = random.uniform(10, 20, offsets[-1]), random.uniform(0, 9, offsets[-1])
    state = random.uniform(5, 14, 300)
    alone = state.copy()
    model.carry(offsets, awake, asleep, state)
    for w in range(300):
        for i in range(offsets[w], offsets[w + 1]):
            alone[w] = model.asleep(model.awake(alone[w], awake[i]), asleep[i])
    assert state == pytest.approx(alone, rel=1e-14)
