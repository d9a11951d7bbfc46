"""Limit lines and levels against known answers."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from guanjia.kernels.heat.article_8 import LEVELS, UNKNOWN, article_8_level
from guanjia.kernels.heat.limits import REFERENCE, iso_7243, niosh_ral, niosh_rel

CASES = Path(__file__).parents[4] / "shared" / "science" / "heat_reference.csv"
LINES = {"iso_limit_34.9-M/46": iso_7243, "niosh_REL_56.7-11.5log10M": niosh_rel, "niosh_RAL_59.9-14.1log10M": niosh_ral}


def test_limit_lines() -> None:
    """The three lines at five metabolic rates."""
    if not CASES.exists():
        pytest.skip(f"needs {CASES}: not found")
    rows = [row for row in csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()) if row["quantity"] in LINES]
    assert len(rows) == 15
    for row in rows:
        watts = float(row["inputs"].removeprefix("M=").removesuffix(" W"))
        assert LINES[row["quantity"]](watts) == pytest.approx(float(row["value_C"]), abs=0.0006)


def test_the_reference_is_the_published_28_4() -> None:
    """300 W on the ISO line."""
    assert round(REFERENCE, 1) == 28.4


def test_levels_begin_at_their_temperature() -> None:
    """35, 37 and 40 belong to the level they open; a day without limit or forecast has none."""
    forecast = np.array([34.99, 35, 36.99, 37, 39.99, 40, np.nan, 36])
    rotate = np.array([35.0] * 7 + [np.nan])
    found = article_8_level(forecast, rotate, np.full(8, 37.0), np.full(8, 40.0))
    assert found.tolist() == [0, 1, 1, 2, 2, 3, UNKNOWN, UNKNOWN]
    assert all("用人单位" in zh and "employers" in en for zh, en in LEVELS[1:])
