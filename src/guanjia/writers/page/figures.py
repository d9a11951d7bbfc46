"""The charts of the report with their words: hours by day and week, pay by hour, and the hours of the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guanjia.law.entry import Entry
from guanjia.model.assessment import Assessment
from guanjia.writers.digest import words
from guanjia.writers.digest.distributions import Histogram, daily_hours, hourly_pay, weekly_hours
from guanjia.writers.digest.words import Text
from guanjia.writers.page.charts import histogram
from guanjia.writers.page.show import count, share

_DAILY = "daily-task-time"
_PLATFORMS_SHOWN = 6
_SHADES = 6
_DAYS: tuple[Text, ...] = (
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
)


@dataclass(frozen=True)
class Figure:
    """One chart: its title, what it says in a sentence, the drawing, and the bins for those who cannot see it."""

    title: Text
    says: Text
    svg: str
    bins: list[tuple[str, str]]
    unit: Text
    small: bool = False


@dataclass(frozen=True)
class Heat:
    """Task time by hour of the week: for each day 24 pairs of shade (0 to 5) and hours."""

    days: list[tuple[Text, list[tuple[int, str]]]]
    most: str


def figures(assessment: Assessment, entries: Sequence[Entry]) -> list[Figure]:
    """The charts, largest first; the marks on them are the limits that findings used."""
    day_mark, kinds = _only(entries, _DAILY, "hour"), _kinds(entries, _DAILY)
    found = []
    daily = daily_hours(assessment.worker_days, () if day_mark is None else (day_mark,), kinds)
    if daily[""].size:
        found.append(_hours(_titled(daily[""], kinds), ("个工日", "worker-days"), daily[""], day_mark))
    weekly = weekly_hours(assessment.weeks)
    if weekly.size:
        found.append(_hours(("每周接单时间", "Task time per week"), ("个工周", "worker-weeks"), weekly, None))
    for currency, data in sorted(hourly_pay(assessment.months).items()):
        found.append(_pay(currency, data, _only(entries, "minimum-hourly-wage", f"{currency}/hour")))
    parts = sorted(((name, part) for name, part in daily.items() if name), key=lambda pair: -pair[1].size)
    if len(parts) > 1:
        found.extend(
            _hours(words.platform(name), ("个工日", "worker-days"), part, day_mark, small=True) for name, part in parts[:_PLATFORMS_SHOWN]
        )
    return found


def heat(hour_of_week: object) -> Heat | None:
    """The week's heat map from 168 task times in microseconds, Monday 00:00 first; None where they were not given."""
    if hour_of_week is None:
        return None
    time = np.asarray(hour_of_week, np.float64).reshape(7, 24) / 3.6e9
    top = float(time.max())
    if top <= 0:
        return None
    shades = np.where(time > 0, np.clip(np.ceil(time / top * (_SHADES - 1)), 1, _SHADES - 1), 0).astype(int)
    rows = [[(int(shade), f"{value:,.0f}") for shade, value in zip(a, b, strict=True)] for a, b in zip(shades, time, strict=True)]
    return Heat(list(zip(_DAYS, rows, strict=True)), f"{top:,.0f}")


def _only(entries: Sequence[Entry], topic: str, unit: str) -> float | None:
    """The limit of a topic, where the findings used one value only."""
    values = {entry.value for entry in entries if entry.topic == topic and entry.unit == unit and entry.value == entry.value}
    return values.pop() if len(values) == 1 else None


def _kinds(entries: Sequence[Entry], topic: str) -> frozenset[str]:
    """The kinds of work that the limits of a topic cover; none where one of them covers all."""
    named = [entry.kinds for entry in entries if entry.topic == topic]
    return frozenset(kind for kinds in named for kind in kinds) if all(named) else frozenset()


def _titled(data: Histogram, kinds: frozenset[str]) -> Text:
    if not (data.above and kinds):
        return "每日接单时间", "Task time per day"
    zh, en = zip(*(words.KINDS.get(kind, (kind, kind)) for kind in sorted(kinds)), strict=True)
    return f"每日接单时间（{'、'.join(zh)}）", f"Task time per day ({', '.join(en)})"


def _hours(title: Text, of: Text, data: Histogram, mark: float | None, small: bool = False) -> Figure:
    middle, size = data.quartiles[1], count(data.size)
    zh, en = f"中位数 {middle:.1f} 小时，共 {size} {of[0]}", f"median {middle:.1f} h over {size} {of[1]}"
    mark = mark if mark in data.above else None
    if mark is not None:
        part = share(data.above[mark] / data.size)
        zh, en = f"{zh}；{part} 超过 {mark:g} 小时", f"{en}; {part} above {mark:g} h"
    svg = histogram(data, mark, wide=3.0, tall=1.6) if small else histogram(data, mark)
    return Figure(title, (zh, en), svg, _bins(data), ("小时", "hours"), small)


def _pay(currency: str, data: Histogram, mark: float | None) -> Figure:
    unit = words.unit(f"{currency}/hour")
    low, middle, high = data.quartiles
    zh = f"每个工月：中位数 {middle:.2f} {unit[0]}，中间一半在 {low:.2f} 至 {high:.2f} 之间，"
    zh += f"共 {count(data.size)} 个工月。小费与扣款不计在内"
    en = f"Per worker-month: median {middle:.2f} {unit[1]}, middle half {low:.2f} to {high:.2f}, {count(data.size)} worker-months; "
    en += "tips and deductions not counted"
    if mark is not None:
        zh, en = f"{zh}。虚线：最低小时工资", f"{en}. Dashed: minimum hourly wage"
    return Figure(("每小时报酬（按接单时间）", "Pay per hour of task time"), (zh, en), histogram(data, mark, tint=False), _bins(data), unit)


def _bins(data: Histogram) -> list[tuple[str, str]]:
    edges = [f"{low:g}–{high:g}" for low, high in zip(data.edges[:-2], data.edges[1:-1], strict=True)] + [f"{data.edges[-2]:g}+"]
    return list(zip(edges, map(count, data.counts), strict=True))
