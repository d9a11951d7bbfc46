"""Who rests first: order, and nothing of other platforms."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.risk.guidance.rest import LEAST_LACK, REST, RestRows, rest_first

NAN = float("nan")


def rows(*people: tuple[str, str, float, float, float, float]) -> RestRows:
    """(platform, worker, hours, rest, sleepiness, risk) each."""
    platforms, workers, *columns = zip(*people, strict=True)
    hours, rest, sleepy, risk = (np.array(column, np.float64) for column in columns)
    return RestRows(platforms, workers, hours, rest, sleepy, risk, risk - 0.1, risk + 0.2, np.full(len(people), 9))


def test_order_and_words() -> None:
    """Very sleepy before sleepy before rested; then more rest lacking; who lacks nothing and is awake is left out."""
    found = rest_first(
        rows(
            ("A", "awake, short rest", 9, 6, 4, 1.2),
            ("A", "sleepy", 9, 12, 7.2, 1.3),
            ("A", "very sleepy", 9, 10, 8.1, 1.6),
            ("A", "sleepy, short rest", 9, 7, 7.5, 1.5),
            ("A", "fine", 5, 13, 4, 1.0),
            ("A", "sleepiness unknown", 9, 8, NAN, NAN),
        ),
        "A",
    )
    assert [line.worker for line in found] == ["very sleepy", "sleepy, short rest", "sleepiness unknown", "sleepy", "awake, short rest"]
    assert [line.value for line in found] == [1.0, 4.0, 3.0, 0.0, 5.0]
    assert found[0].effect.value == pytest.approx(1 - 1 / 1.6) and found[0].effect.low < found[0].effect.value < found[0].effect.high
    assert isnan(found[2].effect.value) and "困倦度无法判断" in found[2].reason[0]


def test_unknown_rest_is_told_as_such() -> None:
    """A sleepy worker whose rest is not known is listed without hours; one who is awake is not listed."""
    (line,) = rest_first(rows(("A", "x", NAN, NAN, 8, 1.1), ("A", "y", 3, NAN, 3, 1.0)), "A")
    assert line.worker == "x" and line.cannot_tell and "无法判断" in line.reason[0]


PERSON = st.tuples(st.sampled_from("AB"), st.uuids().map(str), st.floats(0, 24), st.floats(0, 24), st.floats(1, 9), st.floats(0.8, 3))


@given(st.lists(PERSON, min_size=1, max_size=12))
def test_other_platforms_are_never_seen(people: list[tuple[str, str, float, float, float, float]]) -> None:
    """The list of A is the same whatever B's rows hold, and names none of B's workers."""
    every = rows(*people)
    of_b = np.array([platform == "B" for platform in every.platforms])
    hours, rest, sleepy, risk = (np.where(of_b, 5.0, column) for column in (every.hours, every.rest, every.sleepiness, every.risk))
    other = replace(every, hours=hours, rest=rest, sleepiness=sleepy, risk=risk)
    found = rest_first(every, "A")
    assert found == rest_first(other, "A")
    assert {line.worker for line in found} <= {worker for platform, worker, *_ in people if platform == "A"}
    assert all(line.platform == "A" for line in found)
    lacking = {w for p, w, _, rest, kss, _ in people if p == "A" and (REST - rest >= LEAST_LACK or kss >= 7)}
    assert {line.worker for line in found} == lacking
