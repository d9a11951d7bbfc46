"""report.xlsx: sheets, numbers, no formulas, no worker's id."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from guanjia.model.assessment import Assessment
from guanjia.writers.report_xlsx import write
from guanjia.writers.workbook import sheets

SHEETS = ["说明", "汇总", "发现", "工时", "月度报酬", "数据质量", "法律依据"]


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_sheets_and_numbers(assessment: Assessment, tmp_path: Path) -> None:
    """Breaches come first, hours are hours, money is yuan, moments are local."""
    book = _sheets(write(assessment, tmp_path))
    assert list(book) == SHEETS
    head, *rows = book["发现"][2:]
    names = [cell.split("\n")[1] for cell in head]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    assert [row["verdict"] for row in found] == ["违反"] * 6 + ["无法判断"] + ["符合"] * 2
    assert found[0]["measured"] == 9.5 and found[0]["start"] == datetime(2025, 7, 1, 4)
    assert [row["owed"] for row in found if row["owed"] != ""] == [400.0, 600.0, 10.0, 500.0]
    worked = book["工时"][3]
    assert worked[5] == 11.0 and worked[4] == 25.0


def test_no_formulas_and_no_ids(assessment: Assessment, tmp_path: Path, raw_ids: tuple[str, ...]) -> None:
    """No cell is a formula, and ids appear in no part of the file."""
    with zipfile.ZipFile(write(assessment, tmp_path)) as parts:
        text = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert "<f>" not in text
    assert not [raw for raw in raw_ids if raw in text]
    assert re.search(r"骑手-[0-9A-F]{4}", text)


def test_formula_like_text_stays_text(assessment: Assessment, tmp_path: Path) -> None:
    """A note that begins like a formula is kept as text."""
    assessment.intake.notes.append(("=1+1", "@SUM(A1)"))
    rows = _sheets(write(assessment, tmp_path))["说明"]
    assert ["=1+1", "@SUM(A1)"] in [row[:2] for row in rows]


def test_banner_on_every_sheet(hypothetical: Assessment, tmp_path: Path) -> None:
    """Each sheet of a hypothetical assessment is marked in its first row."""
    for name, rows in _sheets(write(hypothetical, tmp_path)).items():
        assert any("假设：按 310000 上海市" in str(cell) for cell in rows[0]), name


def test_cut_says_so(assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rows had to be left out, the sheet says how many and where they are."""
    monkeypatch.setattr(sheets, "FINDINGS_KEPT", 4)
    rows = _sheets(write(assessment, tmp_path))["发现"]
    assert "共 9 行，此处只列前 4 行，全部见 findings.csv" in rows[1][0]
    assert len(rows) == 3 + 4


def test_forces_and_persons_across_are_rows_of_their_own(linked: Assessment, tmp_path: Path) -> None:
    """The summed sheet splits by force, keeps joint days out of the platforms, and names what uses no article."""
    book = _sheets(write(linked, tmp_path))
    rows = [(row[0], row[1], row[5], row[6]) for row in book["汇总"][3:]]
    assert ("效力", "标准、指引和承诺", 3, 4) in rows and ("跨平台", "每日接单时间", 1, 0) in rows
    assert {row[1] for row in rows if row[0] == "平台"} == {"美团", "饿了么"}
    found = [dict(zip([cell.split("\n")[1] for cell in book["发现"][2]], row, strict=True)) for row in book["发现"][3:]]
    assert {row["law"] for row in found if row["verdict"] == "无法判断"} == {"没有适用的规定"}
    assert {row["verified"] for row in found} == {"数值已查见", "未核", ""}
