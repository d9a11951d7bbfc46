"""Brier score of probabilities, its parts and its skill."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Decomposition:
    """Murphy's parts of a Brier score: ``reliability - resolution + uncertainty + within`` is the score, exactly.

    ``within`` is what forecasts that share a bin differ among themselves (Stephenson, Coelho and Jolliffe 2008); 0 without bins.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


def brier(probability: Float, event: Float) -> float:
    """Mean square of forecast less outcome (Brier 1950). ``probability`` and ``event`` (0 or 1) have shape [N].

    >>> round(brier(np.array([0.1, 0.9, 0.8, 0.3]), np.array([0.0, 1.0, 1.0, 0.0])), 4)
    0.0375
    """
    return float(np.mean((probability - event) ** 2)) if len(event) else float("nan")


def decomposition(probability: Float, event: Float, bins: int | None = None) -> Decomposition:
    """The parts of the Brier score (Murphy 1973) over equal forecasts, or over ``bins`` groups of about as many forecasts each.

    >>> parts = decomposition(np.array([0.0, 0.5, 0.5, 1.0]), np.array([0.0, 1.0, 0.0, 1.0]))
    >>> parts.score, parts.reliability, parts.resolution, parts.uncertainty
    (0.125, 0.0, 0.125, 0.25)
    """
    if not len(event):
        return Decomposition(*[float("nan")] * 5)
    group = _groups(probability, bins)
    size = np.bincount(group)
    forecast, happened = (np.bincount(group, weights=values) / size for values in (probability, event))
    share, rate = size / len(event), float(np.mean(event))
    reliability = float(share @ (forecast - happened) ** 2)
    resolution = float(share @ (happened - rate) ** 2)
    uncertainty = rate * (1 - rate)
    score = brier(probability, event)
    within = score - (reliability - resolution + uncertainty) if bins else 0.0
    return Decomposition(score, reliability, resolution, uncertainty, within)


def _groups(probability: Float, bins: int | None) -> NDArray[np.intp]:
    """A number for each forecast's group, from 0 without gaps; equal forecasts share one."""
    _, group, sizes = np.unique(probability, return_inverse=True, return_counts=True)
    if bins is None:
        return group
    middle = np.cumsum(sizes) - sizes / 2
    coarse = np.floor(middle * bins / len(probability)).astype(np.intp)
    result: NDArray[np.intp] = np.unique(coarse, return_inverse=True)[1][group]
    return result


def skill(score: float, reference: float) -> float:
    """Skill over a reference forecast: 1 is perfect, 0 no better, below 0 worse; nan where the reference is perfect already.

    >>> round(skill(0.21, 0.24), 3)
    0.125
    """
    return 1 - score / reference if reference > 0 else float("nan")
