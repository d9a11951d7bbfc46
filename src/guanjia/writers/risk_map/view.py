"""What the published map shows, as plain values: whoever makes a release fills this in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.cautions import OF_A_RELEASE
from guanjia.writers.drawing.levels import HIGHEST, STEPS, Palette
from guanjia.writers.drawing.week import Week

NO_NAME: Text = ("", "")


@dataclass(frozen=True)
class MapCell:
    """One cell: its level, or None where it is blank; figures are left empty where noise dominates."""

    cell: str  # H3 index
    level: int | None  # 0 to 4, low to high; none where it is blank or the noise leaves no level to tell
    label: Text = NO_NAME  # a second measure, or its name; the level's own words stand in the legend
    value: str = ""
    interval: str = ""
    noisy: bool = False  # noise dominates: drawn hatched

    def __post_init__(self) -> None:
        if self.level is not None and not 0 <= self.level <= HIGHEST:
            raise ValueError(f"level {self.level} of cell {self.cell}: levels run from 0 to {HIGHEST}")


@dataclass(frozen=True)
class MapView:
    """A map with its words. ``levels`` names the five levels from 0 upward."""

    title: Text
    period: str
    issuer: Text
    measure: Text  # what the levels and figures measure, with its unit
    cells: tuple[MapCell, ...]
    levels: tuple[Text, Text, Text, Text, Text]
    notes: tuple[Text, ...] = ()
    method: tuple[Text, ...] = ()
    outlines: Mapping[str, Any] | None = None  # GeoJSON that the user supplies
    week: Week | None = None
    palette: Palette = STEPS
    blank: Text = ("空白：加噪后的劳动者不足 20 人", "blank: fewer than 20 workers after noise")
    noise: Text = ("斜线：噪声为主，只给等级", "hatched: noise dominates, the level alone is given")
    cautions: tuple[Text, ...] = field(default=OF_A_RELEASE)
