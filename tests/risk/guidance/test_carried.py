"""The cap on tasks carried at once, against shares counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.guidance.carried import CarriedCounts, cap_carried, caps
from guanjia.risk.guidance.histograms import HOURS


def counts(tasks: list[int], fast: list[int]) -> CarriedCounts:
    both = [np.zeros((1, HOURS, len(tasks)), np.int32) for _ in range(2)]
    both[0][0, 5], both[1][0, 5] = tasks, fast
    return CarriedCounts(np.array([0x87309A000FFFFFF], np.uint64), *both)


@given(st.lists(st.tuples(st.integers(0, 200), st.floats(0, 1)), min_size=1, max_size=6))
def test_cap_is_the_most_that_holds(cells: list[tuple[int, float]]) -> None:
    """Among tasks up to the cap at most one in ten is fast, for no greater cap is that so, and the interval holds it."""
    tasks = np.array([n for n, _ in cells])
    fast = np.array([int(n * share) for n, share in cells])
    cap, low, high = caps(tasks, fast, 0.1)
    holds = [k for k in range(1, len(cells) + 1) if tasks[:k].sum() and fast[:k].sum() <= 0.1 * tasks[:k].sum() + 1e-12]
    assert cap == max(holds, default=0)
    assert low <= cap <= high


def test_line() -> None:
    """100 alone with 4 fast, 60 in pairs with 30: a cap of one, and the share would fall from 34 in 160 to 4 in 100."""
    (line,) = cap_carried(counts([100, 60], [4, 30]))
    assert (line.value, line.tasks, line.hour, line.unit) == (1.0, 160, 5, "task")
    assert line.effect.value == pytest.approx(34 / 160 - 4 / 100)
    assert line.effect.low < line.effect.value < line.effect.high
    assert "4.0%" in line.reason[0] and "50.0%" in line.reason[1]


@pytest.mark.parametrize(("tasks", "fast"), [([100, 60], [4, 3]), ([100, 60], [40, 30]), ([100, 0], [4, 0])])
def test_no_line_where_a_cap_is_no_help(tasks: list[int], fast: list[int]) -> None:
    """Few are fast as it is; or too many of those alone are; or nobody carries more."""
    assert cap_carried(counts(tasks, fast)) == []


def test_too_few() -> None:
    """Below the least count it cannot be told."""
    (line,) = cap_carried(counts([20, 10], [0, 10]))
    assert line.cannot_tell and line.tasks == 30
