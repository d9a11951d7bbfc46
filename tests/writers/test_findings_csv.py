"""findings.csv: safe for spreadsheets, every row, both clocks."""

from __future__ import annotations

import csv
from pathlib import Path

from guanjia.model.assessment import Assessment
from guanjia.model.findings import FINDINGS
from guanjia.writers.findings_csv import write


def test_rows_columns_and_formulas(assessment: Assessment, tmp_path: Path) -> None:
    """All nine rows are there, the byte-order mark too, and an id like a formula has an apostrophe in front."""
    path = write(assessment, tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert list(rows[0]) == [*FINDINGS.names, "start_local", "end_local"]
    assert len(rows) == 9
    assert rows[0]["worker_id"] == "'=HYPERLINK(evil)"
    assert rows[2]["worker_id"] == "13800000001"
    assert rows[0]["start"].startswith("2025-06-30 20:00:00")
    assert rows[0]["start_local"] == "2025-07-01 04:00:00"
    assert [row["owed"] for row in rows[4:7]] == ["40000", "", "60000"]
    assert rows[3]["limit"] == ""


def test_hypothetical_column(hypothetical: Assessment, tmp_path: Path) -> None:
    """Every row of a hypothetical assessment says so."""
    rows = csv.DictReader(write(hypothetical, tmp_path).read_text(encoding="utf-8-sig").splitlines())
    assert {row["hypothetical"] for row in rows} == {"true"}
