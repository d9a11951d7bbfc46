"""The map of the analyst's page, and the hours of the week beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import h3
import numpy as np
import pyarrow as pa

from guanjia.flows.risk import Steward
from guanjia.risk.guidance.words import percent
from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.levels import binned
from guanjia.writers.drawing.week import Week
from guanjia.writers.risk_page.view import Layer, RiskCell

MOST_CELLS: Final = 3_000
FEWEST_HOURS: Final = 10  # of riding, below which the page shows no ratio: a few passing riders tell nothing of a place
_RATIO, _SHARE = (0.8, 0.95, 1.05, 1.2), (0.02, 0.05, 0.1, 0.25)


def basis_words(it: Steward) -> Text:
    """What the map rests on, and why."""
    if it.map.basis == "observed":
        return it.map.why_zh, it.map.why_en
    return (
        f"{it.map.why_zh}：图上是预期风险，不是已发生的伤害",
        f"{it.map.why_en}: the map shows expected risk, not injuries that happened",
    )


def layers(observed: bool) -> tuple[Layer, ...]:
    """What the map can show."""
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


def cells(inside: pa.Table, observed: bool) -> tuple[RiskCell, ...]:
    """The busiest cells with enough hours, painted by the levels of each layer; where none has enough, all, without a ratio."""
    hours = inside["hours"].to_numpy()
    enough = np.flatnonzero(hours >= FEWEST_HOURS)
    some = enough if len(enough) else np.arange(len(hours))
    busiest = np.sort(some[np.argsort(-hours[some], kind="stable")[:MOST_CELLS]])
    table = inside.take(pa.array(busiest))
    names = ("ratio" if observed else "expected_ratio", "pressed_share", "hot_share", "night_share")
    values = [table[name].to_numpy().astype(np.float64) for name in names]
    values[0][hours[busiest] < FEWEST_HOURS] = np.nan
    levels = [binned(column.tolist(), _RATIO if place == 0 else _SHARE) for place, column in enumerate(values)]
    return tuple(
        RiskCell(h3.int_to_str(area), each, f"{hour:,.0f} h" if np.isnan(ratio) else f"{hour:,.0f} h · {ratio:.2f}")
        for area, hour, ratio, each in zip(table["area"].to_pylist(), hours[busiest], values[0], zip(*levels, strict=True), strict=True)
    )


def week(it: Steward) -> Week:
    """Expected relative risk of an hour on the road by hour of the week."""
    exposure = it.on_road.exposure
    hour = (np.arange(exposure.seconds.shape[1]) + 24 * exposure.first_day.weekday()) % 168
    seconds = np.bincount(hour, weights=exposure.seconds.sum(axis=0, dtype=np.float64), minlength=168)
    load = np.bincount(hour, weights=exposure.load.sum(axis=0, dtype=np.float64), minlength=168)
    values = [float(load[place] / seconds[place]) if seconds[place] >= FEWEST_HOURS * 3_600 else None for place in range(168)]
    return Week(
        ("一周各小时的风险指数（先验）", "Risk Index by hour of the week (a prior)"),
        ("参照小时（休息充足、班次中段）的倍数", "times the reference hour, in the middle of a rested duty"),
        values,
        (f"在途不足 {FEWEST_HOURS} 小时的时段留空", f"Hours with less than {FEWEST_HOURS} h of riding are blank"),
        2,
    )


def _steps(edges: Sequence[float], shares: bool) -> tuple[str, str, str, str, str]:
    said = [percent(edge) if shares else f"{edge:g}" for edge in edges]
    inner = [f"{low} – {high}" for low, high in pairwise(said)]
    return f"< {said[0]}", inner[0], inner[1], inner[2], f"≥ {said[-1]}"
