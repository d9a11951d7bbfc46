"""Intervals for a skill score that allow for areas and weeks being alike within themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

BLOCK = 4  # weeks drawn together


def skill_interval(ours: Float, theirs: Float, rng: np.random.Generator, draws: int = 400) -> tuple[float, float]:
    """Bounds of 95 % of the skill 1 - ours / theirs over draws of areas and of blocks of weeks, both with replacement.

    ``ours`` and ``theirs`` [A, T] are squared errors, NaN where nothing was scored.
    """
    areas, weeks = ours.shape
    blocks = -(-weeks // BLOCK)
    by_area = rng.multinomial(areas, np.full(areas, 1 / areas), draws).astype(np.float64)
    by_week = np.repeat(rng.multinomial(blocks, np.full(blocks, 1 / blocks), draws), BLOCK, axis=1)[:, :weeks]
    sums = [((by_area @ np.nan_to_num(part)) * by_week).sum(1) for part in (ours, theirs)]
    skills = 1 - sums[0] / np.where(sums[1] > 0, sums[1], np.nan)
    low, high = np.nanquantile(skills, [0.025, 0.975])
    return float(low), float(high)
