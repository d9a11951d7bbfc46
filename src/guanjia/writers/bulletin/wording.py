"""Headings and standing words of the bulletin, Chinese with an English line, the same on the page and in the document."""

from __future__ import annotations

from guanjia.writers.bulletin.view import BulletinView, Shown
from guanjia.writers.digest.words import Text
from guanjia.writers.risk_map.view import MapView

SUMMARY: Text = ("一、本期要点", "Summary")
FIGURES: Text = ("二、主要数字", "Key figures, with the interval each is known to")
GUIDANCE: Text = ("四、工作指引", "Guidance")
CAUTIONS: Text = ("五、不得据此得出的结论", "What must not be concluded")
METHOD: Text = ("六、方法", "Method")
BUDGET: Text = ("七、隐私预算", "Privacy budget")
CONTACT: Text = ("八、联系与更正", "Contact and corrections")
FIGURE_COLUMNS = ("指标", "数值", "区间")
AREA_COLUMNS = ("序", "区域", "等级", "数值", "区间")
TABLE = "表中数值："
NONE_LISTED = "本期没有可列出的区域。"
CORRECTIONS = "对数字有疑问或发现差错，请与上述部门联系；更正随下一期公布，并在 release.json 中注明。"


def areas(view: BulletinView) -> Text:
    """The heading of the table of areas."""
    return f"三、{view.areas_heading[0]}", view.areas_heading[1]


def under(view: BulletinView) -> str:
    """The line under the heading."""
    day = f"{view.published:%Y-%m-%d}" if view.published else "（待填）"
    return f"{view.number}　统计周期 {view.period}　发布日期 {day}"


def rest_of_areas(it: Shown) -> str:
    """What is left out of the table; empty where nothing is."""
    return f"另有 {it.areas_left} 个区域未列，见 areas.csv。" if it.areas_left else ""


def rest_of_guidance(it: Shown) -> str:
    """What is left out of the guidance; empty where nothing is."""
    return f"另有 {it.guidance_left} 条，见发布文件夹。" if it.guidance_left else ""


def rest_of_method(it: Shown) -> str:
    """What is left out of the method; empty where nothing is."""
    return f"另有 {it.method_left} 条方法，见 release.json 和地图页。" if it.method_left else ""


def map_says(view: MapView) -> str:
    """What the map shows, which may be something else than the table beside it."""
    return f"图中等级：{view.measure[0]}"


def level(number: int | None, word: Text) -> str:
    """A level as its number and its word, so that nothing rests on colour."""
    return word[0] if number is None else f"{number} {word[0]}"
