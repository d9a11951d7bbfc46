"""The speed that a promised delivery time asks of the rider."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
    hours = (promised - started) / _HOUR
    late = hours <= 0
    speed = np.round(metres * detour / 1000 / np.where(late, 1.0, hours), 6)
    result: Float = np.where(np.isnan(metres), np.nan, np.where(late, np.inf, speed))
    return result
