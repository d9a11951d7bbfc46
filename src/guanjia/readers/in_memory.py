"""Tables already in memory, under the same checks as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np
import pyarrow as pa

from guanjia.model.intake import Intake
from guanjia.model.schema import BY_NAME
from guanjia.readers.draft import Draft, Stream
from guanjia.readers.errors import InputError
from guanjia.readers.source import BATCH_ROWS, ReadOptions, Source


def open_tables(tables: Mapping[str, pa.Table], options: ReadOptions, subject: Literal["person", "vehicle"] = "person") -> Source:
    """A source of Arrow tables by name (``tasks``, ``pay_lines`` …) in the form of `model.schema`; InputError for a name unknown."""
    unknown = sorted(set(tables) - set(BY_NAME))
    if unknown or "tasks" not in tables:
        names = "、".join(BY_NAME)
        raise InputError(
            f"不认识的表：{'、'.join(unknown)}" if unknown else "缺少 tasks 表；可用的表：" + names,
            f"unknown tables: {', '.join(unknown)}" if unknown else f"the table 'tasks' is missing; tables may be {', '.join(BY_NAME)}",
        )
    streams = {name: Stream(_drafts(name, table, options), table.num_rows) for name, table in tables.items()}
    return Source("tables", options.timezone or "Asia/Shanghai", subject, Intake(), (), streams, options)


class _drafts:
    """Drafts of one table, afresh at every call."""

    def __init__(self, name: str, table: pa.Table, options: ReadOptions) -> None:
        self._name, self._table, self._options = name, table, options

    def __call__(self, wanted: frozenset[str]) -> Iterator[Draft]:
        first = 0
        for batch in self._table.to_batches(max_chunksize=BATCH_ROWS):
            columns = dict(zip(batch.schema.names, batch.columns, strict=True))
            rows = columns.pop("row", None)
            numbers = np.arange(first + 1, first + batch.num_rows + 1)
            first += batch.num_rows
            if (
                self._name == "tasks"
                and self._options.region
                and ("region" not in columns or columns["region"].null_count == batch.num_rows)
            ):
                columns["region"] = pa.array([self._options.region] * batch.num_rows)
            yield Draft(f"<{self._name}>", numbers if rows is None or rows.null_count else rows.to_numpy(), columns)
