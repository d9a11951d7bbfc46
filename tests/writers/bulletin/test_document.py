"""The bulletin as DOCX."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document

from guanjia.writers.bulletin import wording
from guanjia.writers.bulletin.document import render
from guanjia.writers.bulletin.page import render as render_page
from tests.writers.bulletin.test_page import made_up


@pytest.fixture(scope="module")
def document() -> Any:
    """The document as Word would read it."""
    return Document(io.BytesIO(render(made_up(2))))


def _texts(document: Any) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_every_heading_of_the_page_is_in_the_document(document: Any) -> None:
    """Same parts in the same order, Chinese with English beside."""
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    parts = (
        wording.SUMMARY,
        wording.FIGURES,
        wording.areas(made_up()),
        wording.GUIDANCE,
        wording.CAUTIONS,
        wording.METHOD,
        wording.BUDGET,
        wording.CONTACT,
    )
    assert headings == [f"{zh}  {en}" for zh, en in parts]


def test_page_and_document_say_the_same(document: Any) -> None:
    """Figures, areas, guidance and cautions stand in both, and what is left out is said in both."""
    page, texts = render_page(made_up(2)), "\n".join(_texts(document))
    view = made_up(2)
    words = [view.summary, view.issuer, view.contact, view.figures[0].value, view.areas[0].name, view.guidance[0], "另有 2 个区域未列"]
    for said in (*words, *(zh for zh, _ in view.cautions)):
        assert said in page and said in texts


def test_the_map_is_a_picture_with_words_for_those_who_cannot_see_it(document: Any) -> None:
    """One picture, described; none without a map."""
    assert len(document.inline_shapes) == 1
    assert "网格等级见" in document.inline_shapes[0]._inline.docPr.get("descr")
    assert not Document(io.BytesIO(render(replace(made_up(), map=None)))).inline_shapes


def test_the_same_view_gives_the_same_bytes() -> None:
    """No clock is asked: neither in the archive nor in its properties."""
    assert render(made_up()) == render(made_up())


def test_it_is_a4_with_one_break_between_its_pages(document: Any) -> None:
    """210 by 297 mm, and a single page break."""
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.element.xml.count('w:type="page"') == 1
