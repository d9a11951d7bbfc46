"""Limits of the Farrington (1996) and Noufaily (2013) algorithms from one prediction, one-sided as in R's ``surveillance``."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.stats import nbinom, norm, poisson


@dataclass(frozen=True)
class Limits:
    """``lower`` and ``upper`` counts still expected, and the chance ``p`` of the count seen or more."""

    lower: float
    upper: float
    p: float


POWERS = {"none": 1.0, "1/2": 0.5, "2/3": 2 / 3}


def farrington_limits(mean: float, error: float, dispersion: float, alpha: float, count: float, transform: str = "2/3") -> Limits:
    """Normal limits of count**power, ``error`` being the standard error of the predicted ``mean``.

    >>> farrington_limits(5.0, 0.2, 1.0, 0.05, 8.0, "none").upper.__round__(7)
    8.6926872
    """
    power = POWERS[transform]
    variance = dispersion + error**2 / mean
    deviation = power * math.sqrt(mean ** (2 * power - 1) * variance)
    centre, half = mean**power, float(norm.isf(alpha)) * deviation
    lower, upper = (max(side, 0.0) ** (1 / power) for side in (centre - half, centre + half))
    return Limits(lower, upper, float(norm.sf((count**power - centre) / deviation)))


def noufaily_limits(log_mean: float, log_error: float, dispersion: float, alpha: float, count: float, plug_in: bool = False) -> Limits:
    """Negative binomial limits around the upper ``alpha`` limit of the predicted mean (``muan``), or around the mean itself (``plug_in``).

    >>> noufaily_limits(math.log(5), math.log(2), 1.0, 0.05, 11, plug_in=True).upper
    9.0
    """
    mean = math.exp(log_mean if plug_in else log_mean + float(norm.isf(alpha)) * log_error)
    law = nbinom(mean / (dispersion - 1), 1 / dispersion) if dispersion > 1 else poisson(mean)
    return Limits(float(law.ppf(alpha)), float(law.ppf(1 - alpha)), float(law.sf(count - 1)))


def score(count: float, mean: float, upper: float) -> float:
    """How far the count is from the mean as a share of the way to the limit; above 1 is an alarm.

    >>> score(8, 5, 7)
    1.5
    """
    return (count - mean) / (upper - mean) if upper > mean else math.nan
