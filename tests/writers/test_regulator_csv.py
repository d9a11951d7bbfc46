"""regulator.csv: the columns of the New York record rule, by hand."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from guanjia.model.assessment import Assessment
from guanjia.model.measures import Measures
from guanjia.writers.regulator_csv import write


def _rows(assessment: Assessment, folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(write(assessment, folder).read_text(encoding="utf-8-sig").splitlines()))


def test_minutes_and_money(assessment: Assessment, tmp_path: Path) -> None:
    """20.5 h on trips, 1.5 h on call; 410 + 10 yuan creditable, 3 other, 7 gratuities, 7 deducted."""
    row = _rows(assessment, tmp_path)[0]
    assert (row["trip_time_minutes"], row["on_call_time_minutes"]) == ("1230", "90")
    money = ("compensation_creditable", "compensation_other", "gratuities", "deduction")
    assert [row[name] for name in money] == ["42000", "300", "700", "-700"]
    assert "proposed" in row["columns_from"]


def test_on_call_time_unknown(assessment: Assessment, tmp_path: Path) -> None:
    """Without time online, on-call time is left empty, not zero."""
    offline = replace(assessment, measures=cast(Measures, SimpleNamespace(has_presence=False)))
    assert {row["on_call_time_minutes"] for row in _rows(offline, tmp_path)} == {""}
