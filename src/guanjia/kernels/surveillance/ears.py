"""EARS C1, C2 and C3: alarms for series too short to know a season (Hutwagner et al. 2003)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Float = NDArray[np.float64]

BASELINE = 7
_LAG = {"C1": 0, "C2": 2}


def _baseline(counts: Float, lag: int, baseline: int, least: float) -> tuple[Float, Float]:
    """Mean and deviation (not below ``least``) of the periods before each, ``lag`` left out; nan where there are not enough."""
    mean, deviation = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    first = baseline + lag
    if len(counts) > first:
        windows = np.lib.stride_tricks.sliding_window_view(counts, baseline)[: len(counts) - first]
        mean[first:], deviation[first:] = windows.mean(axis=1), np.maximum(windows.std(axis=1, ddof=1), least)
    return mean, deviation


def upper(counts: Float, kind: str, alpha: float, baseline: int = BASELINE, least: float = 0.0) -> Float:
    """The highest count that is no alarm, for kind C1 (the periods just before) or C2 (two left out); nan where history is too short.

    ``least`` is the floor of the deviation: without it one event after a week of none is an alarm.

    >>> upper(np.array([0.0, 2.0, 0.0, 2.0, 9.0]), "C1", 0.05, baseline=4).round(6).tolist()[4]
    2.899313
    """
    mean, deviation = _baseline(counts, _LAG[kind], baseline, least)
    result: Float = mean + norm.isf(alpha) * deviation
    return result


def upper_c3(counts: Float, alpha: float, baseline: int = BASELINE, least: float = 0.0) -> Float:
    """The limit of C3, which remembers by how much the two periods before passed one deviation above the C2 mean.

    Here the baseline is 0, 2, 1, 1, and nothing passed: 1 + 1.959964 * sqrt(2 / 3).

    >>> upper_c3(np.array([0.0, 2.0, 0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0]), 0.025, baseline=4).round(6).tolist()[8]
    2.600304
    """
    mean, deviation = _baseline(counts, _LAG["C2"], baseline, least)
    passed = np.maximum(0.0, _standard(counts, mean, deviation) - 1)
    memory = np.full(len(counts), np.nan)
    memory[2:] = passed[1:-1] + passed[:-2]
    result: Float = np.maximum(0.0, mean + deviation * (norm.isf(alpha) - memory))
    return result


def _standard(counts: Float, mean: Float, deviation: Float) -> Float:
    """Deviations above the mean; 0 where nothing varied and nothing changed, infinite where nothing varied before and it did."""
    step = counts - mean
    flat = np.where(step > 0, np.inf, np.where(step < 0, -np.inf, 0.0))
    result: Float = np.where(np.isnan(mean), np.nan, np.where(deviation > 0, step / np.where(deviation > 0, deviation, 1.0), flat))
    return result
