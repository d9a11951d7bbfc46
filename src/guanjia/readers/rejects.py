"""The rows set aside, streamed to one Parquet file, so that nobody has to take the counts on trust."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.model.intake import Rejected

SCHEMA = pa.schema(
    [
        ("table", pa.string()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("reason", pa.string()),
        ("zh", pa.string()),
        ("en", pa.string()),
    ]
)


class RejectsPart:
    """One table's rows set aside in one pass; they join the file when the pass is complete, and only once."""

    def __init__(self, target: Path, table: str) -> None:
        self._target = target
        self._table = table
        self._part = target.with_name(f"{target.name}.{table}.part")
        target.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(self._part, SCHEMA)

    def __enter__(self) -> RejectsPart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._writer.close()
        self._part.unlink(missing_ok=True)

    def write(self, rows: Sequence[Rejected]) -> None:
        """Add rows."""
        if rows:
            columns = [[self._table] * len(rows), *([getattr(row, name) for row in rows] for name in SCHEMA.names[1:])]
            self._writer.write_batch(
                pa.RecordBatch.from_arrays([pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)], schema=SCHEMA)
            )

    def write_earlier(self, earlier: Path) -> None:
        """Add this table's rows of an earlier file."""
        with pq.ParquetFile(earlier) as old:
            for batch in old.iter_batches():
                self._writer.write_batch(batch.filter(pa.compute.equal(batch.column("table"), self._table)))

    def settle(self) -> None:
        """Put this table's rows into the file, in place of what an earlier pass wrote of the same table."""
        self._writer.close()
        joined = self._target.with_name(f"{self._target.name}.joined")
        with pq.ParquetWriter(joined, SCHEMA) as out:
            if self._target.exists():
                with pq.ParquetFile(self._target) as old:
                    for batch in old.iter_batches():
                        out.write_batch(batch.filter(pa.compute.not_equal(batch.column("table"), self._table)))
            with pq.ParquetFile(self._part) as new:
                for batch in new.iter_batches():
                    out.write_batch(batch)
        joined.replace(self._target)
