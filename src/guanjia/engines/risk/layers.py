"""The layers of the exposure, growing as cells are passed for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.risk.bucket import Ridden
from guanjia.kernels.on_road.path import PARTS, Layers, Places, deposit
from guanjia.kernels.on_road.pieces import Pieces
from guanjia.risk.on_road import LONG_AFTER

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
_MOST = 15_000_000  # persons x published cells at once: 120 MB for both tables


class RiddenShares(NamedTuple):
    """Riding by person and published cell. Shape (n,) each."""

    person: Int32
    cell: Int32  # place among the published cells
    seconds: Int64
    load: Int64  # seconds times relative risk


class GrowingLayers:
    """The parts of `Layers.cells` by cell and clock hour, and the region that each cell lies in."""

    def __init__(self, columns: int, regions: int) -> None:
        self._cells = np.zeros((0, columns, PARTS), np.float32)
        self._by_region = np.zeros((0, regions), np.float32)

    def add(self, own: Ridden, place: Places) -> tuple[RiddenShares, float]:
        """Put a bucket's riding down; its shares, and seconds without a place."""
        self._grow(len(place.published))
        published = int(place.published.max(initial=-1)) + 1
        persons = np.unique(own.cut.person)
        step = max(1, _MOST // max(published, 1))
        judged, pressed, long = own.cut.short >= 0, own.cut.short > 0, own.on_duty > LONG_AFTER
        shares = []
        for start in range(0, len(persons), step):
            some = persons[start : start + step]
            a, b = np.searchsorted(own.cut.person, some[0]), np.searchsorted(own.cut.person, some[-1], "right")
            cut = Pieces._make(column[a:b] for column in own.cut)
            local = cut._replace(person=np.searchsorted(some, cut.person).astype(np.int32))
            into = Layers(self._cells, self._by_region, np.zeros((len(some), published, 2), np.float32))
            deposit(local, own.risk[a:b], judged[a:b], pressed[a:b], long[a:b], own.column[a:b], own.legs, place, into)
            who, cell = np.nonzero(into.by_person[..., 0])
            seconds, load = np.rint(into.by_person[who, cell]).astype(np.int64).T
            shares.append(RiddenShares(some[who], cell.astype(np.int32), seconds, load))
        lost = own.cut.riding & (own.cut.leg < 0)
        unplaced = float((own.cut.end[lost] - own.cut.start[lost]).sum()) / 1e6
        return joined_shares(shares), unplaced

    def of_cells(self, rows: NDArray[np.intp], part: int) -> NDArray[np.float32]:
        """One of the parts of `Layers.cells` for some cells, [rows, T]."""
        return np.ascontiguousarray(self._cells[rows, :, part])

    def region(self, rows: NDArray[np.intp]) -> Int32:
        """The region most of each cell's riding lay in."""
        region: Int32 = np.argmax(self._by_region[rows], axis=1).astype(np.int32)
        return region

    def _grow(self, rows: int) -> None:
        have = len(self._by_region)
        if rows > have:
            more = max(rows, have * 5 // 4) - have
            self._cells = np.concatenate([self._cells, np.zeros((more, *self._cells.shape[1:]), np.float32)])
            self._by_region = np.concatenate([self._by_region, np.zeros((more, self._by_region.shape[1]), np.float32)])


def joined_shares(parts: Sequence[RiddenShares]) -> RiddenShares:
    """The shares of several parts, one after the other."""
    return RiddenShares._make(np.concatenate(column) for column in zip(*parts, strict=True))
