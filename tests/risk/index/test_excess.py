"""Excesses against sums written out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.index.excess import SELDOM, by_exposure, by_ratio, exceedance, least_excess

MEANS = st.floats(1e-6, 40)


def tail(pmf: list[float], least: int) -> float:
    return 1 - math.fsum(pmf[:least])


def poisson(mean: float) -> list[float]:
    return [math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(200)]


def negative_binomial(mean: float, shape: float) -> list[float]:
    place = shape / (shape + mean)
    start = shape * math.log(place)
    return [math.exp(math.lgamma(k + shape) - math.lgamma(shape) - math.lgamma(k + 1) + start + k * math.log1p(-place)) for k in range(200)]


@given(MEANS)
def test_least_excess(mean: float) -> None:
    """Seldom reached by exposure alone, and the count below is not."""
    least = int(least_excess(np.array([mean]))[0])
    assert least >= 1 and tail(poisson(mean), least) <= SELDOM + 1e-9
    assert least == 1 or tail(poisson(mean), least - 1) > SELDOM - 1e-9


@given(MEANS, st.integers(1, 30), st.floats(0.1, 5), st.floats(0.2, 200))
def test_probabilities(mean: float, least: int, ratio: float, shape: float) -> None:
    """Tails of the Poisson and of the negative binomial."""
    e, k, r, s = np.array([mean]), np.array([least]), np.array([ratio]), np.array([shape])
    assert by_exposure(e, k)[0] == pytest.approx(tail(poisson(mean), least), abs=1e-9)
    assert by_ratio(e, r, s, k)[0] == pytest.approx(tail(negative_binomial(mean * ratio, shape), least), abs=1e-8)


def test_exceedance() -> None:
    """The share of gamma draws over the bound."""
    draws = np.random.default_rng(1).gamma(5, 1.4 / 5, 200_000)
    assert exceedance(np.array([1.4]), np.array([5.0]), 1.5)[0] == pytest.approx((draws > 1.5).mean(), abs=0.005)


def test_nothing_expected() -> None:
    """Where nobody works nothing is expected; where nothing is known nothing is said."""
    none, one, unknown = np.array([0.0]), np.array([1]), np.array([np.nan])
    assert by_exposure(none, one)[0] == 0 == by_ratio(none, none + 1, none + 1, one)[0]
    assert np.isnan(by_ratio(none + 1, unknown, unknown, one)[0])
