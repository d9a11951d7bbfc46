"""Time pressure: the speed that promises ask for, over a reference speed.

An index of this project: no published one with tested cut-offs was found. It is made from promises and places alone, never from how fast
anybody rode, and serves to lengthen promises or hand tasks to others, not to rate a worker. Distances are great-circle metres times a
detour; the reference is 25 km/h, above which an e-bike must not push (GB 17761), or 15 km/h, the limit of the non-motor lane.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled, inlined
from guanjia.kernels.promise import DETOUR, required_speed

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
Int8 = NDArray[np.int8]

CAP: Final = 3.0  # of the index, where no speed would do
HANDOVER: Final = 3.0  # minutes at each door; 2 to 5 are usual, estimate it where records allow (judgement)
MOST_STOPS: Final = 8  # of a route whose orders are all tried

_MINUTE = 60_000_000  # microseconds


def time_pressure(speed: Float, reference: float) -> Float:
    """Required km/h over ``reference`` km/h, at most `CAP`; above 1 the promise cannot be kept at the reference speed.

    >>> time_pressure(np.array([12.5, 27.0, np.inf, np.nan]), 25.0).tolist()
    [0.5, 1.08, 3.0, nan]
    """
    return np.minimum(speed / reference, CAP)


def single_stop_speed(metres: Float, started: Int64, promised: Int64, handover: float = HANDOVER, detour: float = DETOUR) -> Float:
    """Required km/h of tasks on their own: from pick-up to promise (UTC microseconds) less the handover in minutes; infinite past it.

    Two kilometres as the crow flies in eight minutes, two of them for the door:

    >>> single_stop_speed(np.array([2000.0]), np.array([0]), np.array([8 * 60_000_000]), handover=2.0).tolist()
    [27.0]
    """
    return required_speed(metres, started, promised - round(handover * _MINUTE), detour)


@compiled
def slack_minutes(metres: float, minutes_left: float, reference: float, handover: float, detour: float) -> float:
    """Minutes to spare at ``reference`` km/h; below 0, the minutes by which the promise is too short; NaN where an input is.

    Callable from compiled code. At 15 km/h the road of 2 km takes 10.8 minutes and the door 2:

    >>> round(slack_minutes(2000.0, 8.0, 15.0, 2.0, 1.35), 6)
    -4.8
    """
    return minutes_left - handover - metres * detour / 1000 / reference * 60


def least_required_speed(metres: Float, due: Float, stops: Int64, handover: float = HANDOVER, detour: float = DETOUR) -> Float:
    """Least km/h that keeps all promises of each route, whichever order its stops are visited in; infinite where none does.

    ``metres`` [R, K+1, K+1] great-circle, place 0 the worker and 1..K the stops; ``due`` [R, K] minutes from now to each promise; ``stops``
    [R] how many of K are filled, at most `MOST_STOPS`. In one order the speed is the greatest over its stops of the path so far over the
    time left there, less the handovers so far; it is least over all orders (not the shortest path: that may pass the urgent door last).

    One way out of a street: 1 km then 2 km more, due in 10 and 22 minutes, one minute at each door: 1 km in 9 and 3 km in 20 minutes.

    >>> street = np.array([[[0.0, 1000.0, 3000.0], [1000.0, 0.0, 2000.0], [3000.0, 2000.0, 0.0]]])
    >>> least_required_speed(street, np.array([[10.0, 22.0]]), np.array([2]), handover=1.0, detour=1.0).round(6).tolist()
    [9.0]
    """
    return _best(metres, due, stops, 0.0, handover, detour)


def greatest_slack(metres: Float, due: Float, stops: Int64, reference: float, handover: float = HANDOVER, detour: float = DETOUR) -> Float:
    """Most minutes to spare at each route's tightest stop at ``reference`` km/h, over all orders; arguments as `least_required_speed`.

    >>> street = np.array([[[0.0, 1000.0, 3000.0], [1000.0, 0.0, 2000.0], [3000.0, 2000.0, 0.0]]])
    >>> greatest_slack(street, np.array([[10.0, 22.0]]), np.array([2]), 15.0, handover=1.0, detour=1.0).round(6).tolist()
    [5.0]
    """
    return -_best(metres, due, stops, reference, handover, detour)


def _best(metres: Float, due: Float, stops: Int64, reference: float, handover: float, detour: float) -> Float:
    if len(stops) and (stops.max() > MOST_STOPS or stops.min() < 1):
        raise ValueError(f"a route has 1 to {MOST_STOPS} stops")
    best = np.empty(len(stops), np.float64)
    order, worst, path = np.zeros(MOST_STOPS, np.int8), np.empty(MOST_STOPS + 1), np.empty(MOST_STOPS + 1)
    _search(metres, due, stops, reference, handover, detour, order, worst, path, best)
    return best


@compiled
def _search(
    metres: Float,
    due: Float,
    stops: Int64,
    reference: float,
    handover: float,
    detour: float,
    order: Int8,
    worst: Float,
    path: Float,
    best: Float,
) -> None:
    """Depth first over the orders of each route; a beginning that is no better than the best whole order is left."""
    for route in range(len(stops)):
        best[route] = np.inf
        depth, taken, following = 0, 0, 1
        worst[0], path[0] = -np.inf, 0.0
        while depth >= 0:
            place = _next_place(taken, following, stops[route])
            if place == 0:  # every stop has stood here: one step back
                depth -= 1
                if depth >= 0:
                    taken ^= 1 << order[depth]
                    following = order[depth] + 1
                continue
            before = order[depth - 1] if depth > 0 else 0
            length = path[depth] + metres[route, before, place] * detour / 1000
            cost = max(worst[depth], _cost(length, due[route, place - 1] - (depth + 1) * handover, reference))
            following = place + 1
            if not cost < best[route]:
                continue
            if depth + 1 == stops[route]:
                best[route] = cost
                continue
            order[depth], worst[depth + 1], path[depth + 1] = place, cost, length
            taken |= 1 << place
            depth, following = depth + 1, 1


@inlined
def _next_place(taken: int, following: int, stops: int) -> int:
    """The first stop from ``following`` on that is not taken; 0 for none."""
    for place in range(following, stops + 1):
        if not taken >> place & 1:
            return place
    return 0


@inlined
def _cost(km: float, minutes: float, reference: float) -> float:
    """What a stop asks for: minutes late at the reference speed, or, where that is 0, km/h."""
    if reference > 0:
        return km / reference * 60 - minutes
    return km / minutes * 60 if minutes > 0 else np.inf
