"""A made-up city of hours and injuries whose true relative risks are known."""

from __future__ import annotations

from datetime import date

import h3.api.numpy_int as h3
import numpy as np
from numpy.typing import NDArray

from guanjia.risk.exposure import HOURS_A_DAY, Exposure

MONDAY = date(2026, 3, 16)


def cells_around(rings: int) -> NDArray[np.uint64]:
    return np.sort(np.asarray(h3.grid_disk(h3.latlng_to_cell(31.2, 121.5, 8), rings), np.uint64))


def city(truth: NDArray[np.float64], injuries: float, days: int = 28, seed: int = 1, first_day: date = MONDAY) -> Exposure:
    """A city in which an hour in a cell is as dangerous as ``truth`` [C] says, and wet hours twice so; ``injuries`` are expected in all."""
    rng = np.random.default_rng(seed)
    cells = cells_around(40)[: len(truth)]
    hour = np.arange(HOURS_A_DAY * days)
    pace = rng.gamma(1, 1, len(truth))[:, None] * (1.1 + np.cos((hour % HOURS_A_DAY - 14) * np.pi / 12))
    seconds = (rng.poisson(pace * 5) * 720.0).astype(np.float32)
    wet = np.where(hour // HOURS_A_DAY % 3 == 0, seconds, 0).astype(np.float32)
    danger = truth[:, None] * (seconds + wet)
    met = rng.poisson(danger * (injuries / danger.sum()))
    cell, column = (np.repeat(side, met[np.nonzero(met)]) for side in np.nonzero(met))
    half = len(truth) // 2
    regions = np.repeat([0, 1], [half, len(truth) - half]).astype(np.int32)
    unknown = np.full_like(seconds, np.nan)
    return Exposure(
        cells,
        regions,
        ("310101", "310104"),
        first_day,
        seconds,
        seconds * np.float32(1.2),
        seconds * np.float32(0.5),
        seconds * np.float32(0.125),
        unknown,
        wet,
        cell,
        column,
    )
