"""The guidance of the analyst's page, and the official warnings that it relays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

import h3
import numpy as np

from guanjia.flows.risk import Steward
from guanjia.model.clock import at
from guanjia.risk.guidance.lines import Guidance, Kind, Relayed
from guanjia.risk.guidance.words import hour_words, percent
from guanjia.writers.digest.words import Text
from guanjia.writers.risk.index_view import place_of
from guanjia.writers.risk_page.view import GuidanceLine

LIFTED: Final = "解除"  # the message that ends a warning
MOST_LINES: Final = 200
MOST_SPANS: Final = 3  # of a warning that was issued again and again


def guidance_lines(lines: Sequence[Guidance]) -> tuple[GuidanceLine, ...]:
    """The first lines that tell something; those of one weather warning are one line, however many areas it touched."""
    return tuple(_guidance(line, areas) for line, areas in _first(_together(lines)))


def _together(lines: Sequence[Guidance]) -> list[tuple[Guidance, int]]:
    """Each line and the number of its areas; a warning that stood in many is told once, with their pick-ups summed."""
    found: dict[object, tuple[Guidance, int]] = {}
    for number, line in enumerate(lines):
        if not line.cannot_tell:
            key = (line.kind, tuple((each.signal, each.station) for each in line.relayed)) if line.relayed else number
            first, areas = found.get(key, (replace(line, tasks=0), 0))
            found[key] = replace(first, tasks=first.tasks + line.tasks, value=max(first.value, line.value)), areas + 1
    return list(found.values())


def warnings(it: Steward, zone: ZoneInfo) -> tuple[Text, ...]:
    """One line a signal, region and station, with the times at which it stood; all of them are over."""
    said: dict[tuple[str, str, str], list[Relayed]] = defaultdict(list)
    for region, warning in it.relayed:
        if warning.station and LIFTED not in warning.signal:
            said[region, warning.signal, warning.station].append(warning)
    return tuple(_warning(*key, spans, zone) for key, spans in said.items())


def _warning(region: str, signal: str, station: str, spans: Sequence[Relayed], zone: ZoneInfo) -> Text:
    shown = ", ".join(f"{at(span.start, zone):%Y-%m-%d %H:%M} – {at(span.end, zone):%m-%d %H:%M}" for span in spans[:MOST_SPANS])
    more = len(spans) - MOST_SPANS
    zh, en = (f" 等 {len(spans)} 次", f" and {more} more times") if more > 0 else ("", "")
    return (
        f"{station} 对{place_of(region)[0]}发布“{signal}”：{shown}{zh}（均已结束）",
        f"{station} issued '{signal}' for {place_of(region)[1]}: {shown}{en} (all over)",
    )


def _first(lines: Sequence[tuple[Guidance, int]]) -> list[tuple[Guidance, int]]:
    """Those with the greatest value and most tasks first, each kind in turn."""
    by_kind = [
        sorted(
            (each for each in lines if each[0].kind == kind),
            key=lambda each: (-each[0].value * each[0].tasks, each[0].area or 0, each[0].hour or 0),
        )
        for kind in Kind
    ]
    ranked = sorted(((place, number) for number, group in enumerate(by_kind) for place in range(len(group))))
    return [by_kind[number][place] for place, number in ranked[:MOST_LINES]]


def _guidance(line: Guidance, areas: int) -> GuidanceLine:
    asked, tasks = _asked(line), f"{line.tasks:,}"
    if line.relayed:
        names = dict.fromkeys((each.signal, each.station) for each in line.relayed)
        why: Text = (
            "、".join(f"{station}发布“{signal}”（转述）" for signal, station in names),
            ", ".join(f"'{signal}' issued by {station} (relayed)" for signal, station in names),
        )
        where: Text = (f"{areas} 个区域", f"{areas} areas")
        return GuidanceLine(where, ("预警生效期间", "while the warning stands"), asked, why, _effect(line), tasks)
    when: Text = ("", "") if line.hour is None else hour_words(line.hour)
    return GuidanceLine("" if line.area is None else h3.int_to_str(line.area), when, asked, line.reason, _effect(line), tasks)


def _effect(line: Guidance) -> Text:
    effect = line.effect
    if np.isnan(effect.value):
        return f"{effect.what[0]}：{effect.basis[0]}", f"{effect.what[1]}: {effect.basis[1]}"
    if line.kind == Kind.PAUSE:  # published ratios of cars elsewhere: no decimals, and where they are from
        span = f"{effect.low:.0%} – {effect.high:.0%}"
        return f"{effect.what[0]} 约 {span}（先验：{effect.basis[0]}）", f"{effect.what[1]}, about {span} (a prior: {effect.basis[1]})"
    span = f"{percent(effect.value)} ({percent(effect.low)} – {percent(effect.high)})"
    return f"{effect.what[0]} {span}", f"{effect.what[1]} {span}"


def _asked(line: Guidance) -> Text:
    value = f"{line.value:g}"
    if line.kind in (Kind.LENGTHEN_15, Kind.LENGTHEN_25):
        speed = 15 if line.kind == Kind.LENGTHEN_15 else 25
        return f"应送达时间延长 {value} 分钟（{speed} 公里/小时）", f"lengthen promises by {value} min ({speed} km/h)"
    if line.kind == Kind.CAP_CARRIED:
        return f"同时配送不超过 {value} 单", f"carry no more than {value} at once"
    return "暂停派单，不计超时", "pause dispatch, count no lateness"
