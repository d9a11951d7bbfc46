"""report.html: one offline file, both languages, no worker's id."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from guanjia.model.assessment import Assessment
from guanjia.writers.report_html import write

VOID = {"meta", "input", "br", "hr", "img", "link"}
Attributes = list[tuple[str, str | None]]


class Page(HTMLParser):
    """Collects tags left open, texts by language in order, ids, anchors, and anything that would be loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.languages: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note the tag, and whether it opens a text of one language."""
        values = {name: value or "" for name, value in attrs}
        self.ids += [values["id"]] if "id" in values else []
        self.anchors += [values["href"]] if tag == "a" else []
        self.loads += [values[name] for name in ("src", "srcset", "data", "action") if name in values]
        self.loads += [tag] if tag in {"script", "link", "iframe", "object", "embed", "img"} else []
        if tag not in VOID:
            look = values.get("class", "")
            self.open.append((tag, look))
            if look in {"zh", "en"}:
                self.languages.append((look, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Add the text to the language it stands in."""
        for _, look in reversed(self.open):
            if look in {"zh", "en"}:
                language, text = self.languages[-1]
                self.languages[-1] = (language, text + data)
                return


def read(path: Path) -> tuple[str, Page]:
    text, page = path.read_text(encoding="utf-8"), Page()
    page.feed(text)
    page.close()
    return text, page


@pytest.fixture
def report(assessment: Assessment, tmp_path: Path) -> tuple[str, Page]:
    return read(write(assessment, tmp_path))


def test_well_formed_and_offline(report: tuple[str, Page]) -> None:
    """Every tag closes, no id is given twice, anchors lead somewhere, and nothing is loaded from anywhere."""
    text, page = report
    assert not page.open
    assert len(set(page.ids)) == len(page.ids)
    assert {anchor.removeprefix("#") for anchor in page.anchors} <= set(page.ids)
    assert page.loads == []
    assert not re.search(r"@import|url\(", text)
    assert len(text.encode()) < 1_500_000


def test_both_languages_are_complete(report: tuple[str, Page]) -> None:
    """Every Chinese text is followed by its English one, and neither is empty."""
    languages = report[1].languages
    assert len(languages) > 100
    assert [language for language, _ in languages] == ["zh", "en"] * (len(languages) // 2)
    assert all(text.strip() for _, text in languages)


def test_no_raw_ids(report: tuple[str, Page], raw_ids: tuple[str, ...]) -> None:
    """Ids appear nowhere, not even where a rejected row held one; input files go by name and short hash."""
    text = report[0]
    assert not [raw for raw in raw_ids if raw in text]
    assert re.search(r"骑手-[0-9A-F]{4}", text)
    assert "/home/someone" not in text
    assert "ab" * 32 not in text and "ab" * 8 in text


def test_numbers(report: tuple[str, Page]) -> None:
    """The headline numbers are those counted by hand."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", report[0]))
    for said in ("57 任务", "违反 Breach 3", "符合 Met 2", "无法判断 Cannot judge 1", "60.0%", "¥400.00", "11 小时", "没有给出地区"):
        assert said in text, said


def test_banner_when_hypothetical(hypothetical: Assessment, assessment: Assessment, tmp_path: Path) -> None:
    """The banner stands where the law is hypothetical, and only there."""
    banner = "假设：按 310000 上海市 的规定判断"
    assert read(write(hypothetical, tmp_path))[0].count(banner) >= 2
    assert banner not in read(write(assessment, tmp_path))[0]


def test_hostile_words_are_escaped(assessment: Assessment, tmp_path: Path) -> None:
    """Platform names and notes that hold markup are shown, not run."""
    assessment.intake.notes.append(("<script>alert(1)</script>", "<img src=x onerror=alert(1)>"))
    text, page = read(write(assessment, tmp_path))
    assert page.loads == []
    assert "&lt;script&gt;" in text
