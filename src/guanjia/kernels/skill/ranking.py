"""How well forecasts put events before non-events: ROC and precision-recall."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


def counts_above(probability: Float, event: Float) -> tuple[Float, Float, Float]:
    """For each distinct forecast from the highest down: that forecast, and events and non-events forecast at least as high.

    >>> [part.tolist() for part in counts_above(np.array([0.1, 0.9, 0.9]), np.array([0.0, 1.0, 0.0]))]
    [[0.9, 0.1], [1.0, 1.0], [1.0, 2.0]]
    """
    order = np.argsort(-probability, kind="stable")
    forecast, hit = probability[order], event[order]
    last = np.flatnonzero(np.append(forecast[1:] != forecast[:-1], True)) if len(forecast) else np.empty(0, np.intp)
    hits = np.cumsum(hit)[last]
    return forecast[last], hits, last + 1.0 - hits


def roc_curve(probability: Float, event: Float) -> tuple[Float, Float]:
    """False and true positive rates, from (0, 0) to (1, 1), a point for each distinct forecast.

    >>> [part.tolist() for part in roc_curve(np.array([0.1, 0.9]), np.array([0.0, 1.0]))]
    [[0.0, 0.0, 1.0], [0.0, 1.0, 1.0]]
    """
    _, hits, misses = counts_above(probability, event)
    rates = [np.append(0.0, part) / part[-1] if len(part) and part[-1] else np.full(len(part) + 1, np.nan) for part in (misses, hits)]
    return rates[0], rates[1]


def roc_area(probability: Float, event: Float) -> float:
    """Area under the ROC: the chance that an event was forecast above a non-event, ties counted half; nan where one of them is missing.

    >>> roc_area(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0.0, 0.0, 1.0, 1.0]))
    0.75
    """
    false, true = roc_curve(probability, event)
    return float(np.trapezoid(true, false))


def precision_recall_curve(probability: Float, event: Float) -> tuple[Float, Float]:
    """Precision and recall, a point for each distinct forecast from the highest down; recall is nan without events.

    >>> [part.tolist() for part in precision_recall_curve(np.array([0.1, 0.9]), np.array([1.0, 1.0]))]
    [[1.0, 1.0], [0.5, 1.0]]
    """
    _, hits, misses = counts_above(probability, event)
    total = hits[-1] if len(hits) and hits[-1] else np.nan
    return hits / (hits + misses), hits / total


def average_precision(probability: Float, event: Float) -> float:
    """Precision averaged over the steps of recall, without interpolation; nan without events.

    >>> round(average_precision(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0.0, 0.0, 1.0, 1.0])), 4)
    0.8333
    """
    precision, recall = precision_recall_curve(probability, event)
    return float(np.diff(recall, prepend=0.0) @ precision) if len(recall) else float("nan")
