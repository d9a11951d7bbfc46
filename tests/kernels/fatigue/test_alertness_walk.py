"""The walk over a worker's duties against a plain computation from the written equations, minute by minute."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.kernels.fatigue import alertness_walk as walk
from guanjia.kernels.fatigue import sleep, unified

OFFSET = 8 * 3600
SPELLS = st.lists(st.tuples(st.integers(3 * 60, 60 * 60), st.integers(5, 16 * 60)), min_size=1, max_size=8)


def spells(minutes: list[tuple[int, int]], first: int = 1_700_000_000) -> tuple[np.ndarray, np.ndarray]:
    """Starts and ends in UTC seconds from (gap, length) in minutes."""
    starts, ends, at = [], [], first
    for gap, length in minutes:
        starts.append(at + 60 * gap)
        ends.append(at := starts[-1] + 60 * length)
    return np.array(starts), np.array(ends)


def walked(starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    at_end, peak = np.full((len(starts), 4), np.nan), np.full((len(starts), 4), np.nan)
    warming = np.zeros(len(starts), np.bool_)
    walk.alertness_walk(starts, ends, OFFSET, at_end, peak, warming)
    return at_end, peak, warming


def sleeps(starts: np.ndarray, ends: np.ndarray, bedtime: float, nap: bool) -> list[tuple[float, float]]:
    """All sleep of a worker, in local hours, by the rule in plain words."""
    on, off = (starts + OFFSET) / 3600, (ends + OFFSET) / 3600
    found: list[tuple[float, float]] = []
    had: dict[int, float] = {}
    for opened, closed in zip([on[0] - 48, *off[:-1]], on, strict=True):
        opening, closing = opened + 0.5, closed - 0.75
        before = len(found)
        if closing - opening < 1.5:
            continue
        for night in range(int((opening - 12) // 24), int((closing - 12) // 24) + 1):
            bed = max(opening, 24 * night + bedtime)
            wake = min(closing, bed + sleep.natural_length(bed - 24 * night) - had.get(night, 0.0))
            if wake - bed >= 1.5:
                found.append((bed, wake))
                had[night] = had.get(night, 0.0) + wake - bed
        if nap and len(found) == before and (closed % 24 >= 18 or closed % 24 < 6):
            found.append((closing - 1.5, closing))
    return found


def slope(s: float, asleep: bool) -> float:
    """Change of S an hour."""
    if asleep:
        return (14.3 - s) * 0.3813564 if s > 12.2 else 0.80085
    return (2.4 - s) * 0.0353


@settings(deadline=None, max_examples=40)
@given(SPELLS)
def test_minute_by_minute(minutes: list[tuple[int, int]]) -> None:
    """S stepped minute by minute along its differential equation, KSS from the published sum."""
    starts, ends = spells(minutes)
    at_end, _, _ = walked(starts, ends)
    for k, (bedtime, nap) in enumerate(zip((22.0, 23.0, 25.0, 23.0), (False, False, False, True), strict=True)):
        asleep = sleeps(starts, ends, bedtime, nap)
        now = woke = (starts[0] + OFFSET) / 3600 - 48
        s = 13.82
        moments = sorted(
            [*((bed, "bed") for bed, _ in asleep), *((wake, "wake") for _, wake in asleep), *(((e + OFFSET) / 3600, "end") for e in ends)]
        )
        i, sleeping = 0, False
        for moment, kind in moments:
            n = max(1, math.ceil((moment - now) * 60))
            h = (moment - now) / n
            for _ in range(n):  # midpoint method: second order, so a minute suffices
                s += h * slope(s + h / 2 * slope(s, sleeping), sleeping)
            now = moment
            if kind == "end":
                c = 2.5 * math.cos(math.pi / 12 * (now % 24 - 16.8))
                u = -0.5 + 0.5 * math.cos(math.pi / 6 * (now % 24 - 19.8))
                w = -5.72 * math.exp(-1.51 * (now - woke))
                assert at_end[i, k] == pytest.approx(10.6 - 0.6 * (s + c + u + w), abs=2e-3)
                i += 1
            sleeping = kind == "bed"
            woke = now if kind == "wake" else woke


@settings(deadline=None)
@given(st.floats(5, 14), st.floats(0, 24), st.floats(0.75, 10), st.floats(0.1, 16))
def test_peak_and_end_of_a_duty(s: float, on: float, awake: float, hours: float) -> None:
    """The greatest KSS of a duty is that over every minute of it, and the last is that of its end."""
    last, at_end, peak = walk.over_duty(s, on - awake, on, on + hours)
    t = np.linspace(0, hours, max(2, round(hours * 60)))
    level = 2.4 + (s - 2.4) * np.exp(-0.0353 * t)
    c = 2.5 * np.cos(np.pi / 12 * (on + t - 16.8))
    u = -0.5 + 0.5 * np.cos(np.pi / 6 * (on + t - 19.8))
    kss = 10.6 - 0.6 * (level + c + u - 5.72 * np.exp(-1.51 * (awake + t)))
    assert (last, at_end) == pytest.approx((level[-1], kss[-1]), abs=1e-9)
    assert peak == pytest.approx(kss.max(), abs=0.01)


def test_warm_up() -> None:
    """Spells that begin in the first seven days are flagged, later ones not."""
    starts = 1_700_000_000 + 86_400 * np.arange(10)
    _, _, warming = walked(starts, starts + 8 * 3600)
    assert warming.tolist() == [True] * 7 + [False] * 3


def test_what_was_before_is_forgotten_in_a_week() -> None:
    """A week after the first spell, its length has no more weight than 0.01 of KSS: the warm-up is long enough."""
    starts = 1_700_000_000 + 86_400 * np.arange(9)
    short, long = starts + 8 * 3600, starts + 8 * 3600
    long[0] += 10 * 3600
    assert walked(starts, short)[0][-1] == pytest.approx(walked(starts, long)[0][-1], abs=0.01)


def test_many_workers_as_one_by_one() -> None:
    """The walk of several workers, one of them without a spell, is each one's own."""
    one, two = spells([(200, 600), (300, 500)]), spells([(900, 60)])
    starts, ends = np.concatenate([one[0], two[0]]), np.concatenate([one[1], two[1]])
    at_end, peak, warming = np.empty((3, 4)), np.empty((3, 4)), np.empty(3, np.bool_)
    walk.alertness_walks(np.array([0, 2, 2, 3]), starts, ends, OFFSET, at_end, peak, warming)
    assert np.array_equal(at_end, np.concatenate([walked(*one)[0], walked(*two)[0]]))
    assert np.array_equal(peak, np.concatenate([walked(*one)[1], walked(*two)[1]]))


