"""Calibration line: whether forecast probabilities are too bold, too timid or off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

_STEPS = 50
_LEAST, _MOST = 1e-9, 1 - 1e-9


def calibration_line(probability: Float, event: Float) -> tuple[float, float]:
    """Intercept and slope of the logistic regression of outcomes on forecast log-odds (Cox 1958); (0, 1) is perfect.

    A slope below 1 says that the forecasts are too bold. (nan, nan) where events, non-events or differing forecasts are missing, or where
    the forecasts part events from non-events entirely.

    >>> forecast, outcome = np.array([0.2] * 5 + [0.8] * 5), np.array([1.0, 0, 0, 0, 0, 1, 1, 1, 1, 0])
    >>> [abs(round(value, 6)) for value in calibration_line(forecast, outcome)]
    [0.0, 1.0]
    """
    if len(np.unique(probability)) < 2 or len(np.unique(event)) < 2:
        return float("nan"), float("nan")
    bounded = np.clip(probability, _LEAST, _MOST)
    design = np.column_stack([np.ones(len(event)), np.log(bounded / (1 - bounded))])
    line = np.array([0.0, 1.0])
    for _ in range(_STEPS):
        fitted = 1 / (1 + np.exp(-np.clip(design @ line, -30, 30)))
        curvature = (design * (fitted * (1 - fitted))[:, None]).T @ design
        if not np.isfinite(np.linalg.cond(curvature)) or np.linalg.cond(curvature) > 1e12:
            return float("nan"), float("nan")
        step = np.linalg.solve(curvature, design.T @ (event - fitted))
        line = line + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            return float(line[0]), float(line[1])
    return float("nan"), float("nan")
