"""The report for people, one file that opens anywhere and needs no network: ``report.html``."""

from __future__ import annotations

from pathlib import Path

from guanjia.model.assessment import Assessment
from guanjia.writers.page.template import render
from guanjia.writers.page.view import view


def write(assessment: Assessment, folder: Path) -> Path:
    """Write the report: Chinese first, English at a press; workers under pseudonyms."""
    path = folder / "report.html"
    path.write_text(render("report.html", view(assessment)), encoding="utf-8")
    return path
