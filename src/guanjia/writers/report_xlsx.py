"""The report as a workbook for officers: ``report.xlsx``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.method import hypothetical
from guanjia.writers.digest.people import people
from guanjia.writers.digest.pseudonyms import pseudonyms
from guanjia.writers.digest.tallies import tallies
from guanjia.writers.workbook import overview, sheets
from guanjia.writers.workbook.sheet import Book

_EPOCH = datetime(2000, 1, 1)  # the date of writing is left out, so that the same input gives the same file


def write(assessment: Assessment, folder: Path) -> Path:
    """Write the workbook; workers under the same pseudonyms as in ``report.html``, durations in hours, money in units of the currency."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    path = folder / "report.xlsx"
    counts, extent, names = tallies(assessment.findings), people(assessment.worker_days), pseudonyms(assessment)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(path, options) as workbook:
            workbook.set_properties({"title": "管家核查报告 / Guanjia report", "created": _EPOCH})
            book = Book(workbook, hypothetical(assessment.about))
            overview.explained(book, assessment, extent)
            overview.summed(book, assessment, counts)
            sheets.findings(book, assessment, names)
            sheets.worked(book, assessment, names)
            sheets.paid(book, assessment, names)
            overview.quality(book, assessment)
            overview.law(book, assessment, counts)
    except FileCreateError as error:  # no OSError of its own: what the disk said is inside
        raise OSError(*error.args[0].args) from error
    return path
