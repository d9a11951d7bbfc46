"""Scores between fixed points, and their mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.index.aggregate import arithmetic, geometric, harmonic, known_weight
from guanjia.risk.index.references import REFERENCES
from guanjia.risk.index.settings import Settings
from guanjia.risk.panel import PILLARS

SCORES = st.lists(st.floats(0, 100), min_size=6, max_size=6)
WEIGHTS = Settings().weights


@given(SCORES, st.integers(1, 62))
def test_missing_pillars(scores: list[float], known: int) -> None:
    """An index with pillars missing is the index made of the others alone."""
    have = np.array([bool(known >> place & 1) for place in range(6)])
    values = np.array(scores)
    for mean in (geometric, arithmetic, harmonic):
        assert mean(np.where(have, values, np.nan), WEIGHTS) == pytest.approx(mean(values[have], WEIGHTS[have]), abs=1e-9)
    assert known_weight(np.where(have, values, np.nan), WEIGHTS) == pytest.approx(WEIGHTS[have].sum() / WEIGHTS.sum())


@given(SCORES)
def test_compensation(scores: list[float]) -> None:
    """The less compensation, the higher the index; all stay between the smallest and the largest score, up to the floor of safety."""
    values = np.array(scores)
    means = [float(mean(values, WEIGHTS)) for mean in (arithmetic, geometric, harmonic)]
    assert min(values.min(), 99) - 1e-9 <= means[0] and means[2] <= values.max() + 1e-9
    floored = float(arithmetic(np.minimum(values, 99), WEIGHTS))  # no pillar's safety counts for less than 1
    assert floored <= means[1] + 1e-9 and means[1] <= means[2] + 1e-9


def test_fixed_references() -> None:
    """A new week, however bad, moves no week before it."""
    rng = np.random.default_rng(1)
    pillars = {name: rng.uniform(REFERENCES[name].begins / 2, REFERENCES[name].ends, (4, 6)) for name in PILLARS}
    worse = {name: np.append(values, np.full((4, 1), 50.0), axis=1) for name, values in pillars.items()}
    settings = Settings()
    before, after = settings.index(pillars, np.zeros((4, 6))), settings.index(worse, np.zeros((4, 7)))
    assert np.array_equal(before, after[:, :6]) and (after[:, 6] == 99).all()


def test_weights() -> None:
    """The stated weights sum to one, and every pillar says what its points rest on."""
    assert set(REFERENCES) == set(PILLARS) and WEIGHTS.sum() == pytest.approx(1)
    assert all(part.source and part.status for part in REFERENCES.values())
