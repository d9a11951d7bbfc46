"""Lengthening: what lines say, checked by lengthening the promises of single tasks."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.kernels.time_pressure import single_stop_speed
from guanjia.risk.guidance.histograms import BIKE, BINS, HOURS, LANE, UNKNOWN, PromiseHistogram, extra_minutes_bin
from guanjia.risk.guidance.lengthen import LEAST, lengthen_promises
from guanjia.risk.guidance.lines import Kind

AREA, HOUR = 0x87309A000FFFFFF, 35
HANDOVER, DETOUR = 3.0, 1.35
MINUTE = 60_000_000


def histogram(metres: np.ndarray, left: np.ndarray) -> PromiseHistogram:
    counts = {speed: np.zeros((1, HOURS, BINS), np.int32) for speed in (LANE, BIKE)}
    unknown = np.zeros((1, HOURS), np.int32)
    for m, t in zip(metres.tolist(), left.tolist(), strict=True):
        for speed, bins in counts.items():
            place = extra_minutes_bin(m, t, speed, HANDOVER, DETOUR)
            if place != UNKNOWN:
                bins[0, HOUR, place] += 1
        unknown[0, HOUR] += place == UNKNOWN
    return PromiseHistogram(np.array([AREA], np.uint64), counts, unknown)


def speeds(metres: np.ndarray, left: np.ndarray, more: float) -> np.ndarray:
    """Required speed of each task whose promise is so many minutes longer."""
    promised = np.round((left + more) * MINUTE).astype(np.int64)
    return single_stop_speed(metres, np.zeros(len(metres), np.int64), promised, HANDOVER, DETOUR)


@settings(deadline=None)
@given(st.integers(LEAST, 150), st.integers(0, 2**32), st.sampled_from([LANE, BIKE]))
def test_nine_in_ten_then_need_no_more(count: int, seed: int, speed: float) -> None:
    """With promises that much longer nine tasks in ten need no more than the speed; with a minute less they do not."""
    rng = np.random.default_rng(seed)
    metres, left = rng.uniform(300, 5000, count), rng.uniform(8, 40, count)
    before = (speeds(metres, left, 0) > speed).mean()
    lines = lengthen_promises(histogram(metres, left), speed)
    if before <= 0.1:
        assert not lines
        return
    (line,) = lines
    after = (speeds(metres, left, line.value) > speed + 1e-6).mean()
    assert after <= 0.1 + 1e-9 < (speeds(metres, left, line.value - 1) > speed).mean() + 1e-6
    assert line.effect.value == pytest.approx(before - after)
    assert line.effect.low <= line.effect.value <= line.effect.high and line.low <= line.value <= line.high
    assert (line.area, line.hour, line.tasks, line.unit) == (AREA, HOUR, count, "minute")
    assert line.kind == (Kind.LENGTHEN_15 if speed == LANE else Kind.LENGTHEN_25) and "周二 11:00–12:00" in line.reason[0]


def test_too_few_tasks_cannot_tell() -> None:
    """One task fewer than the least: no value, no effect, and the reason says so in both languages."""
    (line,) = lengthen_promises(histogram(np.full(LEAST - 1, 3000.0), np.full(LEAST - 1, 10.0)), LANE)
    assert line.cannot_tell and isnan(line.effect.value) and line.tasks == LEAST - 1
    assert "无法判断" in line.reason[0] and "cannot tell" in line.reason[1]


def test_unknown_tasks_widen_the_interval_and_are_said() -> None:
    """A fifth of the tasks without a judgement: the value stands, and nothing bounds it from above."""
    metres = np.array([2000.0] * 80 + [np.nan] * 20)
    left = np.full(100, 10.0)
    (line,) = lengthen_promises(histogram(metres, left), LANE)
    assert line.value == 4 and line.high == float("inf") and line.low == 4 and line.tasks == 80
    assert "20 单无法判断" in line.reason[0] and "20 more cannot be judged" in line.reason[1]


def test_beyond_the_bins_cannot_tell() -> None:
    """Promises that would need more than 59 minutes more get no number."""
    (line,) = lengthen_promises(histogram(np.full(50, 30_000.0), np.full(50, 10.0)), LANE)
    assert line.cannot_tell and "59" in line.reason[1]


def test_a_promise_run_out_at_the_pick_up_is_unknown() -> None:
    """The worker may have come late: it is counted apart."""
    assert extra_minutes_bin(1000.0, -1.0, LANE, HANDOVER, DETOUR) == UNKNOWN
