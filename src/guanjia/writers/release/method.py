"""How the numbers of a release came about, a sentence a subject: Chinese first and English beside it."""

from __future__ import annotations

from importlib.metadata import version

from guanjia.model.wording import Text
from guanjia.risk.release.bounding import LEAST_RISK, MIDDLE_RISK, MOST_RISK
from guanjia.risk.release.levels import FEWEST_WORKERS, WIDEST
from guanjia.risk.release.release import Release
from guanjia.writers.release.words import period_told, unit_told


def method(release: Release) -> dict[str, Text]:
    """The sentences by what they are about."""
    return {
        "unit": _pair("保护单位：{}。", "Unit of privacy: {}.", unit_told(release.unit)),
        "period": _pair("时段：{}。", "Period: {}.", period_told(release)),
        "risk": _risk(release),
        "limits": _limits(release),
        "noise": _noise(release),
        "grid": (
            "格网：H3 第 7 级，由公开的区域边界或给定范围得出，与谁在哪里工作无关；所有格都发布，包括零和负数。",
            "Grid: H3 resolution 7, from public boundaries or a given box and not from where anyone worked; every cell is released, "
            "zeros and negatives too.",
        ),
        "blank": _blank(release),
        "levels": (
            f"等级分界固定，与数据和噪声无关；95% 区间的上限超过下限 {WIDEST:.2f} 倍（两级）或越过相邻等级的，只写“噪声为主”。"
            "小时不到噪声标准差三倍的不写在地图上。",
            f"Edges of levels are fixed, whatever the data and the noise; a 95% interval whose upper bound is above {WIDEST:.2f} times the "
            "lower (two levels), or that reaches past a neighbouring level, says only that the noise dominates. Hours below three standard "
            "deviations of the noise are not on the map.",
        ),
    }


def _pair(zh: str, en: str, told: Text) -> Text:
    return zh.format(told[0]), en.format(told[1])


def _risk(release: Release) -> Text:
    it = release.unit
    return (
        f"预期相对风险：{it.each}每刻的 HSE 风险指数（Spencer 等 2006）按在路时间平均；1 约为值勤首日、班中、各钟点平均的一小时。"
        f"{it.each}每格的均值限在 {LEAST_RISK:g}–{MOST_RISK:g}，格的值由加噪的两数相除得出。",
        f"Expected relative risk: the HSE Risk Index (Spencer et al. 2006) of each {it.name} and moment, averaged over time on the road; "
        f"1 is about an hour in the middle of a first duty, at the mean of all clock hours. The mean of {it.article} in a cell is moved "
        f"into {LEAST_RISK:g}-{MOST_RISK:g}; a cell's value divides noisy parts.",
    )


def _limits(release: Release) -> Text:
    it, caps = release.unit, release.caps
    return (
        f"上限：{it.each}最多计入 {caps.cells} 格（用每次新生成的密钥随机抽取），每格最多 {caps.hours} 小时（按整刻钟计），"
        "只计入一个区（抽到的时间最多的区），受伤最多计一次。",
        f"Limits: {it.article} counts in at most {caps.cells} cells (sampled at random under a key made for this release), with at most "
        f"{caps.hours} hours in each (in whole quarters), in one area (that of most of the sampled time), and as injured once at most.",
    )


def _noise(release: Release) -> Text:
    it, by, drawn_by = release.unit, release.mechanisms, f"OpenDP {version('opendp')}"
    workers, areas = by["workers"].scale, by["area_workers"].scale
    hurt = by.get("area_injured")
    injured = ("；无受伤记录表，不发布受伤", "; no table of injuries, none are told")
    if hurt is not None:
        injured = f"、区内受伤{it.number} {hurt.scale:.2f}", f", injured of an area {hurt.scale:.2f}"
    hours, excess = release.hours.sd, release.excess.sd
    return (
        f"噪声：{drawn_by} 整数离散高斯机制；标准差：{it.number} {workers:.2f}、小时 {hours:.2f}、"
        f"小时×（风险−{MIDDLE_RISK:g}） {excess:.2f}、区内{it.number} {areas:.2f}{injured[0]}。",
        f"Noise: the integer discrete Gaussian of {drawn_by}; standard deviations: {it.name}s {workers:.2f}, hours {hours:.2f}, "
        f"hours x (risk - {MIDDLE_RISK:g}) {excess:.2f}, {it.name}s of an area {areas:.2f}{injured[1]}.",
    )


def _blank(release: Release) -> Text:
    it = release.unit
    return (
        "比例由加噪后的两数相除，附 95% 区间（Fieller；受伤的对所有区同时成立）；区间触到 0、受伤上限超过下限三倍的不给数；"
        f"加噪{it.number}不足 {FEWEST_WORKERS} 的留空（本项目的选择，非国家标准）。",
        "Ratios divide noisy parts and carry 95% intervals (Fieller), for injured in all areas at once (Bonferroni); one that reaches 0, "
        "or for injured is over three times as high as low, is told without a value; "
        f"blank below {FEWEST_WORKERS} noisy {it.name}s ({FEWEST_WORKERS} is a choice of this project, not a national standard).",
    )
