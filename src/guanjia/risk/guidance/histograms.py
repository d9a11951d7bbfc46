"""Tasks counted by the minutes that their promise is too short, by area and hour of the week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled
from guanjia.kernels.time_pressure import slack_minutes

Int64 = NDArray[np.int64]

LANE: Final = 15.0  # km/h in the non-motor lane
BIKE: Final = 25.0  # km/h, above which an e-bike must not push
HOURS: Final = 168
MINUTES: Final = 60  # the last bin: more than 59 minutes
BINS: Final = MINUTES + 1
UNKNOWN: Final = -1


@dataclass(frozen=True)
class PromiseHistogram:
    """Completed deliveries with a promise. Shapes: A areas, 168 hours of the week from Monday 00:00, `BINS` minutes.

    Bin 0 counts tasks whose promise needs no more time at that speed, bin m those that need up to m minutes more, the last bin those that
    need more than 59. Every task is either in one bin of each speed, or in ``unknown``.
    """

    areas: NDArray[np.uint64]  # [A] H3 cells at resolution 7
    counts: Mapping[float, NDArray[np.int32]]  # km/h -> [A, 168, BINS]
    unknown: NDArray[np.int32]  # [A, 168] without place, or the promise had run out at the pick-up: the worker may have come late


@compiled
def extra_minutes_bin(metres: float, minutes_left: float, speed: float, handover: float, detour: float) -> int:
    """The bin of one task: how many whole minutes more its promise needs for ``speed`` km/h; `UNKNOWN` without place or time left.

    Callable from compiled code. ``metres`` great-circle from pick-up to drop-off, ``minutes_left`` from pick-up to promise. Two kilometres
    at 15 km/h take 10.8 minutes and the door 2, so that 8 are 4.8 too few:

    >>> [extra_minutes_bin(2000.0, left, 15.0, 2.0, 1.35) for left in (8.0, 12.8, 0.0, float("nan"))]
    [5, 0, -1, -1]
    """
    slack = slack_minutes(metres, minutes_left, speed, handover, detour)
    if np.isnan(slack) or minutes_left <= 0:
        return UNKNOWN
    return max(0, min(MINUTES, int(np.ceil(-slack - 1e-9))))
