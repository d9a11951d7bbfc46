from __future__ import annotations

from typing import Any

import h3.api.numpy_int as h3
import numpy as np
import pytest

from guanjia.risk.release.grid import PublicGrid, cell_polygon, grid_of_box, grid_of_regions
from guanjia.risk.release.refusal import Refused


def square(west: float, south: float, side: float, **told: str) -> dict[str, Any]:
    """A square district."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def holds(grid: PublicGrid, lat: float, lng: float) -> bool:
    """Whether the grid has the cell of a place."""
    return bool(grid.places(np.array([h3.latlng_to_cell(lat, lng, 7)], np.uint64))[0] >= 0)


def test_a_box_is_covered_to_its_corners() -> None:
    """A thousand places in the box, and its corners, are in the grid; a place 10 km away is not."""
    grid, rng = grid_of_box(121.3, 31.1, 121.6, 31.3), np.random.default_rng(3)
    inside = zip(rng.uniform(31.103, 31.297, 1000), rng.uniform(121.303, 121.597, 1000), strict=True)
    assert all(holds(grid, lat, lng) for lat, lng in inside)
    assert not holds(grid, 31.2, 121.75)
    assert np.all(np.diff(grid.cells.astype(np.int64)) > 0)
    assert [h3.int_to_str(h3.cell_to_parent(int(cell), 5)) for cell in grid.cells] == [grid.areas[i].code for i in grid.area_of]


def test_neighbouring_districts_share_no_cell() -> None:
    """A cell belongs to the district that holds its centre; every cell to exactly one."""
    grid = grid_of_regions([square(121.3, 31.1, 0.1, adcode="310101", name="甲区"), square(121.4, 31.1, 0.1, code="310102")])
    assert [(area.code, area.name) for area in grid.areas] == [("310101", "甲区"), ("310102", "")]
    assert len(np.unique(grid.cells)) == len(grid.cells)
    for cell, area in zip(grid.cells, grid.area_of, strict=True):
        lat, lng = h3.cell_to_latlng(int(cell))
        if 31.1 < lat < 31.2 and 121.3 < lng < 121.5:
            assert area == (lng > 121.4)


def test_a_small_island_is_not_lost() -> None:
    """A polygon that holds no centre of a cell still has the cell it lies in."""
    lat, lng = 31.2, 121.4
    west, south = lng - 0.006, lat - 0.006
    grid = grid_of_regions([square(west, south, 0.012)])
    assert holds(grid, lat, lng)


def test_a_cell_is_drawn_as_a_closed_ring() -> None:
    """Six corners and the first again, longitude first."""
    (ring,) = cell_polygon(h3.latlng_to_cell(31.2, 121.4, 7))["coordinates"]
    assert len(ring) == 7
    assert ring[0] == ring[-1]
    assert all(abs(lng - 121.4) < 0.05 and abs(lat - 31.2) < 0.05 for lng, lat in ring)


@pytest.mark.parametrize("box", [(121.6, 31.1, 121.3, 31.3), (0, 0, 181, 1), (float("nan"), 31, 122, 32), (70, 15, 140, 55)])
def test_boxes_that_make_no_sense_are_refused(box: tuple[float, float, float, float]) -> None:
    """The wrong way round, off the globe, not a number, or all of China at once."""
    with pytest.raises(Refused):
        grid_of_box(*box)


BROKEN: list[list[dict[str, Any]]] = [
    [],
    [{}],
    [{"geometry": {"type": "Point", "coordinates": [121, 31]}}],
    [{"geometry": {"type": "Polygon", "coordinates": "x"}}],
    [{"geometry": {"type": "Polygon", "coordinates": [[[121, 31], [122, 31]]]}}],
    [{"geometry": {"type": "Polygon", "coordinates": [[[3.6e5, 3.4e6], [3.7e5, 3.4e6], [3.7e5, 3.5e6], [3.6e5, 3.4e6]]]}}],
    [{"geometry": {"type": "Polygon", "coordinates": [[None, None, None, None]]}}],
    [{"geometry": {"type": "Polygon"}}],
    [{"geometry": {"type": "MultiPolygon", "coordinates": [[[121, 31], [122, 31], [122, 32], [121, 31]]]}}],
    [square(100, 20, 30)],
]


@pytest.mark.parametrize("features", BROKEN)
def test_polygons_that_are_none_are_refused(features: list[dict[str, Any]]) -> None:
    """No polygon, broken or projected coordinates, or half a continent: a gentle refusal."""
    with pytest.raises(Refused):
        grid_of_regions(features)


def test_areas_of_one_code_are_refused() -> None:
    """A table could not tell them apart."""
    with pytest.raises(Refused, match="代码相同"):
        grid_of_regions([square(121.3, 31.1, 0.1, code="1"), square(121.5, 31.1, 0.1, code="1")])
