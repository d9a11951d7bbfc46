"""What the hours so far let one expect of the week to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.index.excess import least_excess
from guanjia.risk.index.incident_signal import citywide_rate
from guanjia.risk.index.reported_counts import ReportedCounts

Float = NDArray[np.float64]
Int = NDArray[np.int64]

RECENT = 4  # weeks whose mean hours stand for those of the week to come
NODES = 5  # equally likely errors of that guess


@dataclass(frozen=True)
class ExpectedCounts:
    """Column w was made at the end of week w and is about week w + 1."""

    expected: Float  # [A, W] injuries by exposure alone
    rates: Float  # [W] citywide injuries for each hour, as known at the end of the week
    nodes: tuple[
        tuple[Float, Int], ...
    ]  # expected injuries and least excess [A, W] for each of several equally likely ways that the hours may come

    def averaged(self, probability: Callable[[Float, Int], Float], first: int = 0) -> Float:
        """[A, W - first] the mean of ``probability(expected, least excess)`` over how the hours may come, from week ``first`` on.

        Without it a forecast would jump where a few more hours raise the least count that is an excess.
        """
        total = np.zeros(self.expected[:, first:].shape)
        for expected, least in self.nodes:
            total += probability(expected[:, first:], least[:, first:])
        return total / len(self.nodes)


def expected_counts(known: ReportedCounts, hours: Float) -> ExpectedCounts:
    """Citywide rate so far times the mean hours of the last four weeks."""
    weeks = hours.shape[1]
    rates = np.array([citywide_rate(known.at(w).astype(np.float64), hours[:, : w + 1] * known.completeness(w)) for w in range(weeks)])
    total = np.cumsum(np.pad(hours, ((0, 0), (1, 0))), axis=1)
    end = np.arange(1, weeks + 1)
    begin = np.maximum(end - RECENT, 0)
    guess = (total[:, end] - total[:, begin]) / (end - begin)
    ways = [rates * guess * error for error in _errors(hours, guess)]
    return ExpectedCounts(rates * guess, rates, tuple((expected, least_excess(expected)) for expected in ways))


def _errors(hours: Float, guess: Float) -> Float:
    """Quantiles of hours over guess in the last 13 weeks whose guess has come due; 1 before any has."""
    quantiles = (np.arange(NODES) + 0.5) / NODES
    result = np.ones((NODES, hours.shape[1]))
    missed = np.divide(hours[:, 1:], guess[:, :-1], out=np.full(guess[:, :-1].shape, np.nan), where=guess[:, :-1] > 0)
    for week in range(1, hours.shape[1]):
        seen = missed[:, max(week - 13, 0) : week]
        if not np.isnan(seen).all():
            result[:, week] = np.nanquantile(seen, quantiles)
    return result
