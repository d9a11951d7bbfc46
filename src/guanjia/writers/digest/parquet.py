"""Saving one table as Parquet, fast, with what was assumed written into the file."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.writers.digest.method import hypothetical
from guanjia.writers.digest.stored import Stored

COMPRESSION: Final[dict[str, Any]] = {"compression": "zstd", "compression_level": 1}


def save(table: pa.Table | Stored, path: Path, about: Mapping[str, object]) -> Path:
    """Write ``table`` to ``path`` unless it is there already; the metadata say what was assumed."""
    if not isinstance(table, Stored):
        pq.write_table(marked(table, about).unify_dictionaries(), path, **COMPRESSION)
    elif table.path != path:
        shutil.copyfile(table.path, path)
    return path


def marked(table: pa.Table, about: Mapping[str, object]) -> pa.Table:
    """The table with our version and, as ``guanjia.hypothetical``, what was assumed ("" for nothing) in its metadata."""
    banner = hypothetical(about)
    metadata = {"guanjia.version": str(about.get("version", "")), "guanjia.hypothetical": " / ".join(banner) if banner else ""}
    return table.replace_schema_metadata({**(table.schema.metadata or {}), **metadata})
