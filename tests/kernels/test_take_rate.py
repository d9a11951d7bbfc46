"""Take rates against exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.take_rate import NULL, kept, over_cap, paired, parted


@given(st.integers(-10_000, 1_000_000), st.integers(0, 1_000_000), st.integers(0, 10_000))
def test_over_cap(taken: int, fare: int, hundredths: int) -> None:
    """Something is over exactly where the exact rate is above the cap, and taking it back keeps the cap."""
    excess = int(over_cap(np.array([taken]), np.array([fare]), np.array([hundredths / 100]))[0])
    allowed = Fraction(hundredths, 10_000) * fare
    assert (excess > 0) == (taken > allowed)
    assert excess == 0 or (taken - excess <= allowed < taken - excess + 1)


@given(st.none() | st.integers(0, 9999), st.none() | st.integers(0, 9999), st.none() | st.integers(0, 9999))
def test_kept(fare: int | None, base: int | None, commission: int | None) -> None:
    """The stated commission first, else the difference, else nothing known."""
    given_ = [np.array([NULL if value is None else value]) for value in (fare, base, commission)]
    wanted = commission if commission is not None else None if fare is None or base is None else fare - base
    assert int(kept(*given_)[0]) == (NULL if wanted is None else wanted)


@given(st.lists(st.tuples(st.integers(-10_000, 1_000_000), st.integers(0, 1_000_000)), max_size=50))
def test_paired(orders: list[tuple[int, int]]) -> None:
    """The sum of the pairs is the pair of the sums."""
    taken, fare = (np.array([order[side] for order in orders], np.int64) for side in (0, 1))
    found = parted(paired(taken, fare).sum(keepdims=True))
    assert [int(part[0]) for part in found] == [sum(order[0] for order in orders), sum(order[1] for order in orders)]
