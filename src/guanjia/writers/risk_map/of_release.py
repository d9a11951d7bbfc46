"""The map of a release, from the files of its folder alone: nothing but what is published can get onto the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guanjia.writers.digest.words import Text
from guanjia.writers.risk_map.view import NO_NAME, MapCell, MapView

NO_ISSUER: Text = ("（发布机构名称）", "(issuing office)")
_NOISE, _BLANK = "noise", "blank"
_MANY = 8  # standard deviations of noise in the hours: about where an interval of risk gets as narrow as two levels


def map_of_release(told: Mapping[str, Any], cells: Mapping[str, Any], areas: Mapping[str, Any]) -> MapView:
    """The map of ``release.json``, ``cells.geojson`` and ``areas.geojson``, as parsed."""
    period, office, words = told["period"], told["publisher"], {line["told_as"]: both(line) for line in told["levels"]}
    return MapView(
        both(told["title"]),
        f"{period['first_day']} – {period['last_day']}",
        (office, office) if office else NO_ISSUER,
        both(told["measures"]["EXPECTED_RISK"]),
        tuple(_cell(feature["properties"]) for feature in cells["features"]),
        (words["0"], words["1"], words["2"], words["3"], words["4"]),
        notes=(whole(told), *why_no_level(told, cells), both(told["advisory_index"])),
        method=(both(told["privacy"]["means"]), *budget(told), *map(both, told["method"])),
        outlines=areas,
        blank=words[_BLANK],
        noise=words[_NOISE],
        cautions=tuple(map(both, told["must_not_be_concluded"])),
    )


def both(line: Mapping[str, str]) -> Text:
    """A sentence of the release in both languages."""
    return line["zh"], line["en"]


def budget(told: Mapping[str, Any]) -> tuple[Text, ...]:
    """What each calendar year has spent of its cap."""
    return tuple(
        (
            f"{year['year']} 年预算：已用 ρ={year['rho_spent']:g}，上限 {year['rho_cap']:g}，余 {year['rho_left']:g}。",
            f"Budget of {year['year']}: rho={year['rho_spent']:g} of {year['rho_cap']:g} spent, {year['rho_left']:g} left.",
        )
        for year in told["budget"]
    )


def whole(told: Mapping[str, Any]) -> Text:
    """The expected risk of the whole grid in a sentence."""
    it = told["whole_grid"]
    if it["expected_risk"] is None:
        return (
            "全部网格合计的设限后预期风险：噪声为主，不给出数值。",
            "Bounded expected risk of the whole grid: the noise dominates, no value is told.",
        )
    span = ratios(it["expected_risk_low"], it["expected_risk_high"])
    return (
        f"全部网格合计的设限后预期风险：{it['expected_risk']:.2f}（区间 {span}）。",
        f"Bounded expected risk of the whole grid: {it['expected_risk']:.2f} (interval {span}).",
    )


def why_no_level(told: Mapping[str, Any], cells: Mapping[str, Any]) -> tuple[Text, ...]:
    """Where no cell has a level: why, and what would give one. Nothing where some have."""
    if any(feature["properties"]["level"] is not None for feature in cells["features"]):
        return ()
    sd = next(by["scale"] for by in told["privacy"]["mechanisms"] if by["table"] == "quarters") / 4
    return (
        (
            f"没有一格给出等级：每格的小时带有标准差 {sd:,.0f} 小时的噪声，一格要有约 {_MANY * sd:,.0f} 小时（设限后）才分得清。"
            "记录更多、时段更长，或预算更大（噪声随 √ρ 变小），才会有等级。",
            f"No cell has a level: its hours carry noise of standard deviation {sd:,.0f}, a cell needs some {_MANY * sd:,.0f} "
            "hours (limited) before a level can be told. More records, a longer period, or a larger budget (noise falls with its "
            "square root) give levels.",
        ),
    )


def ratios(low: float | None, high: float | None) -> str:
    """Two bounds of a ratio as text; empty where one is not told.

    >>> ratios(0.98, 1.204)
    '0.98–1.20'
    """
    return "" if low is None or high is None else f"{low:.2f}–{high:.2f}"


def interval(low: float | None, high: float | None) -> str:
    """Two bounds as text; empty where one is not told.

    >>> interval(-3.2, 1250.0)
    '-3 – 1,250'
    """
    return "" if low is None or high is None else f"{low:,.0f} – {high:,.0f}"


def _cell(told: Mapping[str, Any]) -> MapCell:
    risk, noisy = told["expected_risk"], told["told_as"] == _NOISE
    span = "" if risk is None else ratios(told["expected_risk_low"], told["expected_risk_high"])
    return MapCell(told["cell"], told["level"], _hours(told), "" if risk is None else f"{risk:.2f}", span, noisy)


def _hours(told: Mapping[str, Any]) -> Text:
    """The second measure of a cell."""
    if told["hours"] is None:
        return NO_NAME
    span = interval(told["hours_low"], told["hours_high"])
    return f"在路 {told['hours']:,.0f} 小时（{span}）", f"{told['hours']:,.0f} hours on the road ({span})"
