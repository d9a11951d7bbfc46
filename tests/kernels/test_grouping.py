"""The small kernels that group, order, fill and cut, against plain Python."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.leave_out import left_out
from guanjia.kernels.periods import fill_unknown, group_starts
from guanjia.kernels.unit_order import unit_order

codes = st.lists(st.integers(0, 9), max_size=40)


@given(codes)
def test_unit_order_is_a_stable_sort(drawn: list[int]) -> None:
    """The order of rows by code is that of Python's stable sort."""
    wanted = sorted(range(len(drawn)), key=drawn.__getitem__)
    assert unit_order(np.array(drawn, np.int32), 10).tolist() == wanted


@given(codes)
def test_group_starts_are_where_runs_of_equal_keys_begin(drawn: list[int]) -> None:
    """Group starts agree with itertools.groupby."""
    keys = sorted(drawn)
    wanted, place = [], 0
    for _, members in groupby(keys):
        wanted.append(place)
        place += len(list(members))
    assert group_starts(np.array(keys, np.int64)).tolist() == wanted


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 2)), max_size=30))
def test_unknown_values_come_from_their_own_group(drawn: list[tuple[int, int]]) -> None:
    """Each unknown value takes the nearest earlier known one of its group, else the nearest later one."""
    drawn = sorted(drawn, key=lambda pair: pair[1])
    values, groups = [value for value, _ in drawn], [group for _, group in drawn]

    def wanted(i: int) -> int:
        if values[i] != -1:
            return values[i]
        mine = [j for j in range(len(values)) if groups[j] == groups[i] and values[j] != -1]
        before, after = [j for j in mine if j < i], [j for j in mine if j > i]
        return values[before[-1]] if before else values[after[0]] if after else -1

    filled = fill_unknown(np.array(values, np.int16), np.array(groups, np.int32), -1)
    assert filled.tolist() == [wanted(i) for i in range(len(values))]


@given(st.integers(0, 50), st.integers(1, 50), st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30)), max_size=6))
def test_what_is_left_out_is_exactly_the_rests(start: int, long: int, rests: list[tuple[int, int]]) -> None:
    """The pieces cover each minute of the task that no rest covers, and no other."""
    spans = np.array(sorted((a, a + length) for a, length in rests), np.int64).reshape(-1, 2)
    covered = {minute for a, b in left_out(start, start + long, spans) for minute in range(a, b)}
    resting = {minute for a, b in spans for minute in range(a, b)}
    assert covered == set(range(start, start + long)) - resting
