"""Where the sun stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

_DAY = 86_400_000_000  # microseconds
_J2000 = 10_957.5  # days from the Unix epoch to 2000-01-01 12:00


def cos_zenith(moments: Int64, lat: Float, lng: Float) -> Float:
    """Cosine of the sun's zenith angle at UTC microseconds and places in degrees, shapes that broadcast; 0 or less is night.

    Low-precision formulae of the Astronomical Almanac as given by Michalsky (1988), Solar Energy 40(3):227-235: good to 0.01 degrees from
    1950 to 2050. Without refraction, which lifts the sun by half a degree at the horizon.

    Noon on the Greenwich meridian at the equinox of 2026 (March 20) lifts the sun nearly overhead on the equator, and midnight sinks it:

    >>> noon = 1_774_008_000_000_000
    >>> cos_zenith(np.array([noon, noon + 43_200_000_000]), np.array([0.0]), np.array([0.0])).round(2).tolist()
    [1.0, -1.0]
    """
    days = moments / _DAY - _J2000
    anomaly = np.radians((357.528 + 0.9856003 * days) % 360)
    longitude = np.radians((280.460 + 0.9856474 * days + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly)) % 360)
    obliquity = np.radians(23.439 - 0.0000004 * days)
    right_ascension = np.arctan2(np.cos(obliquity) * np.sin(longitude), np.cos(longitude))
    declination = np.arcsin(np.sin(obliquity) * np.sin(longitude))
    sidereal = np.radians((280.46061837 + 360.98564736629 * days) % 360)
    angle = sidereal + np.radians(lng) - right_ascension
    latitude = np.radians(lat)
    result: Float = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.cos(angle)
    return result
