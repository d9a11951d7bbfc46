"""Pausing in severe weather: only what a station issued is relayed."""

from __future__ import annotations

from math import isnan

import pytest

from guanjia.risk.guidance.lines import Relayed
from guanjia.risk.guidance.pause import RAIN, Warned, pause_in_severe_weather

AREA, HOUR = 0x87309A000FFFFFF, 3_600_000_000


def warned(signal: str, station: str, start: int, end: int, tasks: int = 5, area: int = AREA) -> Warned:
    return Warned(area, Relayed(signal, station, start * HOUR, end * HOUR), tasks)


def test_hours_in_force_are_a_union_and_relayed_with_station() -> None:
    """Two spans that overlap count once; the line names the station and holds both spans as issued."""
    (line,) = pause_in_severe_weather([warned("暴雨红色", "甲气象台", 2, 5), warned("暴雨红色", "乙气象台", 4, 6, 7)], RAIN)
    assert line.value == 4.0 and line.tasks == 12 and len(line.relayed) == 2
    assert "甲气象台" in line.reason[0] and "乙气象台" in line.reason[0] and "转述" in line.reason[0]
    assert line.effect.value == pytest.approx(1 - 1 / 2.45) and (line.effect.low, line.effect.high) == pytest.approx((0.5, 2 / 3))


def test_without_a_station_nothing_is_relayed() -> None:
    """A signal whose station is not on record cannot be told, and its words are not passed on as a warning."""
    (line,) = pause_in_severe_weather([warned("暴雪橙色", "", 0, 3)], None)
    assert line.cannot_tell and line.relayed == () and "无法判断" in line.reason[0]


def test_tasks_of_a_nameless_span_are_not_counted_with_the_named() -> None:
    """What a line relays and what it counts are the same spans."""
    (line,) = pause_in_severe_weather([warned("大风红色", "甲台", 0, 1, 3), warned("大风红色", "", 5, 9, 40)], None)
    assert (line.value, line.tasks) == (1.0, 3)


def test_what_calls_for_no_pause() -> None:
    """Yellow signals, heat, lifted warnings, and spans without work give no line; an effect without ratio cannot be told."""
    spans = [
        warned("暴雨黄色", "台", 0, 1),
        warned("高温红色", "台", 0, 1),
        warned("解除暴雨红色", "台", 0, 1),
        warned("暴雨红色", "台", 0, 1, 0),
    ]
    assert pause_in_severe_weather(spans, RAIN) == []
    (line,) = pause_in_severe_weather([warned("道路结冰橙色", "台", 0, 1)], None)
    assert isnan(line.effect.value)
