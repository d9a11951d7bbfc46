"""What was measured of each worker by day: ``worker_days.parquet``."""

from __future__ import annotations

from pathlib import Path

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.parquet import save


def write(assessment: Assessment, folder: Path) -> Path:
    """Write one row for each worker, platform and day; durations are microseconds, money is minor units."""
    return save(assessment.worker_days, folder / "worker_days.parquet", assessment.about)
