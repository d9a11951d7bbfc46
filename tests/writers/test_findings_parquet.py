"""Parquet files hold their tables exactly, and what was assumed."""

from __future__ import annotations

from pathlib import Path

from pyarrow import parquet

from guanjia.model.assessment import Assessment
from guanjia.writers import findings_parquet, worker_days_parquet, worker_months_parquet, worker_weeks_parquet


def test_tables_come_back(hypothetical: Assessment, tmp_path: Path) -> None:
    """Each table is read back as it was, with the hypothesis in the metadata."""
    for writer, table in (
        (findings_parquet, hypothetical.findings),
        (worker_days_parquet, hypothetical.worker_days),
        (worker_weeks_parquet, hypothetical.weeks),
        (worker_months_parquet, hypothetical.months),
    ):
        back = parquet.read_table(writer.write(hypothetical, tmp_path))
        assert back.to_pylist() == table.to_pylist()
        assert "上海" in back.schema.metadata[b"guanjia.hypothetical"].decode()
