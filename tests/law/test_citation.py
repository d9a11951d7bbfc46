"""One line for each entry of the law."""

from __future__ import annotations

from datetime import date

from guanjia.law.citation import in_chinese, in_english
from guanjia.law.entry import Entry, Force
from guanjia.law.law import load
from guanjia.law.units import in_chinese as unit_in_chinese


def entry_of(topic: str, region: str, day: date) -> Entry:
    return load().entries_of(topic, region, day)[0]


def test_a_verified_article() -> None:
    """Document, article, force, first day, read."""
    entry = entry_of("continuous-driving", "CN", date(2026, 1, 1))
    assert in_chinese(entry) == "中华人民共和国道路交通安全法实施条例 第62条第7项（行政法规；自2004-05-01起；已核）"
    assert in_english(entry) == "中华人民共和国道路交通安全法实施条例, 第62条第7项 (regulation; from 2004-05-01; verified)"


def test_what_was_recalled_is_said_to_be() -> None:
    """The article was not seen either."""
    entry = entry_of("pay-interval", "CN", date(2026, 1, 1))
    assert in_chinese(entry).endswith("（条次未见）（指引；自2023-11-08起；未核）")
    assert in_english(entry).endswith(", article not seen (guidance; from 2023-11-08; not verified)")


def test_a_missing_value_and_a_last_day_are_told() -> None:
    """Gansu before and Tibet after."""
    assert "至2025-11-30" in in_chinese(entry_of("minimum-hourly-wage", "620000", date(2025, 11, 30)))
    assert "；数值未查到）" in in_chinese(entry_of("minimum-hourly-wage", "540000", date(2026, 2, 1)))
    assert "; value not found)" in in_english(entry_of("minimum-hourly-wage", "540000", date(2026, 2, 1)))


def test_every_force_and_unit_has_chinese_words() -> None:
    """No English word stands for a force or unit in a Chinese line."""
    assert all(force.zh and not force.zh.isascii() for force in Force)
    assert all(not unit_in_chinese(entry.unit).isascii() for entry in load().entries if entry.unit not in ("percent", "USD/hour"))
