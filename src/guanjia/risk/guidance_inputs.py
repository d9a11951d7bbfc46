"""What the records of one reading give the guidance to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import h3.api.basic_int as h3
import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.fatigue.alertness_walk import MIDDLE
from guanjia.kernels.on_road.price import AS_IT_WAS
from guanjia.risk.exposure import HOURS_A_WEEK, PUBLISHED, Exposure
from guanjia.risk.guidance.carried import CarriedCounts
from guanjia.risk.guidance.histograms import BIKE, BINS, LANE, PromiseHistogram
from guanjia.risk.guidance.lengthen import LEAST
from guanjia.risk.guidance.lines import Relayed
from guanjia.risk.guidance.pause import Warned, severe
from guanjia.risk.guidance.rest import RestRows
from guanjia.risk.on_road import MOST_CARRIED, UNTOLD, Counts, OnRoad, Promises
from guanjia.risk.portrait.belief import Belief

Int32 = NDArray[np.int32]
Chain = Callable[[str], Sequence[str]]
LEAST_HOURS = 0.5  # on the last day: less says nothing of who should rest


def promise_histogram(promises: Promises) -> PromiseHistogram:
    """Minutes short by area and hour, of the areas with enough pick-ups to say anything."""
    areas, place = _busy(promises)
    shape = len(areas), HOURS_A_WEEK
    counts = {speed: np.zeros((*shape, BINS), np.int32) for speed in (LANE, BIKE)}
    unknown = np.zeros(shape, np.int32)
    for speed, told in ((LANE, promises.short_15), (BIKE, promises.short_25)):
        judged = (place[told.cell] >= 0) & (told.value != UNTOLD)
        counts[speed][place[told.cell[judged]], told.hour[judged], told.value[judged]] = told.count[judged]
    told = promises.short_15
    lost = (place[told.cell] >= 0) & (told.value == UNTOLD)
    unknown[place[told.cell[lost]], told.hour[lost]] = told.count[lost]
    return PromiseHistogram(areas, counts, unknown)


def carried_counts(promises: Promises) -> CarriedCounts:
    """Tasks in hand by area and hour, of the same areas."""
    areas, place = _busy(promises)

    def dense(of: Counts) -> Int32:
        result = np.zeros((len(areas), HOURS_A_WEEK, MOST_CARRIED), np.int32)
        known = place[of.cell] >= 0
        result[place[of.cell[known]], of.hour[known], of.value[known] - 1] = of.count[known]
        return result

    return CarriedCounts(areas, dense(promises.carried), dense(promises.carried_fast))


def warned(
    promises: Promises, exposure: Exposure, spans: Sequence[tuple[str, Relayed]], columns: Sequence[tuple[int, int]], chain: Chain
) -> Iterator[Warned]:
    """Pick-ups in areas of a region while a severe warning stood there.

    ``spans`` are (region code, the warning), ``columns`` the clock hours [first, last) of each. A region's warning holds in the areas most
    of whose cells lie in it or in a place within it; ``chain`` names the places around a region.
    """
    region = _regions(exposure, promises.cells)
    begun = promises.begun
    counted: dict[str, NDArray[np.bool_]] = {}  # of each signal: a city and its district may both give it
    for (code, warning), (first, last) in zip(spans, columns, strict=True):
        if not severe(warning.signal):
            continue
        inside = np.array([bool(name) and code in chain(name) for name in exposure.region_names], np.bool_)
        here = inside[region] & (region >= 0)
        rows = here[begun.cell] & (begun.hour >= first) & (begun.hour < last)
        rows &= ~counted.setdefault(warning.signal, np.zeros(len(rows), np.bool_))
        counted[warning.signal] |= rows
        tasks = np.bincount(begun.cell[rows], weights=begun.count[rows], minlength=len(promises.cells))
        for place in np.flatnonzero(tasks):
            yield Warned(int(promises.cells[place]), warning, int(tasks[place]))


def rest_rows(of: OnRoad, tasks: NDArray[np.int64], belief: Belief) -> RestRows:
    """Each account's last day of the records, where that is the last day of all; rows of persons over several platforms are left out.

    ``tasks`` are those of each row of ``of.days``.
    """
    days = of.days
    own = np.array([of.platform[unit] != "*" for unit in days.unit], np.bool_)
    rows = np.flatnonzero(own & (days.day == days.day.max(initial=0)) & (days.hours[:, AS_IT_WAS] >= LEAST_HOURS))
    hours = days.hours[rows, AS_IT_WAS]
    expected, low, high = belief.ratio(days.risk[rows, AS_IT_WAS] / hours)
    units = days.unit[rows].tolist()
    return RestRows(
        [of.platform[unit] for unit in units],
        [of.worker[unit] for unit in units],
        hours,
        days.rest_before[rows],
        days.sleepiness[rows, MIDDLE],
        expected,
        low,
        high,
        tasks[rows],
    )


def _busy(promises: Promises) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The areas with at least `LEAST` pick-ups on a promise, and the place among them of each cell (-1 for the others)."""
    told = promises.short_15
    busy = np.bincount(told.cell, weights=told.count, minlength=len(promises.cells)) >= LEAST
    return promises.cells[busy], np.where(busy, np.cumsum(busy) - 1, -1)


def _regions(exposure: Exposure, areas: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The region most of each area's riding lay in, -1 where nobody rode there."""
    place = {int(area): number for number, area in enumerate(areas)}
    parent = np.array([place.get(h3.cell_to_parent(int(cell), PUBLISHED), -1) for cell in exposure.cells], np.int64)
    seconds = np.zeros((len(areas), len(exposure.region_names)))
    known = parent >= 0
    np.add.at(seconds, (parent[known], exposure.regions[known]), exposure.seconds[known].sum(axis=1))
    return np.where(seconds.any(axis=1), seconds.argmax(axis=1), -1)
