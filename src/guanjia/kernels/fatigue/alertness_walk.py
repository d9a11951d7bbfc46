"""Sleepiness over one worker's duties, walked in order of time under several assumptions about their sleep."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled
from guanjia.kernels.fatigue import three_process, unified
from guanjia.kernels.fatigue.sleep import LEAST_SLEEP, NAP, closes, main_sleep, naps_before, night_of, opens
from guanjia.kernels.fatigue.three_process import (
    DAY_HAND,
    HARMONIC,
    HARMONIC_MEAN,
    INERTIA_RATE,
    KSS_AT_ZERO,
    KSS_SLOPE,
    LOWER,
    RESTED,
    RHYTHM,
    RHYTHM_PEAK,
    WAKE_RATE,
    inertia,
)

Float = NDArray[np.float64]
Seconds = NDArray[np.int64]
Flags = NDArray[np.bool_]

SCENARIOS = ("22:00", "23:00", "01:00", "23:00, nap")  # columns of the results
MIDDLE = 1  # the scenario that stands between the ends of the band
BEDTIMES = (22.0, 23.0, 25.0, 23.0)
NAPS = (False, False, False, True)
DUTY_SPLIT = 3 * 3600  # seconds off that part two duty spells (judgement; 2 to 4 hours are defensible)
WARM_UP = 7 * 86400  # seconds of history before a result can be relied on
RESTED_BEFORE = 48.0  # hours off duty assumed before the first known duty
STEP = 0.5  # hours between the moments at which a peak is looked for; misses less than 0.01 of KSS

awake, asleep = three_process.awake, three_process.asleep
drained, restored = unified.awake, unified.asleep


@compiled
def through_gap(
    s: float, woke: float, off: float, on: float, night: int, had: float, bedtime: float, nap: bool
) -> tuple[float, float, int, float]:
    """S, hour of waking, last night slept in and hours slept in it, carried from the end of a duty at ``off`` to the next start at ``on``.

    Off at 22:00 in the state in which the day before ended, on again at 08:00: to bed at 23:00, up at 07:09 by nature, but 07:15 is the
    last moment, so nature it is.

    >>> s, woke, night, had = through_gap(8.9, 7.0, 22.0, 32.0, -1, 0.0, 23.0, False); round(woke, 3), night, round(had, 3)
    (31.148, 0, 8.148)
    """
    opening, closing, now = opens(off), closes(on), off
    slept = False
    if closing - opening >= LEAST_SLEEP:
        for n in range(night_of(opening), night_of(closing) + 1):
            bed, wake = main_sleep(opening, closing, n, bedtime, had if n == night else 0.0)
            if wake > bed:
                s, woke, now = asleep(awake(s, bed - now), wake - bed), wake, wake
                had = wake - bed + (had if n == night else 0.0)
                night, slept = n, True
        if nap and not slept and naps_before(opening, closing, on):
            s, woke, now = asleep(awake(s, closing - NAP - now), NAP), closing, closing
    return awake(s, on - now), woke, night, had


@compiled
def over_duty(s: float, woke: float, on: float, off: float) -> tuple[float, float, float]:
    """(S at the end, KSS at the end, highest KSS) of a duty from ``on`` to ``off``, awake throughout.

    >>> s, last, peak = over_duty(13.8, 7.0, 9.0, 17.0); round(s, 3), round(last, 2), round(peak, 2)
    (10.995, 2.77, 3.23)
    """
    steps = max(1, math.ceil((off - on) / STEP))
    step = (off - on) / steps
    # C and U turn by the same angle at every step, S and W shrink by the same factor: no function is evaluated inside the loop.
    angle = DAY_HAND * ((on - RHYTHM_PEAK) % 24.0)
    cosine, sine = math.cos(angle), math.sin(angle)
    turn_cosine, turn_sine = math.cos(DAY_HAND * step), math.sin(DAY_HAND * step)
    above, above_kept = s - LOWER, math.exp(WAKE_RATE * step)
    drowse, drowse_kept = inertia(on - woke), math.exp(INERTIA_RATE * step)
    lowest, score = math.inf, 0.0
    for i in range(steps + 1):
        if i:
            cosine, sine = cosine * turn_cosine - sine * turn_sine, sine * turn_cosine + cosine * turn_sine
            above *= above_kept
            drowse *= drowse_kept
        score = LOWER + above + RHYTHM * cosine + HARMONIC_MEAN + 2.0 * HARMONIC * sine * cosine + drowse
        lowest = min(lowest, score)
    return LOWER + above, KSS_AT_ZERO + KSS_SLOPE * score, KSS_AT_ZERO + KSS_SLOPE * lowest


@compiled
def alertness_walk(starts: Seconds, ends: Seconds, utc_offset: int, at_end: Float, peak: Float, warming: Flags) -> None:
    """KSS at the end of, and highest in, each duty spell of one worker, by scenario of sleep; nothing is allocated.

    ``starts`` and ``ends`` are UTC seconds of duty spells in order, at least `DUTY_SPLIT` apart; ``utc_offset`` is seconds east.
    ``at_end`` and ``peak`` are (spells, scenarios), filled. ``warming`` marks spells that began less than `WARM_UP` after the worker's
    first: the state then still rests on what was assumed before it (two days off, rested).

    From 09:00 to midday, and eight hours from 22:00, in UTC+8; no rule gives sleep between, and a nap lowers the peak of the night:

    >>> starts, ends = np.array([3600, 50400]), np.array([14400, 79200])
    >>> at_end, peak, warming = np.empty((2, 4)), np.empty((2, 4)), np.empty(2, np.bool_)
    >>> alertness_walk(starts, ends, 8 * 3600, at_end, peak, warming)
    >>> peak[1].round(1).tolist(), warming.tolist()
    ([7.8, 7.8, 7.7, 7.0], [True, True])
    """
    for i in range(len(starts)):
        warming[i] = starts[i] - starts[0] < WARM_UP
    for k in range(len(BEDTIMES)):
        first = (starts[0] + utc_offset) / 3600.0 if len(starts) else 0.0
        s, woke, night, had, off = RESTED, first - RESTED_BEFORE, -1, 0.0, first - RESTED_BEFORE
        for i in range(len(starts)):
            on = (starts[i] + utc_offset) / 3600.0
            s, woke, night, had = through_gap(s, woke, off, on, night, had, BEDTIMES[k], NAPS[k])
            off = (ends[i] + utc_offset) / 3600.0
            s, at_end[i, k], peak[i, k] = over_duty(s, woke, on, off)


@compiled
def alertness_walks(
    offsets: NDArray[np.int64], starts: Seconds, ends: Seconds, utc_offset: int, at_end: Float, peak: Float, warming: Flags
) -> None:
    """`alertness_walk` for many workers: spells ``offsets[w]`` to ``offsets[w + 1]`` are those of worker w.

    >>> at_end, peak, warming = np.empty((1, 4)), np.empty((1, 4)), np.empty(1, np.bool_)
    >>> alertness_walks(np.array([0, 0, 1]), np.array([3600]), np.array([32400]), 8 * 3600, at_end, peak, warming)
    >>> at_end[0].round(1).tolist()
    [3.2, 3.1, 3.0, 3.1]
    """
    for w in range(len(offsets) - 1):
        a, b = offsets[w], offsets[w + 1]
        alertness_walk(starts[a:b], ends[a:b], utc_offset, at_end[a:b], peak[a:b], warming[a:b])


@compiled
def lapses_walk(starts: Seconds, ends: Seconds, utc_offset: int, bedtime: float, at_end: Float) -> None:
    """Lapses by the unified model at the end of each duty spell of one worker, on the same inferred sleep: the check on the other model.

    No lapses is 0 for someone who has slept as much as usual; rested after days off, it may lie below.

    >>> at_end = np.empty(1)
    >>> lapses_walk(np.array([3600]), np.array([32400]), 8 * 3600, 23.0, at_end); round(float(at_end[0]), 1)
    -1.1
    """
    pressure, debt, night, had = 0.0, 0.0, -1, 0.0
    off = (starts[0] + utc_offset) / 3600.0 - RESTED_BEFORE if len(starts) else 0.0
    for i in range(len(starts)):
        on = (starts[i] + utc_offset) / 3600.0
        opening, closing, now = opens(off), closes(on), off
        if closing - opening >= LEAST_SLEEP:
            for n in range(night_of(opening), night_of(closing) + 1):
                bed, wake = main_sleep(opening, closing, n, bedtime, had if n == night else 0.0)
                if wake > bed:
                    pressure, debt = drained(pressure, debt, bed - now)
                    pressure, debt = restored(pressure, debt, wake - bed)
                    had = wake - bed + (had if n == night else 0.0)
                    night, now = n, wake
        off = (ends[i] + utc_offset) / 3600.0
        pressure, debt = drained(pressure, debt, off - now)
        at_end[i] = unified.lapses(pressure, off)


@compiled
def lapses_walks(offsets: NDArray[np.int64], starts: Seconds, ends: Seconds, utc_offset: int, bedtime: float, at_end: Float) -> None:
    """`lapses_walk` for many workers: spells ``offsets[w]`` to ``offsets[w + 1]`` are those of worker w.

    >>> at_end = np.empty(1)
    >>> lapses_walks(np.array([0, 1]), np.array([3600]), np.array([32400]), 8 * 3600, 23.0, at_end); round(float(at_end[0]), 1)
    -1.1
    """
    for w in range(len(offsets) - 1):
        a, b = offsets[w], offsets[w + 1]
        lapses_walk(starts[a:b], ends[a:b], utc_offset, bedtime, at_end[a:b])


def kss_band(kss: Float) -> tuple[Float, Float, Float]:
    """(low, middle, high) over the scenarios in the last axis of ``kss``: least, that of bedtime 23:00, greatest.

    >>> [float(x[0]) for x in kss_band(np.array([[5.0, 6.0, 8.0, 4.0]]))]
    [4.0, 6.0, 8.0]
    """
    return kss.min(axis=-1), kss[..., MIDDLE], kss.max(axis=-1)
