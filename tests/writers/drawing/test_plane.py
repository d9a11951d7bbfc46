"""Cells on a flat sheet: true to scale, edges shared, no cut at 180 degrees."""

from __future__ import annotations

import re

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.writers.drawing.plane import SIDE, boundary, path, plane, scale_bar


def corners(d: str) -> list[tuple[int, int]]:
    """The corners of a path of one ring, by reading its numbers."""
    numbers = [int(number) for number in re.findall(r"-?\d+", d)]
    x, y = numbers[:2]
    found = [(x, y)]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


@given(st.floats(-65, 65), st.floats(-180, 180))
def test_cells_lie_within_the_drawing_and_share_their_corners(lat: float, lng: float) -> None:
    """Anywhere on earth each inner corner of seven cells belongs to three of them."""
    cells = h3.grid_disk(h3.latlng_to_cell(lat, lng, 7), 1)
    rings = [boundary(cell) for cell in cells]
    on = plane(rings)
    drawn = [corners(path([ring], on)) for ring in rings]
    assert all(0 <= x <= on.width and 0 <= y <= on.height for ring in drawn for x, y in ring)
    assert max(on.width, on.height) - SIDE in (0, 1)
    assert sum(sum(point in ring for ring in drawn) == 3 for point in {point for ring in drawn for point in ring}) == 6


def test_a_kilometre_is_a_kilometre() -> None:
    """The scale agrees with the great-circle distance to half a percent, north and east."""
    ring = [(30.0, 120.0), (30.0, 120.4), (30.4, 120.4), (30.4, 120.0)]
    on = plane([ring])
    for there in ((30.4, 120.2), (30.2, 120.4)):
        (a, b), (x, y) = on.point(30.2, 120.2), on.point(*there)
        km = h3.great_circle_distance((30.2, 120.2), there, unit="km")
        assert ((x - a) ** 2 + (y - b) ** 2) ** 0.5 / on.units_per_km == pytest.approx(km, rel=0.005)
    km_shown, units = scale_bar(on)
    assert km_shown in {1, 2, 5, 10, 20, 50}
    assert units <= on.width / 4
