"""The memory that served best so far is the one used."""

from __future__ import annotations

import numpy as np

from guanjia.risk.index.expected_counts import expected_counts
from guanjia.risk.index.incident_signal import ratio_so_far
from guanjia.risk.index.reported_counts import Delay, ReportedCounts, reported_counts
from guanjia.risk.index.shrunken_rate import MEMORIES, shrunken_rate

AREAS, WEEKS = 60, 80
HOURS = np.full((AREAS, WEEKS), 10_000.0)


def chosen(ratio: np.ndarray, delay: Delay) -> tuple[np.ndarray, list[np.ndarray]]:
    """The ratios used and those of each memory, for injuries drawn with a true rate ratio."""
    rng = np.random.default_rng(1)
    seen = reported_counts(rng.poisson(1.0 * np.broadcast_to(ratio, HOURS.shape)), delay, rng)
    rates = expected_counts(seen, HOURS).rates
    return shrunken_rate(seen, HOURS, rates).ratio, [ratio_so_far(seen, HOURS, memory).ratio for memory in MEMORIES]


def test_lasting_differences() -> None:
    """Where areas differ for good, nothing is forgotten."""
    ratio = np.random.default_rng(2).gamma(4, 0.25, (AREAS, 1))
    for delay in (Delay(), Delay((0.5, 0.5))):
        used, of = chosen(ratio, delay)
        assert np.array_equal(used[:, 70:], of[-1][:, 70:])


def test_passing_differences() -> None:
    """Where each area has eight bad weeks in turn, what is old is forgotten soonest."""
    start = np.random.default_rng(3).integers(0, WEEKS // 8, (AREAS, 10))
    bad = (np.arange(WEEKS) // 8 == start[:, :1]) | (np.arange(WEEKS) // 8 == start[:, 1:2])
    used, of = chosen(np.where(bad, 6.0, 0.5), Delay())
    assert np.array_equal(used[:, 40:], of[0][:, 40:])


def test_choice_does_not_peek() -> None:
    """Which memory is used at the end of a week does not hang on injuries that were reported later."""
    rng, cut = np.random.default_rng(4), 70
    first = reported_counts(rng.poisson(rng.gamma(4, 0.25, (AREAS, 1)) * np.ones(WEEKS)), Delay((0.5, 0.25, 0.25)), rng)
    unreported = (np.arange(WEEKS) + np.arange(3)[:, None] > cut)[:, None, :] & (np.arange(AREAS) < 5)[:, None]
    second = ReportedCounts(first.counts + 100 * unreported, first.complete)
    one, other = (shrunken_rate(seen, HOURS, expected_counts(seen, HOURS).rates).ratio for seen in (first, second))
    assert np.array_equal(one[:, : cut + 1], other[:, : cut + 1]) and not np.array_equal(one[:, cut + 1], other[:, cut + 1])
