"""The 168 hours of a week as a grid of seven days by twenty-four hours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from guanjia.writers.digest.words import Text

SHADES = 6
_HOURS = 24
DAYS: tuple[Text, ...] = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)


@dataclass(frozen=True)
class Week:
    """Values of the hours of a week, Monday 00:00 first; None where a value is not given."""

    title: Text
    unit: Text
    values: Sequence[float | None]  # 168
    note: Text = ("", "")
    digits: int = 1


@dataclass(frozen=True)
class Grid:
    """A week as a page draws it: for each day its 24 shades (None where blank) with their figures, and the ends of the scale."""

    rows: list[tuple[Text, list[tuple[int | None, str]]]]
    least: str
    most: str


def grid(week: Week) -> Grid:
    """Shades run evenly from the least to the greatest value that is given."""
    if len(week.values) != _HOURS * len(DAYS):
        raise ValueError(f"a week has 168 hours, not {len(week.values)}")
    given = [value for value in week.values if value is not None and math.isfinite(value)]
    least, most = (min(given), max(given)) if given else (0.0, 0.0)
    cells = [_cell(value, least, most, week.digits) for value in week.values]
    rows = [(day, cells[at * _HOURS : (at + 1) * _HOURS]) for at, day in enumerate(DAYS)]
    return Grid(rows, f"{least:,.{week.digits}f}", f"{most:,.{week.digits}f}")


def _cell(value: float | None, least: float, most: float, digits: int) -> tuple[int | None, str]:
    if value is None or not math.isfinite(value):
        return None, "—"
    part = (value - least) / (most - least) if most > least else 0.0
    return min(int(part * SHADES), SHADES - 1), f"{value:,.{digits}f}"
