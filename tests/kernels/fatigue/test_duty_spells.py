"""Duty spells against a minute-by-minute picture of the same tasks."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from guanjia.kernels.fatigue.duty_spells import duty_spells


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=12), st.integers(1, 60))
@example([(0, 10), (30, 10), (59, 10)], 20)
def test_spells(tasks: list[tuple[int, int]], split: int) -> None:
    """Minutes of a spell are those that a task covers, and gaps shorter than the split."""
    tasks.sort()
    starts, ends = np.array([s for s, _ in tasks], np.int64), np.array([s + n for s, n in tasks], np.int64)
    on, off = np.zeros(len(tasks), np.int64), np.zeros(len(tasks), np.int64)
    count = duty_spells(starts, ends, split, on, off)
    covered = "".join("x" if any(s <= m < e for s, e in zip(starts, ends, strict=True)) else " " for m in range(461))
    expected: list[list[int]] = []
    at: int | None = None
    for m, mark in enumerate([*covered, *" " * split]):
        if mark == "x":
            expected, at = (
                ([*expected, [m, m + 1]], m) if at is None or m - at - 1 >= split else ([*expected[:-1], [expected[-1][0], m + 1]], m)
            )
    assert [[a, b] for a, b in zip(on[:count].tolist(), off[:count].tolist(), strict=True)] == expected
