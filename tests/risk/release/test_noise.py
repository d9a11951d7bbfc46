from __future__ import annotations

from fractions import Fraction

import numpy as np
import opendp.prelude as dp
import pytest
from numpy.typing import NDArray

from guanjia.risk.release.bounding import Caps, Tables, sensitivities
from guanjia.risk.release.noise import SHARES, mechanisms, noisy
from guanjia.risk.release.refusal import Refused


def discrete_gaussian(scale: float, reach: int) -> NDArray[np.float64]:
    """Probabilities of -reach … reach: proportional to exp(-x^2 / 2 scale^2) (Canonne, Kamath & Steinke 2020)."""
    x = np.arange(-reach, reach + 1)
    weight: NDArray[np.float64] = np.exp(-(x**2) / (2 * scale**2))
    weight /= weight.sum()
    return weight


@pytest.mark.parametrize("rho", ["0.0001", "0.02", "0.1", "1", "2"])
@pytest.mark.parametrize("caps", [Caps(), Caps(1, 1), Caps(50, 744), Caps(3, 8)])
def test_mechanisms_cost_no_more_than_their_shares(rho: str, caps: Caps) -> None:
    """OpenDP's own map of each measurement at the full sensitivity stays within its share, and all within the budget."""
    by, reach = mechanisms(caps, Fraction(rho)), sensitivities(caps)
    total = Fraction(0)
    for name, mechanism in by.items():
        space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l2_distance(T="f64")
        cost = dp.m.make_gaussian(*space, scale=mechanism.scale).map(reach[name])  # type: ignore[no-untyped-call]
        assert cost <= float(rho) * SHARES[name]
        assert cost == pytest.approx(float(rho) * SHARES[name], rel=1e-9)
        total += Fraction(cost)
    assert total <= Fraction(rho)


def test_noise_is_a_discrete_gaussian_on_every_table() -> None:
    """Chi-square of 20,000 draws against the exact probabilities, under the 99.99% point."""
    caps, rho = Caps(2, 1), Fraction(2)
    by = mechanisms(caps, rho)
    tables = Tables(*(np.full(20_000, 5, np.int64) for _ in range(5)))
    for name, values in vars(noisy(tables, by)).items():
        reach = int(4 * by[name].scale) + 1
        width = max(1, reach // 8)
        exact = discrete_gaussian(by[name].scale, 20 * reach)
        x = np.arange(-20 * reach, 20 * reach + 1)
        edges = np.arange(-reach, reach + 1, width)
        expected = np.bincount(np.searchsorted(edges, x, side="right"), exact, len(edges) + 1) * len(values)
        seen = np.bincount(np.searchsorted(edges, values - 5, side="right"), minlength=len(edges) + 1)
        told = expected > 5
        degrees = int(told.sum()) - 1
        chi = float((((seen - expected) ** 2)[told] / expected[told]).sum())
        assert chi < degrees + 5 * np.sqrt(2 * degrees), name
        assert degrees >= 8


def test_noise_differs_from_draw_to_draw() -> None:
    """There is no seed: the same tables get other noise."""
    by = mechanisms(Caps(), Fraction("0.1"))
    tables = Tables(*(np.zeros(200, np.int64) for _ in range(5)))
    assert not np.array_equal(noisy(tables, by).workers, noisy(tables, by).workers)


@pytest.mark.parametrize("rho", ["0.00001", "3"])
def test_budgets_that_make_no_sense_are_refused(rho: str) -> None:
    """So little that all is noise, or so much that it protects nobody."""
    with pytest.raises(Refused, match="--budget"):
        mechanisms(Caps(), Fraction(rho))
