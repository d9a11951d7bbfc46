"""Tables of verdicts, as the scorer wants them: the answer key, and what a tool says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.schema import LABEL, MOMENT

WHO_AND_WHEN: Final = ("rule", "worker_id", "platform", "region", "period", "start", "scenario", "unit")
"""What makes two rows speak of the same thing."""

FACTS: Final = ("measured", "limit", "count", "end")
"""What is compared beside verdict and money, where the key has a value and the table has the column."""

DAY: Final = "day"  # the calendar day of `start` on the workplace's clock: what tables without a start have

JUDGED: Final = pa.schema(
    [
        *(pa.field(name, MOMENT if name == "start" else LABEL) for name in WHO_AND_WHEN),
        pa.field(DAY, pa.date32()),
        pa.field("end", MOMENT),
        pa.field("verdict", LABEL),
        pa.field("measured", pa.float64()),
        pa.field("limit", pa.float64()),
        pa.field("owed", pa.int64()),  # minor units
        pa.field("count", pa.int64()),
        pa.field("planted", LABEL),
    ]
)
"""Every batch has all of these columns; those that a table lacks are null ("" for words) and not in `Judged.columns`."""


@dataclass(frozen=True)
class Judged:
    """A table of verdicts: the columns it has, about how many rows, and its batches in the form of `JUDGED`, afresh at each call."""

    columns: frozenset[str]
    rows: int
    batches: Callable[[], Iterator[pa.RecordBatch]]


def conformed(batch: pa.RecordBatch | pa.Table) -> pa.Table:
    """The batch with the columns of `JUDGED`, null where it has none; other columns are left out."""
    arrays = [
        _typed(batch.column(field.name) if field.name in batch.schema.names else pa.nulls(len(batch), field.type), field.type)
        for field in JUDGED
    ]
    return pa.table(arrays, JUDGED)


def _typed(column: pa.Array | pa.ChunkedArray, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if kind == LABEL and (column.null_count or not pa.types.is_dictionary(column.type)):
        return pc.fill_null(column.cast(pa.string()), "").dictionary_encode()
    return column if column.type == kind else column.cast(kind)


def judged(table: pa.Table) -> Judged:
    """A table in memory, with any of the columns of `JUDGED`."""
    return Judged(
        frozenset(name for name in table.schema.names if name in JUDGED.names),
        len(table),
        lambda: (batch for batch in conformed(table).to_batches() if len(batch)),
    )
