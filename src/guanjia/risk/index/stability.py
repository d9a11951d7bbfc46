"""How much the index and its colours hang on choices that could have been made otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.aggregate import arithmetic, geometric, harmonic
from guanjia.risk.index.expected_counts import ExpectedCounts
from guanjia.risk.index.forecast import believed
from guanjia.risk.index.incident_signal import ShrunkenRatios
from guanjia.risk.index.normalise import rounded, straight
from guanjia.risk.index.replay import Replay
from guanjia.risk.index.reported_counts import ReportedCounts
from guanjia.risk.index.settings import Settings
from guanjia.risk.index.sobol import total_effect
from guanjia.risk.panel import PILLARS, Panel

Float = NDArray[np.float64]
Int = NDArray[np.int64]

GROUPS: Final = ("normalisation", "weights", "aggregation")
SPAN: Final = (0.8, 1.25)  # by how much the distance between two reference points may be off (judgement)
CONCENTRATION: Final = 30.0  # of the Dirichlet about the stated weights: a weight of 0.2 varies by 0.07 (judgement)
WINDOW: Final = 52  # weeks that the calibrations of the varied indices look back on


@dataclass(frozen=True)
class Stability:
    """Arrays [A]. NaN where there is no index, or no colour."""

    index_low: Float  # bounds of 90 % of the varied indices
    index_high: Float
    same_colour: Float  # share of the variations that give the area the colour it has
    totals: dict[str, float]  # Sobol's total index of each of `GROUPS`, over all areas


def stability(panel: Panel, run: Replay, settings: Settings, rng: np.random.Generator, colours: int = 50, draws: int = 256) -> Stability:
    """Vary normalisation, weights and aggregation together: ``draws`` times for the index of the last week, ``colours`` times for its
    colour.
    """
    first, second = ([_varied(settings, rng) for _ in range(draws)] for _ in range(2))
    latest = {name: values[:, -1:] for name, values in run.pillars.items()}

    def index_of(choices: list[Settings]) -> Float:
        return np.stack([one.index(latest, panel.hours[:, -1:])[:, 0] for one in choices])

    base = index_of(first)
    known = ~np.isnan(base[0])
    low, high = np.full(len(known), np.nan), np.full(len(known), np.nan)
    low[known], high[known] = np.quantile(base[:, known], [0.05, 0.95], axis=0)
    totals = {
        group: total_effect(base[:, known], index_of([mixed(one, other) for one, other in zip(first, second, strict=True)])[:, known])
        for group, mixed in zip(GROUPS, _MIXED, strict=True)
    }
    return Stability(low, high, _same_colour(panel, run, settings, first[:colours]), totals)


def _varied(settings: Settings, rng: np.random.Generator) -> Settings:
    weights = rng.dirichlet(settings.weights / settings.weights.sum() * CONCENTRATION)
    references = {}
    for name, weight, stretch in zip(PILLARS, weights, np.exp(rng.uniform(np.log(SPAN[0]), np.log(SPAN[1]), len(PILLARS))), strict=True):
        stated = settings.references[name]
        ends = (
            stated.begins * (stated.ends / stated.begins) ** stretch
            if stated.ratio
            else stated.begins + (stated.ends - stated.begins) * stretch
        )
        references[name] = replace(stated, ends=float(ends), weight=float(weight))
    shape, aggregate = (straight, rounded)[rng.integers(2)], (geometric, arithmetic, harmonic)[rng.integers(3)]
    return replace(settings, references=references, shape=shape, aggregate=aggregate)


def _with_normalisation(one: Settings, other: Settings) -> Settings:
    return replace(
        one,
        shape=other.shape,
        references={name: replace(part, weight=one.references[name].weight) for name, part in other.references.items()},
    )


def _with_weights(one: Settings, other: Settings) -> Settings:
    return replace(one, references={name: replace(part, weight=other.references[name].weight) for name, part in one.references.items()})


def _with_aggregation(one: Settings, other: Settings) -> Settings:
    return replace(one, aggregate=other.aggregate)


_MIXED: Final[tuple[Callable[[Settings, Settings], Settings], ...]] = (_with_normalisation, _with_weights, _with_aggregation)


def _same_colour(panel: Panel, run: Replay, settings: Settings, choices: list[Settings]) -> Float:
    if run.rate.curves[-1] is None:
        return np.full(len(panel.areas), np.nan)
    stated = _last_colour(panel, run, settings)
    same = np.mean([_last_colour(panel, run, one) == stated for one in choices], axis=0)
    return np.where(stated >= 0, same, np.nan)


def _last_colour(panel: Panel, run: Replay, settings: Settings) -> Int:
    """[A] the colour before hysteresis, calibrated on the last weeks."""
    begin = max(panel.hours.shape[1] - WINDOW, 0)
    hours, last = panel.hours[:, begin:], panel.hours.shape[1] - begin - 1
    index = settings.index({name: values[:, begin:] for name, values in run.pillars.items()}, hours)
    ahead = ExpectedCounts(run.ahead.expected[:, begin:], run.ahead.rates[begin:], ())
    shrunken = ShrunkenRatios(run.shrunken.ratio[:, begin:], run.shrunken.shape[:, begin:])
    made = believed(index, ReportedCounts(run.known.counts[:, :, begin:], run.known.complete), hours, ahead, shrunken, last)
    return made.raw()[:, -1]
