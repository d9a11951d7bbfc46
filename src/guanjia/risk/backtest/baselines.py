"""Four forecasts that an index must beat, each from what was known at the end of the week.

Shapes [A, W - 1]; column w is about week w + 1.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.excess import by_exposure, by_ratio, least_excess
from guanjia.risk.index.expected_counts import ExpectedCounts
from guanjia.risk.index.incident_signal import ShrunkenRatios
from guanjia.risk.index.reported_counts import ReportedCounts

Float = NDArray[np.float64]

NAMES: Final = {
    "climatology": ("历史频率", "climatology"),
    "last_week": ("上周情况", "last week"),
    "exposure": ("只看工时", "exposure only"),
    "shrunken": ("收缩伤害率", "shrunken rate"),
}


def baselines(event: Float, known: ReportedCounts, hours: Float, ahead: ExpectedCounts, shrunken: ShrunkenRatios) -> dict[str, Float]:
    """All four by name. ``event`` is `excess_next_week`; each uses only the columns that were settled by then."""
    return {
        "climatology": _frequency_so_far(event, np.ones(event.shape, bool), len(known.counts)),
        "last_week": _last_week(event, known, hours, ahead),
        "exposure": ahead.averaged(by_exposure)[:, :-1],
        "shrunken": ahead.averaged(lambda expected, least: by_ratio(expected, shrunken.ratio, shrunken.shape, least))[:, :-1],
    }


def _frequency_so_far(event: Float, among: NDArray[np.bool_], ages: int) -> Float:
    """[A, W - 1] how often an event followed so far, over all areas, where ``among`` holds; pairs whose injuries were not all reported
    yet are left out.
    """
    use = among & ~np.isnan(event)
    events = np.cumsum(np.where(use, event, 0).sum(0))
    pairs = np.cumsum(use.sum(0))
    settled = np.arange(event.shape[1]) - ages  # the last origin whose week after was settled at the end of this week
    happened, seen = (np.where(settled >= 0, part[np.maximum(settled, 0)], 0) for part in (events, pairs))
    return np.broadcast_to((happened + 0.5) / (seen + 1), event.shape)


def _last_week(event: Float, known: ReportedCounts, hours: Float, ahead: ExpectedCounts) -> Float:
    excess = (known.counts[0] >= least_excess(ahead.rates * hours))[:, :-1]
    ages = len(known.counts)
    return np.where(excess, _frequency_so_far(event, excess, ages), _frequency_so_far(event, ~excess, ages))
