"""Riding time given to the places along its way, on a fine lattice of latitude and longitude."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled, inlined
from guanjia.kernels.on_road.pieces import Legs, Pieces

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]

STEP = 150.0
"""Metres between two looks at where the rider is: under a third of the edge of an H3 cell of resolution 8 (531 m)."""
TILE = 100  # lattice points along a tile of a tenth of a degree: one each 0.001 degree, about 100 m
TILES_ROUND = 3600
_DEGREE = 111_195.0  # metres along a meridian


class Places(NamedTuple):
    """Which cell each point of the lattice lies in, and which row each cell has."""

    tiles: Int32  # [1800 * 3600] the place in ``cells`` of each tile, -1 for tiles never passed
    cells: Int32  # [tiles, TILE * TILE] the number of the cell at each lattice point
    rows: Int32  # the row of each cell in the layers
    published: Int32  # the place of each row's parent among the published cells


@inlined
def _looks(lat_a: float, lng_a: float, lat_b: float, lng_b: float) -> int:
    """How many looks a leg takes, at least one."""
    east = (lng_b - lng_a) * math.cos(math.radians((lat_a + lat_b) / 2))
    return 1 + int(math.hypot(lat_b - lat_a, east) * _DEGREE / STEP)


@inlined
def _tile(lat: float, lng: float) -> int:
    """The number of the tile that a point lies in."""
    return int((lat + 90) * 10) * TILES_ROUND + int((lng + 180) * 10)


@inlined
def _point(lat: float, lng: float) -> int:
    """The place of a point within its tile."""
    north, east = (lat + 90) * 10, (lng + 180) * 10
    return int((north - int(north)) * TILE) * TILE + int((east - int(east)) * TILE)


@compiled
def mark_tiles(legs: Legs, wanted: NDArray[np.bool_]) -> None:
    """Set ``wanted`` (1800 * 3600 tiles) where a leg passes."""
    for k in range(len(legs.seconds)):
        if legs.seconds[k] > 0:
            looks = _looks(legs.from_lat[k], legs.from_lng[k], legs.to_lat[k], legs.to_lng[k])
            for j in range(looks):
                share = (j + 0.5) / looks
                wanted[_tile(_between(legs.from_lat[k], legs.to_lat[k], share), _between(legs.from_lng[k], legs.to_lng[k], share))] = True


@compiled
def mark_cells(legs: Legs, place: Places, seen: NDArray[np.bool_]) -> None:
    """Set ``seen`` for every cell that a leg passes."""
    for k in range(len(legs.seconds)):
        if legs.seconds[k] > 0:
            looks = _looks(legs.from_lat[k], legs.from_lng[k], legs.to_lat[k], legs.to_lng[k])
            for j in range(looks):
                share = (j + 0.5) / looks
                seen[_cell(legs, k, share, place)] = True


SECONDS, LOAD, JUDGED, PRESSED, LONG = range(5)
PARTS = 5
"""The parts of `Layers.cells`: seconds of riding, the same times relative risk, to drop-offs whose promise can be judged, of these to such
as asked for more than the limit, and after so many hours on duty. They lie side by side in memory, for each step along a leg
goes to another cell."""


class Layers(NamedTuple):
    """What is added up for each cell: C cells, T clock hours, R regions; and for each of P persons and D published cells."""

    cells: NDArray[np.float32]  # [C, T, PARTS]
    by_region: NDArray[np.float32]  # [C, R] seconds
    by_person: NDArray[np.float32]  # [P, D, 2] seconds, and seconds times relative risk


@compiled
def deposit(
    cut: Pieces,
    risk: Float,
    judged: NDArray[np.bool_],
    pressed: NDArray[np.bool_],
    long: NDArray[np.bool_],
    column: Int32,
    legs: Legs,
    place: Places,
    into: Layers,
) -> None:
    """Add each piece's riding seconds to the cells along its part of the leg, spread evenly.

    ``risk`` is the relative risk of each piece, ``column`` its clock hour. Pieces without a leg add nothing.
    """
    leg, gone = -1, 0.0
    for i in range(len(cut.leg)):
        if cut.leg[i] < 0 or not cut.riding[i]:
            continue
        if cut.leg[i] != leg:
            leg, gone = cut.leg[i], 0.0
        seconds = (cut.end[i] - cut.start[i]) / 1e6
        looks = _looks(legs.from_lat[leg], legs.from_lng[leg], legs.to_lat[leg], legs.to_lng[leg])
        first = gone / legs.seconds[leg] * looks
        gone += seconds
        last = gone / legs.seconds[leg] * looks
        for j in range(min(int(first), looks - 1), min(math.ceil(last), looks)):  # the looks of the whole leg, for which there are rows
            share = seconds * (min(last, j + 1.0) - max(first, float(j))) / (last - first)
            each, load = np.float32(share), np.float32(share * risk[i])
            row = place.rows[_cell(legs, leg, (j + 0.5) / looks, place)]
            into.cells[row, column[i], SECONDS] += each
            into.cells[row, column[i], LOAD] += load
            if judged[i]:
                into.cells[row, column[i], JUDGED] += each
            if pressed[i]:
                into.cells[row, column[i], PRESSED] += each
            if long[i]:
                into.cells[row, column[i], LONG] += each
            into.by_region[row, cut.region[i]] += each
            into.by_person[cut.person[i], place.published[row], 0] += each
            into.by_person[cut.person[i], place.published[row], 1] += load


@inlined
def _between(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


@inlined
def _cell(legs: Legs, k: int, share: float, place: Places) -> int:
    lat, lng = _between(legs.from_lat[k], legs.to_lat[k], share), _between(legs.from_lng[k], legs.to_lng[k], share)
    cell: int = place.cells[place.tiles[_tile(lat, lng)], _point(lat, lng)]
    return cell
