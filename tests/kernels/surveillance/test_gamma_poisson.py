"""Shrunken rates against published ones, and against sums over a fine grid."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma, poisson

from guanjia.kernels.surveillance.gamma_poisson import exceedance, fit, log_likelihood, marshall, moments, quantile, shrunken
from guanjia.kernels.surveillance.gamma_poisson_mixture import Mixture, mixed_exceedance, mixed_mean, mixed_quantile, mixture
from tests.kernels.surveillance.science import rows


def lips() -> tuple[np.ndarray, np.ndarray, list[dict[str, str]]]:
    table = rows("eb_scotland_lip_cancer.csv")
    return np.array([float(row["cases"]) for row in table]), np.array([float(row["expected"]) for row in table]), table


def test_scotland_by_likelihood() -> None:
    """The maximum-likelihood prior and the shrunken rates of lip cancer in 56 Scottish counties."""
    count, expected, table = lips()
    alpha, mu = fit(count, expected)
    assert (round(alpha, 5), round(mu, 5)) == (1.87949, 1.42206)
    assert log_likelihood(count, expected, alpha, mu) == pytest.approx(-181.57607, abs=1e-5)
    assert shrunken(count, expected, alpha, mu) == pytest.approx([float(row["eb_gamma_poisson_ml"]) for row in table], abs=1e-6)


def test_scotland_by_moments() -> None:
    """Marshall's moments and rates of the same counties."""
    count, expected, table = lips()
    assert moments(count, expected) == pytest.approx((0.999627, 0.802700), abs=1e-6)
    assert marshall(count, expected) == pytest.approx([float(row["eb_marshall"]) for row in table], abs=1e-6)


def test_st_louis_homicides() -> None:
    """The rates that esda prints for ten areas."""
    table = rows("esda_stl_hom.csv")
    found = marshall(np.array([float(row["e"]) for row in table]), np.array([float(row["b"]) for row in table]))
    printed = next(row["outputs"] for row in rows("esda_expected.csv") if row["function"].endswith("Empirical_Bayes"))
    assert found[:10] == pytest.approx([float(value) for value in printed.removeprefix("first10=").split(";")], rel=1e-8)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.floats(0.1, 30), st.floats(0.3, 20), st.floats(0.3, 3), st.floats(0.2, 3))
def test_posterior(count: int, expected: float, alpha: float, mu: float, limit: float) -> None:
    """Mean and exceedance are those of prior times likelihood, integrated numerically."""

    def weight(theta: float) -> float:
        return float(gamma.pdf(theta, alpha, scale=mu / alpha) * poisson.pmf(count, theta * expected))

    peak = (alpha + count) / (alpha / mu + expected)
    marks = sorted({limit, peak / 4, peak, peak * 4})
    cuts = [0.0, *marks, max(marks) + peak * 60]
    whole, first, above = 0.0, 0.0, 0.0
    for low, high in pairwise(cuts):
        part = quad(weight, low, high)[0]
        whole += part
        first += quad(lambda theta: theta * weight(theta), low, high)[0]
        above += part if low >= limit else 0.0
    at = (np.array([float(count)]), np.array([expected]), alpha, mu)
    assert shrunken(*at)[0] == pytest.approx(first / whole, rel=1e-4)
    assert exceedance(*at, limit)[0] == pytest.approx(above / whole, abs=1e-4)


def test_no_spread() -> None:
    """Counts that spread no more than chance give a prior that is a point, and equal rates."""
    count, expected = np.full(50, 4.0), np.full(50, 2.0)
    alpha, mu = fit(count, expected)
    assert alpha > 1e5
    assert shrunken(count, expected, alpha, mu) == pytest.approx(2.0, rel=1e-4)


def test_mixture_knows_less_than_one_fit() -> None:
    """Few events that show no spread leave a wide interval, where plugging in the fit would be sure."""
    count, expected = np.array([1.0, 1, 0, 1, 1, 1, 2, 1]), np.ones(8)
    alpha, mu = fit(count, expected)
    plugged = quantile(count, expected, alpha, mu, 0.975) - quantile(count, expected, alpha, mu, 0.025)
    over = mixture(count, expected)
    averaged = mixed_quantile(count, expected, over, 0.975) - mixed_quantile(count, expected, over, 0.025)
    assert (averaged > 5 * plugged).all()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0.05, 9)), min_size=2, max_size=9), st.floats(0.02, 0.98))
def test_mixed_quantile(areas: list[tuple[int, float]], share: float) -> None:
    """The quantile is exceeded with the probability asked for."""
    count, expected = np.array(areas, float).T
    count[0] += 1
    over = mixture(count, expected)
    assert mixed_exceedance(count, expected, over, mixed_quantile(count, expected, over, share)) == pytest.approx(1 - share, abs=1e-5)


def test_mixed_mean() -> None:
    """The mean over two priors by hand: (1 + 1) / (1 + 1) and (3 + 1) / (1 + 1), three to one."""
    over = Mixture(np.array([1.0, 3.0]), np.array([1.0, 3.0]), np.array([0.75, 0.25]))
    assert mixed_mean(np.array([1.0]), np.array([1.0]), over).tolist() == [1.25]


def test_interval_holds_the_truth() -> None:
    """Of 4,000 areas with known rates, 95 % intervals hold 95 %."""
    rng = np.random.default_rng(4)
    truth, expected = rng.gamma(2.0, 0.5, 4_000), rng.gamma(1.0, 2.0, 4_000) + 0.01
    count = rng.poisson(truth * expected).astype(float)
    over = mixture(count, expected)
    held = (mixed_quantile(count, expected, over, 0.025) <= truth) & (truth <= mixed_quantile(count, expected, over, 0.975))
    assert 0.935 < held.mean() < 0.965