def test_a_nap_and_an_early_night_help() -> None:
    """Before a night duty after a midday finish the band is wide, and the nap is its low end."""
    starts, ends = spells([(0, 4 * 60), (10 * 60, 8 * 60)], first=1_700_000_000 - 1_700_000_000 % 86_400)
    low, middle, high = walk.kss_band(walked(starts, ends)[0])
    assert low[1] < middle[1] - 0.3
    assert middle[1] <= high[1]


@settings(deadline=None, max_examples=40)
@given(SPELLS)
def test_lapses_walk(minutes: list[tuple[int, int]]) -> None:
    """The unified model on the same sleep, episode by episode."""
    starts, ends = spells(minutes)
    ours = np.empty(len(starts))
    walk.lapses_walk(starts, ends, OFFSET, 23.0, ours)
    asleep = sleeps(starts, ends, 23.0, False)
    for i, end in enumerate((ends + OFFSET) / 3600):
        state, now = (0.0, 0.0), (starts[0] + OFFSET) / 3600 - 48
        for bed, wake in asleep:
            if wake <= end:
                state, now = unified.asleep(*unified.awake(*state, bed - now), wake - bed), wake
        state = unified.awake(*state, end - now)
        assert ours[i] == pytest.approx(unified.lapses(state[0], end), abs=1e-9)
