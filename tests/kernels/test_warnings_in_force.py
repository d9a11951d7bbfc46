"""Moments inside spans, against a loop."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.warnings_in_force import inside

SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 12)), max_size=8)


@given(st.lists(st.integers(-2, 70), max_size=20), SPANS)
def test_inside(moments: list[int], spans: list[tuple[int, int]]) -> None:
    """A moment is inside where any half-open span holds it, however spans overlap."""
    start = np.array([a for a, _ in spans], np.int64)
    end = np.array([a + size for a, size in spans], np.int64)
    found = inside(np.array(moments, np.int64), start, end)
    assert found.tolist() == [any(a <= moment < a + size for a, size in spans) for moment in moments]
