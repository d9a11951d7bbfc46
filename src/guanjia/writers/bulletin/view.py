"""What the bulletin says, as plain values, and how much of it two pages hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from guanjia.writers.bulletin.height import BOXED, ENGLISH, SECOND_PAGE, SMALL, paragraphs, rows
from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.cautions import OF_A_RELEASE
from guanjia.writers.drawing.levels import STEPS, Palette
from guanjia.writers.risk_map.view import MapView

MOST_FIGURES, MOST_AREAS, MOST_GUIDANCE, MOST_METHOD, MOST_BUDGET = 6, 10, 5, 8, 6
LONGEST_SUMMARY = 220  # characters


@dataclass(frozen=True)
class KeyFigure:
    """One figure with the interval it is known to."""

    name: Text
    value: str
    interval: str = ""


@dataclass(frozen=True)
class Area:
    """One area of the table: the highest levels first."""

    name: str
    level: int | None
    word: Text
    value: str = ""
    interval: str = ""


@dataclass(frozen=True)
class BulletinView:
    """A bulletin. Names in brackets are left for the office to fill in; lists beyond what two pages hold are cut, and the page says so."""

    heading: Text
    number: str  # as printed under the heading, such as 2026年第3期
    period: str
    published: date | None  # left for the office to fill in where it is not told
    summary: str  # two or three sentences; what is over LONGEST_SUMMARY is left out, by whole sentences where there are any
    measure: Text  # what level, value and interval of an area mean
    figures: tuple[KeyFigure, ...]
    areas: tuple[Area, ...]
    guidance: tuple[str, ...]
    method: tuple[str, ...]
    budget: tuple[tuple[Text, str], ...]
    areas_heading: Text = ("等级较高的区域", "Areas of the highest levels")
    issuer: str = "（发布机构名称）"
    contact: str = "（联系部门、电话、电子邮箱）"
    map: MapView | None = None
    palette: Palette = STEPS
    cautions: tuple[Text, ...] = field(default=OF_A_RELEASE)
    method_left: int = 0  # sentences of the method that were left to the release folder


@dataclass(frozen=True)
class Shown:
    """What of a view two pages hold, with how many areas and lines of guidance are left to the release folder."""

    summary: str
    figures: tuple[KeyFigure, ...]
    areas: tuple[Area, ...]
    guidance: tuple[str, ...]
    method: tuple[str, ...]
    budget: tuple[tuple[Text, str], ...]
    levelled: bool  # whether any area has a level to show
    areas_left: int
    guidance_left: int
    method_left: int


def fits(view: BulletinView) -> bool:
    """Whether the second page holds it."""
    return height(_cut(view), view.cautions) <= SECOND_PAGE


def shown(view: BulletinView) -> Shown:
    """The part of a view that fits; a second page that would run over is refused rather than cut."""
    it = _cut(view)
    taken = height(it, view.cautions)
    if taken > SECOND_PAGE:
        told = f"公报第二页放不下：指引、方法等约 {taken:.0f} 毫米，最多 {SECOND_PAGE} 毫米，请缩短"
        raise ValueError(f"{told} / the second page holds {SECOND_PAGE} mm, guidance and method take {taken:.0f}: shorten them")
    return it


def _cut(view: BulletinView) -> Shown:
    return Shown(
        shortened(view.summary, LONGEST_SUMMARY),
        view.figures[:MOST_FIGURES],
        view.areas[:MOST_AREAS],
        view.guidance[:MOST_GUIDANCE],
        view.method[:MOST_METHOD],
        view.budget[:MOST_BUDGET],
        any(area.level is not None or area.word[0] for area in view.areas),
        max(len(view.areas) - MOST_AREAS, 0),
        max(len(view.guidance) - MOST_GUIDANCE, 0),
        view.method_left + max(len(view.method) - MOST_METHOD, 0),
    )


def shortened(text: str, most: int) -> str:
    """The whole sentences that fit into so many characters; of a first one that does not, its beginning.

    >>> shortened("有。无。空。", 5), shortened("很长的一句", 4)
    ('有。无。', '很长的…')
    """
    if len(text) <= most:
        return text
    return text[: text.rfind("。", 0, most) + 1] or f"{text[: most - 1]}…"


def height(it: Shown, cautions: tuple[Text, ...]) -> float:
    """Millimetres that the second page takes beyond its headings."""
    rest = ["另"] if it.method_left else []  # the line that says so
    return (
        paragraphs(it.guidance)
        + paragraphs([*it.method, *rest], SMALL)
        + paragraphs([zh for zh, _ in cautions], BOXED)
        + paragraphs([en for _, en in cautions], ENGLISH)
        + rows(len(it.budget))
    )
