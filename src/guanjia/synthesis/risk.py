"""The true intensity of injuries in the synthetic city, known because incidents are drawn from it.

    intensity = BASE x cell x hour x weather x fatigue        injuries and crashes for each hour on task

* ``BASE``: 21.4 % of riders crash in a year (Shantou survey) over some 2,000 hours on task a year.
* cell: log-normal over H3 cells of resolution 8, mean 1 over where orders begin.
* hour: 1.0106 + 0.1057 cos(pi h / 12), h the local hour: time of day in the HSE Risk Index (RR446).
* weather: dry 1, rain 1.27 (light rain, fatal crashes), storm 2.0 (heavy rain, above 2).
* fatigue: hours on task in the worker's day so far: below 8 h 1, to 10 h 1.1, to 12 h 1.24 (Matre 2021), beyond 1.37 (Dembe 2005).

Published effects, most of them from other trades, are chained here as if independent. In the real world that would be double counting: they
are priors of an invented city, not facts. Synthetic incidents prove the code of a risk map, never the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from guanjia.model.schema import INCIDENTS
from guanjia.synthesis.columns import labels, moments, numbered, records
from guanjia.synthesis.orders import Orders
from guanjia.synthesis.places import Cells
from guanjia.synthesis.plan import Plan
from guanjia.synthesis.setting import DAY, WORK, Float, Int, Setting
from guanjia.synthesis.spans import starts

BASE: Final = 0.214 / 2_000
BY_HOUR: Final = 1.0106 + 0.1057 * np.cos(np.pi * np.arange(24) / 12)
BY_WEATHER: Final = np.array([1.0, 1.27, 2.0])
BANDS: Final = np.array([0, 8, 10, 12])  # hours on task at which each band begins
BY_FATIGUE: Final = np.array([1.0, 1.1, 1.24, 1.37])
WEATHER_NAMES: Final = ("dry", "rain", "storm")
SEVERITY: Final = ("slight", "serious", "fatal")
ON_ROAD: Final = 3  # kinds of work, the first of WORK, that are done on the road

RISK: Final = pa.schema(
    [
        pa.field("cell", pa.string()),  # H3, resolution 8
        pa.field("hour", pa.int32()),  # local
        pa.field("weather", pa.string()),
        pa.field("fatigue", pa.int32()),  # hours on task that day at which the band begins
        pa.field("exposure_seconds", pa.int64()),  # on task
        pa.field("intensity", pa.float64()),  # for each hour on task
        pa.field("expected", pa.float64()),
        pa.field("incidents", pa.int64()),
    ]
)
"""Rows of ``answers/risk.parquet``."""


@dataclass(frozen=True)
class Risk:
    """Exposure in seconds and incidents by cell, hour, weather and fatigue, flattened."""

    exposure: Int
    incidents: Int

    def add(self, more: Risk) -> None:
        """Count ``more`` in."""
        np.add(self.exposure, more.exposure, out=self.exposure)
        np.add(self.incidents, more.incidents, out=self.incidents)


def by_cell(setting: Setting, cells: Cells) -> Float:
    """How much more or less dangerous each cell is; mean 1 over where orders begin."""
    raw = np.exp(0.6 * setting.rng(3).standard_normal(len(cells.ids)))
    result: Float = raw / (raw * cells.popularity).sum()
    return result


def intensities(setting: Setting, cells: Cells) -> Float:
    """The intensity for each cell, hour, weather and fatigue, flattened."""
    grid = by_cell(setting, cells)[:, None, None, None] * BY_HOUR[:, None, None] * BY_WEATHER[:, None] * BY_FATIGUE
    result: Float = BASE * grid.ravel()
    return result


def incidents(
    setting: Setting,
    plan: Plan,
    of: Orders,
    state: Int,
    intensity: Float,
    worker: pa.StringArray,
    names: tuple[str, ...],
    rng: np.random.Generator,
) -> tuple[pa.Table, Risk]:
    """The incidents of a block, drawn order by order, and its exposure."""
    rows = np.flatnonzero(of.timed & (of.row["kind"] < ON_ROAD))
    dispatch, seconds = of.row["dispatch"][rows].astype(np.int64), of.piece[rows]
    wave = plan.wave[of.stint[rows]]
    tired = np.searchsorted(BANDS[1:] * 3_600, (_before(plan)[wave] + dispatch - plan.start[wave]), "right")
    hour = dispatch // 3_600
    cell = ((of.cell[rows] * 24 + setting.local_hour(dispatch)) * 3 + state[hour]) * len(BANDS) + tired
    hit = np.flatnonzero(rng.random(len(rows)) < intensity[cell] * seconds / 3_600)
    size = len(intensity)
    exposure = np.bincount(cell, weights=seconds, minlength=size).astype(np.int64)
    risk = Risk(exposure, np.bincount(cell[hit], minlength=size).astype(np.int64))
    row = of.row[rows[hit]]
    columns = {
        "incident_id": numbered("I", row["number"], 10),
        "worker_id": pa.DictionaryArray.from_arrays(pa.array(row["worker"]), worker),
        "platform": labels(row["platform"].astype(np.int64), names),
        "task_id": numbered("T", row["number"], 10),
        "region": setting.region,
        "time": moments(((row["dispatch"].astype(np.int64) + row["end"]) // 2 + setting.zero) * 1_000_000),
        "lat": row["lat"],
        "lng": row["lng"],
        "kind": "交通事故",
        "severity": labels(rng.choice(3, len(hit), p=[0.85, 0.14, 0.01]), SEVERITY),
    }
    return records(INCIDENTS, len(hit), columns), risk


def _before(plan: Plan) -> Int:
    """Task time of the person's day before each wave."""
    length = plan.end - plan.start
    sums = np.cumsum(length) - length
    first = starts(plan.person, plan.start // DAY)
    before: Int = sums - np.repeat(sums[first], np.diff(np.append(first, len(sums))))
    return before


def risk_table(cells: Cells, intensity: Float, risk: Risk) -> pa.Table:
    """The true risk where anybody was exposed to it."""
    cell = np.flatnonzero(risk.exposure)
    place, hour, wet, tired = np.unravel_index(cell, (len(cells.ids), 24, 3, len(BANDS)))
    exposure = risk.exposure[cell]
    columns = [
        pa.array(cells.ids).take(pa.array(place)),
        pa.array(hour.astype(np.int32)),
        pa.array(WEATHER_NAMES).take(pa.array(wet)),
        pa.array(BANDS[tired].astype(np.int32)),
        pa.array(exposure),
        pa.array(intensity[cell]),
        pa.array(intensity[cell] * exposure / 3_600),
        pa.array(risk.incidents[cell]),
    ]
    return pa.Table.from_arrays(columns, schema=RISK)


assert WORK[:ON_ROAD] == ("food_delivery", "ride_hailing", "freight")
