"""One bucket of persons: from their tasks to stretches, priced days, cells and promises."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.risk.local_hours import LocalHours
from guanjia.engines.risk.weather_hours import WeatherHours
from guanjia.kernels.fatigue.alertness_walk import BEDTIMES, DUTY_SPLIT, MIDDLE, SCENARIOS, alertness_walks, lapses_walks
from guanjia.kernels.on_road.pieces import Legs, Pieces, pieces
from guanjia.kernels.on_road.price import Stretches, price
from guanjia.kernels.on_road.stops import RoadTasks, Stops, stops
from guanjia.model.clock import HOUR, SECOND
from guanjia.risk.on_road import HOT_FROM, RoadDays

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Ridden:
    """The work of one bucket's persons, priced."""

    at: Stops
    cut: Pieces
    legs: Legs
    column: Int32  # clock hour of each piece
    risk: Float  # relative risk of each piece
    on_duty: Float  # hours on duty reached in each piece's stretch
    stretches: Stretches
    stretch_risk: Float
    stretch_start: Int64  # UTC microseconds
    days: RoadDays


def ridden(tasks: RoadTasks, clock: LocalHours, weather: WeatherHours) -> Ridden:
    """Everything about the tasks of some persons that needs no other persons."""
    at = stops(tasks)
    cut, legs = pieces(tasks, at, clock.shift)
    column = clock.column(cut.start)
    new = np.ones(len(cut.person), np.bool_)
    new[1:] = (cut.person[1:] != cut.person[:-1]) | (cut.start[1:] != cut.end[:-1]) | (column[1:] != column[:-1])
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(new)) - 1
    begins, ends = cut.start[first], cut.end[last]
    ahead = clock.offset[clock.slot(begins)]
    stretches = Stretches(
        cut.person[first], (begins + ahead) / HOUR, (ends + ahead) / HOUR, clock.worker_day[clock.slot(begins)].astype(np.int32)
    )
    stretch_risk, on_duty, priced = price(stretches)
    stretch_of = np.cumsum(new) - 1
    day_of = _places(stretches)
    of_piece = day_of[stretch_of]
    hours = (cut.end - cut.start) / HOUR
    n = len(priced.person)

    def summed(rows: NDArray[np.bool_], weight: Float = hours) -> Float:
        return np.bincount(of_piece[rows], weights=weight[rows], minlength=n).astype(np.float64)

    known = (cut.short >= 0) & cut.riding
    hour = column % 24
    degrees = weather.temperature[cut.region, column]
    felt, over = ~np.isnan(degrees), np.nan_to_num(degrees - HOT_FROM, nan=-1.0)
    strain = weather.strain[cut.region, column]
    sleepiness, lapses, young = _sleepiness(stretches, day_of, n, begins, ends, ahead)
    days = RoadDays(
        unit=priced.person,
        day=priced.day,
        hours=priced.hours,
        risk=priced.risk,
        terms=priced.terms,
        rest_before=priced.rest_before,
        on_duty=priced.on_duty,
        riding=summed(cut.riding),
        night=summed((hour >= 22) | (hour < 6)),
        promised=summed(known),
        pressed=summed(known & (cut.short > 0)),
        felt=summed(felt),
        hot=summed(felt & (over >= 0)),
        heat=summed(felt & (over > 0), hours * over),
        strained=summed(~np.isnan(strain)),
        strain=summed(~np.isnan(strain), hours * np.nan_to_num(strain)),
        screening=summed(weather.screening[cut.region, column]) > 0,
        sleepiness=sleepiness,
        lapses=lapses,
        young=young,
    )
    return Ridden(at, cut, legs, column, stretch_risk[stretch_of], on_duty[stretch_of], stretches, stretch_risk, begins, days)


def joined_days(parts: list[RoadDays]) -> RoadDays:
    """The rows of several buckets, by unit and day."""
    whole = [np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(RoadDays)]
    order = np.lexsort((whole[1], whole[0]))
    return RoadDays(*(column[order] for column in whole))


def _places(stretches: Stretches) -> Int64:
    """The priced day of each stretch: a new one for each person and day."""
    new = np.ones(len(stretches.person), np.bool_)
    new[1:] = (stretches.person[1:] != stretches.person[:-1]) | (stretches.day[1:] != stretches.day[:-1])
    result: Int64 = np.cumsum(new) - 1
    return result


def _sleepiness(
    of: Stretches, day_of: Int64, days: int, begins: Int64, ends: Int64, ahead: Int64
) -> tuple[Float, Float, NDArray[np.bool_]]:
    """Of the duties that begin on each day: highest KSS by scenario, most lapses at an end, and whether the worker's records are young."""
    starts, stops_ = (begins + ahead) // SECOND, (ends + ahead) // SECOND  # by the local clock, which sleep follows
    new = np.ones(len(starts), np.bool_)
    new[1:] = (of.person[1:] != of.person[:-1]) | (starts[1:] - stops_[:-1] >= DUTY_SPLIT)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(starts)) - 1
    person = of.person[first]
    offsets = np.append(np.flatnonzero(np.diff(person, prepend=-1)), len(person)).astype(np.int64)
    at_end, peak = np.empty((len(first), len(SCENARIOS))), np.empty((len(first), len(SCENARIOS)))
    warming = np.empty(len(first), np.bool_)
    alertness_walks(offsets, starts[first], stops_[last], 0, at_end, peak, warming)
    highest, young = np.full((days, len(SCENARIOS)), -np.inf), np.zeros(days, np.bool_)
    np.maximum.at(highest, day_of[first], peak)
    young[day_of[first[warming]]] = True
    lapses, most = np.empty(len(first)), np.full(days, -np.inf)
    lapses_walks(offsets, starts[first], stops_[last], 0, BEDTIMES[MIDDLE], lapses)
    np.maximum.at(most, day_of[first], lapses)
    return _known(highest), _known(most), young


def _known(values: Float) -> Float:
    return np.where(np.isinf(values), np.nan, values)
