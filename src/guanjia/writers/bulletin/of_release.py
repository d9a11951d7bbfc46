"""The bulletin of a release, from the files of its folder alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import sqrt
from typing import Any

from guanjia.risk.release.unit import UNITS
from guanjia.writers.bulletin.view import Area, BulletinView, KeyFigure, fits
from guanjia.writers.digest.words import Text
from guanjia.writers.risk_map.of_release import NO_ISSUER, interval, map_of_release, ratios, whole

_HEADING: Text = ("新业态职业健康风险公报", "Bulletin of occupational health in new forms of work")
_AREAS: Text = ("各区受伤比例与预期风险", "Injured workers and expected risk by area")
_FIXED = ("noise", "grid", "blank", "levels")  # what the reader of the figures has to know of the method: never left out
_NO_NUMBER = "（期号）"
_LONGEST_NAME = 24  # characters of an area's name that the summary has room for
_NO_GUIDANCE = "本期发布只含加噪统计，不含分区域的工作指引；平台的指引由平台安全部门掌握。"
Properties = Mapping[str, Any]


def bulletin_of_release(
    told: Properties, cells: Properties, areas: Properties, number: str = "", published: date | None = None
) -> BulletinView:
    """The bulletin of ``release.json``, ``cells.geojson`` and ``areas.geojson``, as parsed; number and day are left open where not told."""
    map_view = map_of_release(told, cells, areas)
    listed = sorted((feature["properties"] for feature in areas["features"]), key=_place)
    view = BulletinView(
        _HEADING,
        number or _NO_NUMBER,
        f"{told['period']['first_day']} 至 {told['period']['last_day']}",
        published,
        _summary(told, listed),
        _measure(told),
        _figures(told, cells["features"], listed),
        tuple(_area(it) for it in listed if it["injured_per_1000_high"] is not None or it["expected_risk"] is not None),
        (_NO_GUIDANCE, told["advisory_index"]["zh"]),
        _method(told),
        _budget(told),
        areas_heading=_AREAS,
        issuer=told["publisher"] or NO_ISSUER[0],
        map=map_view,
        cautions=map_view.cautions,
    )
    while not fits(view) and len(view.method) > len(_FIXED):
        view = replace(view, method=view.method[:-1], method_left=view.method_left + 1)
    return view


def _method(told: Properties) -> tuple[str, ...]:
    """The sentences of the method, those that are never left out first."""
    lines = {line["about"]: line["zh"] for line in told["method"]}
    return tuple(lines[about] for about in (*_FIXED, *(about for about in lines if about not in _FIXED)))


def _measure(told: Properties) -> Text:
    """What stands in the table of areas."""
    injured, risk = told["measures"]["INJURED_PER_1000"], told["measures"]["EXPECTED_RISK"]
    return f"数值和区间：{injured['zh']}；等级：{risk['zh']}", f"values and intervals: {injured['en']}; levels: {risk['en']}"


def _place(area: Properties) -> tuple[bool, float, bool, float]:
    """Areas with a ratio of injured first, from high to low; then those with an expected risk."""
    injured, risk = area["injured_per_1000"], area["expected_risk"]
    return injured is None, -(injured or 0.0), risk is None, -(risk or 0.0)


def _area(it: Properties) -> Area:
    return Area(_name(it), it["level"], (_short(it["label_zh"]), _short(it["label_en"])), _number(it["injured_per_1000"], 1), _span(it))


def _short(label: str) -> str:
    """What stands before the explanation of a label."""
    return label.partition("：")[0].partition(": ")[0]


def _name(area: Properties) -> str:
    return str(area["name"] or area["code"])


def _summary(told: Properties, areas: Sequence[Properties]) -> str:
    first = f"本期发布 {told['grid']['cells']:,} 个网格和 {len(areas)} 个区的加噪统计，附 95% 区间。"
    return f"{first}{whole(told)[0]}{_most_injured(told, areas)}{_riskiest(areas)}"


def _most_injured(told: Properties, areas: Sequence[Properties]) -> str:
    known = [area for area in areas if area["injured_per_1000"] is not None]
    if all(by["table"] != "area_injured" for by in told["privacy"]["mechanisms"]):
        return "没有受伤记录表，本期不发布受伤。"
    if not known:
        return "各区的受伤比例都以噪声为主，本期不给出数值。"
    top = known[0]
    unit = UNITS[told["privacy"]["unit"]["name"]]
    ratio = f"{unit.of_thousand} {_number(top['injured_per_1000'], 1)} {unit.counter}"
    highest = "最高的是" if len(known) > 1 else "即"
    rest = f"{len(known)} 个区给出受伤比例，{highest}“{_name(top)[:_LONGEST_NAME]}”，{ratio}"
    return f"{rest}（区间 {_span(top)}）；区间重叠的区不分先后。"


def _riskiest(areas: Sequence[Properties]) -> str:
    known = [area for area in areas if area["expected_risk"] is not None]
    if not known:
        return "各区的预期风险都以噪声为主。"
    top = max(known, key=lambda area: float(area["expected_risk"]))
    highest = "最高的是" if len(known) > 1 else "即"
    span = ratios(top["expected_risk_low"], top["expected_risk_high"])
    return f"{len(known)} 个区给出预期风险，{highest}“{_name(top)[:_LONGEST_NAME]}”，{top['expected_risk']:.2f}（{span}）。"


def _figures(told: Properties, cells: Sequence[Properties], areas: Sequence[Properties]) -> tuple[KeyFigure, ...]:
    kinds, it = [feature["properties"]["told_as"] for feature in cells], told["whole_grid"]
    unit = UNITS[told["privacy"]["unit"]["name"]]
    blank, noise = kinds.count("blank"), kinds.count("noise")
    return (
        _total((f"参与统计的{unit.zh}", f"{unit.name}s counted"), areas, "workers"),
        KeyFigure(
            ("全部网格合计的设限后预期风险", "bounded expected risk of the whole grid"),
            "" if it["expected_risk"] is None else f"{it['expected_risk']:.2f}",
            ratios(it["expected_risk_low"], it["expected_risk_high"]),
        ),
        KeyFigure(("给出等级的网格", "cells with a level"), f"{len(kinds) - blank - noise:,}"),
        KeyFigure(("噪声为主、不给等级的网格", "cells where noise dominates"), f"{noise:,}"),
        KeyFigure(("空白的网格", "blank cells"), f"{blank:,}"),
    )


def _total(name: Text, rows: Sequence[Properties], column: str) -> KeyFigure:
    """A sum with its interval: independent noise adds by its squares."""
    total = sum(row[column] for row in rows)
    half = sqrt(sum(((row[f"{column}_high"] - row[f"{column}_low"]) / 2) ** 2 for row in rows))
    return KeyFigure(name, _number(total, 0), interval(max(total - half, 0), max(total + half, 0)))


def _span(area: Properties) -> str:
    low, high = area["injured_per_1000_low"], area["injured_per_1000_high"]
    return "" if low is None or high is None else f"{low:.1f}–{high:.1f}"


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def _budget(told: Properties) -> tuple[tuple[Text, str], ...]:
    privacy = told["privacy"]
    this = ((("本期 ρ", "rho of this issue"), f"{privacy['rho']:g}"), (("相当于 ε", "which implies epsilon"), f"{privacy['epsilon']:.2f}"))
    delta = ((("其中 δ", "with delta"), f"{privacy['delta']:g}"),)
    years = tuple(
        ((f"{year['year']} 年已用／上限", f"spent in {year['year']} of its cap"), f"{year['rho_spent']:g}／{year['rho_cap']:g}")
        for year in told["budget"]
    )
    return (*this, *delta, *years)
