"""Records with holes, idle areas, unknown pillars and absurd counts give answers or reasons, never a failure."""

from __future__ import annotations

import json

import numpy as np
import pytest

from guanjia.risk.backtest.backtest import backtest
from guanjia.risk.backtest.plan import Plan
from guanjia.risk.backtest.table import method_rows, power_rows, sentences
from guanjia.risk.index.advisory import advise
from guanjia.risk.index.levels import CANNOT_JUDGE
from guanjia.risk.index.replay import replay
from guanjia.risk.index.reported_counts import Delay
from guanjia.risk.index.settings import Settings
from guanjia.risk.index.stability import stability
from guanjia.risk.panel import PILLARS, Panel


def odd(rng: np.random.Generator) -> Panel:
    areas, weeks, scale = int(rng.choice([1, 2, 30])), int(rng.choice([1, 4, 13, 60])), rng.choice([0, 1e3, 1e5, 1e6])
    worked = rng.random((areas, weeks)) > rng.choice([0, 0.3, 0.95])
    hours = scale * rng.lognormal(0, 2, (areas, 1)) * rng.lognormal(0, 0.3, (areas, weeks)) * worked
    injuries = rng.poisson(hours * 1e-4 * rng.gamma(1, 1, (areas, 1)))
    pillars = {
        name: np.where(rng.random(hours.shape) < rng.choice([0, 0.5, 1]), np.nan, rng.choice([-1, 0, 5]) * rng.random(hours.shape))
        for name in PILLARS
        if rng.random() < 0.8
    }
    days = np.datetime64("2024-01-01") + 7 * np.arange(weeks).astype("timedelta64[D]")
    return Panel(np.arange(areas, dtype=np.uint64), days, hours, injuries, pillars, rng.random(hours.shape) < 0.05)


@pytest.mark.parametrize("seed", range(20))
def test_odd_records(seed: int) -> None:
    """All of the index and of its backtest is written as JSON, and there is a level exactly where there is a probability or a veto."""
    rng = np.random.default_rng(seed)
    panel, settings = odd(rng), Settings(delay=Delay((0.5, 0.3, 0.2)))
    run = replay(panel, settings, rng)
    made = advise(panel, run, settings)
    assert np.array_equal(made.level == CANNOT_JUDGE, np.isnan(made.probability) & ~made.veto)
    assert all(zh for (zh, _), level in zip(made.reasons, made.level.tolist(), strict=True) if level == CANNOT_JUDGE)
    stability(panel, run, settings, rng, colours=2, draws=8)
    tested = backtest(panel, Plan(settings=settings, placebos=2, draws=20, clusters=3), rng)
    json.dumps([made.columns(), tested.to_dict()], allow_nan=False)
    assert bool(method_rows(tested)) == (tested.reason is None) and sentences(tested, synthetic=False)
    assert tested.reason is None or not power_rows(tested)
