"""Values as text in both languages: counts, shares, quantities, spans of time."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from guanjia.writers.digest.words import Text, unit

_HOUR = 3_600_000_000
NONE: Text = ("—", "—")


def count(value: int) -> str:
    """A count with separators."""
    return f"{value:,}"


def share(value: float | None) -> str:
    """A share as a percentage; tiny shares are not rounded to nothing, nor great ones to all."""
    if value is None:
        return "—"
    if 0 < value < 0.001:
        return "<0.1%"
    if 0.999 < value < 1:
        return ">99.9%"
    return f"{value:.1%}"


def quantity(value: float, label: str) -> Text:
    """A measured value with its unit; a dash where there is none."""
    if not math.isfinite(value):
        return NONE
    zh, en = unit(label)
    digits = f"{value:,.0f}" if label == "count" or (value == int(value) and abs(value) >= 100) else f"{value:,.2f}".removesuffix(".00")
    if zh == "%":
        return f"{digits}%", f"{digits}%"
    return f"{digits} {zh}".strip(), f"{digits} {en}".strip()


def measured(value: float, label: str, scenario: str = "") -> Text:
    """A measured value as a reader takes it: days that count backwards are said in words.

    >>> measured(-15, "day", "lateness, notice of the rule")[0]
    '规则在扣款后 15 天才公布'
    """
    if label != "day" or not value < 0:
        return quantity(value, label)
    days = f"{-value:,.0f}"
    if "notice of the rule" in scenario:
        return f"规则在扣款后 {days} 天才公布", f"the rule was published {days} days after the deduction"
    return f"生效后 {days} 天才公布", f"published {days} days after it took effect"


def remark(label: str) -> Text | None:
    """A word of caution that a unit calls for; None where it calls for none."""
    if label != "km/h":
        return None
    zh = "按应送达时间推算的车速，不是骑手实际车速；高得离谱的，多半是取货时已近时限，或坐标、时间有误"
    return zh, "speed that the promised time asks for, not a rider's; absurd ones mostly come of a late pick-up or a wrong place or time"


def number(value: object) -> float:
    """A value of a finding as a number; nan where it is none."""
    return float(value) if isinstance(value, int | float) else math.nan


def span(start: int, end: int, zone: ZoneInfo) -> str:
    """A span on the local clock: a date for a whole day, a date with hours for less, two dates for more."""
    first, last = _local(start, zone), _local(end, zone)
    length = end - start
    if length <= 0 or 22 * _HOUR <= length <= 26 * _HOUR:
        return f"{first:%Y-%m-%d}"
    if length < 22 * _HOUR:
        return f"{first:%Y-%m-%d %H:%M}–{last:%H:%M}"
    final = _local(end - 1, zone)
    return f"{first:%Y-%m-%d} – {final:%m-%d}" if first.year == final.year else f"{first:%Y-%m-%d} – {final:%Y-%m-%d}"


def _local(us: int, zone: ZoneInfo) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).astimezone(zone)
