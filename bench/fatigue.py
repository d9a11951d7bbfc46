"""Carry the homeostasis of a month through a city's workers: our kernel, and the same closed forms as a loop in numpy over episodes.

Run as ``python -m bench.fatigue [WORKERS] [EPISODES]``; also the whole walk (four scenarios of sleep, end and peak of every duty).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.fatigue.alertness_walk import alertness_walks
from guanjia.kernels.fatigue.three_process import carry

Float = NDArray[np.float64]
TURNS = 3


def numpy_loop(awake: Float, asleep: Float, s: Float) -> Float:
    """S after all episodes: loops over episodes, all workers at once; ``awake`` and ``asleep`` are (episodes, workers) hours."""
    rate = np.log(0.3 / 6.34) / 8.0
    slope = rate * (12.2 - 14.3)
    for waking, sleeping in zip(awake, asleep, strict=True):
        s = 2.4 + (s - 2.4) * np.exp(-0.0353 * waking)
        straight = np.maximum(12.2 - s, 0.0) / slope
        late = 14.3 - (14.3 - np.maximum(s, 12.2)) * np.exp(rate * np.maximum(sleeping - straight, 0.0))
        s = np.where(sleeping <= straight, s + slope * sleeping, late)
    return s


def seconds(run: Callable[[], object]) -> float:
    """Wall seconds of one run."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def main(workers: int, episodes: int) -> None:
    """Both in turns, the median of each; answers compared."""
    random = np.random.default_rng(0)
    days = episodes // 2
    awake, asleep = random.uniform(14, 18, (workers, days)), random.uniform(4, 9, (workers, days))
    offsets = days * np.arange(workers + 1)
    by_episode = np.ascontiguousarray(awake.T), np.ascontiguousarray(asleep.T)
    start, ours = np.full(workers, 13.0), np.empty(workers)
    carry(offsets[:2], awake[0], asleep[0], np.full(1, 13.0))  # compiled, or read from the cache, before the clock runs

    halves = [offsets[: workers // 2 + 1], offsets[workers // 2 :]]

    def carried() -> None:
        ours[:] = start
        carry(offsets, awake.ravel(), asleep.ravel(), ours)

    def in_threads() -> None:
        ours[:] = start
        with ThreadPoolExecutor(2) as pool:
            parts = zip(halves, (ours[: workers // 2], ours[workers // 2 :]), strict=True)
            list(pool.map(lambda part: carry(part[0], awake.ravel(), asleep.ravel(), part[1]), parts))

    runs: tuple[Callable[[], object], ...] = (carried, in_threads, lambda: numpy_loop(*by_episode, start))
    turns = [[seconds(run) for run in runs] for _ in range(TURNS)]
    mine, threads, theirs = (median(times) for times in zip(*turns, strict=True))
    gap = float(np.abs(ours - numpy_loop(*by_episode, start)).max())
    print(f"carry S, {workers:,} workers x {episodes} episodes: {mine:.2f} s, two threads {threads:.2f} s; numpy loop {theirs:.2f} s")
    print(f"ratio to numpy {mine / theirs:.2f}, two threads {threads / theirs:.2f}; greatest difference {gap:.1e}")

    count = workers * days // 20
    part = offsets[offsets <= count]
    starts = np.tile(1_700_000_000 + 86_400 * np.arange(days), len(part) - 1) + random.integers(0, 4 * 3600, part[-1])
    ends = starts + random.integers(4 * 3600, 14 * 3600, part[-1])
    at_end, peak, warming = np.empty((part[-1], 4)), np.empty((part[-1], 4)), np.empty(part[-1], np.bool_)
    alertness_walks(part[:2], starts, ends, 28_800, at_end, peak, warming)
    walk = median(seconds(lambda: alertness_walks(part, starts, ends, 28_800, at_end, peak, warming)) for _ in range(TURNS))
    print(
        f"walk of {len(part) - 1:,} workers x {days} duties, 4 scenarios, end and peak: {walk:.2f} s, {walk / part[-1] * 1e9:.0f} ns a duty"
    )


if __name__ == "__main__":
    sizes = [int(argument) for argument in sys.argv[1:3]]
    main(*(sizes + [1_000_000, 60][len(sizes) :]))
