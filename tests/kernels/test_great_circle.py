"""Great-circle distance against a spherical law of cosines in many digits, and published distances."""

from __future__ import annotations

from decimal import Decimal
from math import acos, cos, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.great_circle import EARTH_RADIUS, great_circle

LAT, LNG = st.floats(-89, 89), st.floats(-180, 180)


def distance(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> float:
    return float(great_circle(*(np.array([x]) for x in (lat_a, lng_a, lat_b, lng_b)))[0])


def test_nashville_to_los_angeles() -> None:
    """Rosetta Code's task prints 2886.44444283798 km on this radius."""
    assert distance(36.12, -86.67, 33.94, -118.40) == pytest.approx(float(Decimal("2886444.44283798329974715782394574671655")), abs=1e-3)


@given(LAT, LNG, LAT, LNG)
def test_law_of_cosines(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> None:
    """The haversine agrees with the spherical law of cosines wherever the latter is well conditioned."""
    a, b, c = radians(lat_a), radians(lat_b), radians(lng_b - lng_a)
    angle = acos(max(-1.0, min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(c))))
    assert distance(lat_a, lng_a, lat_b, lng_b) == pytest.approx(EARTH_RADIUS * angle, rel=1e-6, abs=1.0)


@given(LAT, LNG, LAT, LNG)
def test_both_ways(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> None:
    """There is as far as back."""
    assert distance(lat_a, lng_a, lat_b, lng_b) == pytest.approx(distance(lat_b, lng_b, lat_a, lng_a))


def test_missing_coordinate() -> None:
    """A missing coordinate gives no distance."""
    assert np.isnan(distance(31, 121, float("nan"), 121))
