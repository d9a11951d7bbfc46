"""The three-process model of alertness: homeostasis S, the 24-hour rhythm C, its 12-hour harmonic U, and inertia after waking W.

Åkerstedt and Folkard (1997); Ingre et al. (2014), PLoS ONE 9(10) e108679; the constants were read in the R package FIPS, which cites the
latter. Hours; the clock is local. KSS is the Karolinska Sleepiness Scale, 1 (alert) to 9 (fighting sleep), not clipped here.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

LOWER, UPPER, BREAK_LEVEL = 2.4, 14.3, 12.2
WAKE_RATE = -0.0353  # 1/h
SLEEP_RATE = math.log((UPPER - 14.0) / (UPPER - 7.96)) / 8.0  # 1/h
SLEEP_SLOPE = SLEEP_RATE * (BREAK_LEVEL - UPPER)  # 1/h, below the break level
RHYTHM, RHYTHM_PEAK = 2.5, 16.8
HARMONIC_MEAN, HARMONIC = -0.5, 0.5
INERTIA, INERTIA_RATE = -5.72, -1.51
KSS_AT_ZERO, KSS_SLOPE = 10.6, -0.6
RESTED = 13.82  # S on waking after nights of eight hours (steady state, computed)
DAY_HAND = math.pi / 12.0
SIDE_BY_SIDE = 64  # workers carried together: one's next episode waits for its last, another's does not


@compiled
def awake(s: float, hours: float) -> float:
    """S after ``hours`` awake.

    >>> round(awake(7.96, 1.0), 6), round(awake(7.96, 16.0), 6)
    (7.767156, 5.560714)
    """
    return LOWER + (s - LOWER) * math.exp(WAKE_RATE * hours)


@compiled
def asleep(s: float, hours: float) -> float:
    """S after ``hours`` asleep: a straight rise to the break level, then a slowing one.

    Who falls asleep above the break level starts on the slowing part at their own S; the published form starts all of them at the break
    level, so that a nap at S = 14 would begin with a fall to 13.4.

    >>> round(asleep(5.560714, 7.0), 5), asleep(14.0, 0.0)
    (11.16665, 14.0)
    """
    straight = max(BREAK_LEVEL - s, 0.0) / SLEEP_SLOPE
    if hours <= straight:
        return s + SLEEP_SLOPE * hours
    return UPPER - (UPPER - max(s, BREAK_LEVEL)) * math.exp(SLEEP_RATE * (hours - straight))


@compiled
def rhythms(clock: float) -> tuple[float, float]:
    """C and U at a clock hour.

    >>> c, u = rhythms(8.0); round(c, 6), round(u, 6)
    (-1.672827, -0.002739)
    """
    angle = DAY_HAND * (clock - RHYTHM_PEAK)
    # U peaks three hours after C: cos(2 (angle - 3 h)) = sin(2 angle)
    return RHYTHM * math.cos(angle), HARMONIC_MEAN + HARMONIC * math.sin(2.0 * angle)


@compiled
def inertia(hours: float) -> float:
    """W after ``hours`` awake; asleep there is none.

    >>> round(inertia(0.5), 6)
    -2.688461
    """
    return INERTIA * math.exp(INERTIA_RATE * hours)


@compiled
def sleepiness(s: float, clock: float, hours_awake: float) -> float:
    """KSS of someone awake, from S at the moment, the clock and hours since waking. (Alertness in FIPS is S + C + U, without W.)

    >>> round(sleepiness(7.96, 8.0, 0.0), 5)
    10.26134
    """
    c, u = rhythms(clock)
    return KSS_AT_ZERO + KSS_SLOPE * (s + c + u + inertia(hours_awake))


@compiled
def mean_awake(s: float, start: float, end: float) -> float:
    """Mean of S over the hours from ``start`` to ``end`` since waking at ``s``, in closed form.

    >>> round(mean_awake(14.0, 0.0, 8.0), 6)
    12.505965
    """
    return LOWER + (s - LOWER) * (math.exp(WAKE_RATE * end) - math.exp(WAKE_RATE * start)) / (WAKE_RATE * (end - start))


@compiled
def carry(
    offsets: NDArray[np.int64], wake_hours: NDArray[np.float64], sleep_hours: NDArray[np.float64], state: NDArray[np.float64]
) -> None:
    """Carry S of every worker through their episodes, in place: each is so many hours awake and then so many asleep.

    Episodes ``offsets[w]`` to ``offsets[w + 1]`` are those of worker w; ``state`` has one S a worker. Every episode is one closed form, so
    nothing is kept but one number a worker.

    >>> s = np.array([7.96])
    >>> carry(np.array([0, 2]), np.array([16.0, 0.0]), np.array([7.0, 0.5]), s); round(float(s[0]), 6)
    11.567079
    """
    for first in range(0, len(state), SIDE_BY_SIDE):
        last = min(first + SIDE_BY_SIDE, len(state))
        longest = 0
        for w in range(first, last):
            longest = max(longest, offsets[w + 1] - offsets[w])
        for episode in range(longest):
            for w in range(first, last):
                i = offsets[w] + episode
                if i < offsets[w + 1]:
                    state[w] = asleep(awake(state[w], wake_hours[i]), sleep_hours[i])
