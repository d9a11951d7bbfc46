"""The tables of an assessment, written as workers are judged: ``findings.parquet``, ``worker_days.parquet`` and so on."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.writers.digest.parquet import COMPRESSION, marked
from guanjia.writers.digest.stored import Stored

NAMES = ("findings.parquet", "worker_days.parquet", "worker_weeks.parquet", "worker_months.parquet")


class ParquetTables:
    """Four files in ``folder``; each piece is compressed by a thread while the next workers are judged."""

    def __init__(self, folder: Path) -> None:
        self._paths = [folder / name for name in NAMES]
        self._about: Mapping[str, object] = {}
        self._writers: dict[Path, pq.ParquetWriter] = {}
        self._thread = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None

    def open(self, about: Mapping[str, object]) -> None:
        """Begin; what was supposed is written into each file."""
        self._about = about

    def add(self, findings: pa.Table, worker_days: pa.Table, weeks: pa.Table, months: pa.Table) -> None:
        """Write the tables of some workers."""
        self._settle()
        self._writing = self._thread.submit(self._write, (findings, worker_days, weeks, months))

    def add_findings(self, findings: pa.Table) -> None:
        """Write findings about platforms."""
        self._settle()
        self._write((findings,))

    def tables(self) -> tuple[Stored, Stored, Stored, Stored]:
        """Finish the files."""
        self._settle()
        self._thread.shutdown()
        for writer in self._writers.values():
            writer.close()
        findings, days, weeks, months = (Stored(path) for path in self._paths)
        return findings, days, weeks, months

    def _settle(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def _write(self, tables: tuple[pa.Table, ...]) -> None:
        for path, table in zip(self._paths, tables, strict=False):
            table = marked(table, self._about)
            if path not in self._writers:
                self._writers[path] = pq.ParquetWriter(path, table.schema, **COMPRESSION)
            if len(table):
                self._writers[path].write_table(table.unify_dictionaries())
