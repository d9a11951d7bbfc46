"""One day of orders in the synthetic city: when they come, how they overlap, how long they take, what they pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.clock import DAY, HOUR, MINUTE, SECOND
from guanjia.model.schema import TASKS
from guanjia.synthesis.columns import labels, moments, numbered, records
from guanjia.synthesis.people import FOOD, FREIGHT, PER_HOUR, PLATFORMS, RIDE, WORK, Float, Int, People

DAY_BEGINS: Final = 4  # local hour; a file holds one worker's day, 04:00 to 04:00, so that files follow each other in time
EAST: Final = 8 * HOUR  # China's clock ahead of UTC
DEMAND: Final = (  # orders by local hour from 04:00 on, in any unit, by WORK
    (0.1, 0.1, 0.2, 0.5, 0.5, 0.4, 0.9, 2.3, 2.5, 1.2, 0.35, 0.25, 0.5, 1.8, 2.5, 1.8, 1.0, 0.7, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15),
    (0.5, 0.7, 1.0, 2.0, 2.2, 1.4, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.3, 2.0, 2.2, 1.6, 1.3, 1.3, 1.2, 1.0, 0.8, 0.6, 0.5, 0.5),
    (0.3, 0.5, 0.8, 1.2, 1.5, 1.5, 1.4, 0.8, 0.8, 1.4, 1.5, 1.5, 1.4, 1.0, 0.7, 0.5, 0.4, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2),
)
_HOURS = np.concatenate([100.0 * w + DAY_BEGINS + np.arange(25) for w in range(len(WORK))])
_SERVED = np.concatenate([100.0 * w + np.concatenate([[0], np.cumsum(d)]) for w, d in enumerate(DEMAND)])


@dataclass(frozen=True)
class Orders:
    """A day's orders, all of one identity together and in order of dispatch; moments in UTC microseconds."""

    owner: Int  # row of People
    dispatch: Int
    end: Int


def day_begins(day: int) -> int:
    """The moment at which the worker's day number ``day`` begins in China."""
    return day * DAY - EAST + DAY_BEGINS * HOUR


def _shared_out(weights: Float, total: int) -> Int:
    """``total`` shared out in whole numbers in proportion to ``weights``."""
    until = np.cumsum(weights)
    shares: Int = np.diff(np.round(until / until[-1] * total).astype(np.int64), prepend=0)
    return shares


def orders(people: People, day: int, total: int, rng: np.random.Generator) -> Orders:
    """``total`` orders of day number ``day``: bunched at meals; riders hold up to four at once, drivers one (but for a minute)."""
    at_work = np.flatnonzero((people.off != (day + 3) % 7) & (rng.random(len(people.off)) > 0.03))
    begins = np.clip(people.begins[at_work] + rng.normal(0, 0.5, len(at_work)), DAY_BEGINS, 24)
    ends = np.clip(begins + people.hours[at_work] + rng.normal(0, 0.6, len(at_work)), begins + 2, DAY_BEGINS + 24)
    counts = _shared_out((ends - begins) * people.pace[at_work] * PER_HOUR[people.work[at_work]], total)
    some = counts > 0
    at_work, begins, ends, counts = at_work[some], begins[some], ends[some], counts[some]
    owner, shift = np.repeat(at_work, counts), np.repeat(np.arange(len(at_work)), counts)
    gaps = rng.standard_gamma(2, total)  # order statistics without sorting: spacings over their sum
    until = np.cumsum(gaps)
    first = np.cumsum(counts) - counts
    before = until[first] - gaps[first]
    whole = until[first + counts - 1] - before + rng.standard_gamma(2, len(counts))
    lane = 100.0 * people.work[at_work]
    low, high = np.interp(begins + lane, _HOURS, _SERVED), np.interp(ends + lane, _HOURS, _SERVED)
    served = low[shift] + (until - before[shift]) / whole[shift] * (high - low)[shift]
    hour = np.interp(served, _SERVED, _HOURS) - lane[shift] - DAY_BEGINS
    dispatch = day_begins(day) + np.minimum(hour * 3600, 86_399).astype(np.int64) * SECOND
    work = people.work[owner]
    minutes = np.array([13.0, 8.0, 40.0])[work] + np.array([6.5, 8.0, 20.0])[work] * rng.standard_gamma(2, total)
    end = dispatch + (minutes * 60).astype(np.int64) * SECOND
    for works, at_once in ((FOOD, 4), (RIDE, 1), (FREIGHT, 1)):
        held = np.flatnonzero((owner[at_once:] == owner[:-at_once]) & (work[:-at_once] == works))
        end[held] = np.minimum(end[held], dispatch[held + at_once])
    return Orders(owner, dispatch, np.maximum(end, dispatch + MINUTE))


