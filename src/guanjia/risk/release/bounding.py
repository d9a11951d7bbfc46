"""Contributions bounded: however much a person worked, what one person adds to the tables is limited before any noise is thought of."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled
from guanjia.risk.release.grid import PublicGrid
from guanjia.risk.release.refusal import Refused
from guanjia.risk.release.siphash import siphash

QUARTERS = 4  # hours are counted in whole quarters of an hour
LEAST_RISK, MIDDLE_RISK, MOST_RISK = 0.5, 1.5, 2.5  # public bounds of a worker's expected relative risk in a cell; a judgement
MINUTES = 60  # excess is counted in whole minutes of an hour
_LONGEST = 1_000_000_000  # seconds; a row that tells more is not taken at its word, so that sums cannot overflow


@dataclass(frozen=True)
class Caps:
    """The most that one person adds: to so many cells, so many hours in each, at a bounded risk; one area; one injury."""

    cells: int = 20
    hours: int = 4

    def __post_init__(self) -> None:
        if not (1 <= self.cells <= 50 and 1 <= self.hours <= 744):
            raise Refused(
                f"每人最多 1–50 格（--cells）、每格 1–744 小时（--hours），现在是 {self.cells} 格、{self.hours} 小时",
                f"a person adds to 1-50 cells (--cells) and 1-744 hours in each (--hours), not {self.cells} cells and {self.hours} hours",
            )


@dataclass(frozen=True)
class Contributions:
    """Who worked where: a row a person and cell, or several. ``person`` is any number that stands for a person over all platforms."""

    person: NDArray[np.int64]
    cell: NDArray[np.uint64]  # H3 cells at resolution 7
    seconds: NDArray[np.int64]  # on the road
    injuries: NDArray[np.int32]
    load: NDArray[np.int64]  # seconds times the expected relative risk of the person at that moment


@dataclass(frozen=True)
class Tables:
    """The five tables of a release. Shapes: G cells, A areas."""

    workers: NDArray[np.int64]  # [G] persons who worked there
    quarters: NDArray[np.int64]  # [G] quarters of an hour on the road
    excess: NDArray[np.int64]  # [G] minutes on the road times (expected relative risk - MIDDLE_RISK): below 0 where risk is below it
    area_workers: NDArray[np.int64]  # [A] persons who worked mostly there
    area_injured: NDArray[np.int64]  # [A] of those, persons with an injury on record, wherever in the grid it happened


def bounded(rows: Contributions, grid: PublicGrid, caps: Caps, key: tuple[int, int]) -> Tables:
    """Tables in which one person counts in at most ``caps.cells`` cells, with at most ``caps.hours`` in each, and in one area.

    The cells that count are a random sample of the person's cells, drawn by a keyed hash: ``key`` is two secret 64-bit numbers, fresh for
    each release. The first cells by number would favour one side of the city; the busiest would favour the centre. The area is the one of
    most of the sampled time. What a person adds depends on that person's rows alone, so that leaving one person out changes nothing else.

    A person's relative risk in a cell is the mean over the person's time there, moved into the public bounds; time beyond the cap is left
    out at that mean. The table holds it less the middle of the bounds ("normalized sum", as bounded means are made in Google's
    differential privacy library), so that half the width of the bounds, and not the highest risk, is what a person can move.
    """
    people, of_row = _numbered(rows.person)
    kept = np.full((people, caps.cells), -1, np.int32)
    keys, seconds = np.zeros((people, caps.cells), np.uint64), np.zeros((people, caps.cells), np.int64)
    load = np.zeros_like(seconds)
    hurt = np.zeros(people, np.bool_)
    secret = np.array(key, np.uint64)
    _sample(rows.person, of_row, grid.places(rows.cell), rows.seconds, rows.load, rows.injuries, secret, kept, keys, seconds, load, hurt)
    tables = Tables(*(np.zeros(size, np.int64) for size in (*[len(grid.cells)] * 3, *[len(grid.areas)] * 2)))
    _tabulate(kept, seconds, load, hurt, grid.area_of, caps.hours * QUARTERS, np.zeros(len(grid.areas), np.int64), *vars(tables).values())
    return tables


def sensitivities(caps: Caps) -> dict[str, float]:
    """How far, at most, each table moves in Euclidean distance when a person is added or left out; rounded up."""
    widest = round(caps.hours * MINUTES * (MOST_RISK - MIDDLE_RISK))
    return {
        "workers": _root_up(caps.cells),
        "quarters": _root_up(caps.cells * (caps.hours * QUARTERS) ** 2),
        "excess": _root_up(caps.cells * widest**2),
        "area_workers": 1.0,
        "area_injured": 1.0,
    }


def _root_up(square: int) -> float:
    """A square root that is never too small.

    >>> _root_up(25), _root_up(5) ** 2 >= 5
    (5.0, True)
    """
    root = isqrt(square)
    return float(root) if root * root == square else float(np.nextafter(np.sqrt(square), np.inf))


def _numbered(person: NDArray[np.int64]) -> tuple[int, NDArray[np.int64]]:
    """How many numbers persons take, and each row's; numbers far apart are drawn together, those that are dense only shifted."""
    if not len(person):
        return 0, person
    lowest, highest = int(person.min()), int(person.max())
    if highest - lowest < 4 * len(person) + 1024:
        return highest - lowest + 1, person - lowest
    names, numbers = np.unique(person, return_inverse=True)
    return len(names), numbers.astype(np.int64)


