"""The backtest in rows and sentences, Chinese and English."""

from __future__ import annotations

import math
from typing import Final

from guanjia.risk.backtest.alerts import AlertRecord
from guanjia.risk.backtest.backtest import Backtest
from guanjia.risk.backtest.baselines import NAMES
from guanjia.risk.backtest.known_truth import Found
from guanjia.risk.backtest.lead_time import LeadTimes

Words = tuple[str, str]
Row = tuple[Words, tuple[str, ...]]

METHOD_HEADINGS: Final[tuple[Words, ...]] = (
    ("方法", "method"),
    ("布里尔分", "Brier score"),
    ("可靠性", "reliability"),
    ("分辨度", "resolution"),
    ("指数对它的技巧（95% 区间）", "skill of the index over it (95 % interval)"),
    ("ROC 面积", "ROC area"),
    ("平均查准率", "average precision"),
    ("校准斜率", "calibration slope"),
    ("每百区周警示", "alerts per 100 area-weeks"),
    ("警示命中率", "precision of alerts (PPV)"),
    ("超额被提示率", "share of excesses alerted"),
)

POWER_HEADINGS: Final[tuple[Words, ...]] = (
    ("注入强度", "injected rate ratio"),
    ("注入次数", "injected"),
    ("平均新增伤害", "injuries added on average"),
    ("发现", "found"),
    ("未注入时也会提示", "alerted without injection"),
    ("黄色及以上", "yellow or higher"),
    ("半数发现于第几周", "week by which half were found"),
)

PROVES_CODE: Final[Words] = (
    "在合成数据上成功，只证明程序没错，不证明指数有用；指数是否有用，要看真实伤害记录上的检验。",
    "Success on synthetic data proves the code, not the index; whether the index is of use only a test on real injury records can show.",
)
OPTIMISTIC: Final[Words] = (
    "滚动检验假定每起伤害在当周末即已报告（Delay 的默认值）；实际报告会晚，所以检验偏乐观。",
    "The rolling test takes every injury as reported by the end of its week (the default of Delay); reports come later: it is optimistic.",
)
SILENT: Final[Words] = (
    "按提示行动会改变结果，从而无法再检验；上线前应先静默运行一段时间。",
    "Acting on alerts changes the outcomes that would test them: run it silently for a time before it is used.",
)
_INDEX: Final[Words] = ("提示指数", "index")
_COLOURS: Final[Words] = ("颜色（黄及以上）", "colours (yellow or higher)")
_VERDICT: Final = {
    "better": ("指数优于“{}”。", "The index beats {}."),
    "worse": ("指数不如“{}”：不要用它代替。", "The index does WORSE than {}: do not use it in its place."),
    "not told apart": ("指数与“{}”分不出高下：未证明更好。", "The index is not told apart from {}: it has not been shown to be better."),
}
_PLACEBO: Final = {
    "permuted_areas": ("换了地区的指数", "the index of other areas"),
    "shifted_weeks": ("换了时间的指数", "the index of other weeks"),
}


def method_rows(result: Backtest) -> tuple[Row, ...]:
    """A row for the index, each baseline and the colours, under `METHOD_HEADINGS`."""
    over = {part.baseline: f"{_number(part.skill, 3)}（{_number(part.low, 3)} ~ {_number(part.high, 3)}）" for part in result.comparisons}
    rows: list[Row] = []
    for part in result.methods:
        brier = (part.brier.score, part.brier.reliability, part.brier.resolution)
        ranks = (part.roc_area, part.average_precision, part.calibration_slope)
        cells = (*(_number(v, 5) for v in brier), over.get(part.method, "—"), *(_number(v, 3) for v in ranks), *_alerts(part.alerts))
        rows.append((NAMES.get(part.method, _INDEX), cells))
    if result.colours is not None:
        rows.append((_COLOURS, ("—",) * 7 + _alerts(result.colours)))
    return tuple(rows)


