"""Levels of expected risk by cell or area: told where the noise leaves an interval of two levels at most."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

FEWEST_WORKERS: Final = 20  # noisy workers below which a cell stays blank; a choice of this project, as Google Ads Data Hub chose for users
BLANK, NOISE = -2, -1
EDGES: Final = (0.8, 1.0, 1.25, 1.6)  # of expected relative risk, about a quarter above each other; fixed for all releases, a judgement
WIDEST: Final = 1.25**2  # of an interval, upper over lower bound: two levels; with wider ones a level would be drawn of noise


def levels(
    value: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], workers: NDArray[np.float64]
) -> NDArray[np.int8]:
    """0 to 4 by `EDGES`; `NOISE` where the interval has no end, is wider than two levels or reaches past
    the neighbours of the value's level; `BLANK` below 20 noisy workers.

    >>> levels(np.array([1.1, 1.1, 1.1]), np.array([1.0, 0.9, 0.7]), np.array([1.2, 1.4, 1.2]), np.array([20.0, 20.0, 19.0])).tolist()
    [2, 2, -2]
    """
    lowest, here, highest = (np.searchsorted(np.array(EDGES), each, side="right") for each in (low, value, high))
    clear = (low > 0) & (high <= WIDEST * low) & (here - lowest <= 1) & (highest - here <= 1)  # not where a bound is NaN
    told = np.where(clear, here, NOISE)
    return np.where(workers < FEWEST_WORKERS, BLANK, told).astype(np.int8)
