"""The unified model against recorded hours of FIPS, and against its differential equations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.fatigue import unified as model
from tests.kernels.fatigue.reference import rows

LEVEL = st.floats(-20, 24)
HOURS = st.floats(0, 30)


def test_recorded_hours() -> None:
    """Seven nights of three hours and three of eight, each recorded hour to the digits recorded."""
    s, debt, was = 0.0, 0.0, 0.0
    table = rows("fips_unified_reference.csv")
    for row in table:
        now = float(row["sim_hours"])
        asleep = float(row["tas"]) > 0  # in the hour before the row
        s, debt = (model.asleep if asleep else model.awake)(s, debt, now - was)
        was = now
        ours = (s, debt, model.rhythm(float(row["time"])), model.lapses(s, float(row["time"])))
        for value, name in zip(ours, ("s", "l", "c", "fatigue"), strict=True):
            assert value == pytest.approx(float(row[name]), abs=6e-7), (row, name)
    assert len(table) > 200


@given(LEVEL, LEVEL, HOURS, HOURS)
def test_a_stretch_may_be_cut(s: float, debt: float, first: float, second: float) -> None:
    """Two parts are the same as one, to thirteen digits of the scale."""
    for step in (model.awake, model.asleep):
        assert step(*step(s, debt, first), second) == pytest.approx(step(s, debt, first + second), abs=1e-11)


@pytest.mark.parametrize(("step", "level", "pull"), [(model.awake, 24.12, 0.0), (model.asleep, -48.24, 1.0)])
def test_differential_equations(step: object, level: float, pull: float) -> None:
    """The closed forms solve L' = (level - L) / tau_la with S' = (24.12 - S) / 40 awake and S' = L - S asleep (Runge-Kutta, 4th order)."""
    assert callable(step)

    def slope(y: np.ndarray) -> np.ndarray:
        s = (y[1] - y[0]) if pull else (24.12 - y[0]) / 40.0
        return np.array([s, (level - y[1]) / 97.44])

    y, h = np.array([6.0, 3.0]), 0.002
    for _ in range(4000):
        a = slope(y)
        b = slope(y + h / 2 * a)
        c = slope(y + h / 2 * b)
        y = y + h / 6 * (a + 2 * b + 2 * c + slope(y + h * c))
    assert step(6.0, 3.0, 8.0) == pytest.approx(tuple(y), abs=1e-10)