@compiled
def _sample(
    person: NDArray[np.int64],
    number: NDArray[np.int64],
    place: NDArray[np.int32],
    seconds: NDArray[np.int64],
    load: NDArray[np.int64],
    injuries: NDArray[np.int32],
    secret: NDArray[np.uint64],
    kept: NDArray[np.int32],
    keys: NDArray[np.uint64],
    worked: NDArray[np.int64],
    loaded: NDArray[np.int64],
    hurt: NDArray[np.bool_],
) -> None:
    """Keep, of each person's cells, those of the lowest hashes, in ascending order, with all the time worked in them and its load.

    A cell that belongs to the lowest is among the lowest of what was seen at its first row already, and is never put out again: none of
    its time is missed, in whatever order the rows come.
    """
    most = kept.shape[1]
    for row in range(len(person)):
        if place[row] < 0:
            continue
        who, cell = number[row], place[row]
        if injuries[row] > 0:
            hurt[who] = True
        if seconds[row] <= 0:
            continue
        key, time = siphash(secret[0], secret[1], np.uint64(person[row]), np.uint64(cell)), min(seconds[row], _LONGEST)
        weight = max(0, min(load[row], 4 * _LONGEST))
        at = 0
        while at < most and kept[who, at] >= 0 and (keys[who, at] < key or (keys[who, at] == key and kept[who, at] < cell)):
            at += 1
        if at == most:
            continue
        if kept[who, at] == cell:
            worked[who, at] += time
            loaded[who, at] += weight
            continue
        for i in range(most - 1, at, -1):
            kept[who, i], keys[who, i] = kept[who, i - 1], keys[who, i - 1]
            worked[who, i], loaded[who, i] = worked[who, i - 1], loaded[who, i - 1]
        kept[who, at], keys[who, at], worked[who, at], loaded[who, at] = cell, key, time, weight


@compiled
def _tabulate(
    kept: NDArray[np.int32],
    worked: NDArray[np.int64],
    loaded: NDArray[np.int64],
    hurt: NDArray[np.bool_],
    area_of: NDArray[np.int32],
    most_quarters: int,
    of_area: NDArray[np.int64],
    workers: NDArray[np.int64],
    quarters: NDArray[np.int64],
    excess: NDArray[np.int64],
    area_workers: NDArray[np.int64],
    area_injured: NDArray[np.int64],
) -> None:
    """Add each person to the tables; ``of_area`` is zeros, one for each area."""
    for who in range(len(kept)):
        if kept[who, 0] < 0:
            continue
        best = area_of[kept[who, 0]]
        for i in range(kept.shape[1]):
            cell = kept[who, i]
            if cell < 0:
                break
            workers[cell] += 1
            time = min((worked[who, i] + 450) // 900, most_quarters)
            quarters[cell] += time
            risk = min(max(loaded[who, i] / worked[who, i], LEAST_RISK), MOST_RISK)
            excess[cell] += round(time * (MINUTES // QUARTERS) * (risk - MIDDLE_RISK))
            area = area_of[cell]
            of_area[area] += worked[who, i]
            if of_area[area] > of_area[best]:
                best = area
        for i in range(kept.shape[1]):
            if kept[who, i] >= 0:
                of_area[area_of[kept[who, i]]] = 0
        area_workers[best] += 1
        if hurt[who]:
            area_injured[best] += 1
