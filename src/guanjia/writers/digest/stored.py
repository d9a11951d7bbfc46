"""A table that lies in a Parquet file and is read column by column, so that its size does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray


class Stored:
    """As much of `pyarrow.Table` as writers use; ``rows`` are the numbers of those kept by a filter, None for all."""

    def __init__(self, path: Path, rows: NDArray[np.int64] | None = None) -> None:
        self.path = path
        self._rows = rows
        self._file = pq.ParquetFile(path)

    def __len__(self) -> int:
        return self._file.metadata.num_rows if self._rows is None else len(self._rows)

    @property
    def column_names(self) -> list[str]:
        """The names of all columns."""
        return list(self._file.schema_arrow.names)

    def column(self, name: str) -> pa.ChunkedArray:
        """One column."""
        return self.select([name]).column(name)

    def select(self, names: Sequence[str]) -> pa.Table:
        """Some columns, in memory."""
        table = self._file.read(columns=list(names)).select(list(names))
        return table if self._rows is None else table.take(pa.array(self._rows))

    def filter(self, mask: pa.Array) -> Stored:
        """The rows where ``mask`` holds."""
        kept = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
        return Stored(self.path, kept if self._rows is None else self._rows[kept])

    def take(self, rows: pa.Array) -> pa.Table:
        """Some rows of all columns, in memory."""
        return pa.table({name: self.column(name).unify_dictionaries().take(rows) for name in self.column_names})

    def slice(self, offset: int, length: int) -> pa.Table:
        """Rows that follow each other, in memory."""
        return self.take(pa.array(np.arange(offset, offset + length)))

    def pieces(self) -> Iterator[pa.Table]:
        """All columns of some rows at a time."""
        for group in range(self._file.num_row_groups):
            yield self._file.read_row_group(group)


def pieces(table: pa.Table | Stored) -> Iterator[pa.Table]:
    """A table piece by piece: as it was stored, or whole where it is in memory."""
    if isinstance(table, Stored):
        yield from table.pieces()
    else:
        yield table
