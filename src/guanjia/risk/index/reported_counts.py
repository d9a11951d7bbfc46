"""Injuries as they were known at the end of a week: some are reported weeks later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True)
class Delay:
    """Shares of a week's injuries that are reported by the end of that week, in the week after, and so on; they sum to one."""

    shares: tuple[float, ...] = (1.0,)

    def __post_init__(self) -> None:
        if not self.shares or min(self.shares) < 0 or abs(sum(self.shares) - 1) > 1e-9 or self.shares[0] == 0:
            raise ValueError(
                f"报告延迟的各周比例须不为负、合计为 1、首周大于 0：{self.shares}\n"
                f"The shares of injuries reported week by week must not be negative, sum to 1 and begin above 0: {self.shares}"
            )

    @property
    def complete(self) -> Float:
        """[D] the share known at each age in weeks."""
        result: Float = np.minimum(np.cumsum(self.shares), 1.0)
        return result


@dataclass(frozen=True)
class ReportedCounts:
    """Injuries by age of knowledge.

    ``counts`` [D, A, W]: of each area and week, how many were known d weeks after its end; the last is all.
    """

    counts: Int
    complete: Float  # [D] the share that was known on average

    def at(self, week: int) -> Int:
        """[A, week + 1] what was known at the end of ``week``."""
        result: Int = self.counts[-1][:, : week + 1].copy()
        for age in range(min(len(self.counts), week + 1)):
            result[:, week - age] = self.counts[age][:, week - age]
        return result

    def completeness(self, week: int) -> Float:
        """[week + 1] the share of each week's injuries known at the end of ``week`` on average."""
        age = np.minimum(np.arange(week, -1, -1), len(self.complete) - 1)
        result: Float = self.complete[age]
        return result


def reported_counts(injuries: Int, delay: Delay, rng: np.random.Generator) -> ReportedCounts:
    """Draw when each injury [A, W] was reported. With no delay nothing is drawn.

    >>> reported_counts(np.array([[3, 1]]), Delay(), np.random.default_rng(0)).at(1).tolist()
    [[3, 1]]
    """
    if len(delay.shares) == 1:
        return ReportedCounts(injuries[None], delay.complete)
    reports = rng.multinomial(injuries, delay.shares)
    return ReportedCounts(np.cumsum(np.moveaxis(reports, -1, 0), axis=0), delay.complete)
