"""Values as text."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from guanjia.writers.page.show import measured, quantity, remark, share, span

HOUR = 3_600_000_000
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("value", "text"), [(None, "—"), (0.0, "0.0%"), (0.0001, "<0.1%"), (0.5, "50.0%"), (0.99999, ">99.9%"), (1.0, "100.0%")]
)
def test_share(value: float | None, text: str) -> None:
    """A share that is not nothing never reads as nothing, and one that is not all never as all."""
    assert share(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (9.5, "hour", ("9.50 小时", "9.50 h")),
        (8.0, "hour", ("8 小时", "8 h")),
        (20.0, "percent", ("20%", "20%")),
        (24.5, "CNY/hour", ("24.50 元/小时", "24.50 CNY/h")),
        (3.0, "count", ("3", "3")),
        (float("nan"), "hour", ("—", "—")),
        (float("inf"), "hour", ("—", "—")),
    ],
)
def test_quantity(value: float, unit: str, text: tuple[str, str]) -> None:
    """Numbers carry their unit in both languages; what is no number is a dash."""
    assert quantity(value, unit) == text


def test_span() -> None:
    """A whole day is a date, less is hours, more is two dates; all on the local clock."""
    start = 20 * HOUR
    assert span(start, start + 24 * HOUR, ZONE) == "1970-01-02"
    assert span(start, start + 5 * HOUR, ZONE) == "1970-01-02 04:00–09:00"
    assert span(start, start + 7 * 24 * HOUR, ZONE) == "1970-01-02 – 01-09"


def test_days_that_count_backwards_are_said_in_words() -> None:
    """A rule published after what it governs; other quantities stay numbers."""
    assert measured(-15.0, "day", "lateness, notice of the rule")[0] == "规则在扣款后 15 天才公布"
    assert measured(-2.0, "day")[1] == "published 2 days after it took effect"
    assert measured(3.0, "day") == quantity(3.0, "day") and measured(-3.0, "degC") == quantity(-3.0, "degC")


def test_speeds_call_for_caution() -> None:
    """A speed in a report is not a rider's."""
    said = remark("km/h")
    assert said is not None and "不是骑手实际车速" in said[0]
    assert remark("hour") is None
