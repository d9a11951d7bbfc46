"""Writers are found by themselves and write one file each."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from guanjia.model.assessment import Assessment
from guanjia.writers import all_writers

NAMES = {
    "findings.csv",
    "findings.parquet",
    "regulator.csv",
    "report.html",
    "report.xlsx",
    "summary.json",
    "worker_days.parquet",
    "worker_months.parquet",
    "worker_weeks.parquet",
}


def test_every_writer_writes_the_file_it_names(assessment: Assessment, tmp_path: Path) -> None:
    """One file a writer, all of them in the folder, and the same bytes when written again."""
    paths = {writer(assessment, tmp_path) for writer in all_writers().values()}
    assert {path.name for path in paths} == NAMES
    before = {path.name: path.read_bytes() for path in paths}
    for writer in all_writers().values():
        writer(assessment, tmp_path)
    assert before == {path.name: path.read_bytes() for path in paths}


@pytest.mark.parametrize("name", sorted(all_writers()))
def test_nothing_to_write(assessment: Assessment, tmp_path: Path, name: str) -> None:
    """An assessment without a single row still writes every file."""
    tables = {part: getattr(assessment, part).slice(0, 0) for part in ("findings", "worker_days", "weeks", "months")}
    empty = Assessment(**{**vars(assessment), **tables})
    assert all_writers()[name](empty, tmp_path).stat().st_size > 0


@pytest.mark.parametrize("name", sorted(all_writers()))
def test_tables_in_pieces(assessment: Assessment, tmp_path: Path, name: str) -> None:
    """Tables put together from pieces with different dictionaries write the same file as whole ones."""
    parts = {
        part: pa.concat_tables([getattr(assessment, part).slice(at, 1) for at in range(len(getattr(assessment, part)))])
        for part in ("findings", "worker_days", "weeks", "months")
    }
    pieces = {
        part: pa.concat_tables([pa.Table.from_pylist([row], schema=table.schema) for row in table.to_pylist()])
        for part, table in parts.items()
    }
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = all_writers()[name](assessment, tmp_path / "a")
    second = all_writers()[name](Assessment(**{**vars(assessment), **pieces}), tmp_path / "b")
    if first.suffix != ".parquet":
        assert first.read_bytes() == second.read_bytes()
    else:
        from pyarrow import parquet

        assert parquet.read_table(first).to_pylist() == parquet.read_table(second).to_pylist()
