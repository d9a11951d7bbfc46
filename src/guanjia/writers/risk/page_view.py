"""The analyst's page from what the steward saw."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import h3
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.flows.risk import SCALES, Steward
from guanjia.law.errors import UnknownRegion
from guanjia.law.places import region_name
from guanjia.risk.area_weeks import NO_PANEL
from guanjia.risk.backtest.backtest import Backtest as Tested
from guanjia.risk.backtest.baselines import NAMES as BASELINES
from guanjia.risk.backtest.table import PROVES_CODE, sentences
from guanjia.risk.guidance.lines import Guidance, Kind
from guanjia.risk.guidance.words import hour_words, percent
from guanjia.risk.index.levels import CANNOT_JUDGE
from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.levels import binned
from guanjia.writers.drawing.week import Week
from guanjia.writers.risk.assumptions import assumption_lines
from guanjia.writers.risk_page.view import Backtest, BacktestLine, GuidanceLine, IndexLine, Layer, RiskCell, RiskPageView

Float = NDArray[np.float64]
MOST_CELLS: Final = 3_000
LIFTED: Final = "解除"  # the message that ends a warning
MOST_LINES: Final = 200
FEWEST_HOURS: Final = 10  # of riding, below which the page shows no ratio: a few passing riders tell nothing of a place
_RATIO, _SHARE = (0.8, 0.95, 1.05, 1.2), (0.02, 0.05, 0.1, 0.25)

_METHOD: Final[tuple[Text, ...]] = (
    (
        "在途时间沿接单、取货、送达各点之间的直线计入网格；同时多单只计一次，到店等候不计。",
        "Riding is put on cells along straight lines between stops; several orders at once count once, waiting at a shop does not.",
    ),
    (
        "预期风险为每人每刻的 HSE 风险指数按在途时间平均，再除以全部网格的平均；高温、时限、夜间各成一层，不相乘。",
        "Expected risk is the HSE Risk Index of each worker at each moment, averaged over riding time, over the mean of all cells; heat, "
        "promises and night are layers of their own and are not multiplied.",
    ),
    (
        "有足够伤害记录时改用实际率：间接标准化、Gamma-Poisson 收缩、后验超越概率，聚集用 Kulldorff 扫描。",
        "With enough injuries on record rates are observed: indirect standardisation, gamma-Poisson shrinkage, posterior exceedance; "
        "clusters by Kulldorff's scan.",
    ),
    (
        "指数：固定参照点归一、加权几何平均、硬性超限一票否决，用过去各周校准成下周超额的概率。历史不足则不给概率、不分级。",
        "The index: fixed reference points, weighted geometric mean, veto by hard breaches, calibrated on past weeks to the probability of "
        "an excess next week. With too short a history there is neither probability nor level.",
    ),
)


def page_view(it: Steward) -> RiskPageView:
    """The page: the busiest cells, the index, the backtest, the first lines of guidance, and all assumptions."""
    observed = it.map.basis == "observed"
    return RiskPageView(
        f"{it.first_day} – {it.last_day}",
        "observed" if observed else "expected",
        _basis(it),
        _layers(observed),
        _cells(it.map.inside, observed),
        _index(it),
        _backtest(it),
        tuple(_guidance(line) for line in _first(it.guidance)),
        assumption_lines(),
        _METHOD,
        _figures(it),
        _warnings(it),
        week=_week(it),
    )


def _basis(it: Steward) -> Text:
    if it.map.basis == "observed":
        return it.map.why_zh, it.map.why_en
    return (
        f"{it.map.why_zh}：图上是预期风险，不是已发生的伤害",
        f"{it.map.why_en}: the map shows expected risk, not injuries that happened",
    )


def _steps(edges: Sequence[float], shares: bool) -> tuple[str, str, str, str, str]:
    said = [percent(edge) if shares else f"{edge:g}" for edge in edges]
    inner = [f"{low} – {high}" for low, high in pairwise(said)]
    return f"< {said[0]}", inner[0], inner[1], inner[2], f"≥ {said[-1]}"


def _layers(observed: bool) -> tuple[Layer, ...]:
    ratio: Text = ("伤害率比", "injury rate ratio") if observed else ("预期风险比", "expected risk ratio")
    says: Text = (
        ("收缩后的伤害率，与全部网格相比", "shrunken injury rate over that of all cells")
        if observed
        else (
            "每小时风险指数与全部网格平均之比；是先验，不是发现",
            "mean Risk Index of an hour over that of all cells: a prior, not a finding",
        )
    )
    return (
        Layer(ratio, says, _steps(_RATIO, shares=False)),
        Layer(
            ("时限紧", "tight promises"),
            ("须超过 15 公里/小时的在途时间占比", "share of riding to promises above 15 km/h"),
            _steps(_SHARE, True),
        ),
        Layer(("高温", "heat"), ("气温 35 ℃ 以上的在途时间占比", "share of riding at 35 degrees C or more"), _steps(_SHARE, True)),
        Layer(("夜间", "night"), ("22 点至 6 点的在途时间占比", "share of riding between 22:00 and 06:00"), _steps(_SHARE, True)),
    )


def _cells(inside: pa.Table, observed: bool) -> tuple[RiskCell, ...]:
    hours = inside["hours"].to_numpy()
    busiest = np.sort(np.argsort(-hours, kind="stable")[:MOST_CELLS])
    table = inside.take(pa.array(busiest))
    names = ("ratio" if observed else "expected_ratio", "pressed_share", "hot_share", "night_share")
    values = [table[name].to_numpy().astype(np.float64) for name in names]
    values[0][hours[busiest] < FEWEST_HOURS] = np.nan
    levels = [binned(column.tolist(), _RATIO if place == 0 else _SHARE) for place, column in enumerate(values)]
    return tuple(
        RiskCell(h3.int_to_str(area), each, f"{hour:,.0f} h" if np.isnan(ratio) else f"{hour:,.0f} h · {ratio:.2f}")
        for area, hour, ratio, each in zip(table["area"].to_pylist(), hours[busiest], values[0], zip(*levels, strict=True), strict=True)
    )


def _index(it: Steward) -> tuple[IndexLine, ...]:
    if it.index is None:
        return ()
    told, steady = it.index.advisory, it.index.stability
    regions = dict(zip(it.map.published["area"].to_pylist(), it.map.published["region"].to_pylist(), strict=True))
    order = np.lexsort((-np.nan_to_num(told.index, nan=-1), -told.level))
    return tuple(
        IndexLine(
            h3.int_to_str(int(told.areas[place])),
            _place(regions.get(int(told.areas[place])) or ""),
            None if told.level[place] == CANNOT_JUDGE else int(told.level[place]),
            _span(told.index[place], steady.index_low[place], steady.index_high[place], 0),
            "" if np.isnan(told.probability[place]) else percent(float(told.probability[place])),
            "" if np.isnan(steady.same_colour[place]) else percent(float(steady.same_colour[place])),
            told.reasons[place],
        )
        for place in order.tolist()
    )


def _place(code: str) -> Text:
    try:
        return region_name(code)
    except UnknownRegion:
        return code, code


def _span(value: float, low: float, high: float, digits: int) -> str:
    if np.isnan(value):
        return ""
    return f"{value:.{digits}f}" if np.isnan(low) else f"{value:.{digits}f} ({low:.{digits}f} – {high:.{digits}f})"


def _backtest(it: Steward) -> Backtest:
    rows = [] if it.backtest is None else _rows(it.backtest, ("", ""))
    notes: list[Text] = [] if it.backtest is None else [*sentences(it.backtest, synthetic=False)[1:]]
    for hours, known in zip(SCALES, it.known_truth, strict=True):
        mark = f"（合成，每区每周 {hours:,.0f} 小时）", f" (synthetic, {hours:,.0f} h by area and week)"
        rows += _rows(known, mark)
        notes += [(f"{mark[0]}{zh}", f"{mark[1].strip()}: {en}") for zh, en in sentences(known, synthetic=False)[:-1]]
    return Backtest(_headline(it.backtest), tuple(rows), (*notes, PROVES_CODE))


def _headline(real: Tested | None) -> Text:
    if real is None:
        return f"{NO_PANEL[0]}，也就没有回测", f"{NO_PANEL[1]}, and nothing to test"
    return sentences(real, synthetic=False)[0]


def _rows(of: Tested, mark: Text) -> list[BacktestLine]:
    skill = {each.baseline: each for each in of.comparisons}
    lead = "" if of.observed is None or np.isnan(of.observed.median) else f"{of.observed.median:+.0f}"
    rows = []
    for each in of.methods:
        zh, en = BASELINES.get(each.method, ("指数", "index"))
        against = skill.get(each.method)
        rows.append(
            BacktestLine(
                (zh + mark[0], en + mark[1]),
                f"{each.brier.score:.4f}",
                "" if against is None else f"{against.skill:+.3f} ({against.low:+.3f} – {against.high:+.3f})",
                f"{each.average_precision:.3f}",
                f"{each.roc_area:.3f}",
                f"{each.alerts.alerts_per_100:.1f}",
                "" if np.isnan(each.alerts.precision) else percent(each.alerts.precision),
                lead if each.method == "index" else "",
            )
        )
    return rows


def _first(lines: Sequence[Guidance]) -> list[Guidance]:
    """Lines that tell something, those with the greatest value and most tasks first, each kind in turn."""
    told = [line for line in lines if not line.cannot_tell]
    by_kind = [
        sorted((line for line in told if line.kind == kind), key=lambda line: (-line.value * line.tasks, line.area, line.hour))
        for kind in Kind
    ]
    ranked = sorted(((place, number) for number, group in enumerate(by_kind) for place in range(len(group))))
    return [by_kind[number][place] for place, number in ranked[:MOST_LINES]]


def _guidance(line: Guidance) -> GuidanceLine:
    effect = line.effect
    if np.isnan(effect.value):
        expected: Text = (f"{effect.what[0]}：{effect.basis[0]}", f"{effect.what[1]}: {effect.basis[1]}")
    else:
        span = f"{percent(effect.value)} ({percent(effect.low)} – {percent(effect.high)})"
        expected = (f"{effect.what[0]} {span}", f"{effect.what[1]} {span}")
    when: Text = ("预警生效期间", "while the warning stands") if line.hour is None else hour_words(line.hour)
    return GuidanceLine("" if line.area is None else h3.int_to_str(line.area), when, _asked(line), line.reason, expected, f"{line.tasks:,}")


def _asked(line: Guidance) -> Text:
    value = f"{line.value:g}"
    if line.kind in (Kind.LENGTHEN_15, Kind.LENGTHEN_25):
        speed = 15 if line.kind == Kind.LENGTHEN_15 else 25
        return f"应送达时间延长 {value} 分钟（{speed} 公里/小时）", f"lengthen promises by {value} min ({speed} km/h)"
    if line.kind == Kind.CAP_CARRIED:
        return f"同时配送不超过 {value} 单", f"carry no more than {value} at once"
    return "暂停派单，不计超时", "pause dispatch, count no lateness"


def _figures(it: Steward) -> tuple[tuple[str, Text], ...]:
    road = it.on_road
    hours = float(road.exposure.seconds.sum(dtype=np.float64)) / 3_600
    workers = len(np.unique(road.shares.person))
    return (
        (f"{hours:,.0f}", ("在途小时", "hours on the road")),
        (f"{workers:,}", ("劳动者", "workers")),
        (f"{it.map.inside.num_rows:,}", ("网格（约 0.7 平方公里）", "cells of about 0.7 km2")),
        (f"{road.injuries:,}", ("伤害记录", "injuries on record")),
    )


def _warnings(it: Steward) -> tuple[Text, ...]:
    said: dict[tuple[str, str, str], float] = {}
    for region, warning in it.relayed:
        if warning.station and LIFTED not in warning.signal:
            key = (region, warning.signal, warning.station)
            said[key] = said.get(key, 0) + (warning.end - warning.start) / 3_600_000_000
    return tuple(
        (
            f"转述：{station} 对{_place(region)[0]}发布“{signal}”，共 {hours:g} 小时",
            f"Relayed: {station} issued '{signal}' for {_place(region)[1]}, {hours:g} h in all",
        )
        for (region, signal, station), hours in said.items()
    )


def _week(it: Steward) -> Week:
    """Expected relative risk of an hour on the road by hour of the week."""
    exposure = it.on_road.exposure
    hour = (np.arange(exposure.seconds.shape[1]) + 24 * exposure.first_day.weekday()) % 168
    seconds = np.bincount(hour, weights=exposure.seconds.sum(axis=0, dtype=np.float64), minlength=168)
    load = np.bincount(hour, weights=exposure.load.sum(axis=0, dtype=np.float64), minlength=168)
    values = [float(load[place] / seconds[place]) if seconds[place] > 3_600 else None for place in range(168)]
    return Week(
        ("一周各小时的风险指数", "Risk Index by hour of the week"),
        ("倍", "times"),
        values,
        ("在途不足 1 小时的时段留空", "Hours with less than one hour of riding are blank"),
        2,
    )
