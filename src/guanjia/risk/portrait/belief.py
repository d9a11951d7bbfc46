"""How far injuries are believed to follow the Risk Index: a prior from published effects, moved by local data.

    rate of an hour = level * index ** beta                beta ~ Normal(PRIOR_MEAN, PRIOR_SPREAD)

Published ratios come from other trades and overlap, so only half of their logarithm is taken over, and an hour that the index prices at 2
is believed to lie, with 95 %, between 0.8 and 2.5 times the reference hour. Local injuries, counted by the index of the hour in which they
happened, move beta by Bayes' rule; the level cancels. The forms and numbers of the prior are a judgement of this project.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

PRIOR_MEAN: Final = 0.5
PRIOR_SPREAD: Final = 0.3 / math.log(2)
LEAST_LOG: Final = 0.1
"""An index within a tenth of 1 is not told apart from it, so that no interval shrinks to a point (our judgement)."""
NORMAL_95: Final = 1.959964


@dataclass(frozen=True)
class Belief:
    """A normal belief about beta, and the injuries that moved it."""

    mean: float
    spread: float
    injuries: int

    def ratio(self, index: Float) -> tuple[Float, Float, Float]:
        """(expected, low, high) relative risk of hours of this Risk Index; low and high hold 95 % of the belief.

        >>> [round(float(part[0]), 3) for part in PRIOR.ratio(np.array([2.0]))]
        [1.414, 0.786, 2.546]
        """
        log = np.log(index)
        middle, half = self.mean * log, NORMAL_95 * self.spread * np.maximum(np.abs(log), LEAST_LOG)
        return np.exp(middle), np.exp(middle - half), np.exp(middle + half)


PRIOR: Final = Belief(PRIOR_MEAN, PRIOR_SPREAD, 0)


def moved(hours: Float, injuries: NDArray[np.int64], index: Float) -> Belief:
    """The prior moved by injuries in bins of the Risk Index. Shape (n,) each: hours on the road, injuries, the index of the bin.

    Given their total, injuries fall into the bins in proportion to hours * index ** beta; the normal belief is that of the greatest
    posterior density and its curvature (Laplace). Bins without hours are left out.

    >>> moved(np.array([100.0, 100.0]), np.array([0, 0]), np.array([1.0, 2.0])) == PRIOR
    True
    """
    used = hours > 0
    x, y, weight = np.log(index[used]), injuries[used].astype(np.float64), hours[used]
    total = float(y.sum())
    if not total:
        return PRIOR
    beta, curvature = PRIOR_MEAN, 0.0
    for _ in range(50):
        share = weight * np.exp(beta * x)
        share /= share.sum()
        middle = float(share @ x)
        slope = float(y @ x) - total * middle - (beta - PRIOR_MEAN) / PRIOR_SPREAD**2
        curvature = total * float(share @ (x - middle) ** 2) + PRIOR_SPREAD**-2
        step = slope / curvature
        beta += step
        if abs(step) < 1e-12:
            break
    return Belief(beta, curvature**-0.5, int(total))
