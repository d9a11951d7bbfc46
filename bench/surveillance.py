"""Time the statistics of the map against esda and a plain numpy scan, in turns in one run, and compare the answers.

    python -m bench.surveillance

Each peer does the same work: Marshall's empirical Bayes rates of a million areas and local G* of 10,000 cells (esda), the spatial scan of
as many regions as upstate New York has, with every circle of every draw looked at by cumulative sums (numpy). Ratios of processor time:
above 1, ours is faster.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

import h3.api.numpy_int as h3
import numpy as np
from esda.getisord import G_Local
from esda.smoothing import Empirical_Bayes
from libpysal.weights import W
from numpy.typing import NDArray
from scipy.sparse import csr_array

from guanjia.kernels.surveillance.gamma_poisson import marshall
from guanjia.kernels.surveillance.local_g import local_g_star
from guanjia.kernels.surveillance.scan import clusters, spatial_scan
from guanjia.kernels.surveillance.scan_draws import poisson_draws
from guanjia.kernels.surveillance.scan_maxima import Draws
from guanjia.kernels.surveillance.scan_windows import Circles
from guanjia.kernels.surveillance.space_time_scan import space_time_scan, spans_ending_today

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

AREAS, CELLS, REGIONS, EVENTS, DRAWS, TURNS = 1_000_000, 10_000, 281, 552, 999, 3
SPACE_TIME = (5_000, 52, 500, 4)  # cells, weeks, injuries, longest cluster in weeks


@dataclass(frozen=True)
class Duel:
    """One piece of work by us and by a peer, and how far apart the answers are."""

    name: str
    ours: Callable[[], Any]
    peer: Callable[[], Any]
    apart: Callable[[Any, Any], float]


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of all threads, and the result."""
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def furthest(ours: Any, peer: Any) -> float:
    """The largest difference of two arrays."""
    return float(np.nanmax(np.abs(np.ravel(ours) - np.ravel(peer))))


def rates(rng: np.random.Generator) -> Duel:
    """Marshall's rates."""
    base = rng.gamma(1.0, 1_000.0, AREAS) + 1
    events = rng.poisson(base * 0.002 * rng.gamma(2.0, 0.5, AREAS)).astype(np.float64)
    return Duel("Empirical Bayes rates", lambda: marshall(events, base), lambda: Empirical_Bayes(events, base).r, furthest)


def hot_spots(rng: np.random.Generator) -> Duel:
    """Local G* with the ring of neighbours; both start from lists of neighbours."""
    cells = np.asarray(h3.grid_disk(h3.latlng_to_cell(31.2, 121.5, 8), 58))[:CELLS]
    place = {int(cell): i for i, cell in enumerate(cells)}
    rings = {
        i: [place[int(near)] for near in h3.grid_disk(cell, 1) if int(near) in place and int(near) != int(cell)]
        for cell, i in place.items()
    }
    values = rng.gamma(3.0, 1.0, CELLS)

    def ours() -> Float:
        row = np.repeat(np.arange(CELLS), [len(near) + 1 for near in rings.values()])
        column = np.concatenate([[i, *near] for i, near in rings.items()])
        return local_g_star(values, csr_array((np.ones(len(row)), (row, column)), shape=(CELLS, CELLS)))

    def peer() -> Float:
        scores: Float = G_Local(values, W(rings, silence_warnings=True), transform="B", permutations=0, star=True).Zs
        return scores

    return Duel("Local G*", ours, peer, furthest)


def plain_maxima(points: Float, expected: Float, share: float, draws: Int64) -> Float:
    """The highest ratio of each draw [D, N] by cumulative sums over every circle."""
    total = float(draws[0].sum())
    best = np.zeros(len(draws))
    for centre in points:
        order = np.argsort(np.sqrt(((points - centre) ** 2).sum(axis=1)), kind="stable")
        held = np.cumsum(expected[order])
        upto = int((held <= share * held[-1]).sum())
        e, c = held[:upto], np.cumsum(draws[:, order[:upto]], axis=1)
        rest = total - c
        ratio = c * np.log(np.maximum(c, 1) / e) + rest * np.log(np.maximum(rest, 1) / (total - e))
        best = np.maximum(best, np.where(c > e, ratio, 0).max(axis=1, initial=0))
    return best


def dense(draws: Draws, places: int) -> Int64:
    """The draws as counts [D, N]."""
    result = np.zeros((draws.number, places), np.int64)
    np.add.at(result, (draws.draw, np.repeat(np.arange(places), np.diff(draws.first))), draws.events)
    return result


def scan(rng: np.random.Generator) -> Duel:
    """The same draws of the null hypothesis, scanned by both; ours finds the clusters as well."""
    points, expected = rng.random((REGIONS, 2)), rng.gamma(1.0, 1.0, REGIONS) + 0.05
    expected *= EVENTS / expected.sum()
    count = rng.multinomial(EVENTS, expected / EVENTS)
    null = poisson_draws(expected[:, None], EVENTS, DRAWS, rng)
    drawn = dense(null, REGIONS)
    circles = Circles(points, expected)

    def ours() -> float:
        return clusters(count[:, None], expected[:, None], circles, np.array([[0, 1]]), null, 1)[0].p_rank

    def peer() -> float:
        highest = plain_maxima(points, expected, 0.5, drawn)
        observed = float(plain_maxima(points, expected, 0.5, count[None, :])[0])
        return (1 + int((highest >= observed - 1e-9).sum())) / (DRAWS + 1)

    return Duel(f"Spatial scan, {REGIONS} regions, {DRAWS} draws", ours, peer, lambda a, b: abs(a - b))


def against_peers(rng: np.random.Generator) -> None:
    """Print the median processor times, their ratio and how far the answers are apart."""
    print(f"{'work':<46}{'ours s':>10}{'peer s':>10}{'ratio':>9}{'apart':>10}")
    for duel in (rates(rng), hot_spots(rng), scan(rng)):
        duel.ours()  # compiles
        taken = [(spent(duel.ours), spent(duel.peer)) for _ in range(TURNS)]
        ours, peer = (median(turn[side][0] for turn in taken) for side in (0, 1))
        print(f"{duel.name:<46}{ours:>10.4f}{peer:>10.4f}{peer / ours:>9.1f}{duel.apart(taken[0][0][1], taken[0][1][1]):>10.1e}")


def alone(rng: np.random.Generator) -> None:
    """Print what the two scans take with no peer: New York's size, and a city by week."""
    cells, weeks, injuries, longest = SPACE_TIME
    points, expected = rng.random((cells, 2)) * 70, np.outer(rng.gamma(1.0, 1.0, cells), np.ones(weeks))
    count = rng.multinomial(injuries, (expected / expected.sum()).ravel()).reshape(cells, weeks)
    spans = spans_ending_today(weeks, longest)
    few, people = points[:REGIONS], expected[:REGIONS, 0]
    cases = rng.multinomial(EVENTS, people / people.sum())
    for name, work in (
        (f"Spatial scan, {REGIONS} regions", lambda: spatial_scan(cases, people, Circles(few, people), DRAWS, rng, 2)),
        (
            f"Prospective scan, {cells} cells x {weeks} weeks",
            lambda: space_time_scan(count, expected, Circles(points, expected[:, 0]), spans, DRAWS, rng, 2),
        ),
    ):
        begun = time.perf_counter()
        taken, _ = spent(work)
        print(f"{name}, {DRAWS} draws: {time.perf_counter() - begun:.2f} s, {taken:.2f} s of two processors")


if __name__ == "__main__":
    against_peers(np.random.default_rng(1))
    alone(np.random.default_rng(2))
