"""What the city is set to, where that was published, and what the generator gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from guanjia.synthesis.setting import Bool, Float

ELEME = "Ele.me, 2020-02-01, 7,111 orders"
MEITUAN = "Meituan pilot, Beijing Business Daily (copies)"


@dataclass(frozen=True)
class Target:
    """One figure: its name, the published number, its source, what the generator gives (None where nothing was there to measure)."""

    zh: str
    en: str
    target: float
    unit: str
    source: str
    given: float | None
    decimals: int  # that are worth showing


def targets(samples: Mapping[str, Float]) -> list[Target]:
    """The figures on samples of riders' days and orders."""
    hours, stacked, speed = samples["hours"], samples["stacked"], samples["speed"]
    several = stacked[stacked > 1]

    return [
        Target("骑手每天单数，中位", "orders of a rider's day, median", 9, "单 order", ELEME, _median(samples["orders"]), 0),
        Target("叠单波次的单数，平均", "orders of a stacked wave, mean", 2.9, "单 order", ELEME, _mean(several), 2),
        Target("取送直线距离，中位", "straight way to go, median", 1_323, "m", ELEME, _median(samples["metres"]), 0),
        Target("派单至应送达，中位", "dispatch to promise, median", 42, "min", ELEME, _median(samples["promised"]), 1),
        Target("取货至应送达，中位", "pick-up to promise, median", 27, "min", ELEME, _median(samples["left"]), 1),
        Target("须超过15公里/小时的订单", "orders that need over 15 km/h", 1.8, "%", ELEME, _percent(speed > 15), 2),
        Target("达到8小时的骑手日", "riders' days that reach 8 h", 20, "%", MEITUAN, _percent(hours >= 8), 1),
        Target("达到12小时的骑手日", "riders' days that reach 12 h", 0.18, "%", MEITUAN, _percent(hours >= 12), 2),
    ]


def _median(values: Float) -> float | None:
    return float(np.median(values)) if len(values) else None


def _mean(values: Float) -> float | None:
    return float(np.mean(values)) if len(values) else None


def _percent(yes: Bool) -> float | None:
    return float(np.mean(yes)) * 100 if len(yes) else None
