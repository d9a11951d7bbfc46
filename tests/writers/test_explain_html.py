"""The worker's page: days, steps, law and rows, escaped and in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

from guanjia.model.explanation import Explanation
from guanjia.writers.explain_html import render


def test_page_says_all_of_it(explanation: Explanation) -> None:
    """The arithmetic, the law with its mark, the rows and the banner are on the page; labels are escaped."""
    text = render(explanation)
    spoken = (
        "12 − 8 = 4 小时",
        "12 − 8 = 4 h",
        "1 条违反，0 条无法判断，0 条符合，欠付至少 ¥12.34",
        "未核",
        "orders.csv",
        "假设：甲",
        "¥12.34",
        "&lt;b&gt;1&lt;/b&gt;",
        "第 2 行",
    )
    for said in spoken:
        assert said in text, said
    assert "<script" not in text and not re.search(r'(src|href)="http', text)
    assert len(re.findall(r'class="zh"', text)) == len(re.findall(r'class="en"', text)) > 20


def test_nothing_to_show(explanation: Explanation) -> None:
    """A worker without records or findings gets a page that says so."""
    text = render(replace(explanation, days=(), findings=(), hypothetical=None, notes=()))
    assert "没有记录。" in text and "没有发现。" in text and "假设" not in text


def test_findings_before_days_and_breaches_first(explanation: Explanation) -> None:
    """What was met follows what was broken, whatever the order given, and the days come last."""
    met = replace(explanation.findings[0], title=("别的规则", "Another rule"), finding={"verdict": "met"})
    text = render(replace(explanation, findings=(met, *explanation.findings)))
    places = [text.index(said) for said in ("1 条违反", '<h3><span class="zh" lang="zh-CN">每日接单时间', "别的规则", "每一天")]
    assert places == sorted(places)
