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
from scipy.optimize import brentq
from scipy.special import logsumexp

Float = NDArray[np.float64]

PRIOR_MEAN: Final = 0.5
PRIOR_SPREAD: Final = 0.3 / math.log(2)
LEAST_LOG: Final = 0.1
"""An index within a tenth of 1 is not told apart from it, so that no interval shrinks to a point (our judgement)."""
NORMAL_95: Final = 1.959964
_FAR = 1_000.0  # no belief lies so far from the prior


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

    Given their total, injuries fall into the bins in proportion to hours * index ** beta; the belief has the mean and
    the spread of the posterior, by quadrature about its peak. Bins without hours are left out.

    >>> moved(np.array([100.0, 100.0]), np.array([0, 0]), np.array([1.0, 2.0])) == PRIOR
    True
    """
    used = hours > 0
    x, y, weight = np.log(index[used]), injuries[used].astype(np.float64), hours[used]
    total = float(y.sum())
    if not total:
        return PRIOR

    def slope(beta: float) -> float:
        share = _shares(weight, x, beta)
        return float(y @ x) - total * float(share @ x) - (beta - PRIOR_MEAN) / PRIOR_SPREAD**2

    mode = float(brentq(slope, PRIOR_MEAN - _FAR, PRIOR_MEAN + _FAR))  # falls throughout: the density has one peak
    share = _shares(weight, x, mode)
    narrow = (total * float(share @ (x - share @ x) ** 2) + PRIOR_SPREAD**-2) ** -0.5
    betas = mode + narrow * np.linspace(-12, 12, 2_401)
    logs = (
        betas * float(y @ x)
        - total * logsumexp(betas[:, None] * x + np.log(weight), axis=1)
        - ((betas - PRIOR_MEAN) / PRIOR_SPREAD) ** 2 / 2
    )
    density = np.exp(logs - logs.max())
    density /= density.sum()
    mean = float(density @ betas)
    return Belief(mean, float(density @ (betas - mean) ** 2) ** 0.5, int(total))


def _shares(weight: Float, x: Float, beta: float) -> Float:
    """How injuries fall into the bins at ``beta``."""
    logs = np.log(weight) + beta * x
    share: Float = np.exp(logs - logs.max())
    share /= share.sum()
    return share
