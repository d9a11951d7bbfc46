"""Colours and the two runs that they take."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.index.levels import CANNOT_JUDGE, RED, raw_level, steady

RUNS = st.lists(st.tuples(st.integers(-1, 4), st.booleans()), min_size=1, max_size=30)


def one_by_one(runs: list[tuple[int, bool]]) -> list[int]:
    """Hysteresis as a person would keep it on paper."""
    shown, held, before = [], None, None
    for raw, veto in runs:
        if raw == CANNOT_JUDGE:
            held = before = None
        else:
            if held is None or before is None:
                held = raw
            elif raw > held and before > held:
                held = min(raw, before)
            elif raw < held and before < held:
                held = max(raw, before)
            before = raw
        shown.append(RED if veto else CANNOT_JUDGE if held is None else held)
    return shown


@given(RUNS)
def test_steady(runs: list[tuple[int, bool]]) -> None:
    """The same colours as kept by hand, area by area."""
    raw, veto = (np.array([[run[side] for run in runs]]) for side in (0, 1))
    assert steady(raw, veto.astype(bool))[0].tolist() == one_by_one(runs)


def test_colours() -> None:
    """Surer or larger ratios never get a lower colour, and a sure ratio gets the colour of its step."""
    ratio = np.linspace(0.5, 3, 60)
    levels = raw_level(ratio, np.full(60, 40.0))
    assert (np.diff(levels) >= 0).all() and levels[0] == 0 and levels[-1] == RED
    assert raw_level(np.array([1.3, 1.7, 2.5]), np.full(3, 1e5)).tolist() == [2, 3, 4]
    assert raw_level(np.array([1.3, 3.0]), np.ones(2)).tolist() == [0, 1]  # over 1.2 with exp(-1.2 / 1.3) = 0.40 and exp(-0.4) = 0.67
