"""Forecast skill against published answers and against definitions written out."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.skill.brier import brier, decomposition, skill
from guanjia.kernels.skill.calibration import calibration_line
from guanjia.kernels.skill.ranking import average_precision, roc_area

TABLE = Path(__file__).resolve().parents[4] / "shared" / "science" / "skill_reference.csv"
A = np.repeat([0.1, 0.3, 0.7, 0.9], [4, 3, 2, 1]), np.array([0, 0, 0, 1, 0, 0, 1, 1, 0, 1.0])
PAIRS = st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=60)


def arrays(pairs: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([p / 10 for p, _ in pairs]), np.array([float(y) for _, y in pairs])


def test_published() -> None:
    """Every row of the reference table, to the digits it prints."""
    if not TABLE.is_file():
        pytest.skip("needs ../shared/science/skill_reference.csv: not found")
    parts = decomposition(*A)
    ours = {
        "reliability": parts.reliability,
        "resolution": parts.resolution,
        "uncertainty": parts.uncertainty,
        "identity BS=REL-RES+UNC": parts.reliability - parts.resolution + parts.uncertainty,
        "BSS vs climatology": skill(parts.score, parts.uncertainty),
        "ROC AUC": roc_area(*A),
        "average precision": average_precision(*A),
    }
    sets = [brier(np.array([0.1, 0.9, 0.8, 0.3]), np.array([0, 1, 1, 0.0])), brier(*A)]
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 9
    for row in rows:
        found = sets.pop(0) if row["metric"] == "Brier" else ours[row["metric"]]
        assert found == pytest.approx(float(row["value"]), abs=1e-6), row["metric"]


@given(PAIRS, st.integers(1, 8))
def test_parts_add_up(pairs: list[tuple[int, bool]], bins: int) -> None:
    """The parts add up to the score; without bins nothing is left within, and in every case a sure rate has no part below zero."""
    p, y = arrays(pairs)
    fine, coarse = decomposition(p, y), decomposition(p, y, bins)
    for parts in (fine, coarse):
        total = parts.reliability - parts.resolution + parts.uncertainty + parts.within
        assert total == pytest.approx(brier(p, y), abs=1e-12)
        assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0
    assert coarse.resolution <= fine.resolution + 1e-12


@given(PAIRS)
def test_roc_area(pairs: list[tuple[int, bool]]) -> None:
    """The area is the share of (event, non-event) pairs in the right order."""
    p, y = arrays(pairs)
    wins = [(a > b) + (a == b) / 2 for a, b in product(p[y == 1], p[y == 0])]
    assert roc_area(p, y) == pytest.approx(np.mean(wins), abs=1e-12) if wins else np.isnan(roc_area(p, y))


@given(PAIRS)
def test_average_precision(pairs: list[tuple[int, bool]]) -> None:
    """Each event adds the precision among all that were forecast at least as high."""
    p, y = arrays(pairs)
    wanted = [y[p >= value].mean() for value in p[y == 1]]
    assert average_precision(p, y) == pytest.approx(np.mean(wanted), abs=1e-12) if wanted else np.isnan(average_precision(p, y))


def test_calibration_line() -> None:
    """Outcomes drawn from the forecasts give (0, 1); forecasts twice as bold in log-odds give a slope of a half; no events, no line."""
    rng = np.random.default_rng(1)
    odds = rng.normal(-1, 1, 60_000)
    y = (rng.random(60_000) < 1 / (1 + np.exp(-odds))).astype(float)
    assert calibration_line(1 / (1 + np.exp(-odds)), y) == pytest.approx((0, 1), abs=0.04)
    assert calibration_line(1 / (1 + np.exp(-2 * odds)), y)[1] == pytest.approx(0.5, abs=0.02)
    assert np.isnan(calibration_line(odds * 0 + 0.3, y)).all()
    assert np.isnan(calibration_line(1 / (1 + np.exp(-odds)), y * 0)).all()
