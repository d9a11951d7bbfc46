"""The plan of a block: when each person is busy. Everything that the answer key says of hours is a sum over this plan.

A person's day is a list of *waves*, stretches of work without a gap, that never overlap and never leave the worker's day. A wave holds one
to five orders whose union is exactly the wave. A person on two platforms works a wave for one of them, or for both at once: then each
platform's part, a *stint*, is a stretch without a gap too, and the two overlap and together make the wave. Everybody else's stints are
their waves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from guanjia.synthesis.people import People
from guanjia.synthesis.setting import DAY, FOOD, FREIGHT, HOME, NIGHTFALL, RIDE, STREAM, Bool, Float, Int, Setting
from guanjia.synthesis.weather import DEMAND as WET_DEMAND
from guanjia.synthesis.weather import SPEED as WET_SPEED

MOST: Final = 5  # orders in hand at once
DAY_ENDS: Final = DAY - 1_260  # the last wave is over by then, so that 20 minutes of rest lie before the next day
STACKED: Final = np.array([0.20, 0.42, 0.21, 0.11, 0.06])  # orders of a wave, 1 to 5
# Demand by local hour from 04:00 on, 1 at its peak, by WORK.
DEMAND: Final = np.array(
    [
        [0.04, 0.04, 0.08, 0.2, 0.2, 0.3, 0.65, 1, 0.85, 0.55, 0.4, 0.4, 0.5, 0.8, 0.9, 0.6, 0.4, 0.28, 0.2, 0.16, 0.12, 0.1, 0.08, 0.06],
        [0.25, 0.35, 0.5, 0.9, 1, 0.65, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.6, 0.9, 1, 0.75, 0.6, 0.6, 0.55, 0.45, 0.35, 0.3, 0.25, 0.25],
        [0.3, 0.4, 0.6, 0.8, 1, 1, 0.9, 0.6, 0.6, 0.9, 1, 1, 0.9, 0.7, 0.5, 0.4, 0.3, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
        [1.0] * 24,
        [1.0] * 24,
    ]
)
WAIT: Final = np.array([240.0, 260.0, 900.0, 2_400.0, 2_400.0])  # mean seconds between waves at the peak, by WORK
RUSH_BEGINS, RUSH_HOURS, RUSH_PACE = 4.0, 13.8, 0.35  # of a rider's very long day: hours after 04:00, hours, share of the usual wait
BREAK: Final = 0.05  # chance of a longer rest after a wave


@dataclass(frozen=True)
class Plan:
    """Waves by person and time, and stints by identity and time; moments in seconds of the city."""

    person: Int  # of each wave
    start: Int
    end: Int
    identity: Int  # of each stint
    wave: Int  # of each stint, row of the wave it lies in
    stint_start: Int
    stint_end: Int
    orders: Int  # of each stint


def days_worked(setting: Setting, who: People, rng: np.random.Generator) -> tuple[Int, Int]:
    """Person and day of every day worked, by person and day."""
    weekday = (setting.first_day.weekday() + np.arange(setting.days)) % 7
    works = (who.off[:, None] != weekday) & (rng.random((who.count, setting.days)) > 0.06)
    edge = np.isin(np.arange(setting.days), (0, setting.days - 1))
    rush = np.arange(setting.days) % 28 == who.rush[:, None]
    person, day = np.nonzero(works | rush | (who.anchor[:, None] & edge))
    return person.astype(np.int64), day.astype(np.int64)


def plan(setting: Setting, who: People, state: Int, most: int, rng: np.random.Generator) -> Plan:
    """The waves and stints of a block of at most ``most`` orders; ``state`` is the weather of each hour."""
    person, day = days_worked(setting, who, rng)
    row, start, end, orders = _waves(setting, who, person, day, state, rng)
    fewest = 1 + ((who.second[person[row]] >= 0) & (orders > 1))  # a wave that is shared by two platforms has an order on each
    keep = _at_most(row, fewest, most, who.anchor[person] & ((day == 0) | (day == setting.days - 1)), rng)
    row, start, end, orders = row[keep], start[keep], end[keep], orders[keep]
    return _stints(who, person[row], start + day[row] * DAY, end + day[row] * DAY, orders, rng)


def _waves(setting: Setting, who: People, person: Int, day: Int, state: Int, rng: np.random.Generator) -> tuple[Int, Int, Int, Int]:
    """Waves of every day worked: its row, start and end in seconds of the day, and orders; by row and time."""
    size, rush = len(person), day % 28 == who.rush[person]
    clock = np.clip(np.where(rush, RUSH_BEGINS, who.begins[person]) + np.clip(rng.normal(0, 0.4, size), -0.8, 0.8), 0.02, 22) * 3_600
    until = np.minimum(
        clock + np.maximum(np.where(rush, RUSH_HOURS, who.hours[person]) + np.clip(rng.normal(0, 0.5, size), -1, 1), 0.8) * 3_600, DAY_ENDS
    )
    over_by = np.where(who.second[person] >= 0, NIGHTFALL, DAY_ENDS)  # people on two platforms do not work into the calendar's next day
    pace = np.where(rush, RUSH_PACE, who.pace[person])
    live, parts = np.arange(size), list[tuple[Int, Int, Int, Int]]()
    while len(live):
        work, start = who.work[person[live]], clock[live].astype(np.int64)
        hour = start // 3_600
        wet = state[day[live] * 24 + hour]
        count = np.where(work == FOOD, rng.choice(MOST, len(live), p=STACKED) + 1, 1)
        end = start + (_lengths(work, count, rng) / WET_SPEED[wet]).astype(np.int64)
        done = end <= over_by[live]
        parts.append((live[done], start[done], end[done], count[done]))
        wait = WAIT[work] * pace[live] / (DEMAND[work, hour] * WET_DEMAND[wet])
        gap = (
            30 + wait * rng.standard_exponential(len(live)) + np.where(rng.random(len(live)) < BREAK, rng.uniform(900, 4_800, len(live)), 0)
        )
        clock[live] = end + gap.astype(np.int64)
        live = live[done & (clock[live] < until[live])]
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort((joined[1], joined[0]))
    row, start, end, orders = (column[order] for column in joined)
    return row, start, end, orders


def _lengths(work: Int, count: Int, rng: np.random.Generator) -> Float:
    """How long a wave takes, in seconds."""
    size = len(work)
    spread = rng.standard_gamma(4, size) / 4
    long = rng.uniform(0, 1, size)
    return np.select(
        [work == FOOD, work == RIDE, work == FREIGHT, work == STREAM, work == HOME],
        [
            (780 + 560 * count) * (0.6 + 0.4 * spread),
            360 + 1_020 * spread,
            3_000 + 10_500 * long,
            6_600 + 10_800 * long,
            6_900 + 7_800 * long,
        ],
    )


def _at_most(row: Int, fewest: Int, most: int, needed: Bool, rng: np.random.Generator) -> Bool:
    """Which waves to keep so that ``most`` orders suffice, each needing ``fewest``: first one of each day that is needed, then others."""
    keep = np.ones(len(row), np.bool_)
    if int(fewest.sum()) <= most:
        return keep
    first = np.ones(len(row), np.bool_)
    first[1:] = row[1:] != row[:-1]
    rank = np.where(first & needed[row], 0.0, np.where(first, 1.0, 2.0)) + rng.random(len(row))
    order = np.argsort(rank, kind="stable")
    keep[order[np.cumsum(fewest[order]) > most]] = False
    return keep


def _stints(who: People, person: Int, start: Int, end: Int, orders: Int, rng: np.random.Generator) -> Plan:
    """Share the waves of people on two platforms out between their identities."""
    second = who.second[person]
    rows = np.flatnonzero(second >= 0)
    how = rng.random(len(rows))
    both, other = rows[(how >= 0.8) & (orders[rows] > 1)], rows[how < 0.35]
    identity, stint_start, stint_end, count = person.copy(), start.copy(), end.copy(), orders.copy()
    identity[other] = second[other]
    length, swap = end[both] - start[both], rng.random(len(both)) < 0.5
    meet, cut = rng.uniform(0.2, 0.5, len(both)), rng.uniform(0.55, 0.9, len(both))
    first_end, second_start = start[both] + (length * cut).astype(np.int64), start[both] + (length * meet).astype(np.int64)
    stint_end[both] = first_end
    identity[both] = np.where(swap, second[both], person[both])
    count[both] = orders[both] // 2
    identity = np.concatenate([identity, np.where(swap, person[both], second[both])])
    stint_start, stint_end = np.concatenate([stint_start, second_start]), np.concatenate([stint_end, end[both]])
    count = np.concatenate([count, orders[both] - orders[both] // 2])
    wave = np.concatenate([np.arange(len(person)), both])
    order = np.lexsort((stint_start, identity))
    return Plan(person, start, end, identity[order], wave[order], stint_start[order], stint_end[order], count[order])


def fitted(made: Plan, work: Int, spare: int, total: int, rng: np.random.Generator) -> tuple[Int, int]:
    """Orders of each stint, and offers besides, that make ``total`` tasks in all; about ``spare`` offers that came to nothing.

    Only riders' stints may hold more or fewer orders: their length does not change, so neither do the hours.
    """
    orders = made.orders.copy()
    room = np.flatnonzero(work[made.identity] == FOOD)
    while (lack := total - spare - int(orders.sum())) != 0:
        able = room[(orders[room] < MOST) if lack > 0 else (orders[room] > 1)]
        if not len(able):
            return orders, total - int(orders.sum())
        orders[rng.choice(able, min(abs(lack), len(able)), replace=False)] += 1 if lack > 0 else -1
    return orders, spare
