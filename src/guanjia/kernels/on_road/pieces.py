"""Time on task cut into pieces: each inside one clock hour, riding or waiting, each on a leg between two known places.

Overlapping tasks count once, for a rider with three orders in the box is in one place. A leg runs in a straight line
from the last place known to the next one; time between arriving at a pick-up and picking up is waiting, not riding.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled, inlined
from guanjia.kernels.on_road.stops import DISPATCHED, DONE, NULL, PICKED_UP, RoadTasks, Stops

Int64 = NDArray[np.int64]
Float = NDArray[np.float64]

HOUR = 3_600_000_000
FORGOTTEN = HOUR // 2
"""After so long without a task the last place says nothing of where the next leg began (our judgement)."""


FASTEST = 60.0
"""Metres a second: a leg that asks for more begins or ends at a wrong place, and is put where it ends (our judgement)."""
FARTHEST = 50_000.0
"""Metres: of a longer leg the way is not known, so its time is given to no cell (our judgement)."""
_DEGREE = 111_195.0  # metres along a meridian


class Legs(NamedTuple):
    """From one known place to the next. Shape (n,)."""

    from_lat: Float
    from_lng: Float
    to_lat: Float
    to_lng: Float
    seconds: Float  # riding time of the leg's pieces


class Pieces(NamedTuple):
    """Time on task in order of person and time, within one clock hour each. Shape (n,)."""

    person: NDArray[np.int32]
    start: Int64  # UTC microseconds
    end: Int64
    leg: NDArray[np.int32]  # -1 where no place is known
    riding: NDArray[np.bool_]
    region: NDArray[np.int16]
    short: NDArray[
        np.int16
    ]  # minutes short at 15 km/h of the promise of the task delivered at the leg's end; below 0 where there is none to judge


def pieces(tasks: RoadTasks, at: Stops, shift: int) -> tuple[Pieces, Legs]:
    """The pieces and legs of ``tasks`` with their stops; clock hours begin at ``shift`` microseconds past those of UTC."""
    crossed = (tasks.end - shift) // HOUR - (tasks.start - shift) // HOUR
    room = 2 * len(at.time) + int(crossed.sum())
    cut = Pieces(
        np.empty(room, np.int32),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.full(room, -1, np.int32),
        np.empty(room, np.bool_),
        np.empty(room, np.int16),
        np.full(room, -1, np.int16),
    )
    legs = Legs(*(np.zeros(len(at.time)) for _ in Legs._fields))
    used, reached = _cut(tasks, at, shift, cut, legs)
    return Pieces._make(column[:used] for column in cut), Legs._make(column[:reached] for column in legs)


@compiled
def _cut(tasks: RoadTasks, at: Stops, shift: int, cut: Pieces, legs: Legs) -> tuple[int, int]:
    used, reached, open_from = 0, 0, 0  # pieces since ``open_from`` wait for the place they lead to
    person, now, busy_until = -1, 0, 0
    lat = lng = math.nan
    for i in range(len(at.time)):
        task, moment = at.task[i], at.time[i]
        if at.person[i] != person:
            person, now, busy_until = at.person[i], moment, moment
            lat = lng = math.nan
            open_from = used
        if moment > now and now < busy_until:
            riding_until = moment
            if at.kind[i] == PICKED_UP and tasks.arrived[task] != NULL:
                riding_until = min(max(tasks.arrived[task], now), moment)
            used = _hours(person, now, riding_until, True, tasks.region[task], shift, cut, used)
            used = _hours(person, riding_until, moment, False, tasks.region[task], shift, cut, used)
        elif moment - busy_until > FORGOTTEN:
            lat = lng = math.nan
            open_from = used
        now = moment
        if at.kind[i] == DISPATCHED:
            busy_until = max(busy_until, tasks.end[task])
            continue
        done = at.kind[i] == DONE
        there = (tasks.to_lat[task], tasks.to_lng[task]) if done else (tasks.from_lat[task], tasks.from_lng[task])
        if math.isnan(there[0]) or math.isnan(there[1]):
            continue
        if used > open_from:
            known = not math.isnan(lat)
            legs.from_lat[reached] = lat if known else there[0]
            legs.from_lng[reached] = lng if known else there[1]
            legs.to_lat[reached], legs.to_lng[reached] = there
            for k in range(open_from, used):
                cut.leg[k] = reached
                if done:
                    cut.short[k] = tasks.short_15[task]
                if cut.riding[k]:
                    legs.seconds[reached] += (cut.end[k] - cut.start[k]) / 1e6
            metres = _metres(legs, reached)
            if metres > FASTEST * max(legs.seconds[reached], 1.0):
                legs.from_lat[reached], legs.from_lng[reached] = there
            elif metres > FARTHEST:
                legs.seconds[reached] = 0.0
                for k in range(open_from, used):
                    cut.leg[k] = -1
            if cut.leg[open_from] >= 0:
                reached += 1
        lat, lng = there
        open_from = used
    return used, reached


@inlined
def _metres(legs: Legs, k: int) -> float:
    north, east = legs.to_lat[k] - legs.from_lat[k], legs.to_lng[k] - legs.from_lng[k]
    return math.hypot(north, east * math.cos(math.radians(legs.to_lat[k]))) * _DEGREE


@compiled
def _hours(person: int, start: int, end: int, riding: bool, region: int, shift: int, cut: Pieces, used: int) -> int:
    """Write [start, end) as pieces within clock hours."""
    while start < end:
        until = min(end, ((start - shift) // HOUR + 1) * HOUR + shift)
        cut.person[used], cut.start[used], cut.end[used] = person, start, until
        cut.riding[used], cut.region[used] = riding, region
        used += 1
        start = until
    return used
