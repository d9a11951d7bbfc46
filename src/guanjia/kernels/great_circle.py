"""Great-circle distance by the haversine formula on a sphere of the mean earth radius."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

EARTH_RADIUS = 6_371_000.0  # metres, mean radius (IUGG), rounded to the kilometre


def great_circle(lat_a: Float, lng_a: Float, lat_b: Float, lng_b: Float) -> Float:
    """Metres between points given in degrees; nan where a coordinate is nan.

    Nashville airport to Los Angeles airport, 2886.444443 km on this radius (Rosetta Code, "Haversine formula"):

    >>> float(great_circle(np.array([36.12]), np.array([-86.67]), np.array([33.94]), np.array([-118.40]))[0].round(3))
    2886444.443
    """
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_lat, half_lng = (phi_b - phi_a) / 2, np.radians(lng_b - lng_a) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lng) ** 2
    metres: Float = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return metres
