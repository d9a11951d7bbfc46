"""A city on a flat sheet: equirectangular about its middle, in whole units of a drawing 4,000 wide or tall."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import h3

SIDE = 4_000
_MARGIN = 0.03
_KM_PER_DEGREE = 111.195  # of latitude, on a sphere of 6371 km

Ring = Sequence[tuple[float, float]]  # latitude, longitude in degrees


@dataclass(frozen=True)
class Plane:
    """What turns degrees into units of the drawing: x grows eastward, y southward."""

    west: float  # longitude of x = 0, in degrees from ``middle``
    north: float
    middle: float  # longitude about which the map is unrolled, so that none is cut at 180 degrees
    squeeze: float  # cosine of the middle latitude
    scale: float  # units per degree of latitude
    width: int
    height: int

    def point(self, lat: float, lng: float) -> tuple[int, int]:
        """A place in whole units."""
        return (
            round((_turn(lng - self.middle) - self.west) * self.squeeze * self.scale),
            round((self.north - lat) * self.scale),
        )

    @property
    def units_per_km(self) -> float:
        """Units of the drawing to a kilometre."""
        return self.scale / _KM_PER_DEGREE


def plane(rings: Iterable[Ring]) -> Plane:
    """The plane that just holds these rings with a narrow margin."""
    points = [point for ring in rings for point in ring]
    middle = points[0][1]
    lats, lngs = [lat for lat, _ in points], [_turn(lng - middle) for _, lng in points]
    south, north, west, east = min(lats), max(lats), min(lngs), max(lngs)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.01)
    wide, tall = (east - west) * squeeze, north - south
    margin = max(wide, tall) * _MARGIN
    scale = SIDE / (max(wide, tall) + 2 * margin)
    return Plane(
        west - margin / squeeze,
        north + margin,
        middle,
        squeeze,
        scale,
        math.ceil((wide + 2 * margin) * scale),
        math.ceil((tall + 2 * margin) * scale),
    )


def boundary(cell: str) -> list[tuple[float, float]]:
    """The corners of an H3 cell as latitude and longitude."""
    corners: list[tuple[float, float]] = [(float(lat), float(lng)) for lat, lng in h3.cell_to_boundary(cell)]
    return corners


def path(rings: Iterable[Ring], on: Plane) -> str:
    """Closed rings as the ``d`` of an SVG path: first corner, then the steps between whole units, so that neighbours share their edges."""
    parts = []
    for ring in rings:
        points = [on.point(lat, lng) for lat, lng in ring]
        steps = (f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(points))
        parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(parts)


def scale_bar(on: Plane) -> tuple[int, int]:
    """A round number of kilometres that takes up to a quarter of the width, and its length in units."""
    room = on.width / 4 / on.units_per_km
    steps = [step * 10**power for power in range(4) for step in (1, 2, 5)]
    km = max((step for step in steps if step <= room), default=1)
    return km, round(km * on.units_per_km)


def _turn(degrees: float) -> float:
    return (degrees + 180) % 360 - 180
