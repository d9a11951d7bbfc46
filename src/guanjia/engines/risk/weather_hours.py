"""The weather of each region by clock hour of the local calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.columns import floats, integers, labels
from guanjia.engines.risk.local_hours import LocalHours
from guanjia.engines.side_tables import batches_of
from guanjia.engines.vocabulary import Vocabulary
from guanjia.flows.ports import Source
from guanjia.kernels.heat.limits import REFERENCE
from guanjia.kernels.heat.solar import cos_zenith
from guanjia.kernels.heat.wet_bulb_globe import excess, wbgt
from guanjia.model.clock import HOUR

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
WET_WORDS = ("雨", "风", "雪", "冰")
LIFTED = "解除"
Chain = Callable[[str], Sequence[str]]
_MEASURED = ("temperature", "rain", "humidity", "wind", "pressure", "radiation")


class WeatherHours(NamedTuple):
    """Shape (R, T) each: R regions, T clock hours; nan where it is not known."""

    temperature: Float  # degrees Celsius, the mean of the hour's records
    wet: Float  # 1 in rain or under a warning of rain, wind, snow or ice, else 0
    strain: Float  # degrees of WBGT above the reference limit, at least 0
    screening: NDArray[np.bool_]  # strain rests on the simplified WBGT, which knows neither sun nor wind


@dataclass(frozen=True)
class _Records:
    region: Int64
    start: Int64
    end: Int64
    severe: NDArray[np.bool_]  # a warning of `WET_WORDS` stands
    measured: Float  # (n, len(_MEASURED))


def weather_hours(source: Source, regions: Vocabulary, chain: Chain, clock: LocalHours, middle: Float) -> WeatherHours:
    """The weather of every region, from its own records or those of the nearest place around it that has some; never of a whole country.

    ``middle`` [R, 2] is where each region's work was begun on average, in degrees: what the height of the sun is taken for.
    """
    records = _records(source, regions)
    shape = len(regions), 24 * clock.days
    found = WeatherHours(np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, np.bool_))
    place = {code: number for number, code in enumerate(regions.labels)}
    reporting = frozenset(np.unique(records.region).tolist())
    for number, code in enumerate(regions.labels):
        around = [place[each] for each in chain(code) if each != "CN" and place.get(each) in reporting] if code else []
        if around and number < len(middle):
            rows = np.flatnonzero(records.region == around[0])
            _fill(records, rows, clock, middle[number], WeatherHours._make(layer[number] for layer in found))
    return found


def _records(source: Source, regions: Vocabulary) -> _Records:
    warnings = Vocabulary("", null="")
    columns = ("region", "start_time", "end_time", "warning", *_MEASURED)
    parts = [
        (
            regions.encode(labels(batch, "region")).astype(np.int64),
            integers(batch, "start_time"),
            integers(batch, "end_time"),
            warnings.encode(labels(batch, "warning")),
            np.column_stack([floats(batch, name) for name in _MEASURED]),
        )
        for batch in batches_of(source, "weather", columns)
    ]
    none: list[Any] = [np.zeros(0, np.int64)] * 4 + [np.zeros((0, len(_MEASURED)))]
    region, start, end, warning, measured = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else none
    severe = np.array([any(word in text for word in WET_WORDS) and LIFTED not in text for text in warnings.labels], np.bool_)
    return _Records(region, start, end, severe[warning], measured)


def _fill(records: _Records, rows: NDArray[np.intp], clock: LocalHours, middle: Float, into: WeatherHours) -> None:
    """The rows of one place, spread over the clock hours they cover."""
    first = (records.start[rows] - clock.shift) // HOUR
    hours = np.maximum(-(-(records.end[rows] - clock.shift) // HOUR) - first, 1)
    row = np.repeat(rows, hours)
    begins = (np.repeat(first - np.append(0, np.cumsum(hours)[:-1]), hours) + np.arange(len(row))) * HOUR + clock.shift
    inside = (clock.slot(begins) >= 0) & (clock.slot(begins) < len(clock.offset))
    row, begins = row[inside], begins[inside]
    column = clock.column(begins)
    inside = (column >= 0) & (column < len(into.wet))
    row, begins, column = row[inside], begins[inside], column[inside]
    temperature, rain, humidity, wind, pressure, radiation = records.measured[row].T
    sun = cos_zenith(begins + HOUR // 2, np.full(len(row), middle[0]), np.full(len(row), middle[1]))
    heat = wbgt(temperature, humidity, wind, pressure, radiation, sun)
    above = np.maximum(excess(heat, REFERENCE), 0.0)
    _means(column, temperature, into.temperature)
    _means(column, above, into.strain)
    into.screening[column[heat.screening & ~np.isnan(above)]] = True
    warned = records.severe[row]
    into.wet[column[~warned & (rain == 0)]] = 0.0
    into.wet[column[warned | (rain > 0)]] = 1.0


def _means(column: NDArray[np.int32], values: Float, into: Float) -> None:
    told = ~np.isnan(values)
    count = np.bincount(column[told], minlength=len(into))
    total = np.bincount(column[told], weights=values[told], minlength=len(into))
    into[count > 0] = total[count > 0] / count[count > 0]
