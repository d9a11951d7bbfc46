"""The backtest: what the index would have said, week by week, and what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.skill.brier import skill
from guanjia.risk.backtest.alerts import AlertRecord, frozen_threshold, record
from guanjia.risk.backtest.baselines import baselines
from guanjia.risk.backtest.bootstrap import skill_interval
from guanjia.risk.backtest.known_truth import Found, Truth, found
from guanjia.risk.backtest.lead_time import LeadTimes, lead_times, observed_episodes
from guanjia.risk.backtest.outcomes import excess_next_week
from guanjia.risk.backtest.placebo import Placebo, placebo_runs
from guanjia.risk.backtest.plan import Plan
from guanjia.risk.backtest.power import RAISED, Power, alerts_for_weeks, power, yellow_for_weeks
from guanjia.risk.backtest.skill_scores import MethodScore, score
from guanjia.risk.index.calibrate import MIN_INJURIES, MIN_WEEKS
from guanjia.risk.index.excess import exceedance
from guanjia.risk.index.incident_signal import ratio_so_far
from guanjia.risk.index.replay import Replay, has_incident_records, replay
from guanjia.risk.panel import Panel

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

AHEAD = 4  # weeks before an observed excess in which an alert counts as early


@dataclass(frozen=True)
class Comparison:
    """Skill of the index over a baseline, with the bounds of 95 % of a bootstrap by area and blocks of weeks."""

    baseline: str
    skill: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """``better``, ``worse``, or ``not told apart`` where the interval holds 0."""
        return "better" if self.low > 0 else "worse" if self.high < 0 else "not told apart"


@dataclass(frozen=True)
class Backtest:
    """All that a report shows of it. Where ``reason`` (Chinese, English) is given the history was too short, and nothing was scored."""

    areas: int
    weeks: int
    test_weeks: int
    scored: int  # area-weeks
    excesses: int
    methods: tuple[MethodScore, ...]
    comparisons: tuple[Comparison, ...]
    colours: AlertRecord | None  # yellow or higher, held over two runs
    observed: LeadTimes | None  # excesses in the records; 0 is the first week of one
    planted: Found | None  # of excesses known by construction, where there are any
    placebos: tuple[Placebo, ...]
    power: tuple[Power, ...]
    reason: tuple[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: what cannot be told is null."""
        plain = asdict(self)
        for kept, shown in zip(self.comparisons, plain["comparisons"], strict=True):
            shown["verdict"] = kept.verdict
        for chance, shown in zip(self.placebos, plain["placebos"], strict=True):
            shown["p_value"] = chance.p_value
        result: dict[str, Any] = _plain(plain)
        return result


def backtest(panel: Panel, plan: Plan, rng: np.random.Generator, truth: Truth | None = None) -> Backtest:
    """Run it. ``rng`` draws reports, bootstrap, placebos and injected excesses; ``truth`` is what is known by construction."""
    if (reason := _too_little(panel)) is not None:
        return _nothing(panel, reason)
    run = replay(panel, plan.settings, rng)
    event = excess_next_week(panel.injuries, panel.hours, run.ahead)
    whole = ratio_so_far(run.known, panel.hours)
    chances = {"index": run.probability[:, :-1], **baselines(event, run.known, panel.hours, run.ahead, whole)}
    signals = {**chances, "index": run.rate.over(RAISED)[:, :-1], "shrunken": exceedance(whole.ratio, whole.shape, RAISED)[:, :-1]}
    begin = max(int(panel.hours.shape[1] * plan.train_share), MIN_WEEKS + 1)
    scored = ~np.isnan(event) & np.logical_and.reduce([~np.isnan(part) for part in chances.values()])
    week = np.arange(event.shape[1])
    train, test = scored & (week < begin - 1), scored & (week >= begin)
    if not train.any() or not event[test].sum():
        return _nothing(panel, _NOT_ENOUGH_EVENTS)
    frozen = {name: frozen_threshold(part[train], plan.alerts_per_100) for name, part in signals.items()}
    alert = alerts_for_weeks(run.rate.over(RAISED), frozen["index"])
    yellow = yellow_for_weeks(panel, run)
    shown = np.pad(np.where(test, event, 0), ((0, 0), (1, 0)))
    return Backtest(
        len(panel.areas),
        len(panel.weeks),
        int(test.any(0).sum()),
        int(test.sum()),
        int(event[test].sum()),
        tuple(score(name, part[test], event[test], signals[name][test] > frozen[name], plan.bins) for name, part in chances.items()),
        _compare(chances, event, test, plan, rng),
        record(yellow[:, 1:][test], event[test]),
        lead_times(alert, observed_episodes(shown), AHEAD),
        None if truth is None else found(alert, yellow, truth, begin + 1),
        placebo_runs(panel, run, event, chances["shrunken"], test, plan.placebos, rng),
        _powers(panel, run, plan, frozen["index"], begin, rng),
    )


def _compare(chances: dict[str, Float], event: Float, test: Bool, plan: Plan, rng: np.random.Generator) -> tuple[Comparison, ...]:
    error = {name: np.where(test, (part - event) ** 2, np.nan) for name, part in chances.items()}
    return tuple(
        Comparison(
            name,
            skill(float(np.nanmean(error["index"])), float(np.nanmean(error[name]))),
            *skill_interval(error["index"][:, test.any(0)], error[name][:, test.any(0)], rng, plan.draws),
        )
        for name in chances
        if name != "index"
    )


def _powers(panel: Panel, run: Replay, plan: Plan, threshold: float, begin: int, rng: np.random.Generator) -> tuple[Power, ...]:
    if panel.hours.shape[1] - plan.length <= begin:
        return ()
    return tuple(power(panel, run, plan.settings, threshold, times, begin, plan.clusters, plan.length, rng) for times in plan.injected)


_NOT_ENOUGH_EVENTS = (
    "伤害太少：训练期内校准不了，或检验期内没有一次超额，无法检验。",
    "Too few injuries: no calibration within the training weeks, or no excess within the test weeks; nothing can be tested.",
)


def _too_little(panel: Panel) -> tuple[str, str] | None:
    weeks, injuries = panel.hours.shape[1], int(panel.injuries.sum())
    if not has_incident_records(panel):
        return "没有伤害记录，无法检验提示指数。", "There are no records of injuries, so the index cannot be tested."
    if weeks < 2 * MIN_WEEKS + 4 or injuries < 2 * MIN_INJURIES:
        return (
            f"历史只有 {weeks} 周、{injuries} 起伤害；检验至少要 {2 * MIN_WEEKS + 4} 周、{2 * MIN_INJURIES} 起。",
            f"The history has {weeks} weeks and {injuries} injuries; a backtest needs {2 * MIN_WEEKS + 4} weeks and "
            f"{2 * MIN_INJURIES} injuries at least.",
        )
    return None


def _nothing(panel: Panel, reason: tuple[str, str]) -> Backtest:
    areas, weeks = panel.hours.shape
    return Backtest(areas, weeks, 0, 0, 0, (), (), None, None, None, (), (), reason)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return float(value) if np.isfinite(value) else None
    return value