def passed(orders: Orders, limit: int, rest: int) -> tuple[Int, Int]:
    """Rows at which task time that no ``rest`` breaks passed ``limit`` that day, and the moments (microseconds)."""
    lane = orders.owner * (4 * DAY)  # one owner's times all before the next owner's, so that one running maximum serves all
    dispatch, end = orders.dispatch + lane, orders.end + lane
    frontier = np.concatenate([[dispatch[0] - 4 * DAY], np.maximum.accumulate(end)[:-1]])
    gained = np.maximum(end - np.maximum(dispatch, frontier), 0)
    total = np.cumsum(gained)
    run = total - np.maximum.accumulate(np.where(dispatch - frontier >= rest, total - gained, 0))
    rows = np.flatnonzero((run > limit) & (run - gained <= limit))
    return rows, orders.end[rows] - (run[rows] - limit)


def tasks_table(
    people: People, day: Orders, cancelled: NDArray[np.bool_], first_number: int, region: str, rng: np.random.Generator
) -> pa.Table:
    """The day's orders, which must be in order of dispatch, as a `TASKS` table; money in fen."""
    n, owner = len(day.owner), day.owner
    work, platform = people.work[owner], people.platform[owner]
    food, ride = work == FOOD, work == RIDE
    length = day.end - day.dispatch
    arrival = day.dispatch + (length * rng.uniform(0.15, 0.35, n)).astype(np.int64)
    start = arrival + (length * rng.uniform(0.02, 0.2, n)).astype(np.int64)
    metres = (day.end - start) / SECOND * rng.uniform(2.0, 4.5, n) * np.array([1.0, 2.2, 2.4])[work]
    promised_speed = np.exp(rng.normal(np.log(7), 0.33, n)) / 3.6  # from pick-up: one in a hundred beyond 15 km/h, very few beyond 25
    promised = start + (1.35 * metres / promised_speed).astype(np.int64) * SECOND
    bearing = rng.uniform(0, 2 * np.pi, n)
    lat = people.lat[owner] + rng.normal(0, 0.012, n)
    lng = people.lng[owner] + rng.normal(0, 0.014, n)
    minutes = length / MINUTE
    fare = np.round(np.array([0, 900, 3500])[work] + np.array([0, 70, 75])[work] * minutes).astype(np.int64)
    commission = np.round(fare * people.commission[owner]).astype(np.int64)
    pay = np.where(food, np.round((480 + 0.12 * metres) * people.pay[owner]).astype(np.int64), fare - commission)
    tip = np.where(rng.random(n) < 0.03, 100 * rng.integers(2, 11, n), 0)
    for money in (fare, commission, pay, tip):
        money[cancelled] = 0
    columns = {
        "task_id": numbered("T", first_number + np.arange(n), 10),
        "worker_id": worker_labels(people, owner),
        "platform": labels(platform, PLATFORMS),
        "kind": labels(work, WORK),
        "product": labels(np.where(ride, 0, -1), ["快车"]),
        "region": region,
        "status": labels(cancelled.astype(np.int64), ["completed", "cancelled"]),
        "requested_time": moments(day.dispatch - rng.integers(5, 150, n) * SECOND),
        "dispatch_time": moments(day.dispatch),
        "arrival_time": moments(arrival),
        "start_time": moments(start, cancelled),
        "end_time": moments(day.end),
        "promised_time": moments(promised, ~food),
        "start_lat": lat,
        "start_lng": lng,
        "end_lat": lat + metres * np.cos(bearing) / 111_195,
        "end_lng": lng + metres * np.sin(bearing) / 95_110,
        "distance": (metres * 1.25).astype(np.int32),
        "fare": pa.array(fare, mask=food),
        "driver_trip_pay": pay,
        "tip": tip,
        "commission": pa.array(commission, mask=food),
        "currency": "CNY",
    }
    return records(TASKS, n, columns)


def worker_labels(people: People, owner: Int) -> pa.DictionaryArray:
    """The opaque worker ids of identities ``owner``; empty where negative."""
    return labels(owner, numbered("W", people.number, 7))
