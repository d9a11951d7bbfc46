"""Alerts from probabilities: a threshold frozen before the test, and what it then costs and finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class AlertRecord:
    """How many alerts there were, how many were right, and how many of the excesses had one."""

    alerts_per_100: float  # area-weeks
    precision: float  # share of alerts followed by an excess (PPV); nan without alerts
    recall: float  # share of excesses that had an alert; nan without excesses
    false_alarms_per_100: float  # area-weeks without an excess


def frozen_threshold(probability: Float, per_100: float) -> float:
    """The lowest probability above which at most ``per_100`` of 100 training forecasts lie; NaN are left out, and with none nothing alerts.

    >>> frozen_threshold(np.array([0.1, 0.2, 0.3, 0.4]), 25.0)
    0.3
    """
    values = np.sort(probability[~np.isnan(probability)])
    allowed = int(len(values) * per_100 / 100)
    return float(values[len(values) - 1 - allowed]) if len(values) > allowed else float("inf")


def record(alert: Bool, event: Float) -> AlertRecord:
    """Score alerts against events (0 or 1), both [N].

    >>> record(np.array([True, True, False, False]), np.array([1.0, 0.0, 1.0, 0.0]))
    AlertRecord(alerts_per_100=50.0, precision=0.5, recall=0.5, false_alarms_per_100=50.0)
    """
    happened = event > 0
    hits = int((alert & happened).sum())
    return AlertRecord(
        _share(int(alert.sum()), len(alert)) * 100,
        _share(hits, int(alert.sum())),
        _share(hits, int(happened.sum())),
        _share(int((alert & ~happened).sum()), int((~happened).sum())) * 100,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
