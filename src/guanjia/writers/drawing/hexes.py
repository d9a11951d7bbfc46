"""Cells of a map as SVG: one closed path a cell, outlines of regions over them, a bar for the scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guanjia.writers.drawing.outlines import Outline, outlines
from guanjia.writers.drawing.plane import SIDE, Plane, boundary, path, plane, scale_bar


@dataclass(frozen=True)
class Region:
    """A region's outline on the drawing, with its name and where to write it."""

    name: str
    d: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """What a page needs to draw a map."""

    width: int
    height: int
    paths: list[str]  # one a cell, in the order given
    centres: list[tuple[int, int]]
    regions: list[Region]
    km: int
    km_units: int
    radius: int  # of a typical cell, in units


def draw(cells: Sequence[str], geojson: Mapping[str, Any] | None = None) -> Drawing | None:
    """The cells on a plane that just holds them, with what of the outlines falls upon it; None where there is nothing to draw."""
    corners, shapes = [boundary(cell) for cell in cells], outlines(geojson)
    framed = corners or [ring for shape in shapes for ring in shape.rings]
    if not framed:
        return None
    on = plane(framed)
    km, units = scale_bar(on)
    centres = [_middle(ring, on) for ring in corners]
    radius = _radius(corners[0], on) if corners else SIDE // 100
    return Drawing(
        on.width, on.height, [path([ring], on) for ring in corners], centres, [_region(s, on) for s in shapes], km, units, radius
    )


def _region(shape: Outline, on: Plane) -> Region:
    return Region(shape.name, path(shape.rings, on), *_middle(max(shape.rings, key=len), on))


def _middle(ring: Sequence[tuple[float, float]], on: Plane) -> tuple[int, int]:
    points = [on.point(lat, lng) for lat, lng in ring]
    return round(sum(x for x, _ in points) / len(points)), round(sum(y for _, y in points) / len(points))


def _radius(ring: Sequence[tuple[float, float]], on: Plane) -> int:
    x, y = _middle(ring, on)
    a, b = on.point(*ring[0])
    return max(round(math.hypot(a - x, b - y)), 1)
