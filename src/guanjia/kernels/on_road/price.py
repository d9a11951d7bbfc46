"""Worker-days priced by the Risk Index hour by hour, as they were and as they would have been with one thing changed.

The terms are those of `guanjia.kernels.fatigue.risk_terms` (HSE/RR446). A change is worked through the same
terms from the state in which the day began; nothing is looked up.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled, inlined
from guanjia.kernels.fatigue.risk_terms import (
    BREAK_AT_LEAST,
    CUMULATIVE_CEILING,
    DUTY_ENDING_REST,
    FLOOR_END,
    MEAN_SINCE_BREAK,
    PLATEAU_END,
    RECOVERY_RATE,
    TRAVEL,
    after_break,
    cumulative_step,
    floored_length_integral,
    night_sleeps,
    risk_since_break,
    time_of_day,
)

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]

AS_IT_WAS, BREAKS, STOP_AT_EIGHT, NO_DEEP_NIGHT, RESTED_BEFORE, DAY_OFF_BEFORE = range(6)
CHANGES = 6
BREAK_EVERY, BREAK_OF = 2.0, 20.0  # hours of work, minutes of break
STOP_AFTER = 8.0  # hours on duty
NIGHT_FROM, NIGHT_TO = 23.0, 5.0  # clock hours
LONGEST_PRICED = 16.0  # hours on duty; later ones cost what the sixteenth does, for nobody measured them (our judgement)
FINEST = 0.5  # hours priced at once
WAITING = 1.0  # hours: shorter gaps between tasks are waiting on duty (our judgement, as in science notes on the marginal form)


class Stretches(NamedTuple):
    """Time on task without a gap, within one clock hour, in order of person and time. Shape (n,)."""

    person: Int32
    start: Float  # hours since 1970-01-01 on the local clock
    end: Float
    day: Int32  # the worker's day


class PricedDays(NamedTuple):
    """One row a person and day, in order. Shape (n,), (n, CHANGES), (n, 4)."""

    person: Int32
    day: Int32
    hours: Float  # (n, CHANGES) hours on task
    risk: Float  # (n, CHANGES) hours times relative risk
    terms: Float  # (n, 4) hours times each term: time of day, time on duty, since the break, run of duties
    rest_before: Float  # the longest time off since the day before began, hours; nan for a person's first day
    on_duty: Float  # the longest time on duty reached


def price(of: Stretches) -> tuple[Float, Float, PricedDays]:
    """The relative risk of each stretch, the hours on duty reached at its end, and the priced days.

    The first day of a person begins rested and as the first of a run: what came before the records is not known.
    """
    begins = np.ones(len(of.person), np.bool_)
    begins[1:] = (of.person[1:] != of.person[:-1]) | (of.day[1:] != of.day[:-1])
    first = np.append(np.flatnonzero(begins), len(of.person)).astype(np.int64)
    n = len(first) - 1
    risk, on_duty = np.empty(len(of.person)), np.empty(len(of.person))
    days = PricedDays(
        of.person[first[:-1]],
        of.day[first[:-1]],
        np.zeros((n, CHANGES)),
        np.zeros((n, CHANGES)),
        np.zeros((n, 4)),
        np.full(n, np.nan),
        np.zeros(n),
    )
    _price(of, first, risk, on_duty, days, np.empty(5), np.empty(5))
    return risk, on_duty, days


# A state: hours on duty, risk since the break, risk of the run of duties, end of the last work (local hours), work since the break (hours).


@compiled
def _price(of: Stretches, first: NDArray[np.int64], risk: Float, on_duty: Float, days: PricedDays, state: Float, tried: Float) -> None:
    person, longest = -1, 0.0  # the longest gap since the day before began
    for d in range(len(first) - 1):
        if of.person[first[d]] != person:
            person = of.person[first[d]]
            _begin(state, of.start[first[d]])
        else:
            days.rest_before[d] = max(longest, _gap(state[3], of.start[first[d]]))
        longest = 0.0
        for change in range(1, CHANGES):
            for part in range(len(state)):
                tried[part] = state[part]
            if change == RESTED_BEFORE and state[0] > 0.0 and _gap(state[3], of.start[first[d]]) < DUTY_ENDING_REST:
                tried[0], tried[1], tried[4] = 0.0, 1.0, 0.0
                tried[3] = of.start[first[d]] - DUTY_ENDING_REST
            if change == DAY_OFF_BEFORE and d and of.day[first[d]] - of.day[first[d - 1]] == 1:  # else the day before was off
                run = state[2]
                _begin(tried, of.start[first[d]])
                tried[2] = 1.0 + (run - 1.0) * math.exp(-RECOVERY_RATE)  # a day off holds two nights: one more than a rest between duties
            _try(of, first[d], first[d + 1], change, tried, days, d)
        for k in range(first[d], first[d + 1]):
            if k > first[d]:
                longest = max(longest, _gap(state[3], of.start[k]))
            _rest(state, of.start[k])
            risk[k] = _work(state, of.start[k], of.end[k], days.terms, d)
            hours = of.end[k] - of.start[k]
            days.hours[d, 0] += hours
            days.risk[d, 0] += risk[k] * hours
            on_duty[k] = state[0]
            days.on_duty[d] = max(days.on_duty[d], state[0])


@inlined
def _begin(state: Float, start: float) -> None:
    state[0], state[1], state[2], state[3], state[4] = 0.0, 1.0, 1.0, start, 0.0


@inlined
def _gap(since: float, until: float) -> float:
    """Hours off task, to the millisecond, so that an hour is an hour; none where the local clock goes back, once a year."""
    return max(round((until - since) * 3_600_000.0) / 3_600_000.0, 0.0)


@inlined
def _rest(state: Float, until: float) -> None:
    """The time off task from the end of the last work to ``until``."""
    gap = _gap(state[3], until)
    if gap * 60 >= BREAK_AT_LEAST:
        state[1], state[4] = after_break(state[1], gap * 60), 0.0
    if gap >= DUTY_ENDING_REST:
        middle = (until + state[3]) / 2 + 12.0
        state[2] = cumulative_step(state[2], gap - TRAVEL, middle, middle, night_sleeps(state[3], until), CUMULATIVE_CEILING)
        state[0] = 0.0
    elif gap < WAITING:
        state[0] += gap


@compiled
def _work(state: Float, start: float, end: float, terms: Float, row: int) -> float:
    """The relative risk of working from ``start`` to ``end``; the terms are added to ``row`` unless it is below 0.

    A product of means is not the mean of a product, so work is priced by `FINEST` at most, and cut where the price of an hour on duty bends
    (`FLOOR_END`) or steps up (`PLATEAU_END`).
    """
    total, now = 0.0, start
    while now < end:
        until = min(end, now + FINEST)
        for bend in (FLOOR_END, PLATEAU_END):
            if now < now + bend - state[0] < until:
                until = now + bend - state[0]
        total += (until - now) * _stretch(state, now, until, terms, row)
        now = until
    return total / (end - start)


@compiled
def _stretch(state: Float, start: float, end: float, terms: Float, row: int) -> float:
    """The relative risk of a short stretch of work."""
    hours = end - start
    clock = time_of_day(start, end)
    done = min(state[0] + hours, LONGEST_PRICED)
    length = (floored_length_integral(done) - floored_length_integral(done - hours)) / hours
    state[1], since = risk_since_break(state[1], hours)
    since /= hours * MEAN_SINCE_BREAK
    state[0] += hours
    state[3] = end
    state[4] += hours
    if row >= 0:
        terms[row, 0] += clock * hours
        terms[row, 1] += length * hours
        terms[row, 2] += since * hours
        terms[row, 3] += state[2] * hours
    risk: float = clock * length * since * state[2]
    return risk


@compiled
def _try(of: Stretches, a: int, b: int, change: int, state: Float, days: PricedDays, d: int) -> None:
    """The day from stretch ``a`` to ``b`` with one thing changed, from ``state``."""
    for k in range(a, b):
        start, end, hour = of.start[k], of.end[k], of.start[k] % 24.0
        if change == BREAKS and state[4] >= BREAK_EVERY:
            start = max(start, min(start, state[3]) + BREAK_OF / 60)  # the break takes the place of work: the day ends when it did
        if start >= end or (change == NO_DEEP_NIGHT and (hour >= NIGHT_FROM or hour < NIGHT_TO)):
            continue
        _rest(state, start)
        if change == STOP_AT_EIGHT and state[0] >= STOP_AFTER:
            return
        days.hours[d, change] += end - start
        days.risk[d, change] += (end - start) * _work(state, start, end, days.terms, -1)
