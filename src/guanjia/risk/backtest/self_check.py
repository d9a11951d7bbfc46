"""The backtest on a history whose excesses are known: it proves the code, not the index."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.backtest.backtest import Backtest, backtest
from guanjia.risk.backtest.known_truth import Truth
from guanjia.risk.backtest.lead_time import Episodes
from guanjia.risk.backtest.plan import Plan
from guanjia.risk.panel import Panel

Float = NDArray[np.float64]
Int = NDArray[np.int64]


def self_check(
    weeks: NDArray[np.datetime64],
    hours: Float,
    injuries: Int,
    pillars: Mapping[str, Float],
    intensity: Float,
    planted: tuple[Int, Int, Int],
    plan: Plan,
    seed: int,
) -> Backtest:
    """Backtest a drawn history: hours, injuries, pillars and true intensity for each hour [A, W], and the planted excesses as areas,
    first and last weeks [K].
    """
    unknown = np.full(hours.shape, np.nan)  # the incident pillar is made anew in the replay
    veto = np.zeros(hours.shape, bool)
    panel = Panel(np.arange(len(hours), dtype=np.uint64), weeks, hours, injuries, {**pillars, "incidents": unknown}, veto)
    citywide = (intensity * hours).sum(0) / hours.sum(0)
    return backtest(panel, plan, np.random.default_rng(seed), Truth(Episodes(*planted), intensity / citywide))
