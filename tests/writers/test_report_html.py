"""report.html: one offline file, both languages, no worker's id."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
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
    for said in (
        "57 任务",
        "违反 Breach 3",
        "违反 breach 3 · 符合 met 2 · 无法判断 cannot judge 1",
        "违反占 of what could be judged, in breach: 60.0%",
        "¥400.00",
        "11 小时",
        "没有给出地区",
    ):
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


def words_of(text: str) -> str:
    """The page's words, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index("<body>") :]))


def section(text: str, name: str) -> str:
    """One section of the page."""
    start = text.index(f'<section id="{name}">')
    return words_of("<body>" + text[start : text.index("</section>", start)])


def test_binding_law_stands_apart_from_advice(assessment: Assessment, tmp_path: Path) -> None:
    """Pay under a local rule and hours under guidance have bars and counts of their own; what rests on no article is told."""
    force = pa.array(["local rule" if row == "pay" else "" if not law else "guidance" for row, law in _rules_and_laws(assessment)])
    mixed = replace(assessment, findings=_with(assessment.findings, "force", force))
    text = words_of(read(write(mixed, tmp_path))[0])
    assert re.search(r"有约束力的规定 Binding law .*? 50.0% 违反 Breach 1 符合 Met 1 无法判断 Cannot judge 0 标准、指引和承诺", text)
    assert re.search(r"Standards, guidance and promises .*? 66.7% 违反 Breach 2 符合 Met 1 无法判断 Cannot judge 0", text)
    assert "另有 1 项没有用到条文" in text


def _rules_and_laws(assessment: Assessment) -> list[tuple[str, str]]:
    return [(row["rule"], row["law"]) for row in assessment.findings.select(["rule", "law"]).to_pylist()]


def _with(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values)


def test_marks(report: tuple[str, Page]) -> None:
    """A number is called seen or not verified, never read in its source; a law that lacks is said to lack."""
    law = section(report[0], "law")
    assert "数值已查见 number seen" in law and "未核 not verified" in law and "可能是转载或新闻" in law
    assert "原文 read in its source" not in report[0] and "已核原文" not in report[0]
    assert "没有适用的规定 no law applies" in section(report[0], "rules")


def test_persons_across_platforms_stand_apart(linked: Assessment, tmp_path: Path) -> None:
    """A joint day enters no total, is no platform and not in the header, and has a table of its own."""
    text, _ = read(write(linked, tmp_path))
    head = words_of("<body>" + text[text.index("<header>") : text.index("</header>")])
    assert "跨平台" not in head
    assert "违反 breach 3 · 符合 met 4" in words_of(text)
    where = section(text, "where")
    assert where.count("跨平台：同一人合并计算") == 1 and "1 人在几个平台都有账号" in where
    assert where.index("跨平台") > where.index("地区 region")
    assert "12 小时" in where and "12 小时" not in section(text, "worst")


def test_share_of_tasks(assessment: Assessment, tmp_path: Path) -> None:
    """A rule that judges task by task says how many tasks: 3 of 9."""
    rules = tuple(replace(rule, tally=lambda batch, setting, law: pytest.fail("never called")) for rule in assessment.rules[:1])
    text = section(read(write(replace(assessment, rules=rules), tmp_path))[0], "rules")
    assert "涉及 Concerns 3 / 9 单" in text and "33.3%" in text


def test_hours_unknown(assessment: Assessment, tmp_path: Path) -> None:
    """Where no task has an end the card shows a dash, and the section of hours says what is missing."""
    none = pa.array([None] * 4, pa.duration("us"))
    bare = replace(assessment, worker_days=_with(assessment.worker_days, "task_time", none), weeks=assessment.weeks.slice(0, 0))
    bare = replace(bare, months=bare.months.slice(0, 0), about=dict(bare.about) | {"hour_of_week": None})
    text, _ = read(write(bare, tmp_path))
    assert "— 接单时间：记录没有完成时间" in words_of(text) and "0 小时接单时间" not in words_of(text)
    assert "记录没有任务的完成时间" in section(text, "hours")


def test_a_citation_stands_once_in_a_rule(assessment: Assessment, tmp_path: Path) -> None:
    """Two entries of one document and article are one line."""
    first, second = assessment.law.entries
    twin = replace(first, topic="continuous-task-time")
    laws = pa.array([twin.id if row == 0 else law for row, (_, law) in enumerate(_rules_and_laws(assessment))])
    both = replace(assessment, law=replace(assessment.law, entries=(first, second, twin)), findings=_with(assessment.findings, "law", laws))
    assert section(read(write(both, tmp_path))[0], "rules").count("指引 第4条（指引；") == 1
