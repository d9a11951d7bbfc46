"""Space-time scan statistics: cylinders whose base is a circle of places and whose height is a span of periods (Kulldorff 2001)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.surveillance.scan import Cluster, Counts, clusters, shifted
from guanjia.kernels.surveillance.scan_draws import poisson_draws
from guanjia.kernels.surveillance.scan_windows import Circles

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]


def spans_ending_today(periods: int, longest: int) -> Int64:
    """[S, 2] spans (first period, the one after the last) that end with the last period: what is going on now.

    >>> spans_ending_today(5, 2).tolist()
    [[4, 5], [3, 5]]
    """
    return np.array([[periods - length, periods] for length in range(1, min(longest, periods) + 1)])


def space_time_scan(
    count: Counts, expected: Float, circles: Circles, spans: Int64, draws: int, rng: np.random.Generator, threads: int = 1
) -> list[Cluster]:
    """Clusters of the counts [N, T] given their total, most likely first, no two of which share a place; ``expected`` on any scale.

    Only periods that a span covers are scanned; what falls before them is one remainder, drawn as such.
    """
    total = int(count.sum())
    if not total:
        return []
    start = int(spans.min())
    wanted = expected[:, start:] * (total / expected.sum())
    null = poisson_draws(wanted, total, draws, rng)
    return [shifted(found, start) for found in clusters(count[:, start:], wanted, circles, spans - start, null, threads)]


def recurrence_interval(p: float, days_between_runs: float) -> float:
    """Days in which chance alone gives one alarm as strong, when the scan is run every so many days.

    >>> recurrence_interval(0.01, 7)
    700.0
    """
    return days_between_runs / p
