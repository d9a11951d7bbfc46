"""Saving one table as Parquet, fast, with what was assumed written into the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.writers.digest.method import hypothetical


def save(table: pa.Table, path: Path, about: Mapping[str, object]) -> Path:
    """Write ``table`` to ``path`` (zstd, level 1). The metadata ``guanjia.hypothetical`` says what was assumed, "" for nothing."""
    banner = hypothetical(about)
    metadata = {"guanjia.version": str(about.get("version", "")), "guanjia.hypothetical": " / ".join(banner) if banner else ""}
    marked = table.replace_schema_metadata({**(table.schema.metadata or {}), **metadata})
    pq.write_table(marked.unify_dictionaries(), path, compression="zstd", compression_level=1)
    return path
