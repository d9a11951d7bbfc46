"""Every finding, exactly: ``findings.parquet``."""

from __future__ import annotations

from pathlib import Path

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.parquet import save


def write(assessment: Assessment, folder: Path) -> Path:
    """Write all findings; moments are UTC microseconds, ``owed`` is minor units."""
    return save(assessment.findings, folder / "findings.parquet", assessment.about)
