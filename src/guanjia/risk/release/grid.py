"""The public grid: every cell and area of a release, known before anyone's work is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import h3.api.numpy_int as h3
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.risk.release.refusal import Refused

PUBLISHED, FINER, COARSER = 7, 8, 5  # H3 resolutions: cells, what decides which cells a region touches, areas where no regions are given
MOST_CELLS = 100_000
_DEPTH = {"Polygon": 1, "MultiPolygon": 2}
_DEGREE = 111.2  # km of latitude
_KM2 = 5.161  # mean area of a cell at resolution 7


@dataclass(frozen=True)
class Area:
    """A district, or a coarse cell where no districts are given: where injuries are counted."""

    code: str
    name: str
    geometry: Mapping[str, Any]  # GeoJSON


@dataclass(frozen=True)
class PublicGrid:
    """Cells and the area each belongs to. Shapes: G cells."""

    cells: NDArray[np.uint64]  # [G] H3 cells at resolution 7, ascending
    area_of: NDArray[np.int32]  # [G] index into ``areas``
    areas: tuple[Area, ...]

    def places(self, cells: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The place of each of ``cells`` in the grid, -1 where it is not of the grid."""
        found = pc.index_in(pa.array(cells), value_set=pa.array(self.cells))  # by hash: many times faster than a binary search
        return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), np.int32)


def grid_of_box(west: float, south: float, east: float, north: float) -> PublicGrid:
    """The cells that a bounding box touches; their areas are the H3 cells of resolution 5 around them."""
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        raise Refused(
            f"范围（--grid）须是 西,南,东,北（度），例如 120.8,30.6,122.0,31.9，现在是 {west:g},{south:g},{east:g},{north:g}",
            f"the box (--grid) is west,south,east,north in degrees, such as 120.8,30.6,122.0,31.9, not "
            f"{west:g},{south:g},{east:g},{north:g}",
        )
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    _check_size(_km2(ring))
    cells = _touched({"type": "Polygon", "coordinates": [ring]})
    parents = np.array([h3.cell_to_parent(cell, COARSER) for cell in cells], np.uint64)
    coarse, area_of = np.unique(parents, return_inverse=True)
    return PublicGrid(cells, area_of.astype(np.int32), tuple(Area(h3.int_to_str(cell), "", cell_polygon(cell)) for cell in coarse))


def grid_of_regions(features: Sequence[Mapping[str, Any]]) -> PublicGrid:
    """The cells that GeoJSON polygons touch. A cell belongs to the polygon that holds its centre, or to the first that touches it."""
    owner: dict[int, tuple[bool, int]] = {}
    areas = [_area(number, feature) for number, feature in enumerate(features)]
    twice = [code for code, times in Counter(area.code for area in areas).items() if times > 1]
    if twice:
        raise Refused(
            f"区域文件里有几个区的代码相同（{twice[0]}）。请让每个区的 code、adcode 或 id 各不相同",
            f"several areas of the regions file have the same code ({twice[0]}). Give each a code, adcode or id of its own",
        )
    _check_size(sum(_km2(ring) for area in areas for ring in _outer_rings(area.geometry)))
    for number, area in enumerate(areas):
        centred = set(_cells(area.geometry, PUBLISHED))
        for cell in map(int, _touched(area.geometry)):
            mine = cell in centred
            if cell not in owner or (mine and not owner[cell][0]):
                owner[cell] = (mine, number)
    if not owner:
        raise Refused("区域文件里没有面（Polygon）", "the regions file holds no polygon")
    cells = np.array(sorted(owner), np.uint64)
    return PublicGrid(cells, np.array([owner[int(cell)][1] for cell in cells], np.int32), tuple(areas))


def cell_polygon(cell: int) -> dict[str, Any]:
    """The outline of an H3 cell as a GeoJSON polygon, to about 1 m."""
    ring = [[round(lng, 5), round(lat, 5)] for lat, lng in h3.cell_to_boundary(int(cell))]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _touched(geometry: Mapping[str, Any]) -> NDArray[np.uint64]:
    """Cells with a child whose centre the shape holds; one child has the centre of its cell."""
    return np.array(sorted({int(h3.cell_to_parent(cell, PUBLISHED)) for cell in _cells(geometry, FINER)}), np.uint64)


def _cells(geometry: Mapping[str, Any], resolution: int) -> list[int]:
    return [int(cell) for cell in h3.geo_to_cells(geometry, resolution)]


def _area(number: int, feature: Mapping[str, Any]) -> Area:
    told = feature.get("properties") or {}
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise Refused(
            f"区域文件第 {number + 1} 个要素不是面（Polygon 或 MultiPolygon）",
            f"feature {number + 1} of the regions file is not a Polygon or MultiPolygon",
        )
    code = printable(str(told.get("code") or told.get("adcode") or told.get("id") or "")) or str(number + 1)
    name = printable(str(told.get("name") or told.get("name_zh") or ""))
    shape = {"type": geometry["type"], "coordinates": geometry.get("coordinates")}
    if not _on_earth(shape["coordinates"], _DEPTH[shape["type"]]):
        raise Refused(
            f"区域文件第 {number + 1} 个要素的坐标不是经纬度（WGS-84，经度在前）",
            f"the coordinates of feature {number + 1} of the regions file are not degrees (WGS-84, longitude first)",
        )
    return Area(code, name, shape)


def printable(text: str) -> str:
    """The text without control characters and broken ones, which documents cannot hold.

    >>> printable("A\\x01区")
    'A区'
    """
    return "".join(mark for mark in text if mark.isprintable())


def _on_earth(coordinates: object, depth: int) -> bool:
    """Whether lists nested this deep end in rings of at least four pairs of longitude and latitude."""
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if depth == 0:
        return len(coordinates) >= 4 and all(_is_position(each) for each in coordinates)
    return all(_on_earth(each, depth - 1) for each in coordinates)


def _is_position(position: object) -> bool:
    match position:
        case [int() | float() as lng, int() | float() as lat, *_]:
            return -180 <= lng <= 180 and -90 <= lat <= 90
    return False


def _outer_rings(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    coordinates = geometry["coordinates"]
    return [coordinates[0]] if geometry["type"] == "Polygon" else [polygon[0] for polygon in coordinates]


def _km2(ring: Sequence[Sequence[float]]) -> float:
    """About the area that a ring encloses, as on a flat map that is true at its middle latitude."""
    lng, lat = np.array([position[:2] for position in ring], np.float64).T
    x, y = lng * _DEGREE * np.cos(np.radians(lat.mean())), lat * _DEGREE
    return float(abs(np.dot(x[:-1] - x[0], y[1:] - y[0]) - np.dot(x[1:] - x[0], y[:-1] - y[0])) / 2)


def _check_size(km2: float) -> None:
    if km2 > MOST_CELLS * _KM2:
        raise Refused(
            f"范围太大（约 {km2:,.0f} 平方公里，最多约 {MOST_CELLS * _KM2:,.0f}）。请分地区发布",
            f"the region is too large (about {km2:,.0f} km2; at most about {MOST_CELLS * _KM2:,.0f}). Publish part by part",
        )
