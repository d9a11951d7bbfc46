"""The backtest on histories whose truth is known: it finds what is there, and says so where nothing is."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from guanjia.risk.backtest.backtest import Backtest, backtest
from guanjia.risk.backtest.plan import Plan
from guanjia.risk.backtest.self_check import self_check
from guanjia.risk.backtest.table import METHOD_HEADINGS, POWER_HEADINGS, PROVES_CODE, method_rows, power_rows, sentences
from guanjia.risk.index.reported_counts import Delay
from guanjia.risk.index.settings import Settings
from guanjia.risk.panel import Panel
from guanjia.synthesis.risk_panel import history

QUICK = Plan(placebos=3, draws=100)


@cache
def known_truth(seed: int = 3) -> Backtest:
    drawn = history(seed, weeks=156, clusters=18)
    planted = drawn.clusters
    return self_check(
        drawn.weeks, drawn.hours, drawn.injuries, drawn.pillars, drawn.intensity, (planted.area, planted.first, planted.last), QUICK, seed
    )


def without_signal(weeks: int = 80, areas: int = 40) -> Panel:
    """Injuries that hours explain entirely, and pillars that know nothing."""
    rng = np.random.default_rng(8)
    hours = np.repeat(rng.uniform(4_000, 15_000, (areas, 1)), weeks, axis=1)
    pillars = {name: rng.uniform(0, 0.5, (areas, weeks)) for name in ("heat", "pressure", "weather", "incidents")}
    days = np.datetime64("2024-01-01") + 7 * np.arange(weeks).astype("timedelta64[D]")
    return Panel(np.arange(areas, dtype=np.uint64), days, hours, rng.poisson(hours * 1e-4), pillars, np.zeros((areas, weeks), bool))


def test_power() -> None:
    """The stronger an injected excess the more are found; of fivefold ones more than half, and far more than alerts without injection."""
    found = [part.found / part.injected for part in known_truth().power]
    strong = known_truth().power[-1]
    assert found[0] < found[-1] and found[-1] > 0.5 and strong.found > 3 * strong.by_chance
    assert strong.found_yellow > strong.injected / 2


def test_known_truth() -> None:
    """Planted excesses are found more often than alerts are out where the true rate is not raised; no more alerts than one in ten there."""
    made = known_truth().planted
    assert made is not None and made.alerts.episodes >= 10
    assert made.alerts.missed < made.alerts.episodes / 2
    assert made.alerts_per_100_elsewhere < 10 and made.yellow_per_100_elsewhere < 10


def test_identity() -> None:
    """The parts of every Brier score add up, all methods were scored on the same outcomes, and the baselines of the plan are all there."""
    made = known_truth()
    assert [part.method for part in made.methods] == ["index", "climatology", "last_week", "exposure", "shrunken"]
    assert len({part.brier.uncertainty for part in made.methods}) == 1
    for part in made.methods:
        total = part.brier.reliability - part.brier.resolution + part.brier.uncertainty + part.brier.within
        assert total == pytest.approx(part.brier.score, abs=1e-12)
    for comparison, other in zip(made.comparisons, made.methods[1:], strict=True):
        assert comparison.skill == pytest.approx(1 - made.methods[0].brier.score / other.brier.score)
        assert comparison.low < comparison.skill < comparison.high


def test_nothing_to_find() -> None:
    """Where pillars know nothing the index does not beat a baseline that knows the hours, and the report says so plainly."""
    made = backtest(without_signal(), QUICK, np.random.default_rng(1))
    verdicts = {part.baseline: part.verdict for part in made.comparisons}
    assert verdicts["exposure"] != "better" and abs(made.methods[0].roc_area - made.methods[3].roc_area) < 0.06
    said = " ".join(en for _, en in sentences(made, synthetic=False))
    assert "not told apart from exposure only" in said or "WORSE than exposure only" in said
    assert "not shown to add anything" in said


def test_late_reports_blind() -> None:
    """With most injuries reported two weeks late strong excesses are found later or less often than with all reported at once."""
    panel = without_signal()
    plans = [replace(QUICK, injected=(6.0,), settings=Settings(delay=Delay(shares))) for shares in ((1.0,), (0.1, 0.1, 0.8))]
    prompt, late = (backtest(panel, plan, np.random.default_rng(2)).power[0] for plan in plans)
    assert prompt.found > prompt.injected * 0.8
    assert late.found < prompt.found or late.median_week > prompt.median_week


def test_too_short() -> None:
    """A month of records is not tested, and the reason names the weeks; neither is a history without records of injuries."""
    panel = without_signal(weeks=5)
    made = backtest(panel, QUICK, np.random.default_rng(1))
    assert made.methods == () and made.reason is not None and "5 周" in made.reason[0]
    assert sentences(made, synthetic=False) == (made.reason,) and method_rows(made) == ()
    silent = replace(without_signal(), pillars={})
    assert "没有伤害记录" in str(backtest(silent, QUICK, np.random.default_rng(1)).reason)
    few = replace(without_signal(), injuries=np.zeros_like(without_signal().injuries))
    assert backtest(few, QUICK, np.random.default_rng(1)).reason is not None


def test_report() -> None:
    """Rows are as wide as their headings, everything is JSON, and the sentence on synthetic success is there."""
    made = known_truth()
    assert all(len(cells) == len(METHOD_HEADINGS) - 1 for _, cells in method_rows(made)) and len(method_rows(made)) == 6
    assert all(len(cells) == len(POWER_HEADINGS) - 1 for _, cells in power_rows(made)) and len(power_rows(made)) == 3
    plain = json.loads(json.dumps(made.to_dict(), allow_nan=False))
    assert plain["comparisons"][0]["verdict"] in ("better", "worse", "not told apart") and 0 < plain["placebos"][0]["p_value"] <= 1
    assert PROVES_CODE in sentences(made, synthetic=True) and PROVES_CODE not in sentences(made, synthetic=False)


def test_repeatable() -> None:
    """The same history and seed give the same report."""
    one, other = (backtest(without_signal(), QUICK, np.random.default_rng(5)).to_dict() for _ in range(2))
    assert one == other
