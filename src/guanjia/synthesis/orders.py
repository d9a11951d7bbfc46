"""Orders inside the stints of a plan: when each was offered, taken up and finished, where it went, what it paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.synthesis.numbers import DETOUR
from guanjia.synthesis.people import People
from guanjia.synthesis.places import Cells, moved
from guanjia.synthesis.plan import Plan
from guanjia.synthesis.setting import FOOD, FREIGHT, HOME, RIDE, STREAM, WORK, Bool, Float, Int, Setting

NONE: Final = np.iinfo(np.int32).min  # no such moment, or no such amount
COMPLETED, CANCELLED, REFUSED = range(3)
CANCELS: Final = 0.03
ROW: Final = np.dtype(
    [
        ("number", "i8"),
        *[(name, "i4") for name in ("worker", "requested", "dispatch", "arrival", "start", "end", "promised", "distance")],
        *[(name, "i4") for name in ("fare", "pay", "tip", "commission")],
        *[(name, "f8") for name in ("lat", "lng", "lat_to", "lng_to")],
        *[(name, "i1") for name in ("platform", "kind", "status")],
    ]
)
"""A task as it is kept until its day is written: seconds of the city, fen, `NONE` where empty; platform, kind and status are indices."""


@dataclass(frozen=True)
class Orders:
    """All orders of a block, by stint and time, offers that came to nothing among them."""

    row: NDArray[np.void]  # of `ROW`
    stint: Int  # row of the plan
    identity: Int
    piece: Int  # seconds that the order adds to the union of its stint
    micro: Int  # millionths of a km/h that the promised time asks for, -1 where nothing is promised
    cell: Int  # index of the pick-up's cell

    @property
    def timed(self) -> Bool:
        """Orders with a length; the others are offers that were refused, or cancelled at once."""
        result: Bool = self.row["end"] != NONE
        return result

    @property
    def billed(self) -> Bool:
        """Orders with a time on board."""
        result: Bool = (self.row["start"] != NONE) & self.timed
        return result


def orders(
    setting: Setting, who: People, made: Plan, counts: Int, offers: int, first_number: int, cells: Cells, rng: np.random.Generator
) -> Orders:
    """The orders of a plan, ``counts`` in each stint and ``offers`` more that came to nothing."""
    stint, dispatch, end, piece, offer = _times(made, counts, offers, rng)
    size, identity = len(stint), made.identity[stint]
    work = who.work[who.person[identity]]
    status = np.where(rng.random(size) < CANCELS, CANCELLED, COMPLETED)
    status[offer] = np.where(rng.random(int(offer.sum())) < 0.7, REFUSED, CANCELLED)
    done, length = status == COMPLETED, end - dispatch
    food, ride, haul = work == FOOD, work == RIDE, work == FREIGHT
    arrival = dispatch + (length * rng.uniform(0.1, 0.24, size) * np.where(food, 2.0, 1.0)).astype(np.int64)
    start = arrival + (length * rng.uniform(0.02, 0.12, size) * np.where(food, 3.2, 1.0)).astype(np.int64)
    micro, metres, promised = _promises(start, food & done, rng)
    on_road = (end - start) * np.where(haul, 9.0, 7.2) * rng.uniform(0.55, 1.1, size) / DETOUR
    metres = np.where(ride | haul, on_road, metres)
    lat, lng, cell = cells.points(who.home[who.person[identity]], rng)
    lat_to, lng_to = moved(lat, lng, metres, rng.uniform(0, 2 * np.pi, size))
    fare, pay, tip, commission = _money(who, identity, work, length, metres, rng)
    row = np.zeros(size, ROW)
    row["number"] = first_number + np.arange(size)
    row["worker"], row["platform"], row["kind"], row["status"] = identity, who.platform[identity], work, status
    row["requested"], row["dispatch"] = dispatch - rng.integers(5, 150, size), dispatch
    row["arrival"], row["end"] = np.where(offer, NONE, arrival), np.where(offer, NONE, end)
    row["start"], row["promised"] = np.where(done, start, NONE), np.where(micro >= 0, promised, NONE)
    row["distance"] = np.where(offer | (work >= STREAM), NONE, metres * rng.uniform(1.2, 1.5, size))
    row["lat"], row["lng"], row["lat_to"], row["lng_to"] = lat, lng, lat_to, lng_to
    row["fare"], row["commission"] = (np.where(ride | haul, np.where(done, sums, 0), NONE) for sums in (fare, commission))
    row["pay"], row["tip"] = np.where(done, pay, 0), np.where(done, tip, 0)
    for name in ("fare", "pay", "tip", "commission"):
        row[name][offer] = NONE
    return Orders(row, stint, identity, np.where(offer, 0, piece), micro, cell)


def _times(made: Plan, counts: Int, offers: int, rng: np.random.Generator) -> tuple[Int, Int, Int, Int, Bool]:
    """Stint, dispatch, end and piece of every order, and which are mere offers; by stint, then in order of dispatch.

    A stint is cut into as many pieces as it has orders. Each order ends with its piece, and is taken on when the piece begins or earlier:
    so the orders' union is the stint, and an order adds its piece to it.
    """
    stint = np.repeat(np.arange(len(counts)), counts)
    last = np.cumsum(counts)
    place = np.arange(len(stint)) - (last - counts)[stint]
    begin, length = made.stint_start[stint], (made.stint_end - made.stint_start)[stint]
    cut = length * (place + 1 + rng.uniform(-0.3, 0.3, len(stint))) / counts[stint]
    end = begin + cut.astype(np.int64)
    end[last - 1] = made.stint_end
    piece_begins = np.concatenate([begin[:1], end[:-1]]) if len(stint) else begin
    piece_begins[place == 0] = begin[place == 0]
    early = rng.uniform(0, 0.9, len(counts))[stint]
    dispatch = begin + ((piece_begins - begin) * early).astype(np.int64)
    if not offers:
        return stint, dispatch, end, end - piece_begins, np.zeros(len(stint), np.bool_)
    idle = rng.integers(0, len(counts), offers)
    inside = made.stint_end[idle] - made.stint_start[idle]
    moment = made.stint_start[idle] + 1 + (rng.random(offers) * (inside - 1)).astype(np.int64)
    stint, dispatch = np.concatenate([stint, idle]), np.concatenate([dispatch, moment])
    end, piece = np.concatenate([end, moment]), np.concatenate([end[: len(stint) - offers] - piece_begins, np.zeros(offers, np.int64)])
    offer = np.arange(len(stint)) >= len(stint) - offers
    order = np.lexsort((dispatch, stint))
    return stint[order], dispatch[order], end[order], piece[order], offer[order]


def _promises(start: Int, promising: Bool, rng: np.random.Generator) -> tuple[Int, Float, Int]:
    """Speed that each promise asks for in millionths of a km/h (-1: none), straight metres to go, and the promised moment.

    Speed is a whole number of millionths, and the metres follow from it, so that it is known exactly.
    """
    size = len(start)
    metres = 1_323 * np.exp(0.545 * rng.standard_normal(size))  # 1,323 m: median of 7,111 Ele.me orders
    left = 1_620 * np.exp(0.32 * rng.standard_normal(size))  # 27 min from pick-up to promise: the same orders
    left = np.maximum(np.where(rng.random(size) < 0.002, left * 0.25, left), 60).astype(np.int64)
    micro = np.maximum(np.rint(metres * DETOUR * 3.6 / left * 1e6), 1e5).astype(np.int64)
    return np.where(promising, micro, -1), micro / 1e6 * left / 3.6 / DETOUR, start + left


def _money(who: People, identity: Int, work: Int, length: Int, metres: Float, rng: np.random.Generator) -> tuple[Int, Int, Int, Int]:
    """Fare, pay, tip and commission of each order in fen, as if it were completed."""
    size, person = len(work), who.person[identity]
    minutes = length / 60
    by_time = np.select(
        [work == RIDE, work == FREIGHT, work == STREAM, work == HOME],
        [600 + 65 * minutes, 3_000 + 75 * minutes, 110 * minutes, 62 * minutes],
    )
    fare = np.rint(by_time * rng.uniform(0.9, 1.1, size)).astype(np.int64)
    share = np.where(work == STREAM, 0.5, np.where(work == HOME, 0.0, who.commission[person] + rng.normal(0, 0.004, size)))
    commission = np.rint(fare * share).astype(np.int64)
    piece = np.rint((560 + 0.15 * metres) * who.pay[person]).astype(np.int64)
    low = np.where(np.isin(work, (STREAM, HOME)), who.pay[person], 1.0)
    pay = np.where(work == FOOD, piece, np.rint((fare - commission) * low).astype(np.int64))
    tip = np.where(rng.random(size) < 0.03, 100 * rng.integers(2, 11, size), 0)
    return fare, pay, tip, commission


__all__ = ["NONE", "ROW", "WORK", "Orders", "orders"]
