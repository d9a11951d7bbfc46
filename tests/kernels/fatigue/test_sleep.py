"""Inferred sleep against the written cases of the rule."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernels.fatigue import sleep
from tests.kernels.fatigue.reference import rows


def nights(off: float, on: float, bedtime: float = 23.0) -> list[tuple[float, float]]:
    """All main sleeps of a gap between duties."""
    opening, closing = sleep.opens(off), sleep.closes(on)
    spans = (sleep.main_sleep(opening, closing, n, bedtime, 0.0) for n in range(sleep.night_of(opening), sleep.night_of(closing) + 1))
    return [(bed, wake) for bed, wake in spans if wake > bed]


def test_cases_of_the_rule() -> None:
    """Each written case: bed, waking, and the sum of sleep."""
    table = rows("sleep_inference_rule_cases.csv")
    for row in table:
        ours = nights(float(row["work_end_h"]), float(row["next_work_start_h"]))
        written = row["sleep_intervals(start-end; hours from midnight day0)"]
        expected = [tuple(map(float, span.split("-"))) for span in written.split("; ")] if written else []
        assert [pytest.approx(span, abs=6e-4) for span in expected] == ours, row
        assert sum(wake - bed for bed, wake in ours) == pytest.approx(float(row["total_sleep_h"]), abs=6e-4), row
    assert len(table) == 13


def test_natural_length() -> None:
    """The recorded length for each bedtime."""
    table = [row for row in rows("hse_components.csv") if row["component"] == "natural_sleep_length_h"]
    assert table
    for row in table:
        assert sleep.natural_length(float(row["x"])) == pytest.approx(float(row["value"]), abs=1e-6), row


@given(st.floats(0, 48), st.floats(0, 100), st.sampled_from([22.0, 23.0, 25.0]))
def test_sleep_lies_between_duties(off: float, gap: float, bedtime: float) -> None:
    """Sleeps follow one another inside the gap, none is shorter than the least, one a night."""
    ours = nights(off, off + gap, bedtime)
    edges = [off + 0.5, *[edge for span in ours for edge in span], off + gap - 0.75]
    assert all(b - a >= 0 for a, b in pairwise(edges)) or not ours
    assert all(wake - bed >= 1.5 for bed, wake in ours)
    assert len({sleep.night_of(bed) for bed, _ in ours}) == len(ours)


def test_sleep_in_parts_is_one_main_sleep() -> None:
    """Who slept four hours, worked, and has all day gets what nature still asks for, and not a whole night again."""
    bed, wake = sleep.main_sleep(29.0, 60.0, 0, 23.0, 4.0)
    assert wake - bed == pytest.approx(sleep.natural_length(29.0) - 4.0)
    assert sleep.main_sleep(29.0, 60.0, 0, 23.0, 6.0) == (60.0, 60.0)


@pytest.mark.parametrize(
    ("opening", "on", "naps"), [(13.5, 22.0, True), (13.5, 17.0, False), (13.5, 26.0, True), (20.0, 22.0, False), (13.5, 30.5, False)]
)
def test_naps(opening: float, on: float, naps: bool) -> None:
    """A nap comes before duties from 18:00 to 06:00, and where there is an hour and a half for it."""
    assert sleep.naps_before(opening, sleep.closes(on), on) is naps
