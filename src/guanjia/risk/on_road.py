"""What one reading of the tasks tells about risk: exposure, worker-days, shares of places, promises."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.exposure import Exposure

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]

UNTOLD, UNPROMISED = -1, -2
"""What stands for minutes where a promise cannot be judged, and where there is none."""
MOST_CARRIED = 16
LONG_AFTER = 12.0  # hours on duty
HOT_FROM = 35.0  # degrees C of air temperature (防暑降温措施管理办法 art. 8)
RISK_EDGES = np.exp(np.linspace(np.log(0.5), np.log(4.0), 25))
"""Edges of the bins of relative risk in which exposure and injuries are counted, to see whether local data agree with the prior."""


@dataclass(frozen=True)
class RoadDays:
    """One row a unit (an account, or a linked person over all platforms) and worker's day with work on the road. Hours unless said."""

    unit: Int32
    day: Int32  # local day number
    hours: Float  # (n, CHANGES) on task: as it was, and with one thing changed (`guanjia.kernels.on_road.price`)
    risk: Float  # (n, CHANGES) hours times relative risk
    terms: Float  # (n, 4) hours times each term of the Risk Index
    rest_before: Float  # the longest time off since the day before began; nan for a unit's first day
    on_duty: Float  # the longest time on duty reached
    riding: Float
    night: Float  # on task between 22:00 and 06:00
    promised: Float  # riding to drop-offs whose required speed is known
    pressed: Float  # of these, above `guanjia.risk.guidance.histograms.LANE`
    felt: Float  # on task in hours whose temperature is known
    hot: Float  # of these, at `HOT_FROM` or more
    heat: Float  # degree-hours above `HOT_FROM`
    strained: Float  # on task in hours whose WBGT can be told
    strain: Float  # degree-hours of WBGT above the reference limit for deliveries
    screening: NDArray[np.bool_]  # strain rests, in part, on the simplified WBGT
    sleepiness: Float  # (n, scenarios) highest KSS of the day's duties; nan where none began that day
    lapses: Float  # by the unified model, at the worst end of the day's duties; nan where none began that day
    young: NDArray[np.bool_]  # the records of the unit begin less than seven days before


@dataclass(frozen=True)
class Shares:
    """Riding time of each person, over all platforms, by published cell: what a publication must bound. Shape (n,)."""

    person: Int32  # a unit, or a number that means nothing outside this table
    cell: NDArray[np.uint64]
    seconds: Int64
    load: Int64  # seconds times the Risk Index of the person at that moment
    injuries: Int32


@dataclass(frozen=True)
class Counts:
    """How often a value occurred, in order of cell, hour and value; what did not occur has no row. Shape (n,)."""

    cell: Int32  # place in `Promises.cells`
    hour: Int32  # of the week, Monday 00:00 first
    value: Int32
    count: Int64


@dataclass(frozen=True)
class Promises:
    """Pick-ups by published cell and hour of the week: how far promises fall short, and what was carried."""

    cells: NDArray[np.uint64]  # [D] H3 at resolution 7
    short_15: Counts  # bins of minutes by which a promise falls short of riding at 15 km/h, and `UNTOLD`
    short_25: Counts  # the same at 25 km/h
    carried: Counts  # of those that can be judged, tasks in hand, up to `MOST_CARRIED`
    carried_fast: Counts  # of these, those that ask for more than 15 km/h
    begun: Counts  # all pick-ups; the hour is a column of `Exposure`, the value 0


@dataclass(frozen=True)
class HardBreaches:
    """What makes an area a breach whatever its index."""

    long: NDArray[np.float32]  # [C, T] seconds of riding after `LONG_AFTER` hours on duty
    temperature: Float  # [R, T] degrees C by region and clock hour; nan where not known


@dataclass(frozen=True)
class Unplaced:
    """Seconds and injuries that no cell could be given, and incidents that were not counted at all."""

    seconds: float
    injuries: int
    repeated: int  # rows with the number of an incident that was counted
    outside: int  # incidents before the first or after the last day of the records


@dataclass(frozen=True)
class OnRoad:
    """One reading."""

    exposure: Exposure
    breaches: HardBreaches
    days: RoadDays
    shares: Shares
    promises: Promises
    worker: tuple[str, ...]  # of each unit: the account's own id, or the person's
    platform: tuple[str, ...]  # of each unit; "*" over all platforms
    by_risk: Float  # seconds of riding in each bin of `RISK_EDGES`
    injuries_by_risk: Int64  # injuries of known workers at work in each bin
    injuries: int  # on record, placed or not
    unplaced: Unplaced
