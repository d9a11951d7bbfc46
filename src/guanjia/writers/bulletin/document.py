"""The bulletin as DOCX, for an office that edits before it publishes: the same words and tables as the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from guanjia.writers.bulletin import wording
from guanjia.writers.bulletin.picture import picture
from guanjia.writers.bulletin.view import BulletinView, Shown, shown
from guanjia.writers.bulletin.zipped import UNDATED, dated
from guanjia.writers.digest.words import Text
from guanjia.writers.risk_map.render import legend

_LATIN, _CHINESE, _CHINESE_HEADING = "Calibri", "Microsoft YaHei", "SimSun"
_GREY = "4D5861"
_WIDTHS_FIGURES, _WIDTHS_AREAS, _WIDTHS_BUDGET = (100, 34, 42), (10, 56, 40, 30, 40), (130, 46)  # mm
_GREYS = {"nb": "灰色", "lb": "白色"}  # of `picture`, for cells without a level
_LEVEL = 2  # column of areas that is left out where none has a level
_MAP_HEIGHT = 60  # mm


def render(view: BulletinView) -> bytes:
    """The document, the same bytes for the same view."""
    from docx import Document

    it = shown(view)
    document: Any = Document()
    _sheet(document)
    _about(document, view)
    _first_page(document, view, it)
    document.add_page_break()
    _second_page(document, view, it)
    file = io.BytesIO()
    document.save(file)
    return dated(file.getvalue(), view.published or UNDATED)


def _first_page(document: Any, view: BulletinView, it: Shown) -> None:
    _line(document, view.heading[0], 20, bold=True, centred=True, heading=True)
    _line(document, view.heading[1], 10, centred=True, grey=True)
    _line(document, view.issuer, 11, bold=True, centred=True)
    _line(document, wording.under(view), 9.5, centred=True)
    _heading(document, wording.SUMMARY)
    _line(document, it.summary)
    _heading(document, wording.FIGURES)
    figures = [(_both(figure.name), figure.value, figure.interval or "—") for figure in it.figures]
    _table(document, wording.FIGURE_COLUMNS, figures, _WIDTHS_FIGURES)
    _heading(document, wording.areas(view))
    _line(document, f"{wording.TABLE}{_both(view.measure)}", 8.5, grey=True)
    if view.map is not None and view.map.cells:
        _picture(document, view)
    if it.areas:
        _areas(document, it)
    _line(document, wording.rest_of_areas(it) if it.areas else wording.NONE_LISTED, 8.5, grey=True)


def _areas(document: Any, it: Shown) -> None:
    rows = [
        (str(at), area.name, wording.level(area.level, area.word), area.value or "—", area.interval or "—")
        for at, area in enumerate(it.areas, 1)
    ]
    kept = [at for at in range(len(_WIDTHS_AREAS)) if it.levelled or at != _LEVEL]
    lines = [tuple(row[at] for at in kept) for row in (wording.AREA_COLUMNS, *rows)]
    _table(document, lines[0], lines[1:], tuple(_WIDTHS_AREAS[at] for at in kept))


def _second_page(document: Any, view: BulletinView, it: Shown) -> None:
    _heading(document, wording.GUIDANCE)
    _numbered(document, it.guidance)
    _line(document, wording.rest_of_guidance(it), 8.5, grey=True)
    _heading(document, wording.CAUTIONS)
    for zh, en in view.cautions:
        _line(document, f"· {zh}", 9.4, bold=True)
        _line(document, en, 8, grey=True)
    _heading(document, wording.METHOD)
    _numbered(document, it.method, 8.6)
    _line(document, wording.rest_of_method(it), 8.5, grey=True)
    _heading(document, wording.BUDGET)
    _table(document, (), [(_both(name), value) for name, value in it.budget], _WIDTHS_BUDGET)
    _heading(document, wording.CONTACT)
    _line(document, view.contact)
    _line(document, wording.CORRECTIONS, 8.5, grey=True)


def _sheet(document: Any) -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin = section.bottom_margin = Mm(13)
    section.footer_distance = Mm(7)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(10), _LATIN
    normal.element.rPr.rFonts.set(_attribute("w:eastAsia"), _CHINESE)
    normal.paragraph_format.space_after, normal.paragraph_format.space_before = Pt(1.5), Pt(0)
    normal.paragraph_format.line_spacing = 1.05


def _about(document: Any, view: BulletinView) -> None:
    known = document.core_properties
    known.title, known.author, known.subject = f"{view.heading[0]} {view.number}", view.issuer, view.heading[1]
    known.language, known.comments, known.last_modified_by = "zh-CN", "", ""
    day = view.published or UNDATED
    known.created = known.modified = datetime(day.year, day.month, day.day)
    foot = document.sections[0].footer.paragraphs[0]
    _run(foot, f"{view.heading[0]}　{view.number}　第 ", 8, grey=True)
    _page_number(foot)
    _run(foot, " 页，共 2 页", 8, grey=True)


def _heading(document: Any, pair: Text) -> None:
    from docx.shared import Pt

    paragraph = document.add_heading(level=2)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(7), Pt(2)
    _run(paragraph, pair[0], 12.5, bold=True, heading=True)
    _run(paragraph, f"  {pair[1]}", 9, bold=False, grey=True)


def _line(
    document: Any, text: str, size: float = 10, bold: bool = False, centred: bool = False, grey: bool = False, heading: bool = False
) -> None:
    """A paragraph; an empty text makes none."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if not text:
        return
    paragraph = document.add_heading(level=1) if heading else document.add_paragraph()
    paragraph.paragraph_format.space_before = 0
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, size, bold=bold, grey=grey, heading=heading)


def _run(paragraph: Any, text: str, size: float, bold: bool = False, grey: bool = False, heading: bool = False) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size, run.bold, run.font.name = Pt(size), bold, _LATIN
    run.font.color.rgb = RGBColor.from_string(_GREY if grey else "1D272E")
    run._element.rPr.rFonts.set(_attribute("w:eastAsia"), _CHINESE_HEADING if heading else _CHINESE)


def _numbered(document: Any, lines: tuple[str, ...], size: float = 10) -> None:
    for at, line in enumerate(lines, 1):
        _line(document, f"{at}. {line}", size)


def _table(document: Any, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]) -> None:
    """A table with lines under its rows; the columns after the words are set to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for at, row in enumerate([columns, *rows] if columns else rows):
        cells = table.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            cell.width = Mm(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if column >= len(widths) - 2 and column:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _run(paragraph, text, 9, bold=bool(columns) and at == 0)
    if columns:
        _repeated(table.rows[0])


def _picture(document: Any, view: BulletinView) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    assert view.map is not None
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run().add_picture(io.BytesIO(picture(view.map)), height=Mm(_MAP_HEIGHT))
    _described(paragraph, f"{view.map.title[0]}：各网格等级见 cells.csv")
    names = "　".join(f"{key.number or _GREYS.get(key.look, '')} {key.words[0]}".strip() for key in legend(view.map))
    _line(document, f"{wording.map_says(view.map)}。图例（色深为高）：{names}", 8.5, centred=True, grey=True)


def _described(paragraph: Any, text: str) -> None:
    """Words for those who cannot see the picture."""
    for properties in paragraph._element.iter(_attribute("wp:docPr")):
        properties.set("descr", text)


def _repeated(row: Any) -> None:
    """Mark a row as the head of its table."""
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:tblHeader")
    mark.set(_attribute("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_attribute("w:instr"), "PAGE")
    paragraph._element.append(field)


def _attribute(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _both(pair: Text) -> str:
    return f"{pair[0]} {pair[1]}"
