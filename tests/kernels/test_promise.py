"""The speed a promise asks for, against exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.promise import required_speed

HOUR = 3_600_000_000


@given(st.integers(0, 50_000), st.integers(0, 10**15), st.integers(-HOUR, 5 * HOUR))
def test_against_fractions(metres: int, started: int, minutes: int) -> None:
    """km/h as an exact fraction; a promise that is past asks for an infinite speed."""
    speed = float(required_speed(np.array([float(metres)]), np.array([started]), np.array([started + minutes]))[0])
    if minutes <= 0:
        assert speed == float("inf")
    else:
        exact = Fraction(metres, 1000) * Fraction(135, 100) / Fraction(minutes, HOUR)
        assert speed == pytest.approx(float(exact), rel=1e-9, abs=1e-6)


def test_the_limit_itself_is_not_passed() -> None:
    """Two kilometres of road in eight minutes are fifteen kilometres an hour and not a residue more."""
    speed = required_speed(np.array([2000 / 1.35]), np.array([0]), np.array([8 * HOUR // 60]))
    assert not (speed > 15)[0]


def test_no_distance() -> None:
    """Without coordinates no speed is known, late or not."""
    assert np.isnan(required_speed(np.array([np.nan, np.nan]), np.array([0, 0]), np.array([HOUR, 0]))).all()
