"""Nothing said at the end of a week may rest on what came after it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from guanjia.risk.backtest.baselines import baselines
from guanjia.risk.backtest.outcomes import excess_next_week
from guanjia.risk.index.expected_counts import expected_counts
from guanjia.risk.index.forecast import believed, probability
from guanjia.risk.index.incident_signal import incident_signal
from guanjia.risk.index.replay import replay
from guanjia.risk.index.reported_counts import Delay, ReportedCounts, reported_counts
from guanjia.risk.index.settings import Settings
from guanjia.risk.index.shrunken_rate import shrunken_rate
from guanjia.risk.panel import Panel
from guanjia.synthesis.risk_panel import history


def panel(areas: int = 30, weeks: int = 40, hours: float = 8_000, clusters: int = 4) -> Panel:
    drawn = history(5, areas, weeks, hours, clusters)
    pillars = {**drawn.pillars, "incidents": np.full((areas, weeks), np.nan)}
    return Panel(np.arange(areas, dtype=np.uint64), drawn.weeks, drawn.hours, drawn.injuries, pillars, np.zeros((areas, weeks), bool))


def test_no_peeking() -> None:
    """Other injuries, hours and pillars after a week change nothing that was said by its end."""
    before, cut = panel(), 30
    rng = np.random.default_rng(1)
    later = {name: np.where(np.arange(40) > cut, values * 3, values) for name, values in before.pillars.items()}
    hours = np.where(np.arange(40) > cut, before.hours * rng.uniform(0, 5, (30, 40)), before.hours)
    injuries = np.where(np.arange(40) > cut, 9, before.injuries)
    runs = [replay(one, Settings(), rng) for one in (before, replace(before, pillars=later, hours=hours, injuries=injuries))]
    for name in ("index", "probability"):
        one, other = (getattr(run, name)[:, : cut + 1] for run in runs)
        assert np.array_equal(one, other, equal_nan=True), name
    assert not np.isnan(runs[0].probability[:, cut]).any()
    assert not np.array_equal(runs[0].probability[:, cut + 1], runs[1].probability[:, cut + 1])


def test_late_reports() -> None:
    """Reports only come in; on average they come in as the shares say; in the end all are in."""
    injuries = np.random.default_rng(2).poisson(20, (50, 30))
    seen = reported_counts(injuries, Delay((0.5, 0.3, 0.2)), np.random.default_rng(3))
    assert (np.diff(seen.counts, axis=0) >= 0).all() and np.array_equal(seen.counts[-1], injuries)
    at_end = seen.at(29)
    assert np.array_equal(at_end[:, :28], injuries[:, :28])
    assert at_end[:, 29].sum() / injuries[:, 29].sum() == pytest.approx(0.5, abs=0.06)
    assert seen.completeness(29)[-3:].tolist() == pytest.approx([1.0, 0.8, 0.5])


def test_unreported_is_unknown() -> None:
    """Injuries that were not reported by a week's end change nothing that was said by then, whichever part says it."""
    one, cut, rng = panel(clusters=0), 30, np.random.default_rng(6)
    first = reported_counts(one.injuries, Delay((0.4, 0.3, 0.3)), rng)
    unreported = np.arange(40) + np.arange(3)[:, None] > cut
    second = ReportedCounts(
        np.where(unreported[:, None, :], first.counts + rng.poisson(4, first.counts.shape), first.counts), first.complete
    )
    made = []
    for seen in (first, second):
        ahead = expected_counts(seen, one.hours)
        shrunken = shrunken_rate(seen, one.hours, ahead.rates)
        index = Settings().index({**one.pillars, "incidents": incident_signal(seen, one.hours)}, one.hours)
        event = excess_next_week(seen.counts[-1], one.hours, ahead)
        chance = probability(believed(index, seen, one.hours, ahead, shrunken), ahead)
        made.append({"index": index, "shrunken": shrunken.ratio, "chance": chance, **baselines(event, seen, one.hours, ahead, shrunken)})
    for name, values in made[0].items():
        assert np.array_equal(values[:, : cut + 1], made[1][name][:, : cut + 1], equal_nan=True), name
    assert not np.isnan(made[0]["chance"][:, cut]).any() and not np.array_equal(
        made[0]["chance"][:, cut + 1], made[1]["chance"][:, cut + 1]
    )


def test_late_reports_do_not_bias() -> None:
    """With half of the last week's injuries unreported the citywide rate stays what it is with all reported."""
    whole, late = (replay(panel(), Settings(delay=Delay(shares)), np.random.default_rng(4)) for shares in ((1.0,), (0.5, 0.5)))
    assert late.ahead.rates[12:] == pytest.approx(whole.ahead.rates[12:], rel=0.05)


def test_wrong_delay() -> None:
    """Shares that do not sum to one are refused in both languages."""
    with pytest.raises(ValueError, match=r"合计为 1(.|\n)*sum to 1"):
        Delay((0.5, 0.4))
