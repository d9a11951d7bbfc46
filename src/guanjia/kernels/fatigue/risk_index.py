"""The HSE/RR446 Risk Index of a whole roster of duties, as the tool gives it: for checking the terms against its published outputs.

The tool was withdrawn by its publisher because it had been used to justify bad rosters: an index never certifies a roster. Its Fatigue
Index is left out, for its parts could not be reproduced.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled
from guanjia.kernels.fatigue.risk_terms import (
    MEAN_SINCE_BREAK,
    TRAVEL,
    after_break,
    cumulative_step,
    length_integral,
    night_sleeps,
    risk_since_break,
    time_of_day,
)

Float = NDArray[np.float64]

# The tool divides by what its reference roster (two day duties, two nights, four days off) scores.
TIMING_SCALE = 0.997976 / 1.288
CUMULATIVE_SCALE = 0.98899 / 1.113
JOB_SCALE = 1 / (1.032 * 1.0286182)
DEMAND_GAIN, DEMAND_REFERENCE = 0.0232, 3.0
COMMUTE_REFERENCE = 40.0  # minutes both ways
WORK_STEP = 0.25  # hours


class Duties(NamedTuple):
    """Duties in order of time, one element each."""

    start: Float  # hours from midnight of the first day
    end: Float
    commute: Float  # minutes both ways
    demand: Float  # workload and attention, the tool's two scales added
    work: Float  # minutes between breaks: mean of the usual and the longest stretch
    rest: Float  # minutes of a break: mean of the usual and that after the longest stretch


class RiskIndex(NamedTuple):
    """The index of each duty and its three factors."""

    cumulative: Float
    timing: Float
    job: Float
    total: Float


def risk_index(duties: Duties) -> RiskIndex:
    """The Risk Index of each of a worker's duties; 1 is the mean of two day duties and two nights of 12 hours with four days off.

    A first day duty from 06:00 to 18:00 with two hours of commuting and a break of 22.5 minutes after 3.5 hours of work (the tool: 0.99):

    >>> one = Duties(*(np.array([x]) for x in (6.0, 18.0, 120.0, 3.0, 210.0, 22.5)))
    >>> [float(x[0].round(5)) for x in risk_index(one)]
    [0.88858, 1.09495, 1.01583, 0.98835]
    """
    out = RiskIndex(*(np.empty(len(duties.start), np.float64) for _ in RiskIndex._fields))
    _roster(duties, out)
    return out


@compiled
def _roster(duties: Duties, out: RiskIndex) -> None:
    """The state of the run is carried from duty to duty."""
    run = 1.0
    for i in range(len(duties.start)):
        start, end = duties.start[i], duties.end[i]
        if i:
            before = duties.start[i - 1], duties.end[i - 1]
            gap = start - before[1] - TRAVEL
            middle, next_middle = 0.5 * (before[0] + before[1]), 0.5 * (start + end)
            run = cumulative_step(run, gap, middle, next_middle, night_sleeps(before[1], start), math.inf)
        out.cumulative[i] = run * CUMULATIVE_SCALE
        out.timing[i] = timing(start, end, duties.commute[i])
        out.job[i] = job(end - start, duties.demand[i], duties.work[i], duties.rest[i])
        out.total[i] = out.cumulative[i] * out.timing[i] * out.job[i]


@compiled
def timing(start: float, end: float, commute: float) -> float:
    """Time of day and length of a duty; commuting beyond 40 minutes lengthens it, but is not itself at risk.

    >>> round(timing(7.0, 17.0, 180.0), 5)
    1.03264
    """
    extra = (commute - COMMUTE_REFERENCE) / 60.0
    hours = end - start
    length = (
        (length_integral(hours + extra) - length_integral(extra)) / hours if extra > 0 else length_integral(hours + extra) / (hours + extra)
    )
    return time_of_day(start - extra, end) * length * TIMING_SCALE


@compiled
def job(hours: float, demand: float, work: float, rest: float) -> float:
    """Work without a break and demand of the work: the mean state over a duty of equal stretches, taken each quarter of an hour.

    >>> round(job(10.0, 3.0, 210.0, 22.5), 5)
    1.01619
    """
    stretches = 1 + math.floor(60.0 * hours / (work + rest) - 0.01)
    steps = math.floor(work / (60.0 * WORK_STEP) + 0.5)
    state, total = 1.0, 1.0
    for n in range(stretches * steps):
        state = after_break(state, rest) if n % (steps + 1) == steps else risk_since_break(state, WORK_STEP)[0]
        total += state
    mean = total / (stretches * steps + 1)
    return (mean / MEAN_SINCE_BREAK + DEMAND_GAIN * (demand - DEMAND_REFERENCE)) * JOB_SCALE
