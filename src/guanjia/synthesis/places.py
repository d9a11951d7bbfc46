"""Where the city's orders begin and end: hexagons of H3 around a centre, some of them busier than others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from guanjia.synthesis.setting import Float, Int, Setting

RESOLUTION: Final = 8  # mean area 0.737 km²
RINGS: Final = 16  # 817 cells, some 600 km²
NEAR: Final = 3  # rings around home that a person works in
INSIDE: Final = 300.0  # metres from its centre that surely lie in a cell
EARTH: Final = 6_371_000.0  # metres, as docs/method.md says
CENTRES: Final = {"310000": (31.22, 121.45), "110000": (39.92, 116.42), "320500": (31.31, 120.61)}


@dataclass(frozen=True)
class Cells:
    """The city's cells: ids, centres in degrees, popularity that sums to 1, and for each the cells near it."""

    ids: tuple[str, ...]
    lat: Float
    lng: Float
    popularity: Float
    near: Int  # (cells, some)

    def points(self, home: Int, rng: np.random.Generator) -> tuple[Float, Float, Int]:
        """A point in a cell near each home, and the cell's index."""
        size = len(home)
        cell = self.near[home, rng.integers(0, self.near.shape[1], size)]
        away, bearing = INSIDE * np.sqrt(rng.random(size)), rng.uniform(0, 2 * np.pi, size)
        lat = self.lat[cell] + away * np.cos(bearing) / 111_195
        lng = self.lng[cell] + away * np.sin(bearing) / (111_195 * np.cos(np.radians(self.lat[cell])))
        return lat, lng, cell


def cells(setting: Setting) -> Cells:
    """The cells of the city; how busy each is falls off from the centre, with chance."""
    import h3

    centre = CENTRES.get(setting.region, CENTRES["310000"])
    middle = h3.latlng_to_cell(*centre, RESOLUTION)
    ids = sorted(h3.grid_disk(middle, RINGS))
    place = {one: i for i, one in enumerate(ids)}
    at = np.array([h3.cell_to_latlng(one) for one in ids])
    rings = np.array([h3.grid_distance(middle, one) for one in ids])
    weight = np.exp(-rings / 7) * np.exp(0.8 * setting.rng(2).standard_normal(len(ids)))
    near = np.array([[place.get(one, i) for one in sorted(h3.grid_disk(ids[i], NEAR))] for i in range(len(ids))])
    return Cells(tuple(ids), at[:, 0], at[:, 1], weight / weight.sum(), near)


def moved(lat: Float, lng: Float, metres: Float, bearing: Float) -> tuple[Float, Float]:
    """The point ``metres`` from each point along a great circle that leaves it at ``bearing`` (radians from north)."""
    arc, north, east = metres / EARTH, np.radians(lat), np.radians(lng)
    sine, cosine = np.sin(arc), np.cos(arc)
    north_to = np.arcsin(np.sin(north) * cosine + np.cos(north) * sine * np.cos(bearing))
    east_to = east + np.arctan2(np.sin(bearing) * sine * np.cos(north), cosine - np.sin(north) * np.sin(north_to))
    return np.degrees(north_to), np.degrees(east_to)
