"""Units of workers on platforms, against a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.engines.unit_table import UnitTable

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 2**31 - 1) | st.integers(-1, 9)), max_size=40)


@settings(deadline=None)  # the first call compiles
@given(st.lists(PAIRS, max_size=6))
def test_pairs_like_a_dictionary(batches: list[list[tuple[int, int]]]) -> None:
    """Every pair has the unit it was given, new pairs are named, and a row without a worker has none; a restored table says the same."""
    table, known = UnitTable(), dict[tuple[int, int], int]()
    for batch in batches:
        platform, worker = (np.array([pair[side] for pair in batch], np.int32) for side in (0, 1))
        units, new = table.find(platform, worker)
        assert units.tolist() == [known.get(pair, -1) for pair in batch]
        assert new.tolist() == [row for row, pair in enumerate(batch) if pair[1] >= 0 and pair not in known]
        fresh = sorted({batch[row] for row in new})
        known |= {pair: len(known) + number for number, pair in enumerate(fresh)}
        first, second = (np.array([pair[side] for pair in fresh], np.int32) for side in (0, 1))
        table.put(first, second, np.array([known[pair] for pair in fresh], np.int32))
    copy = UnitTable()
    copy.restore(table.state())
    platform, worker = (np.array([pair[side] for pair in known], np.int32) for side in (0, 1))
    assert copy.find(platform, worker)[0].tolist() == list(known.values())


def test_many_pairs_grow_the_table() -> None:
    """A hundred thousand pairs on two platforms keep their units."""
    worker = np.arange(50_000, dtype=np.int32)
    table = UnitTable()
    for platform in (1, 2):
        table.put(np.full(50_000, platform, np.int32), worker, worker * 2 + platform)
    for platform in (1, 2):
        assert (table.find(np.full(50_000, platform, np.int32), worker)[0] == worker * 2 + platform).all()
