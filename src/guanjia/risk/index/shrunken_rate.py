"""An area's own rate, remembered for as long as has served best so far."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from guanjia.risk.index.incident_signal import ShrunkenRatios, ratio_so_far
from guanjia.risk.index.reported_counts import ReportedCounts

Float = NDArray[np.float64]

MEMORIES: Final = tuple(0.5 ** (1 / half_life) for half_life in (8, 26, np.inf))
"""Weeks until an injury counts half (judgement): short ones follow clusters, long ones settle quiet areas."""


def shrunken_rate(known: ReportedCounts, hours: Float, rates: Float) -> ShrunkenRatios:
    """At the end of each week the shrunken ratios with whichever of `MEMORIES` forecast the settled weeks so far best.

    ``rates`` [W] are the citywide injuries for each hour as known at the end of each week. The measure is the likelihood of each week's
    injuries given the week before (negative binomial).
    """
    kept = [ratio_so_far(known, hours, memory) for memory in MEMORIES]
    scores = np.stack([_log_likelihood(one, known, hours, rates) for one in kept])
    settled = np.cumsum(scores, axis=1)
    late = len(known.counts) - 1
    best = np.zeros(hours.shape[1], np.intp)
    best[late:] = np.argmax(settled[:, : hours.shape[1] - late], axis=0)
    week = np.arange(hours.shape[1])
    ratio, shape = (np.stack([getattr(one, name) for one in kept])[best, :, week].T for name in ("ratio", "shape"))
    return ShrunkenRatios(ratio, shape)


def _log_likelihood(shrunken: ShrunkenRatios, known: ReportedCounts, hours: Float, rates: Float) -> Float:
    """[W] of the injuries of each week under what was believed at the end of the week before, up to what does not depend on the belief."""
    count, shape = known.counts[-1][:, 1:], shrunken.shape[:, :-1]
    mean = rates[:-1] * hours[:, 1:] * shrunken.ratio[:, :-1]
    parts = gammaln(count + shape) - gammaln(shape) + shape * np.log(shape / (shape + mean)) + xlogy(count, mean / (shape + mean))
    week = np.where((mean > 0) & ~np.isnan(mean), parts, 0.0).sum(0)
    return np.append(0.0, week)
