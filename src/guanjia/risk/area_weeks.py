"""From exposure by cell and hour to areas by whole weeks."""

from __future__ import annotations

from datetime import timedelta

import h3.api.basic_int as h3
import numpy as np
from numpy.typing import NDArray

from guanjia.risk.exposure import HOURS_A_DAY, HOURS_A_WEEK, PUBLISHED, Exposure
from guanjia.risk.on_road import HardBreaches
from guanjia.risk.panel import Panel

Float = NDArray[np.float64]

HEAT_STOP = 40.0
"""Degrees C of air temperature at which outdoor work stops that day (防暑降温措施管理办法 art. 8)."""
SUSTAINED = 0.5
"""Share of a week's riding on promises above 15 km/h from which pressure is a hard breach (our judgement)."""
TOO_LONG = 0.25
"""Share of a week's riding after twelve hours on duty from which long days are one (our judgement)."""
FEWEST_HOURS = 20.0
"""On the road in the mean week: areas ridden less are left out, for a handful of passing hours tells nothing of a place (our judgement)."""
_LEAST_SECONDS = 3_600.0
"""An area-week ridden for less tells nothing of its pillars."""
NO_PANEL = (
    "没有区域在整周里平均每周在途满 20 小时，所以没有指数",
    "no area has whole weeks, Monday to Sunday, with a mean of 20 hours on the road: there is no index",
)
_GROWTH_WEEKS = 4


def area_weeks(exposure: Exposure, breaches: HardBreaches, recorded: bool) -> Panel | None:
    """The panel of whole weeks, Monday to Sunday, by published cell; None where the records hold no whole week or no area ridden enough.

    ``recorded`` says that injuries were recorded at all: without records none is not a zero.
    """
    skipped = -exposure.first_day.weekday() % 7
    weeks = (exposure.days - skipped) // 7
    if weeks < 1:
        return None
    first = skipped * HOURS_A_DAY
    parents = np.array([h3.cell_to_parent(int(cell), PUBLISHED) for cell in exposure.cells], np.uint64)
    areas, area = np.unique(parents, return_inverse=True)
    ridden = np.bincount(area, weights=exposure.seconds[:, first : first + weeks * HOURS_A_WEEK].sum(axis=1, dtype=np.float64))
    kept = ridden >= FEWEST_HOURS * 3_600 * weeks
    if not kept.any():
        return None
    inside = kept[area]
    areas, area = areas[kept], (np.cumsum(kept) - 1)[area[inside]]

    def total(layer: NDArray[np.float32]) -> Float:
        """[A, W] sums, nan counted as nothing."""
        span = layer[inside, first : first + weeks * HOURS_A_WEEK]
        by_week = np.nansum(span.reshape(len(span), weeks, HOURS_A_WEEK), axis=2, dtype=np.float64)
        summed = np.zeros((len(areas), weeks))
        np.add.at(summed, area, by_week)
        return summed

    seconds = total(exposure.seconds)
    injuries = np.zeros((len(areas), weeks), np.int64)
    week = (exposure.injury_columns - first) // HOURS_A_WEEK
    counted = (week >= 0) & (week < weeks) & inside[exposure.injury_cells]
    place = np.cumsum(inside) - 1
    np.add.at(injuries, (area[place[exposure.injury_cells[counted]]], week[counted]), 1)
    told = np.where(seconds >= _LEAST_SECONDS, seconds, np.nan)
    pressed = _share(total(exposure.pressed), total(exposure.judged))
    long = total(breaches.long) / told
    pillars = {
        "fatigue": total(exposure.load) / told,
        "heat": _share(total(exposure.hot), total(np.where(np.isnan(exposure.hot), 0, exposure.seconds))),
        "pressure": pressed,
        "weather": _share(total(exposure.wet), total(np.where(np.isnan(exposure.wet), 0, exposure.seconds))),
        "growth": _growth(seconds),
        **({"incidents": np.full(seconds.shape, np.nan)} if recorded else {}),  # told week by week, from what was known by then
    }
    scorched = np.where(breaches.temperature[exposure.regions] >= HEAT_STOP, exposure.seconds, 0)
    with np.errstate(invalid="ignore"):
        vetoes = {"pressure": pressed >= SUSTAINED, "long": long >= TOO_LONG}
    if not np.isnan(breaches.temperature).all():
        vetoes["heat"] = total(scorched) > 0
    veto = np.logical_or.reduce(list(vetoes.values()))
    monday = np.datetime64(exposure.first_day + timedelta(days=skipped))
    return Panel(areas, monday + 7 * np.arange(weeks), seconds / 3_600, injuries, pillars, veto, vetoes)


def _share(part: Float, known: Float) -> Float:
    return np.where(known >= _LEAST_SECONDS, part / np.maximum(known, 1.0), np.nan)


def _growth(seconds: Float) -> Float:
    """Each week over the mean of the four before; nan where there are no four, or nobody rode in them."""
    result = np.full(seconds.shape, np.nan)
    for week in range(_GROWTH_WEEKS, seconds.shape[1]):
        before = seconds[:, week - _GROWTH_WEEKS : week].mean(axis=1)
        result[:, week] = np.where(before >= _LEAST_SECONDS, seconds[:, week] / np.maximum(before, 1.0), np.nan)
    return result
