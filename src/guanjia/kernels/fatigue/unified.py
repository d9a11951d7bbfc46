"""The unified model of performance: lapses of attention, with sleep debt carried over days. A check on the other model.

Rajdev et al. (2013), Ramakrishnan et al. (2016); the constants were read in the R package FIPS. Hours; the clock is local. Inertia after
waking is not part of the lapses.
"""

from __future__ import annotations

import math

from guanjia.kernels.compiled import compiled

UPPER = 24.12
RHYTHM_GAIN, RHYTHM_SHIFT = 4.13, 2.02
SLEEP_TIME, WAKE_TIME, DEBT_TIME = 1.0, 40.0, 4.06 * 24  # hours
HARMONICS = (0.97, 0.22, 0.07, 0.03, 0.0001)
_DAY_HAND = math.pi / 12.0


@compiled
def awake(pressure: float, debt: float, hours: float) -> tuple[float, float]:
    """(S, L) after ``hours`` awake.

    >>> s, l = awake(0.0, 0.0, 16.0); round(s, 6), round(l, 6)
    (7.95188, 3.65251)
    """
    kept, owed = math.exp(-hours / WAKE_TIME), math.exp(-hours / DEBT_TIME)
    return UPPER - (UPPER - pressure) * kept, debt * owed + UPPER * (1.0 - owed)


@compiled
def asleep(pressure: float, debt: float, hours: float) -> tuple[float, float]:
    """(S, L) after ``hours`` asleep.

    >>> s, l = asleep(0.0, 0.0, 3.0); round(s, 7), round(l, 7)
    (-1.0024532, -1.4625909)
    """
    kept, owed = math.exp(-hours / SLEEP_TIME), math.exp(-hours / DEBT_TIME)
    pull = (debt + 2.0 * UPPER) * DEBT_TIME / (DEBT_TIME - SLEEP_TIME)
    return (
        pressure * kept - 2.0 * UPPER * (1.0 - kept) + pull * (owed - kept),
        debt * owed - 2.0 * UPPER * (1.0 - owed),
    )


@compiled
def rhythm(clock: float) -> float:
    """The daily rhythm C, highest (worst) in the early morning.

    >>> round(rhythm(4.0), 5)
    0.89842
    """
    total, angle = 0.0, _DAY_HAND * (clock + RHYTHM_SHIFT)
    for k, share in enumerate(HARMONICS):
        total += share * math.sin((k + 1) * angle)
    return total


@compiled
def lapses(pressure: float, clock: float) -> float:
    """Lapses in a ten-minute vigilance test.

    >>> round(lapses(0.0, 4.0), 6)
    3.710474
    """
    return pressure + RHYTHM_GAIN * rhythm(clock)
