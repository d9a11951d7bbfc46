"""Pausing in severe weather: where official warnings of it were in force, and how many tasks were done meanwhile.

Only meteorological stations issue warnings (气象法 22, 气象灾害防御条例 30): they are relayed with station and time, and a warning whose
station is not on record is not repeated. No national rule that stops delivery in severe weather was found; which signals call for a pause
is a judgement. Heat is not among them: it has levels of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from guanjia.risk.guidance.lines import NAN, Effect, Guidance, Kind, Relayed, Text, no_effect

COLOURS: Final = ("橙色", "红色")
PERILS: Final = ("台风", "暴雨", "暴雪", "大风", "冰雹", "雷电", "雷暴", "雷雨", "道路结冰", "沙尘暴", "大雾", "强对流")
UNIT: Final = "hour"
_HOUR: Final = 3_600_000_000  # microseconds
_WHAT: Text = ("预警期间伤害减少的比例", "share of the injuries under the warning that is avoided")


@dataclass(frozen=True)
class Ratio:
    """A published relative risk with its interval and where it was read; a prior that local data may overrule."""

    value: float
    low: float
    high: float
    source: Text


RAIN: Final = Ratio(
    2.45,  # the geometric middle of what was published as a range
    2.0,
    3.0,
    (
        "雨天受伤事故为晴天的 2–3 倍（Brodsky 与 Hakkert 1988，汽车，已读）；中间值为自行取定",
        "injury accidents 2-3 times as many in rain (Brodsky & Hakkert 1988, cars, seen); the middle is a judgement",
    ),
)


@dataclass(frozen=True)
class Warned:
    """Tasks under way in an area while an official warning was in force there; the area is an H3 cell at resolution 7.

    A task under way in two spans of one signal is to be counted in one of them.
    """

    area: int
    warning: Relayed
    tasks: int


def severe(signal: str) -> bool:
    """Whether a signal calls for a pause: orange or red, of a peril on the road, and not the message that lifts it.

    >>> [severe(s) for s in ("暴雨红色预警", "暴雨黄色", "高温红色", "解除暴雨红色预警")]
    [True, False, False, False]
    """
    return "解除" not in signal and any(c in signal for c in COLOURS) and any(p in signal for p in PERILS)


def pause_in_severe_weather(spans: Sequence[Warned], ratio: Ratio | None) -> list[Guidance]:
    """A line for each area and severe signal with tasks under way: hours under warning, and what a pause would avoid by ``ratio``.

    ``ratio`` is the relative risk of an hour on the road in such weather; None where none is known for these perils.
    """
    chosen = sorted((s for s in spans if severe(s.warning.signal) and s.tasks > 0), key=_key)
    return [_line(area, signal, list(group), ratio) for (area, signal), group in groupby(chosen, key=lambda s: (s.area, s.warning.signal))]


def _key(span: Warned) -> tuple[int, str, int, int, str]:
    return span.area, span.warning.signal, span.warning.start, span.warning.end, span.warning.station


def _line(area: int, signal: str, spans: list[Warned], ratio: Ratio | None) -> Guidance:
    relayed = [span for span in spans if span.warning.station]
    tasks, named = sum(span.tasks for span in relayed or spans), tuple(span.warning for span in relayed)
    if not named:
        why: Text = (
            f"记录中有“{signal}”却没有发布台站，不能转述，无法判断",
            f"'{signal}' is on record without the station that issued it: it cannot be relayed, cannot tell",
        )
        return Guidance(Kind.PAUSE, NAN, NAN, NAN, UNIT, why, no_effect(_WHAT, ("没有发布台站", "no station")), tasks, area)
    hours = _union(named) / _HOUR
    stations = "、".join(sorted({warning.station for warning in named}))
    why = (
        f"{stations}发布“{signal}”（转述），生效 {hours:g} 小时，所及各钟点内该区域取货 {tasks} 单；建议生效期间暂停派单、不计超时",
        f"'{signal}' issued by {stations} (relayed) stood for {hours:g} h, {tasks} pick-ups in the clock hours it touched: pause dispatch, "
        "count no lateness",
    )
    return Guidance(Kind.PAUSE, hours, hours, hours, UNIT, why, _effect(ratio), tasks, area, relayed=named)


def _union(warnings: Sequence[Relayed]) -> int:
    """Time in force, two that overlap counted once; in order of start."""
    total, until = 0, warnings[0].start
    for warning in warnings:
        total += max(0, warning.end - max(warning.start, until))
        until = max(until, warning.end)
    return total


def _effect(ratio: Ratio | None) -> Effect:
    if ratio is None:
        return no_effect(_WHAT, ("没有适用的相对风险", "no relative risk is known for it"))
    zh, en = ratio.source
    basis: Text = (f"若改在好天气完成，1 − 1/相对风险；{zh}", f"if done in fair weather instead, 1 - 1/relative risk; {en}")
    value, low, high = (1 - 1 / r for r in (ratio.value, ratio.low, ratio.high))
    return Effect(_WHAT, value, low, high, basis)
