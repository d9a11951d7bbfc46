"""What was measured of each worker by month: ``worker_months.parquet``."""

from __future__ import annotations

from pathlib import Path

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.parquet import save


def write(assessment: Assessment, folder: Path) -> Path:
    """Write one row for each worker, platform, month and region; durations are microseconds, money is minor units."""
    return save(assessment.months, folder / "worker_months.parquet", assessment.about)
