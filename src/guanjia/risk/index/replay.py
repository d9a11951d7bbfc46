"""Everything an index knew and said, week by week, from the records alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.expected_counts import ExpectedCounts, expected_counts
from guanjia.risk.index.forecast import Rate, believed, probability
from guanjia.risk.index.incident_signal import ShrunkenRatios, incident_signal
from guanjia.risk.index.reported_counts import ReportedCounts, reported_counts
from guanjia.risk.index.settings import Settings
from guanjia.risk.index.shrunken_rate import shrunken_rate
from guanjia.risk.panel import Panel

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Replay:
    """Column w of each [A, W] is what stood at the end of week w, injuries reported later left out."""

    known: ReportedCounts
    ahead: ExpectedCounts
    shrunken: ShrunkenRatios
    pillars: dict[str, Float]
    index: Float
    rate: Rate
    probability: Float  # of an excess in the week after


def has_incident_records(panel: Panel) -> bool:
    """Whether injuries were recorded at all: without records a zero is not a zero."""
    return "incidents" in panel.pillars


def replay(panel: Panel, settings: Settings, rng: np.random.Generator) -> Replay:
    """Replay ``panel``.

    The incident pillar is made anew, from what was known by then. ``rng`` draws when injuries were reported, if late.
    """
    seen = reported_counts(panel.injuries, settings.delay, rng)
    pillars = dict(panel.pillars)
    if has_incident_records(panel):
        pillars["incidents"] = incident_signal(seen, panel.hours)
    index = settings.index(pillars, panel.hours)
    ahead = expected_counts(seen, panel.hours)
    shrunken = shrunken_rate(seen, panel.hours, ahead.rates)
    rate = believed(index, seen, panel.hours, ahead, shrunken)
    return Replay(seen, ahead, shrunken, pillars, index, rate, probability(rate, ahead))
