"""Wet-bulb globe temperature (WBGT): by Liljegren's energy balance where the readings allow it, else a screening value.

Both formulae are thermofeel's (ECMWF). The screening form of the Australian Bureau of Meteorology has no term for sun or wind: beside
Liljegren it reads 1 to 5 degrees too high by day and 5 to 7 at night (seven comparisons). So it is marked, and at night it may say that the
heat is below a limit, never that it is above.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from thermofeel import approximations, calculate_wbgt_liljegren, calculate_wbgt_simple
from thermofeel.helpers import celsius_to_kelvin, kelvin_to_celsius

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

STANDARD_PRESSURE = 1013.25  # hPa, for stations that give none: 100 hPa less lower the value by up to 0.3 degrees


@dataclass(frozen=True)
class Wbgt:
    """Wet-bulb globe temperatures and how they were come by; arrays of one shape."""

    celsius: Float  # NaN where not even air temperature and humidity are known
    screening: Bool  # by the simplified form
    night: Bool  # the sun is below the horizon


def wbgt_liljegren(temperature: Float, humidity: Float, wind: Float, pressure: Float, radiation: Float, direct: Float, cos: Float) -> Float:
    """WBGT in degrees Celsius after Liljegren et al. (2008), doi 10.1080/15459620802310770; NaN where the balance does not converge.

    Air temperature in degrees Celsius, relative humidity in percent, wind at 10 m in m/s, pressure in hPa, global horizontal radiation in
    W/m2, the share of it that is direct beam, and the cosine of the solar zenith angle.

    >>> day = [np.array([x]) for x in (35.0, 60.0, 2.0, 1010.0, 800.0, 0.7, 0.8)]
    >>> wbgt_liljegren(*day).round(3).tolist()
    [34.902]
    """
    kelvin = calculate_wbgt_liljegren(celsius_to_kelvin(temperature), humidity, pressure, wind, radiation, direct, cos)
    return np.asarray(kelvin_to_celsius(kelvin), np.float64)


def wbgt_screening(temperature: Float, humidity: Float) -> Float:
    """The simplified WBGT, 0.567 T + 0.393 e + 3.94 with e the vapour pressure in hPa (ACSM 1984; Australian Bureau of Meteorology).

    >>> wbgt_screening(np.array([35.0]), np.array([60.0])).round(2).tolist()
    [36.99]
    """
    return np.asarray(kelvin_to_celsius(calculate_wbgt_simple(celsius_to_kelvin(temperature), humidity)), np.float64)


def direct_share(radiation: Float, cos: Float) -> Float:
    """The share of global radiation that is direct beam, by the Erbs et al. (1982) split; 0 in the dark.

    >>> direct_share(np.array([800.0, 0.0]), np.array([0.8, -0.3])).round(2).tolist()
    [0.8, 0.0]
    """
    beam = approximations.approximate_fdir_erbs(radiation, cos)
    share: Float = np.divide(beam, radiation, out=np.zeros(np.shape(beam)), where=radiation > 0)
    return share


def wbgt(temperature: Float, humidity: Float, wind: Float, pressure: Float, radiation: Float, cos: Float) -> Wbgt:
    """WBGT of each reading, by Liljegren where wind and radiation are known (at night radiation is nought), else the screening value.

    All arrays of one shape, units as in `wbgt_liljegren`; NaN for what is not known.

    >>> nan = np.nan
    >>> found = wbgt(*(np.array(x) for x in ([28.0, 35.0, 35.0], [70.0, 60.0, nan], [2.0, nan, 2.0], [1010.0, nan, nan], [nan, nan, 800.0],
    ...     [-0.3, 0.8, 0.8])))
    >>> found.celsius.round(1).tolist(), found.screening.tolist(), found.night.tolist()
    ([24.8, 37.0, nan], [False, True, False], [True, False, False])
    """
    night = cos <= 0
    sun = np.where(night, 0.0, np.maximum(radiation, 0.0))
    air = np.where(np.isnan(pressure), STANDARD_PRESSURE, pressure)
    celsius = np.full(np.shape(temperature), np.nan)
    full = ~(np.isnan(temperature) | np.isnan(humidity) | np.isnan(wind) | np.isnan(sun) | np.isnan(cos))
    if full.any():
        share = direct_share(sun[full], cos[full])
        celsius[full] = wbgt_liljegren(temperature[full], humidity[full], wind[full], air[full], sun[full], share, cos[full])
    rest = np.isnan(celsius) & ~np.isnan(temperature) & ~np.isnan(humidity)
    celsius[rest] = wbgt_screening(temperature[rest], humidity[rest])
    return Wbgt(celsius, rest, night | np.isnan(cos))


def excess(heat: Wbgt, limit: float) -> Float:
    """Degrees above ``limit``, 0 at or below it; NaN where it cannot be told: no value, or a screening value above the limit at night.

    >>> heat = Wbgt(np.array([30.0, 30.0, 27.0, np.nan]), np.array([False, True, True, False]), np.array([True, True, True, False]))
    >>> excess(heat, 28.0).tolist()
    [2.0, nan, 0.0, nan]
    """
    above = np.where(np.isnan(heat.celsius), np.nan, np.maximum(heat.celsius - limit, 0.0))
    return np.where(heat.screening & heat.night & (above > 0), np.nan, above)
