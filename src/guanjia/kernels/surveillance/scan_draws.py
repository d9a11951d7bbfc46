"""Draws of events under the null hypotheses of the scans, as the few events that fall where windows can be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.surveillance.scan_maxima import Draws

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
Counts = NDArray[np.integer]


def as_draw(count: Counts, total: int) -> Draws:
    """The counts [N, T] as one draw.

    >>> found = as_draw(np.array([[0, 2], [1, 0]]), 3)
    >>> found.first.tolist(), found.period.tolist(), found.events.tolist()
    ([0, 1, 2], [1, 0], [2, 1])
    """
    place, period = np.nonzero(count)
    first = np.searchsorted(place, np.arange(len(count) + 1))
    events = count[place, period].astype(np.int32)
    return Draws(first, np.zeros(len(place), np.int32), period.astype(np.int32), events, total, 1)


def poisson_draws(expected: Float, total: int, draws: int, rng: np.random.Generator) -> Draws:
    """``total`` events thrown ``draws`` times on places and periods as ``expected`` [N, T] has it; the rest falls outside of it.

    >>> poisson_draws(np.array([[2.0]]), 2, 3, np.random.default_rng(1)).events.tolist()
    [2, 2, 2]
    """
    upto = np.cumsum(expected.ravel())
    within = rng.binomial(total, min(upto[-1] / total, 1.0), size=draws)
    cell = np.searchsorted(upto, rng.random(int(within.sum())) * upto[-1], "right")
    cell = np.minimum(cell, np.searchsorted(upto, upto[-1]))  # a random number rounded up to the sum
    place, period = np.divmod(cell, expected.shape[1])
    return _by_place(place, np.repeat(np.arange(draws), within), period, expected.shape, total, draws)


def _by_place(place: Int64, draw: Int64, period: Int64, shape: tuple[int, ...], total: int, draws: int) -> Draws:
    """Single events ordered by place and draw, those alike counted together."""
    places, periods = shape
    code, events = np.unique((place * draws + draw) * periods + period, return_counts=True)
    rest, period = np.divmod(code, periods)
    place, draw = np.divmod(rest, draws)
    first = np.searchsorted(place, np.arange(places + 1))
    return Draws(first, draw.astype(np.int32), period.astype(np.int32), events.astype(np.int32), total, draws)
