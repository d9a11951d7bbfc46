"""The sun's place against a published example, another series, and plain facts."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.heat.solar import cos_zenith


def micros(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()) * 1_000_000


def zenith(moment: int, lat: float, lng: float) -> float:
    return float(np.degrees(np.arccos(cos_zenith(np.array([moment]), np.array([lat]), np.array([lng]))[0])))


def test_golden_colorado() -> None:
    """The worked example of NREL's Solar Position Algorithm: 50.11162 degrees, of which refraction takes 0.016 off."""
    assert zenith(micros(2003, 10, 17, 19, 30, 30), 39.742476, -105.1786) == pytest.approx(50.11162 + 0.016, abs=0.01)


@given(st.integers(micros(2020, 1, 1), micros(2035, 1, 1)), st.floats(-60, 60), st.floats(-180, 180))
def test_against_spencer(moment: int, lat: float, lng: float) -> None:
    """Spencer's (1971) Fourier series of declination and equation of time agrees to a degree."""
    when = datetime.fromtimestamp(moment // 1_000_000, UTC)
    hours = when.hour + when.minute / 60 + when.second / 3600
    b = 2 * np.pi / 365 * (when.timetuple().tm_yday - 1 + (hours - 12) / 24)
    tilt = (
        0.006918 - 0.399912 * np.cos(b) + 0.070257 * np.sin(b) - 0.006758 * np.cos(2 * b)
        + 0.000907 * np.sin(2 * b) - 0.002697 * np.cos(3 * b) + 0.00148 * np.sin(3 * b)
    )  # fmt: skip
    minutes = 229.18 * (0.000075 + 0.001868 * np.cos(b) - 0.032077 * np.sin(b) - 0.014615 * np.cos(2 * b) - 0.040849 * np.sin(2 * b))
    angle = np.radians((hours + minutes / 60 - 12) * 15 + lng)
    expected = np.sin(np.radians(lat)) * np.sin(tilt) + np.cos(np.radians(lat)) * np.cos(tilt) * np.cos(angle)
    assert cos_zenith(np.array([moment]), np.array([lat]), np.array([lng]))[0] == pytest.approx(expected, abs=np.radians(1))


def test_shanghai_noon_and_night() -> None:
    """At the June solstice the sun stands 31.23 - 23.44 degrees from overhead at noon in Shanghai, and below the horizon at midnight."""
    noon = min(zenith(micros(2026, 6, 21, 3, minute, 0), 31.23, 121.47) for minute in range(60))
    noon = min(noon, *(zenith(micros(2026, 6, 21, 4, minute, 0), 31.23, 121.47) for minute in range(60)))
    assert noon == pytest.approx(31.23 - 23.436, abs=0.02)
    assert cos_zenith(np.array([micros(2026, 6, 21, 16)]), np.array([31.23]), np.array([121.47]))[0] < 0
