"""Placebo runs: the index of other areas or other weeks must not forecast better than the right one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.skill.brier import skill
from guanjia.risk.index.forecast import believed, probability
from guanjia.risk.index.replay import Replay
from guanjia.risk.panel import Panel

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class Placebo:
    """Skill over the shrunken rate, which is what the index adds: of the true index and of its placebos."""

    kind: str  # permuted_areas or shifted_weeks
    real: float
    placebos: tuple[float, ...]

    @property
    def p_value(self) -> float:
        """How often chance does as well as the index, the index itself counted in."""
        return (1 + sum(value >= self.real for value in self.placebos)) / (1 + len(self.placebos))


def placebo_runs(
    panel: Panel, run: Replay, event: Float, shrunken: Float, test: Bool, count: int, rng: np.random.Generator
) -> tuple[Placebo, Placebo]:
    """``count`` forecasts with the index of permuted areas, and with that of weeks shifted by 8 or more, calibrated like the real one."""
    areas, weeks = panel.hours.shape
    first = int(np.flatnonzero(test.any(0))[0])

    def skill_of(index: Float) -> float:
        rate = believed(index, run.known, panel.hours, run.ahead, run.shrunken, first)
        chance = probability(rate, run.ahead, first)[:, :-1]
        use = (test & ~np.isnan(shrunken))[:, first:] & ~np.isnan(chance)
        ours, theirs = (float(np.mean((part[use] - event[:, first:][use]) ** 2)) for part in (chance, shrunken[:, first:]))
        return skill(ours, theirs)

    real = skill_of(run.index)
    permuted = tuple(skill_of(run.index[rng.permutation(areas)]) for _ in range(count))
    shifted = tuple(skill_of(np.roll(run.index, int(shift), axis=1)) for shift in rng.integers(8, max(weeks - 8, 9), count))
    return Placebo("permuted_areas", real, permuted), Placebo("shifted_weeks", real, shifted)
