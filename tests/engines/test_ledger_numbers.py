"""Numbers of the few units that have a row of their own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.engines.ledger import Numbers


@given(st.lists(st.lists(st.integers(0, 50), max_size=8), max_size=6))
def test_numbers_stay_and_are_restored(batches: list[list[int]]) -> None:
    """A unit keeps its number, numbers have no gaps, and those restored are the same."""
    numbers, known = Numbers(), dict[int, int]()
    for batch in batches:
        for unit, number in zip(batch, numbers.of(np.array(batch, np.int32)).tolist(), strict=True):
            assert known.setdefault(unit, number) == number
    assert sorted(known.values()) == list(range(len(numbers))) == list(range(len(known)))
    again = Numbers(numbers.units)
    assert again.of(np.array(list(known), np.int32)).tolist() == list(known.values())