def power_rows(result: Backtest) -> tuple[Row, ...]:
    """A row for each strength of injected excess, under `POWER_HEADINGS`."""
    return tuple(
        (
            (f"{part.times:g} 倍", f"x {part.times:g}"),
            (
                str(part.injected),
                _number(part.injuries_each, 1),
                str(part.found),
                str(part.by_chance),
                str(part.found_yellow),
                _number(part.median_week + 1, 0),
            ),
        )
        for part in result.power
    )


def sentences(result: Backtest, synthetic: bool) -> tuple[Words, ...]:
    """What the numbers say, failures first and foremost; ``synthetic`` adds what they cannot say."""
    if result.reason is not None:
        return (result.reason,)
    said: list[Words] = [_scope(result), *(_filled(_VERDICT[part.verdict], NAMES[part.baseline]) for part in result.comparisons)]
    said += [_placebo(part.kind, part.p_value) for part in result.placebos]
    if result.observed is not None:
        said.append(_lead("记录中的超额", "Excesses in the records", result.observed))
    if result.planted is not None:
        said += _planted(result.planted)
    return (*said, PROVES_CODE) if synthetic else (*said, SILENT)


def _scope(result: Backtest) -> Words:
    return (
        f"{result.areas} 个地区、{result.weeks} 周；门槛在检验期前定死，检验期 {result.test_weeks} 周，"
        f"{result.scored} 个区周中 {result.excesses} 个次周超额。",
        f"{result.areas} areas, {result.weeks} weeks; thresholds frozen before the test; {result.test_weeks} weeks tested, "
        f"{result.excesses} of {result.scored} area-weeks followed by an excess.",
    )


def _placebo(kind: str, p_value: float) -> Words:
    zh, en = _PLACEBO[kind]
    if p_value <= 0.05:
        return f"安慰剂检验：{zh}做不到这样好（p = {p_value:.2f}）。", f"Placebo: {en} does not do as well (p = {p_value:.2f})."
    return (
        f"安慰剂检验：{zh}也差不多好（p = {p_value:.2f}）：指数在地区自身伤害率之外没有证明增加了什么。",
        f"Placebo: {en} does about as well (p = {p_value:.2f}): the index is not shown to add anything to the areas' own rates.",
    )


def _planted(part: Found) -> list[Words]:
    outside = (_number(part.alerts_per_100_elsewhere, 1), _number(part.yellow_per_100_elsewhere, 1))
    return [
        _lead("已知植入的超额", "Excesses planted by construction", part.alerts),
        _lead("同上，按颜色（黄及以上）", "The same by colour (yellow or higher)", part.yellow),
        (
            f"真实伤害率未升高处：每百区周警示 {outside[0]} 次，黄色及以上 {outside[1]} 次。",
            f"Where the true rate was not raised: {outside[0]} alerts per 100 area-weeks, {outside[1]} yellow or higher.",
        ),
    ]


def _lead(zh: str, en: str, part: LeadTimes) -> Words:
    warned = part.episodes - part.missed
    median = (
        (f"半数在第 {part.median + 1:.0f} 周前提示", f"half by week {part.median + 1:.0f}")
        if not math.isnan(part.median)
        else (
            "提示的不到半数",
            "fewer than half are ever alerted",
        )
    )
    early = sum(count for week, count in part.weeks.items() if week <= 0)
    return (
        f"{zh}：{part.episodes} 次中提示 {warned} 次，其中不晚于首周 {early} 次，漏 {part.missed} 次（按删失计）；{median[0]}。",
        f"{en}: {warned} of {part.episodes} alerted, {early} of them by the first week, {part.missed} missed (censored); {median[1]}.",
    )


def _filled(template: Words, name: Words) -> Words:
    return template[0].format(name[0]), template[1].format(name[1])


def _alerts(part: AlertRecord) -> tuple[str, str, str]:
    return _number(part.alerts_per_100, 1), _percent(part.precision), _percent(part.recall)


def _number(value: float, digits: int) -> str:
    return "—" if math.isnan(value) else f"{value:.{digits}f}"


def _percent(value: float) -> str:
    return "—" if math.isnan(value) else f"{value:.1%}"
