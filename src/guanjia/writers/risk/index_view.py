"""The index of the analyst's page."""

from __future__ import annotations

import h3
import numpy as np

from guanjia.flows.risk import Steward
from guanjia.law.errors import UnknownRegion
from guanjia.law.places import region_name
from guanjia.risk.guidance.words import percent
from guanjia.risk.index.levels import CANNOT_JUDGE
from guanjia.writers.digest.words import Text
from guanjia.writers.risk_page.view import IndexLine

_GROUPS: dict[str, Text] = {
    "normalisation": ("归一", "normalisation"),
    "weights": ("权重", "weights"),
    "aggregation": ("合成", "aggregation"),
}


def index_lines(it: Steward) -> tuple[IndexLine, ...]:
    """A line for each area, the highest level first, then the highest index."""
    if it.index is None:
        return ()
    told, steady = it.index.advisory, it.index.stability
    regions = dict(zip(it.map.published["area"].to_pylist(), it.map.published["region"].to_pylist(), strict=True))
    order = np.lexsort((-np.nan_to_num(told.index, nan=-1), -told.level))
    return tuple(
        IndexLine(
            h3.int_to_str(int(told.areas[place])),
            _where(int(told.areas[place]), regions.get(int(told.areas[place])) or ""),
            None if told.level[place] == CANNOT_JUDGE else int(told.level[place]),
            _span(told.index[place], steady.index_low[place], steady.index_high[place], 0),
            "" if np.isnan(told.probability[place]) else percent(float(told.probability[place])),
            "" if np.isnan(steady.same_colour[place]) else percent(float(steady.same_colour[place])),
            told.reasons[place],
        )
        for place in order.tolist()
    )


def index_week(it: Steward) -> Text | None:
    """Up to which day the index looks back, and of which week it speaks."""
    if it.index is None:
        return None
    monday = it.index.advisory.week.astype("datetime64[D]")
    return f"截至 {monday + 6}，说的是 {monday + 7} 起的一周", f"up to {monday + 6}, about the week from {monday + 7}"


def sensitivity(it: Steward) -> Text | None:
    """How far each group of choices moves the index; None where nothing can be varied."""
    told = {} if it.index is None else {group: value for group, value in it.index.stability.totals.items() if not np.isnan(value)}
    if not told:
        return None
    zh = "、".join(f"{_GROUPS[group][0]} {value:.2f}" for group, value in told.items())
    en = ", ".join(f"{_GROUPS[group][1]} {value:.2f}" for group, value in told.items())
    return (
        f"指数随取法而变的程度（Sobol 总效应，含相互作用，可合计超过 1）：{zh}",
        f"How far choices move the index (Sobol's total effect, interactions included, so that they may sum to more than 1): {en}",
    )


def _where(area: int, region: str) -> Text:
    """The region and the middle of a cell: its code alone tells a reader nothing."""
    (zh, en), (lat, lng) = place_of(region), h3.cell_to_latlng(h3.int_to_str(area))
    return f"{zh} {lat:.3f}, {lng:.3f}".strip(), f"{en} {lat:.3f}, {lng:.3f}".strip()


def place_of(code: str) -> Text:
    """A region in words; its code where nobody knows it."""
    try:
        return region_name(code)
    except UnknownRegion:
        return code, code


def _span(value: float, low: float, high: float, digits: int) -> str:
    if np.isnan(value):
        return ""
    return f"{value:.{digits}f}" if np.isnan(low) else f"{value:.{digits}f} ({low:.{digits}f} – {high:.{digits}f})"
