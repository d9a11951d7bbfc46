"""The H3 cell of every lattice point that a leg may pass; tiles are filled as they are needed."""

from __future__ import annotations

import h3.api.basic_int as h3
import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.on_road.path import TILE, TILES_ROUND, Places, mark_cells, mark_tiles
from guanjia.kernels.on_road.pieces import Legs
from guanjia.risk.exposure import INSIDE, PUBLISHED

_TILES = 1800 * TILES_ROUND
Int32 = NDArray[np.int32]
Float = NDArray[np.float64]


class Lattice:
    """Cells in order of first sight; rows are given to cells that somebody passed."""

    def __init__(self) -> None:
        self._wanted = np.zeros(_TILES, np.bool_)
        self._tiles = np.full(_TILES, -1, np.int32)
        self._points: list[Int32] = []
        self._numbers: dict[int, int] = {}  # H3 cell -> number
        self._rows = np.zeros(0, np.int32)  # by number, -1 where nobody passed
        self._of_row: list[int] = []  # H3 cell of each row
        self._row_numbers: dict[int, int] = {}  # H3 cell -> row
        self._parents: dict[int, int] = {}
        self._parent_of: list[int] = []

    def places(self, legs: Legs) -> Places:
        """The lattice with a row for every cell that ``legs`` pass."""
        mark_tiles(legs, self._wanted)
        for tile in np.flatnonzero(self._wanted & (self._tiles < 0)):
            self._tiles[tile] = len(self._points)
            self._points.append(self._filled(int(tile)))
        self._rows = np.append(self._rows, np.full(len(self._numbers) - len(self._rows), -1, np.int32))
        cells = np.stack(self._points) if self._points else np.zeros((1, TILE * TILE), np.int32)
        seen = np.zeros(len(self._numbers), np.bool_)
        mark_cells(legs, Places(self._tiles, cells, self._rows, self._rows), seen)
        known = list(self._numbers)
        for number in np.flatnonzero(seen & (self._rows < 0)):
            self._rows[number] = self._row(known[number])
        return Places(self._tiles, cells, self._rows, np.array(self._parent_of, np.int32))

    @property
    def cells(self) -> NDArray[np.uint64]:
        """The H3 cell of each row."""
        return np.array(self._of_row, np.uint64)

    @property
    def published(self) -> NDArray[np.uint64]:
        """The published cells, in the order `Places.published` numbers them."""
        return np.array(list(self._parents), np.uint64)

    def parent_at(self, lat: float, lng: float) -> int:
        """The published H3 cell at a point, whether anybody passed it or not."""
        cell: int = h3.latlng_to_cell(lat, lng, PUBLISHED)
        return cell

    def row_of(self, lat: float, lng: float) -> int:
        """The row of the cell at a point, or of the first beside it that somebody passed; -1 where nobody passed near."""
        for cell in h3.grid_disk(h3.latlng_to_cell(lat, lng, INSIDE), 1):
            row = self._row_numbers.get(cell, -1)
            if row >= 0:
                return row
        return -1

    def published_at(self, lat: Float, lng: Float) -> NDArray[np.int64]:
        """The place among the published cells of each point, to the nearest lattice point; -1 where nobody passed, or no place is told."""
        found = np.full(len(lat), -1, np.int64)
        known = np.flatnonzero(~(np.isnan(lat) | np.isnan(lng)))
        north, east = (lat[known] + 90) * 10, (lng[known] + 180) * 10
        tile = self._tiles[north.astype(np.int64) * TILES_ROUND + east.astype(np.int64)]
        passed = tile >= 0
        known, north, east, tile = known[passed], north[passed], east[passed], tile[passed]
        if len(known):
            point = ((north % 1) * TILE).astype(np.int64) * TILE + ((east % 1) * TILE).astype(np.int64)
            row = self._rows[np.stack(self._points)[tile, point]]
            found[known] = np.where(row >= 0, np.append(np.array(self._parent_of, np.int64), -1)[row], -1)
        return found

    def _filled(self, tile: int) -> Int32:
        south, west = tile // TILES_ROUND / 10 - 90, tile % TILES_ROUND / 10 - 180
        middles = ((np.arange(TILE) + 0.5) / TILE / 10).tolist()
        found = [h3.latlng_to_cell(south + north, west + east, INSIDE) for north in middles for east in middles]
        return np.array([self._numbers.setdefault(cell, len(self._numbers)) for cell in found], np.int32)

    def _row(self, cell: int) -> int:
        parent = h3.cell_to_parent(cell, PUBLISHED)
        self._row_numbers[cell] = len(self._of_row)
        self._of_row.append(cell)
        self._parent_of.append(self._parents.setdefault(parent, len(self._parents)))
        return len(self._of_row) - 1
