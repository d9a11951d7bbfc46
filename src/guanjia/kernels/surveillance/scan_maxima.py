"""The highest log likelihood ratio among all windows around one centre, for many draws of the same events at once.

Windows are a circle of places times a span of periods. Between two places with events a growing circle gathers expected events only, so the
ratio can peak only where an event comes in: the circle grows over the places once, and each event met there moves its own draw. (Of places
equally far, or events in one place, a part is looked at before all are in: never higher than the whole.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled, inlined
from guanjia.kernels.surveillance.scan_windows import Rings

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]

_NOTHING = -700.0  # in place of the log of no expected events


@dataclass(frozen=True)
class Draws:
    """Draws of events by place: those in place i are ``first[i]`` to ``first[i + 1]``; ``total`` counts a draw's events elsewhere too."""

    first: Int64  # [N + 1]
    draw: Int32
    period: Int32
    events: Int32
    total: int
    number: int  # of draws


@dataclass(frozen=True)
class Peaks:
    """For each draw the highest ratio so far, and its window: the last place of the circle (`Rings`) and the span. Nothing found is 0."""

    ratio: Float
    circle: Int64
    span: Int64


@dataclass(frozen=True)
class Desk:
    """Room to work in for one thread: N places, T periods, S spans, D draws."""

    gathered: Float  # [T] expected events of the circle
    inside: Float  # [N, S] expected events of windows
    logs: Float  # [N, S, 2] logs of expected events inside and outside
    least: Int64  # [N, S] events from which on a window is above all that was found
    counts: Int32  # [D, S] events of each draw in the circle


def desk(places: int, periods: int, spans: int, draws: int) -> Desk:
    """An empty desk."""
    windows = (places, spans)
    return Desk(
        np.zeros(periods), np.zeros(windows), np.zeros((*windows, 2)), np.zeros(windows, np.int64), np.zeros((draws, spans), np.int32)
    )


def no_peaks(draws: int) -> Peaks:
    """Nothing found yet."""
    return Peaks(np.zeros(draws), np.zeros(draws, np.int64), np.zeros(draws, np.int64))


def log_table(total: int) -> Float:
    """n ln n for n up to ``total``, 0 at 0.

    >>> log_table(2).round(6).tolist()
    [0.0, 0.0, 1.386294]
    """
    n = np.arange(total + 1, dtype=np.float64)
    result: Float = n * np.log(np.maximum(n, 1))
    return result


def weigh(rings: Rings, expected: Float, spans: Int64, total: int, at: Desk) -> None:
    """Put the expected events of the windows around one centre on the desk.

    ``expected`` [N, T] events, those in and outside of it adding up to ``total``; ``spans`` [S, 2] first period and the one after the last.
    """
    _weigh(rings.places, expected, spans, float(total), at.gathered, at.inside, at.logs)


def look_around(rings: Rings, spans: Int64, draws: Draws, table: Float, peaks: Peaks, at: Desk) -> None:
    """Raise ``peaks`` by the windows around one centre, which `weigh` has put on the desk; ``table`` of `log_table`."""
    _from_how_many(len(rings.places), float(peaks.ratio.min()), draws.total, table, at.inside, at.logs, at.least)
    events = (draws.first, draws.draw, draws.period, draws.events, draws.total)
    _peak(rings.places, rings.circle, spans, *events, table, at.least, at.logs, at.counts, peaks.ratio, peaks.circle, peaks.span)


@compiled
def _weigh(places: Int64, expected: Float, spans: Int64, total: float, gathered: Float, inside: Float, logs: Float) -> None:
    for t in range(len(gathered)):
        gathered[t] = 0.0
    for k in range(len(places)):
        for t in range(len(gathered)):
            gathered[t] += expected[places[k], t]
        for s in range(len(spans)):
            held = 0.0
            for t in range(spans[s, 0], spans[s, 1]):
                held += gathered[t]
            inside[k, s] = held
            logs[k, s, 0] = math.log(held) if held > 0 else _NOTHING
            logs[k, s, 1] = math.log(total - held) if held < total else _NOTHING


@inlined
def _ratio(c: int, total: int, table: Float, log_inside: float, log_outside: float) -> float:
    ratio: float = table[c] + table[total - c] - c * log_inside - (total - c) * log_outside
    return ratio


@compiled
def _from_how_many(circles: int, floor: float, total: int, table: Float, inside: Float, logs: Float, least: Int64) -> None:
    """The least number of events for a ratio above ``floor``, ``total`` + 1 where none is; it never falls as a circle grows."""
    for s in range(least.shape[1]):
        c = 0
        for k in range(circles):
            while c <= total and (c <= inside[k, s] or _ratio(c, total, table, logs[k, s, 0], logs[k, s, 1]) <= floor):
                c += 1
            least[k, s] = c


@compiled
def _peak(
    places: Int64,
    circle: Int64,
    spans: Int64,
    first: Int64,
    draw: Int32,
    period: Int32,
    events: Int32,
    total: int,
    table: Float,
    least: Int64,
    logs: Float,
    counts: Int32,
    ratio: Float,
    best_circle: Int64,
    best_span: Int64,
) -> None:
    for d in range(len(ratio)):
        for s in range(len(spans)):
            counts[d, s] = 0
    for i in range(len(places)):
        k = circle[i]
        for event in range(first[places[i]], first[places[i] + 1]):
            d, t = draw[event], period[event]
            for s in range(len(spans)):
                if spans[s, 0] <= t < spans[s, 1]:
                    counts[d, s] += events[event]
                    c = counts[d, s]
                    if c >= least[k, s]:
                        found = _ratio(c, total, table, logs[k, s, 0], logs[k, s, 1])
                        if found > ratio[d]:
                            ratio[d], best_circle[d], best_span[d] = found, k, s
