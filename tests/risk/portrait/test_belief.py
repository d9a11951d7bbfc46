"""The belief about how risk follows the index, against a posterior summed over a fine grid."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guanjia.risk.portrait.belief import PRIOR, Belief, moved

INDEX = np.array([0.7, 0.9, 1.1, 1.4, 1.8, 2.4])


def on_a_grid(hours: list[float], injuries: list[int]) -> tuple[float, float]:
    """(mean, spread) of beta: prior Normal(0.5, 0.3 / ln 2), injuries multinomial in proportion to hours * index ** beta."""
    betas = np.linspace(-8, 9, 6801)
    spread = 0.3 / math.log(2)
    logs = []
    for beta in betas.tolist():
        weights = [h * i**beta for h, i in zip(hours, INDEX.tolist(), strict=True)]
        logs.append(
            -((beta - 0.5) ** 2) / (2 * spread**2)
            + sum(n * math.log(w / sum(weights)) for n, w in zip(injuries, weights, strict=True) if n and w > 0)
        )
    density = np.exp(np.array(logs) - max(logs))
    density /= density.sum()
    mean = float(density @ betas)
    return mean, math.sqrt(float(density @ (betas - mean) ** 2))


@settings(max_examples=15, deadline=None)
@example([13, 13, 30, 0, 0, 0], [10.0, 10.0, 10.0, 10.0, 10.0, 843.0])
@example([0, 31, 20, 0, 0, 0], [10.0, 10.0, 10.0, 10.0, 969.0, 968.0])
@given(st.lists(st.integers(0, 60), min_size=6, max_size=6), st.lists(st.floats(10, 1000), min_size=6, max_size=6))
def test_against_a_grid(injuries: list[int], hours: list[float]) -> None:
    """The belief has the mean and the spread of the posterior, also where it lies far from the prior or leans to a side."""
    found = moved(np.array(hours), np.array(injuries), INDEX)
    mean, spread = on_a_grid(hours, injuries)
    assert found.mean == pytest.approx(mean, abs=1e-5)
    assert found.spread == pytest.approx(spread, rel=1e-5)
    assert found.injuries == sum(injuries)


def test_many_injuries_overrule_the_prior() -> None:
    """Where risk falls with the index, thousands of injuries say so whatever was believed."""
    hours = np.full(6, 1000.0)
    counts = np.rint(3000 * INDEX**-1.0).astype(np.int64)
    assert moved(hours, counts, INDEX).mean == pytest.approx(-1.0, abs=0.03)
    assert moved(hours, counts, INDEX).spread < PRIOR.spread / 10


def test_bins_without_hours_tell_nothing() -> None:
    """An injury in a bin in which nobody rode is left out, and one bin alone moves nothing."""
    hours = np.array([0.0, 0.0, 100.0, 0.0, 0.0, 0.0])
    found = moved(hours, np.array([3, 0, 5, 0, 0, 9]), INDEX)
    assert (found.mean, found.spread) == pytest.approx((PRIOR.mean, PRIOR.spread)) and found.injuries == 5


@settings(deadline=None)
@given(st.floats(0.3, 5), st.floats(-1, 2), st.floats(0.01, 1))
def test_the_interval_holds_the_expected(index: float, mean: float, spread: float) -> None:
    """Low below expected below high, never a point, and an index of one is a ratio of one."""
    expected, low, high = (float(part[0]) for part in Belief(mean, spread, 0).ratio(np.array([index])))
    assert low < expected < high
    assert expected == pytest.approx(index**mean)
    assert low * high == pytest.approx(expected**2)
    assert float(PRIOR.ratio(np.array([1.0]))[0][0]) == 1.0
