"""Groups and look-ups, against dictionaries."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.model.groups import find, groups

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 2), st.integers(-(10**17), 10**17)), max_size=30)


@given(ROWS)
def test_sums(rows: list[tuple[int, int, int]]) -> None:
    """Sums, least and greatest by key, in order of the keys, exactly."""
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in rows:
        wanted[row[:2]].append(row[2])
    a, b, values = (np.array([row[i] for row in rows], np.int64) for i in range(3))
    found = groups(a, b)
    keys = sorted(wanted)
    assert [(int(a[i]), int(b[i])) for i in found.first] == keys
    assert found.sum(values).tolist() == [sum(wanted[key]) for key in keys]
    assert found.max(values).tolist() == [max(wanted[key]) for key in keys]
    assert found.min(values).tolist() == [min(wanted[key]) for key in keys]


@given(ROWS, ROWS)
def test_find(rows: list[tuple[int, int, int]], asked: list[tuple[int, int, int]]) -> None:
    """The first row with the wanted keys, -1 where there is none."""
    known = [row[:2] for row in rows]
    keys = tuple(np.array([row[i] for row in rows], np.int64) for i in range(2))
    wanted = tuple(np.array([row[i] for row in asked], np.int64) for i in range(2))
    assert find((keys[0], keys[1]), (wanted[0], wanted[1])).tolist() == [known.index(row[:2]) if row[:2] in known else -1 for row in asked]
