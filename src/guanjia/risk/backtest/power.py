"""Power: excesses put into the records on purpose, and how many are found, how soon."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.backtest.lead_time import Episodes, lead_times
from guanjia.risk.index.levels import YELLOW, steady
from guanjia.risk.index.replay import Replay, replay
from guanjia.risk.index.settings import Settings
from guanjia.risk.panel import Panel

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class Power:
    """Injected excesses of one strength, and how many had an alert while they lasted."""

    times: float  # the injuries that exposure explains
    injected: int
    injuries_each: float  # added on average
    found: int
    by_chance: int  # of the same places and weeks, how many had an alert without any injection
    found_yellow: int  # how many turned yellow or higher
    median_week: float  # by which half were found, 0 the first; nan where half never were


RAISED = 1.5
"""Index and shrunken rate alert on the probability that the rate ratio is over this, not on that of an excess: the latter leans to areas
whose hours lie just below the point from which two injuries are needed instead of one."""


def alerts_for_weeks(signal: Float, threshold: float) -> Bool:
    """[A, W] whether an alert was out for the week, from the signal at the end of the week before."""
    return np.pad(signal[:, :-1] > threshold, ((0, 0), (1, 0)))


def yellow_for_weeks(panel: Panel, run: Replay) -> Bool:
    """[A, W] whether the colour for the week was yellow or higher without a veto."""
    shown = steady(run.rate.raw(), np.zeros(panel.veto.shape, bool))
    return np.pad(shown[:, :-1] >= YELLOW, ((0, 0), (1, 0)))


def power(
    panel: Panel,
    run: Replay,
    settings: Settings,
    threshold: float,
    times: float,
    begin: int,
    count: int,
    length: int,
    rng: np.random.Generator,
) -> Power:
    """Inject ``count`` or more clusters of ``length`` weeks after week ``begin``, busy areas likelier, at most a tenth of the areas at
    once.
    """
    at_once = max(panel.hours.shape[0] // 10, 1)
    quiet = alerts_for_weeks(run.rate.over(RAISED), threshold)
    totals, parts = np.zeros(5), []
    while totals[0] < count:
        episodes = _places(panel.hours, begin, at_once, length, rng)
        changed, added = _inject(panel, run, episodes, times, rng)
        again = replay(changed, settings, rng)
        alert = alerts_for_weeks(again.rate.over(RAISED), threshold)
        parts.append((alert, episodes))
        found = [lead_times(kind, episodes) for kind in (alert, quiet, yellow_for_weeks(changed, again))]
        totals += [len(episodes.area), added, *(part.episodes - part.missed for part in found)]
    every = Episodes(*(np.concatenate([getattr(e, name) for _, e in parts]) for name in ("area", "first", "last")))
    stacked = Episodes(np.arange(len(every.area)), every.first, every.last)
    rows = np.concatenate([alert[e.area] for alert, e in parts])
    injected, extra, hit, chance, yellow = totals
    return Power(times, int(injected), float(extra / injected), int(hit), int(chance), int(yellow), lead_times(rows, stacked).median)


def _places(hours: Float, begin: int, count: int, length: int, rng: np.random.Generator) -> Episodes:
    areas, weeks = hours.shape
    busy = hours.sum(1)
    count = min(count, int((busy > 0).sum()))
    area = rng.choice(areas, count, replace=False, p=busy / busy.sum())
    first = rng.integers(begin + 1, weeks - length + 1, count)
    return Episodes(area, first, first + length - 1)


def _inject(panel: Panel, run: Replay, episodes: Episodes, times: float, rng: np.random.Generator) -> tuple[Panel, int]:
    injuries = panel.injuries.copy()
    for area, first, last in zip(episodes.area, episodes.first, episodes.last, strict=True):
        explained = run.ahead.rates[first - 1] * panel.hours[area, first : last + 1]
        injuries[area, first : last + 1] += rng.poisson((times - 1) * explained)
    return replace(panel, injuries=injuries), int((injuries - panel.injuries).sum())
