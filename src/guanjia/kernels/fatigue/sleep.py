"""Sleep inferred from hours off duty, by a rule and not by measurement: several bedtimes are run and shown as a band.

Two published pieces (bedtimes of the rail and flight rosters' AutoSleep rules; natural length by bedtime from the transcription of the
HSE tool) put together by judgement; never tested on riders. Hours from any midnight of local time.
"""

from __future__ import annotations

import math

from guanjia.kernels.compiled import compiled

BEFORE_SLEEP, AFTER_SLEEP = 0.5, 0.75  # hours between work and bed, and between bed and work
LEAST_SLEEP = 1.5  # hours left in bed below which nobody lies down
NAP = 1.5
NAP_BEFORE_FROM, NAP_BEFORE_TO = 18.0, 30.0  # a nap is taken before duties that start from 18:00 to 06:00
LENGTH_LOW, LENGTH_SPAN = -2.28827436527851, 11.7995318577367
LENGTH_FACTOR, LENGTH_SHIFT, LENGTH_RATE = 0.472949055173571, -1.77393493516727, 0.16244804759197


@compiled
def natural_length(bedtime: float) -> float:
    """Hours slept if nothing ends it, by bedtime counted from the midnight before the evening (23.0 is 23:00, 32.0 is 08:00).

    >>> round(natural_length(23.0), 2), round(natural_length(32.0), 2)
    (8.15, 5.26)
    """
    return LENGTH_LOW + LENGTH_SPAN / (1.0 + LENGTH_FACTOR * math.exp(LENGTH_SHIFT + LENGTH_RATE * (bedtime - 20.0)))


@compiled
def opens(off: float) -> float:
    """When the time for sleep begins after duty ends at ``off``.

    >>> opens(22.0)
    22.5
    """
    return off + BEFORE_SLEEP


@compiled
def closes(on: float) -> float:
    """When the time for sleep ends before duty begins at ``on``.

    >>> closes(34.0)
    33.25
    """
    return on - AFTER_SLEEP


@compiled
def night_of(hour: float) -> int:
    """The night an hour belongs to, from noon to noon: 0 from noon of day 0.

    >>> night_of(13.0), night_of(35.5), night_of(36.0)
    (0, 0, 1)
    """
    return math.floor((hour - 12.0) / 24.0)


@compiled
def main_sleep(opening: float, closing: float, night: int, bedtime: float, had: float) -> tuple[float, float]:
    """(bed, wake) of one night within [opening, closing); both are ``closing`` where there is no sleep.

    To bed at ``bedtime``, or at once when time for sleep opens later. ``had`` hours already slept in that night, cut short by duty, are
    taken off what nature asks for: one main sleep a night, though in parts.

    >>> main_sleep(28.5, 32.25, 0, 23.0, 0.0), main_sleep(13.5, 21.25, 0, 23.0, 0.0)
    ((28.5, 32.25), (21.25, 21.25))
    """
    bed = max(opening, 24.0 * night + bedtime)
    wake = min(bed + natural_length(bed - 24.0 * night) - had, closing)
    return (bed, wake) if wake - bed >= LEAST_SLEEP else (closing, closing)


@compiled
def naps_before(opening: float, closing: float, on: float) -> bool:
    """Whether someone who has no sleep in the gap lies down for a nap at its end: before an evening or night duty, where there is time.

    >>> naps_before(13.5, 21.25, 22.0), naps_before(8.5, 13.25, 14.0)
    (True, False)
    """
    return closing - opening >= NAP and (on - NAP_BEFORE_FROM) % 24.0 < NAP_BEFORE_TO - NAP_BEFORE_FROM
