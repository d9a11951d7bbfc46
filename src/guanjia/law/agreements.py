"""Rows of an agreements table as entries of the law: what platform and workers agreed, or the platform promised."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from guanjia.law import units
from guanjia.law.entry import Entry, Force
from guanjia.law.errors import LawbookError
from guanjia.law.places import Places
from guanjia.law.platforms import Platforms

_TABLE = "agreements"
_FORCES = (Force.COLLECTIVE_AGREEMENT, Force.PLATFORM_PROMISE)


def agreed(rows: Iterable[Mapping[str, Any]], platforms: Platforms, places: Places) -> Iterator[Entry]:
    """One entry a row; LawbookError names the row of an unknown unit, force or region, or of an overlap with another row."""
    done: list[Entry] = []
    for number, row in enumerate(rows, 1):
        entry = _entry(row, str(row.get("row") or number), platforms, places)
        for other in done:
            same = other.series == entry.series and other.contains == entry.contains
            if same and (other.in_force(entry.first_day) or entry.in_force(other.first_day)):
                raise _refusal(
                    entry.source,
                    f"与 {other.source} 日期重叠",
                    f"its days overlap those of {other.source}",
                    "填上前一条的 last_day",
                    "give the earlier one a last_day",
                )
        done.append(entry)
        yield entry


def _entry(row: Mapping[str, Any], number: str, platforms: Platforms, places: Places) -> Entry:
    label = f"row {number}"
    unit, force, region = str(row.get("unit") or ""), str(row.get("force") or ""), str(row.get("region") or "")
    first, last, value = row.get("first_day"), row.get("last_day"), row.get("value")
    if not units.known(unit):
        raise _refusal(
            label,
            f"不认识的单位“{unit}”",
            f"unknown unit '{unit}'",
            f"可用：{'、'.join(units.NAMES)}",
            f"use {', '.join(units.NAMES)}, or e.g. CNY/order",
        )
    if force not in _FORCES:
        raise _refusal(
            label, f"不认识的效力“{force}”", f"unknown force '{force}'", f"可用：{'、'.join(_FORCES)}", f"use {' or '.join(_FORCES)}"
        )
    if region and not places.known(region):
        raise _refusal(label, f"不认识的地区“{region}”", f"unknown region '{region}'", "用六位行政区划代码", "use a six-digit code")
    if not isinstance(first, date) or (last is not None and (not isinstance(last, date) or last < first)):
        raise _refusal(
            label,
            f"日期不对：{first} 至 {last}",
            f"its days are wrong: {first} to {last}",
            "填 first_day，last_day 不早于它",
            "give first_day, and no earlier last_day",
        )
    if not isinstance(value, int | float) or math.isnan(value):
        raise _refusal(label, f"“{value}”不是数", f"'{value}' is not a number", "填一个数", "give a number")
    if value < 0 or (unit == "percent" and value > 100):
        raise _refusal(
            label,
            f"数值 {value:g} {unit} 不合情理",
            f"{value:g} {unit} makes no sense",
            "填不小于 0 的数，百分比不超过 100",
            "give a number not below 0, a percentage not above 100",
        )
    absent = [key for key in ("platform", "topic", "document") if not row.get(key)]
    if absent:
        raise _refusal(label, f"缺 {'、'.join(absent)}", f"it lacks {', '.join(absent)}", "补全", "fill it in")
    kind, topic = str(row.get("kind") or ""), str(row["topic"])
    name = platforms.name(str(row["platform"]))
    return Entry(
        topic=topic,
        jurisdiction=f"platform:{name}" + (f"@{region}" if region else ""),
        value=float(value),
        unit=unit,
        first_day=first,
        last_day=last,
        force=Force(force),
        document=str(row["document"]),
        article=str(row.get("article") or ""),
        source=f"{_TABLE} {label}",
        verified=True,
        zh=f"{name}约定的 {topic}",
        en=f"{topic} agreed with {name}",
        kinds=(kind,) if kind else (),
        product=str(row.get("product") or ""),
        contains={"condition": str(row["condition"])} if row.get("condition") else {},
    )


def _refusal(label: str, wrong_zh: str, wrong_en: str, mend_zh: str, mend_en: str) -> LawbookError:
    return LawbookError(_TABLE, label, wrong_zh, wrong_en, mend_zh, mend_en)
