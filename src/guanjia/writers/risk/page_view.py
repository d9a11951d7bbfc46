"""The analyst's page from what the steward saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from guanjia.flows.risk import Steward
from guanjia.model.measures import ACROSS
from guanjia.writers.digest.method import hypothetical
from guanjia.writers.digest.words import Text
from guanjia.writers.risk.assumptions import assumption_lines
from guanjia.writers.risk.backtest_view import backtest_view
from guanjia.writers.risk.guidance_view import guidance_lines, warnings
from guanjia.writers.risk.index_view import index_lines, index_week, sensitivity
from guanjia.writers.risk.map_view import basis_words, cells, layers, week
from guanjia.writers.risk_page.view import RiskPageView

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


def page_view(it: Steward, about: Mapping[str, Any]) -> RiskPageView:
    """The page: the busiest cells, the index, the backtest, the first lines of guidance, all assumptions. ``about`` is what the assessment
    said of itself.
    """
    observed = it.map.basis == "observed"
    return RiskPageView(
        f"{it.first_day} – {it.last_day}",
        "observed" if observed else "expected",
        basis_words(it),
        layers(observed),
        cells(it.map.inside, observed),
        index_lines(it),
        backtest_view(it),
        guidance_lines(it.guidance),
        assumption_lines(),
        _METHOD,
        _figures(it),
        warnings(it, ZoneInfo(about["timezone"])),
        week=week(it),
        sensitivity=sensitivity(it),
        hypothetical=hypothetical(about),
        index_week=index_week(it),
        untold=sum(line.cannot_tell for line in it.guidance),
    )


def _figures(it: Steward) -> tuple[tuple[str, Text], ...]:
    """Everything on the road first, and of it what has a place."""
    road = it.on_road
    placed, lost = float(road.exposure.seconds.sum(dtype=np.float64)) / 3_600, road.unplaced.seconds / 3_600
    accounts = sum(road.platform[unit] != ACROSS for unit in np.unique(road.days.unit).tolist())
    return (
        (f"{placed + lost:,.0f}", ("在途小时", "hours on the road")),
        (f"{accounts:,}", ("账号", "accounts")),
        (
            f"{placed:,.0f} h",
            (f"其中有地点，在 {it.map.inside.num_rows:,} 个网格里", f"of these with a place, in {it.map.inside.num_rows:,} cells"),
        ),
        (f"{road.injuries:,}" if it.recorded else "—", ("伤害或事故记录", "injuries or crashes on record")),
    )
