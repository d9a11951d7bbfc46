"""Scores of one method's probabilities on the test weeks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.skill.brier import Decomposition, decomposition
from guanjia.kernels.skill.calibration import calibration_line
from guanjia.kernels.skill.ranking import average_precision, precision_recall_curve, roc_area, roc_curve
from guanjia.risk.backtest.alerts import AlertRecord, record

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Pairs = tuple[tuple[float, float], ...]

CURVE_POINTS = 101


@dataclass(frozen=True)
class MethodScore:
    """What a method scored on the test weeks, with the threshold frozen before them."""

    method: str
    brier: Decomposition
    roc_area: float
    average_precision: float
    calibration_intercept: float
    calibration_slope: float
    alerts: AlertRecord
    roc: Pairs  # false and true positive rate
    precision_recall: Pairs  # recall and precision


def score(method: str, probability: Float, event: Float, alert: Bool, bins: int) -> MethodScore:
    """Score probabilities, alerts and outcomes of shape [N], NaN nowhere."""
    intercept, slope = calibration_line(probability, event)
    false, true = roc_curve(probability, event)
    precision, recall = precision_recall_curve(probability, event)
    return MethodScore(
        method,
        decomposition(probability, event, bins),
        roc_area(probability, event),
        average_precision(probability, event),
        intercept,
        slope,
        record(alert, event),
        _thinned(false, true),
        _thinned(recall, precision),
    )


def _thinned(x: Float, y: Float) -> Pairs:
    keep = np.unique(np.linspace(0, len(x) - 1, min(CURVE_POINTS, len(x))).astype(np.intp))
    return tuple((round(float(a), 5), round(float(b), 5)) for a, b in zip(x[keep], y[keep], strict=True))
