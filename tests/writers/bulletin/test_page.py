"""The bulletin as a page: two sheets of A4, whatever it holds."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import h3
import pytest

from guanjia.writers.bulletin.page import render
from guanjia.writers.bulletin.view import (
    LONGEST_SUMMARY,
    MOST_AREAS,
    MOST_BUDGET,
    MOST_FIGURES,
    MOST_GUIDANCE,
    Area,
    BulletinView,
    KeyFigure,
)
from guanjia.writers.risk_map.view import MapCell, MapView
from tests.writers.offline import check

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
LINE = 92  # characters of two whole lines
SMALL_LINE = 55  # of one of the method
WORDS = (("低", "low"), ("略高", "slight"), ("偏高", "raised"), ("高", "high"), ("很高", "very high"))


def made_up(more: int = 0) -> BulletinView:
    """A bulletin that fills its two pages to the last line, and ``more`` entries beyond."""
    cells = sorted(h3.grid_disk(h3.latlng_to_cell(30.27, 120.15, 7), 4))
    drawn = tuple(MapCell(cell, at % 5, noisy=at % 7 == 0) if at % 11 else MapCell(cell, None) for at, cell in enumerate(cells))
    title = ("地图", "map")
    figure = KeyFigure(("道路时间（千小时）", "hours on the road, thousands"), "121.3", "118.0–124.6")
    return BulletinView(
        ("新业态职业健康风险公报", "Bulletin of occupational health risk in new forms of work"),
        "2026年第3期",
        "2026-03-01 至 2026-03-31",
        date(2026, 4, 10),
        "要" * LONGEST_SUMMARY,
        ("数值：预期相对风险。", "Values: expected relative risk."),
        (figure,) * (MOST_FIGURES + more),
        tuple(Area(cell, at % 5, WORDS[at % 5], "1.20", "0.90–1.60") for at, cell in enumerate(cells[: MOST_AREAS + more])),
        ("引" * LINE,) * (MOST_GUIDANCE + more),
        ("法" * 2 * SMALL_LINE,) * 4,
        ((("本期 ρ", "rho of this issue"), "0.02"),) * (MOST_BUDGET + more),
        map=MapView(title, "2026-03", ("某局", "an office"), title, drawn, WORDS),
    )


def test_it_stands_alone() -> None:
    """Well-formed, labelled, nothing fetched, no script."""
    assert "<script" not in render(made_up())
    check(render(made_up()))


def test_what_must_not_be_concluded_method_budget_and_office_are_there() -> None:
    """The parts that an office has to publish with the figures."""
    text = render(made_up())
    for words in (
        "不得据此得出的结论",
        "不是法定预警",
        "不得用作对劳动者扣罚",
        "方法",
        "隐私预算",
        "（发布机构名称）",
        "（联系部门、电话、电子邮箱）",
    ):
        assert words in text


def test_what_does_not_fit_is_said_to_be_left_out() -> None:
    """Areas and guidance beyond the page are counted."""
    text = render(made_up(3))
    assert "另有 3 个区域未列" in text and "另有 3 条" in text


def test_what_would_run_over_is_refused_rather_than_cut() -> None:
    """The message says how much the page holds."""
    with pytest.raises(ValueError, match=r"第二页放不下.*最多 182 毫米"):
        render(replace(made_up(), method=("法" * 3 * SMALL_LINE,) * 5))


def test_a_long_summary_is_shortened_by_whole_sentences() -> None:
    """By then the budget is spent: nothing is refused for its length."""
    first = "要" * (LONGEST_SUMMARY - 5) + "。"
    text = render(replace(made_up(), summary=f"{first}第二句话太长。"))
    assert first in text and "第二句" not in text


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: the printed length is not checked")
def test_it_prints_on_exactly_two_sheets_of_a4(tmp_path: Path) -> None:
    """Filled to the last line, with a map, it takes two pages of 210 by 297 mm."""
    assert CHROMIUM is not None
    page, printed = tmp_path / "bulletin.html", tmp_path / "bulletin.pdf"
    page.write_text(render(made_up(1)), encoding="utf-8")
    plain = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--no-pdf-header-footer"]
    subprocess.run(
        [CHROMIUM, *plain, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )
    pages = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes(), re.DOTALL)
    assert [(round(float(w)), round(float(h))) for w, h in pages] == [(595, 842)] * 2
