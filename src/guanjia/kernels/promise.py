"""The speed that a promised delivery time asks of the rider."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

DETOUR = 1.35
"""Road metres for each great-circle metre between two points of a town: an assumption of this project, a middle value of what is usually
published for street networks (about 1.2 to 1.5). A smaller factor asks for less speed; every finding that rests on it says so."""

_HOUR = 3_600_000_000  # microseconds


def required_speed(metres: Float, started: Int64, promised: Int64, detour: float = DETOUR) -> Float:
    """Average km/h needed to ride ``detour`` x ``metres`` from ``started`` to ``promised`` (UTC microseconds).

    Infinite where the promise has already run out at the start; nan where the metres are nan. Rounded to a millionth of a km/h, far
    below what coordinates can tell, so that a limit reached exactly is not passed by a floating-point residue.

    >>> required_speed(np.array([2000.0, 2000.0]), np.array([0, 0]), np.array([648_000_000, 0])).tolist()
    [15.0, inf]
    """
    speeds = np.empty(len(metres), np.float64)
    _speeds(metres, started, promised, detour, speeds)
    return speeds


@compiled
def _speeds(metres: Float, started: Int64, promised: Int64, detour: float, speeds: Float) -> None:
    for i in range(len(speeds)):
        hours = (promised[i] - started[i]) / _HOUR
        if np.isnan(metres[i]):
            speeds[i] = np.nan
        elif hours > 0:
            speeds[i] = np.rint(metres[i] * detour / 1000 / hours * 1e6) / 1e6
        else:
            speeds[i] = np.inf
