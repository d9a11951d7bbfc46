"""Ranks, score intervals and quantiles of bins, each against a count by hand."""

from __future__ import annotations

from math import comb, inf, isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.guidance.histograms import BINS, MINUTES
from guanjia.risk.guidance.intervals import difference, quantile_ranks, wilson
from guanjia.risk.guidance.lengthen import LEAST, extra_minutes


def at_most(k: int, n: int, p: float) -> float:
    return sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))


@given(st.integers(1, 250), st.sampled_from([0.5, 0.8, 0.9]))
def test_ranks_hold_the_quantile(n: int, p: float) -> None:
    """At most 2.5% of samples lie wholly on either side, and one rank closer more would."""
    rank, low, high = (int(r[0]) for r in quantile_ranks(np.array([n]), p))
    assert rank == next(k for k in range(1, n + 1) if k >= n * p - 1e-9)
    assert low == 0 or at_most(low - 1, n, p) <= 0.025
    assert at_most(low, n, p) >= 0.025
    assert 1 - at_most(high - 1, n, p) <= 0.025 + 1e-12
    assert high == 1 or 1 - at_most(high - 2, n, p) >= 0.025 - 1e-12


def test_the_least_count_is_where_the_upper_end_begins_to_exist() -> None:
    """With `LEAST` tasks the largest bounds the 90% quantile; with one fewer nothing does."""
    assert int(quantile_ranks(np.array([LEAST]), 0.9)[2][0]) == LEAST
    assert int(quantile_ranks(np.array([LEAST - 1]), 0.9)[2][0]) == LEAST


def test_coverage_of_a_known_distribution() -> None:
    """Of 400 samples of 60 values the interval holds the true 90% quantile in about 95 of 100, and no fewer than 93."""
    rng = np.random.default_rng(5)
    _, low, high = (int(r[0]) for r in quantile_ranks(np.array([60]), 0.9))
    samples = np.sort(rng.random((400, 60)), axis=1)
    inside = (samples[:, low - 1] <= 0.9) & (samples[:, min(high, 60) - 1] >= 0.9) if high <= 60 else samples[:, low - 1] <= 0.9
    assert inside.mean() >= 0.93


MINUTES_NEEDED = st.lists(st.integers(0, 70), min_size=1, max_size=120)


@given(MINUTES_NEEDED, st.integers(0, 30))
def test_quantile_of_bins_by_sorting(needed: list[int], unknown: int) -> None:
    """The value is that of the sorted tasks; its ends are those with the unknown put first, and put last."""
    counts = np.bincount(np.minimum(needed, MINUTES), minlength=BINS)[None]
    value, low, high = (float(edge[0]) for edge in extra_minutes(counts, np.array([unknown]), 0.9))

    def ranked(values: list[float], rank: int) -> float:
        found = 0.0 if rank < 1 else inf if rank > len(values) else sorted(values)[rank - 1]
        return inf if found >= MINUTES else found

    judged = [float(m) for m in needed]
    n = len(judged)
    _, below, above = (int(r[0]) for r in quantile_ranks(np.array([n + unknown]), 0.9))
    assert value == ranked(judged, next(k for k in range(1, n + 1) if k >= 0.9 * n - 1e-9))
    assert low == ranked([0.0] * unknown + judged, below)
    assert high == ranked(judged + [inf] * unknown, above)
    assert low <= value <= high


def test_newcombe_and_wilson_as_printed() -> None:
    """Newcombe (1998): 56/70 less 48/80 is 0.0524 to 0.3339; 0/10 less 0/20 is -0.1611 to 0.2775. Wilson 81/263 is 0.2553 to 0.3662."""
    assert difference(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert difference(0, 10, 0, 20) == pytest.approx((-0.1611, 0.2775), abs=5e-5)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@given(st.integers(1, 500), st.data())
def test_wilson_solves_its_equation(count: int, data: st.DataObject) -> None:
    """At each end inside 0 and 1 the share lies 1.96 standard errors of that end away."""
    hits = data.draw(st.integers(0, count))
    for edge in wilson(hits, count):
        if 1e-9 < edge < 1 - 1e-9:
            assert isclose((hits / count - edge) ** 2, 1.959963984540054**2 * edge * (1 - edge) / count, rel_tol=1e-6, abs_tol=1e-12)
