"""A worker's own page."""

from __future__ import annotations

from datetime import date

from guanjia.writers.portrait_page.render import _ticks, render, row
from guanjia.writers.portrait_page.view import Change, Contributor, PortraitDay, PortraitView
from tests.writers.offline import check

FULL = PortraitDay(date(2026, 3, 1), 9.5, 4.2, 1.0, 0.25, 0.3, 2.0, (4.0, 5.0, 6.5), (0.9, 1.2, 1.6), 7.25)
NONE = PortraitDay(date(2026, 3, 2), None, None, None, None, None, None, None, None, None)


def made_up(days: tuple[PortraitDay, ...] = (FULL, NONE, FULL)) -> PortraitView:
    """A page of three days, the middle one unknown."""
    change = Change(("每 2 小时歇 20 分钟", "rest 20 min in 2 h"), "1.32", "1.18", ("降低 11%", "down 11%"))
    contributor = Contributor(("夜间", "night"), ("两成", "a fifth"), 0.4)
    said = ("有 6 天偏高", "6 days raised")
    return PortraitView(
        "骑手-7f3a", (("甲平台", "Platform A"),), "2026-03", said, days, (contributor,), (change,) * 4, (), (("方法", "method"),)
    )


def test_it_stands_alone_and_says_whose_it_is() -> None:
    """Well-formed; for the worker's eyes; never a ground for punishment; speed never scored."""
    text = render(made_up())
    check(text)
    for words in ("只给你本人看", "不得用作对劳动者扣罚", "不看你骑得多快"):
        assert words in text
    assert "<script" not in text


def test_at_most_three_changes_are_shown() -> None:
    """The fourth is left out."""
    assert render(made_up()).count('<div class="change">') == 3


def test_what_cannot_be_told_is_a_dash_and_never_a_nought() -> None:
    """A day without records has dashes only; a known day has its range."""
    assert set(row(NONE)[1:]) == {"—"}
    assert row(FULL)[1:] == ("9.5", "4.2", "1.0", "25%", "30%", "2.0", "5.0（4.0–6.5）", "7.2", "1.20（0.90–1.60）")


def test_ticks_never_crowd() -> None:
    """Half steps over the usual range; wider steps, and no more of them, over a large one; always beyond the highest."""
    assert _ticks([1.7]) == [0.0, 0.5, 1.0, 1.5, 2.0]
    for high in (3.9, 4.1, 11.0, 37.5):
        ticks = _ticks([high])
        assert ticks[-1] >= high and len(ticks) <= 9 and ticks[0] == 0


def test_no_days_are_a_page_too() -> None:
    """A worker without history gets an empty chart and table."""
    check(render(made_up(())))
