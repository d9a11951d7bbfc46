"""Heat dose against minute-by-minute sums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.heat.dose import heat_dose

MINUTE = 60_000_000
SPANS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 90), st.one_of(st.floats(0, 8), st.just(float("nan")))), max_size=6)


@given(SPANS, st.lists(st.tuples(st.integers(-20, 400), st.integers(0, 200)), min_size=1, max_size=5))
def test_minute_by_minute(weather: list[tuple[int, int, float]], work: list[tuple[int, int]]) -> None:
    """The sum over the minutes of each span; unknown as soon as one minute of it is."""
    above: dict[int, float] = {}
    begins, ends, at = [], [], 0
    for gap, length, value in weather:
        begins.append(at + gap)
        at += gap + length
        ends.append(at)
        above.update((minute, value) for minute in range(begins[-1], at))
    starts, stops = np.array([a for a, _ in work]) * MINUTE, np.array([a + n for a, n in work]) * MINUTE
    spans = np.array(begins, np.int64) * MINUTE, np.array(ends, np.int64) * MINUTE, np.array([v for _, _, v in weather])
    for found, (start, length) in zip(heat_dose(*spans, starts, stops), work, strict=True):
        expected = sum(above.get(minute, float("nan")) for minute in range(start, start + length)) / 60
        if weather or length:
            assert found == pytest.approx(expected, nan_ok=True, abs=1e-9)
