"""WBGT against known answers, and what a screening value may say."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.heat.wet_bulb_globe import STANDARD_PRESSURE, Wbgt, direct_share, excess, wbgt, wbgt_liljegren, wbgt_screening

CASES = Path(__file__).parents[4] / "shared" / "science" / "heat_reference.csv"
NAN = float("nan")


def cases(quantity: str) -> Iterator[tuple[dict[str, float], float]]:
    if not CASES.exists():
        pytest.skip(f"needs {CASES}: not found")
    for row in csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()):
        if row["quantity"] == quantity:
            yield {name: float(value) for name, value in (part.split("=") for part in row["inputs"].split(";"))}, float(row["value_C"])


def one(*values: float) -> list[np.ndarray]:
    return [np.array([value]) for value in values]


def test_liljegren_reference() -> None:
    """The seven known answers, to a hundredth of a degree."""
    for at, value in cases("wbgt_liljegren"):
        found = wbgt_liljegren(*one(at["T"], at["RH"], at["v10"], at["p"], at["ssrd"], at["fdir"], at["cossza"]))
        assert found[0] == pytest.approx(value, abs=0.01)


def test_screening_reference() -> None:
    """The known answers of the simplified form, those with a dew point by their relative humidity."""
    for at, value in cases("wbgt_simple_ABM"):
        if "RH" in at:
            assert wbgt_screening(*one(at["T"], at["RH"]))[0] == pytest.approx(value, abs=0.005)


def test_screening_by_hand() -> None:
    """0.567 T + 0.393 e + 3.94 with Magnus' vapour pressure, written out here."""
    for t, rh in ((25, 50), (33, 80), (40, 30)):
        vapour = rh / 100 * 6.105 * math.exp(17.27 * t / (237.7 + t))
        assert wbgt_screening(*one(t, rh))[0] == pytest.approx(0.567 * t + 0.393 * vapour + 3.94, abs=0.01)


READING = st.tuples(st.floats(15, 45), st.floats(5, 100), st.floats(0, 15), st.floats(0, 1100), st.floats(-1, 1))
GAPS = st.tuples(*[st.booleans()] * 5)


@given(READING, GAPS, st.floats(20, 35))
def test_screening_never_alarms_at_night(reading: tuple[float, ...], gone: tuple[bool, ...], limit: float) -> None:
    """Whatever is missing, degrees above a limit at night, or at an unknown place of the sun, rest on the full balance."""
    temperature, humidity, wind, radiation, cos = one(*(NAN if lost else value for value, lost in zip(reading, gone, strict=True)))
    found = wbgt(temperature, humidity, wind, np.array([NAN]), radiation, cos)
    if not cos[0] > 0 and excess(found, limit)[0] > 0:
        assert not found.screening[0] and not gone[2]
    assert found.screening[0] <= (not (gone[0] or gone[1]))
    assert np.isnan(found.celsius[0]) == (gone[0] or gone[1])


@given(st.lists(st.tuples(st.floats(15, 40), st.booleans(), st.booleans()), min_size=1), st.floats(20, 35))
def test_excess(readings: list[tuple[float, bool, bool]], limit: float) -> None:
    """Never negative; unknown for every screening value above the limit at night and for no other known value."""
    celsius, screening, night = (np.array(column) for column in zip(*readings, strict=True))
    found = excess(Wbgt(celsius, screening, night), limit)
    unknown = [a and b and c > limit for c, a, b in readings]
    assert np.isnan(found).tolist() == unknown
    assert all(x == max(c - limit, 0.0) for x, (c, _, _), u in zip(found, readings, unknown, strict=True) if not u)


def test_pressure_of_a_station_that_gives_none() -> None:
    """The standard pressure stands in, and a reading below nought of a sensor in the dark counts as none."""
    known = wbgt(*one(33.0, 60.0, 2.0, STANDARD_PRESSURE, 0.0, 0.2))
    missing = wbgt(*one(33.0, 60.0, 2.0, NAN, -3.0, 0.2))
    assert known.celsius[0] == missing.celsius[0] and not missing.screening[0]


@given(st.floats(0, 1400), st.floats(-1, 1))
def test_direct_share_is_a_share(radiation: float, cos: float) -> None:
    """Between none and all of the radiation, none of it in the dark."""
    share = direct_share(*one(radiation, cos))[0]
    assert 0 <= share <= 1 and (cos > 0 or share == 0)
