"""This week's index: a platform advisory for the week to come, area by area, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from guanjia.risk.area_weeks import HEAT_STOP, SUSTAINED, TOO_LONG
from guanjia.risk.index.aggregate import known_weight
from guanjia.risk.index.calibrate import MIN_INJURIES, MIN_WEEKS, Curve
from guanjia.risk.index.levels import ADVISORY, NAMES, STEPS, steady
from guanjia.risk.index.references import REFERENCES
from guanjia.risk.index.replay import Replay, has_incident_records
from guanjia.risk.index.settings import Settings
from guanjia.risk.on_road import LONG_AFTER
from guanjia.risk.panel import PILLARS, Panel

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Words = tuple[str, str]

BREACHES: Final[Mapping[str, Words]] = {
    "heat": (f"气温 {HEAT_STOP:g} ℃ 及以上时仍在途", f"riding at {HEAT_STOP:g} degrees C of air or more"),
    "pressure": (
        f"{SUSTAINED:.0%} 以上的在途时间须超过 15 公里/小时",
        f"{SUSTAINED:.0%} of the riding or more on promises above 15 km/h",
    ),
    "long": (
        f"{TOO_LONG:.0%} 以上的在途时间在岗已满 {LONG_AFTER:g} 小时",
        f"{TOO_LONG:.0%} of the riding or more after {LONG_AFTER:g} hours on duty",
    ),
}
"""The hard breaches of `Panel.vetoes`."""
_BLIND: Final[tuple[Words, Words]] = (("高温", "heat"), ("时限", "promises"))
BOUNDS = tuple(dict.fromkeys(bound for _, bound, _ in STEPS))


@dataclass(frozen=True)
class Advisory:
    """What stands at the end of the last week about the week after it. Arrays [A] in the order of ``areas``; NaN is 'cannot tell'."""

    areas: NDArray[np.uint64]
    week: np.datetime64  # the Monday of the week that the index looks back on
    index: Float  # 0 to 100
    scores: Float  # [P, A] of 0 to 100, in the order of `PILLARS`
    known_weight: Float  # share of the weights whose pillars can be told; the others were scaled up
    probability: Float  # of an excess next week: a count that exposure alone would reach in one week of ten at most
    ratio: Float  # expected rate over what exposure explains
    ratio_low: Float  # bounds of 95 %
    ratio_high: Float
    over: Float  # [3, A] probability that the rate ratio is over each of `BOUNDS`
    level: Int
    veto: Bool  # a hard breach: red whatever the index says
    veto_known: Bool  # false where temperature or promises are not known: then no breach seen is not none
    reasons: tuple[
        Words, ...
    ]  # of each area: why it cannot be judged, which pillars are missing, or why it is red by veto; empty words where nothing is to say
    curve: Curve | None  # the calibration, from past weeks only

    def columns(self) -> dict[str, list[object]]:
        """Columns of equal length for a table or a file."""
        plain: dict[str, NDArray[np.float64]] = {"index": self.index}
        plain |= {f"score_{name}": self.scores[place] for place, name in enumerate(PILLARS)}
        plain |= {"known_weight": self.known_weight, "probability": self.probability}
        plain |= {"rate_ratio": self.ratio, "rate_ratio_low": self.ratio_low, "rate_ratio_high": self.ratio_high}
        plain |= {f"probability_over_{bound:g}": self.over[place] for place, bound in enumerate(BOUNDS)}
        size = len(self.areas)
        columns: dict[str, list[object]] = {
            "area": [f"{cell:x}" for cell in self.areas.tolist()],
            "week": [str(self.week.astype("datetime64[D]"))] * size,
        }
        columns |= {name: [None if np.isnan(value) else float(value) for value in values] for name, values in plain.items()}
        told = zip(self.veto.tolist(), self.veto_known.tolist(), strict=True)
        columns |= {"level": self.level.tolist(), "veto": [veto if veto or known else None for veto, known in told]}
        for side, language in enumerate(("zh", "en")):
            columns[f"level_{language}"] = [NAMES[level][side] for level in self.level.tolist()]
            columns[f"reason_{language}"] = [words[side] for words in self.reasons]
            columns[f"notice_{language}"] = [ADVISORY[side]] * size
        return columns


def advise(panel: Panel, run: Replay, settings: Settings) -> Advisory:
    """The advisory at the end of the last week of ``panel``, from its replay."""
    made = run.rate
    ratio, shape = made.ratio[:, -1], made.shape[:, -1]
    latest = {name: values[:, -1:] for name, values in run.pillars.items()}
    scores = settings.scores(latest, panel.hours[:, -1:])[..., 0]
    low, high = (gammaincinv(shape, share) / shape * ratio for share in (0.025, 0.975))
    level = steady(made.raw(), panel.veto)[:, -1]
    return Advisory(
        panel.areas,
        panel.weeks[-1],
        run.index[:, -1],
        scores,
        known_weight(scores, settings.weights),
        run.probability[:, -1],
        ratio,
        low,
        high,
        np.stack([made.over(bound)[:, -1] for bound in BOUNDS]),
        level,
        panel.veto[:, -1],
        _sighted(scores),
        _reasons(panel, run, scores),
        made.curves[-1],
    )


def _blind(scores: Float) -> Bool:
    """[2, A] whether temperature, and promises, cannot be told: without them no hard breach of them can be seen."""
    return np.isnan(scores[[PILLARS.index("heat"), PILLARS.index("pressure")]])


def _sighted(scores: Float) -> Bool:
    """[A] whether both can be told."""
    seen: Bool = np.logical_not(_blind(scores)).min(axis=0)
    return seen


def _reasons(panel: Panel, run: Replay, scores: Float) -> tuple[Words, ...]:
    city = _uncalibrated(panel, run)
    idle = run.ahead.expected[:, -1] <= 0 if city is None else np.zeros(len(panel.areas), bool)
    return tuple(
        _joined(
            [
                *_vetoed(bool(panel.veto[area, -1]), [name for name, which in panel.vetoes.items() if which[area, -1]]),
                *_unjudged(city, bool(idle[area]), bool(np.isnan(scores[:, area]).all())),
                *_missing(np.isnan(scores[:, area])),
                *_unseen(_blind(scores)[:, area]),
            ]
        )
        for area in range(len(panel.areas))
    )


def _uncalibrated(panel: Panel, run: Replay) -> Words | None:
    """Why no area has a calibrated probability, where none has."""
    if run.rate.curves[-1] is not None:
        return None
    if not has_incident_records(panel):
        return (
            "没有伤害记录，指数无法校准成概率，不分级",
            "no injury records: the index cannot be calibrated to a probability, and no level is given",
        )
    weeks, injuries = panel.hours.shape[1], int(panel.injuries.sum())
    return (
        f"历史只有 {weeks} 周、{injuries} 起伤害（校准至少要 {MIN_WEEKS + 1} 周，且首周以后有 {MIN_INJURIES} 起），"
        "指数未校准，不给概率、不分级",
        f"the history has {weeks} weeks and {injuries} injuries (calibration needs {MIN_WEEKS + 1} weeks, and "
        f"{MIN_INJURIES} injuries after the first): the index is not calibrated, and neither probability nor level is given",
    )


def _unjudged(city: Words | None, idle: bool, lost: bool) -> list[Words]:
    if lost:
        return [("没有一项指标可知", "no pillar can be told")]
    if city is not None:
        return [city]
    return [("近四周没有在途工时", "no hours on the road in the last four weeks")] if idle else []


def _vetoed(veto: bool, which: list[str]) -> list[Words]:
    if not veto:
        return []
    said = [BREACHES[name] for name in which]
    zh, en = "、".join(words[0] for words in said), ", ".join(words[1] for words in said)
    return [(f"有硬性超限（{zh}），直接列红", f"a hard breach ({en}): red at once")]


def _unseen(blind: Bool) -> list[Words]:
    """That a breach cannot be told, which is not the same as that there is none."""
    said = [words for words, gone in zip(_BLIND, blind.tolist(), strict=True) if gone]
    zh, en = "、".join(words[0] for words in said), " or ".join(words[1] for words in said)
    return [(f"有无{zh}的硬性超限无法判断", f"whether there was a hard breach of {en} cannot be told")] if said else []


def _missing(lost: Bool) -> list[Words]:
    names = [REFERENCES[name] for name, gone in zip(PILLARS, lost.tolist(), strict=True) if gone]
    if not names or len(names) == len(PILLARS):
        return []
    zh, en = "、".join(part.zh for part in names), ", ".join(part.en for part in names)
    return [(f"缺{zh}，权重由其余各项按比例分担", f"missing: {en}; their weights are shared out among the others")]


def _joined(parts: list[Words]) -> Words:
    return "；".join(zh for zh, _ in parts), "; ".join(en for _, en in parts)
