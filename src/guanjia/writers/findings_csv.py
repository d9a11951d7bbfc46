"""Every finding for spreadsheets: ``findings.csv``."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.csv import save
from guanjia.writers.digest.stored import pieces


def write(assessment: Assessment, folder: Path) -> Path:
    """Write all findings with the columns of ``findings.parquet``, and after them start and end on the workplace's clock.

    ``start`` and ``end`` are UTC, ``owed`` is minor units. Text beginning with ``= + - @`` has an apostrophe in front.
    """
    zone = str(assessment.about.get("timezone") or "UTC")
    return save((_with_local(piece, zone) for piece in pieces(assessment.findings)), folder / "findings.csv")


def _with_local(table: pa.Table, zone: str) -> pa.Table:
    for name in ("start", "end"):
        table = table.append_column(f"{name}_local", _local(table.column(name), zone))
    return table


def _local(moments: pa.ChunkedArray, zone: str) -> pa.ChunkedArray:
    clock = pc.local_timestamp(moments.cast(pa.timestamp("us", tz=zone)))
    return pc.floor_temporal(clock, unit="second").cast(pa.timestamp("s"))
