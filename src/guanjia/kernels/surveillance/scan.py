"""Kulldorff's scan statistic: the window where events most exceed what is expected, and how often chance does as well (Kulldorff 1997).

Log likelihood ratio of a window with c of C events where e are expected: c ln(c / e) + (C - c) ln((C - c) / (C - e)) where c > e, else 0.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.surveillance.gumbel import gumbel_fit, gumbel_tail, rank_p
from guanjia.kernels.surveillance.scan_draws import as_draw, poisson_draws
from guanjia.kernels.surveillance.scan_maxima import Draws, desk, log_table, look_around, no_peaks, weigh
from guanjia.kernels.surveillance.scan_windows import Circles

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
Counts = NDArray[np.integer]
Peak = tuple[float, int, int, int]  # ratio, centre, circle, span


@dataclass(frozen=True)
class Cluster:
    """A window with more events than expected, with p-values over all windows looked at."""

    centre: int
    places: Int64  # ascending
    begin: int  # first period
    end: int  # the period after the last
    observed: int
    expected: float
    total: int
    ratio: float  # log likelihood ratio
    p_rank: float  # Monte Carlo
    p_gumbel: float

    @property
    def relative_risk(self) -> float:
        """Observed over expected inside, over the same outside."""
        outside = (self.total - self.observed) / (self.total - self.expected) if self.total > self.expected else 0.0
        return self.observed / self.expected / outside if outside else np.inf


def spatial_scan(count: Counts, expected: Float, circles: Circles, draws: int, rng: np.random.Generator, threads: int = 1) -> list[Cluster]:
    """Clusters of the counts [N], most likely first, no two of which share a place; ``expected`` [N] may be on any scale.

    >>> points = np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 0.0], [6.0, 0.0]])
    >>> found = spatial_scan(np.array([9, 1, 1, 1]), np.ones(4), Circles(points, np.ones(4)), 99, np.random.default_rng(1))
    >>> found[0].centre, found[0].observed, found[0].expected
    (0, 9, 3.0)
    """
    total = int(count.sum())
    if not total:
        return []
    wanted = (expected * (total / expected.sum()))[:, None]
    null = poisson_draws(wanted, total, draws, rng)
    return clusters(count[:, None], wanted, circles, np.array([[0, 1]]), null, threads)


def clusters(count: Counts, expected: Float, circles: Circles, spans: Int64, null: Draws, threads: int) -> list[Cluster]:
    """The best window around each centre, most likely first, less those that share a place with a likelier one.

    ``expected`` [N, T] is on the scale of ``null.total``; p-values are among the highest ratios of at least two ``null`` draws.
    """
    shares = [range(start, len(count), threads) for start in range(threads)]  # so that each thread has as many in the middle of the map
    observed, table = as_draw(count, null.total), log_table(null.total)
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda part: _best(part, observed, expected, circles, spans, null, table), shares))
    highest = np.max([maxima for _, maxima in parts], axis=0)
    ranked = sorted((peak for peaks, _ in parts for peak in peaks if peak[0] > 0), key=lambda peak: (-peak[0], peak[1]))
    curve = gumbel_fit(highest)
    taken = np.zeros(len(count), bool)
    result = []
    for ratio, centre, circle, span in ranked:
        places = np.sort(circles.around(centre).places[: circle + 1])
        if taken[places].any():
            continue
        taken[places] = True
        begin, end = (int(edge) for edge in spans[span])
        inside = (int(count[places, begin:end].sum()), float(expected[places, begin:end].sum()))
        chance = (rank_p(ratio, highest), gumbel_tail(ratio, *curve))
        result.append(Cluster(centre, places, begin, end, *inside, null.total, ratio, *chance))
    return result


def _best(
    centres: range, observed: Draws, expected: Float, circles: Circles, spans: Int64, null: Draws, table: Float
) -> tuple[list[Peak], Float]:
    """The best observed window around each centre, and the highest ratio of each null draw over all of them."""
    at = desk(len(expected), expected.shape[1], len(spans), null.number)
    peaks, maxima = [], no_peaks(null.number)
    for centre in centres:
        rings = circles.around(centre)
        weigh(rings, expected, spans, null.total, at)
        here = no_peaks(1)
        look_around(rings, spans, observed, table, here, at)
        look_around(rings, spans, null, table, maxima, at)
        peaks.append((float(here.ratio[0]), centre, int(here.circle[0]), int(here.span[0])))
    return peaks, maxima.ratio


def shifted(cluster: Cluster, periods: int) -> Cluster:
    """The cluster so many periods later."""
    return replace(cluster, begin=cluster.begin + periods, end=cluster.end + periods)
