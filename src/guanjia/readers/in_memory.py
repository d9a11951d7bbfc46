"""Tables already in memory, under the same checks as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np
import pyarrow as pa

from guanjia.model.intake import Intake
from guanjia.model.schema import BY_NAME, LABEL, MOMENT, Column, Table
from guanjia.readers import reasons
from guanjia.readers.convert import constant, labels
from guanjia.readers.draft import Draft, Stream
from guanjia.readers.errors import InputError
from guanjia.readers.own_layout import USUAL_ZONE
from guanjia.readers.regions import checked_zone
from guanjia.readers.shaping import CLOCK
from guanjia.readers.source import BATCH_ROWS, ReadOptions, Source


def open_tables(tables: Mapping[str, pa.Table], options: ReadOptions, subject: Literal["person", "vehicle"] = "person") -> Source:
    """A source of Arrow tables by name (``tasks``, ``pay_lines`` …) in the form of `model.schema`.

    InputError for unknown names, missing columns, and types that do not convert to the schema's without loss.
    """
    unknown = sorted(set(tables) - set(BY_NAME))
    if unknown or "tasks" not in tables:
        names = "、".join(BY_NAME)
        raise InputError(
            (f"不认识的表：{'、'.join(unknown)}" if unknown else "缺少 tasks 表") + f"；可用的表：{names}",
            (f"unknown tables: {', '.join(unknown)}" if unknown else "the table 'tasks' is missing") + f"; tables: {', '.join(BY_NAME)}",
        )
    told = {"platform": options.platform, "kind": options.kind, "region": options.region}
    streams = {
        name: Stream(TableDrafts(BY_NAME[name], _whole(BY_NAME[name], table, told), told), table.num_rows) for name, table in tables.items()
    }
    return Source("tables", checked_zone(options.timezone or USUAL_ZONE), subject, Intake(), (), streams, options)


def _whole(table: Table, given: pa.Table, told: Mapping[str, str | None]) -> pa.Table:
    """The table, if it is one and has the columns it must have."""
    if not isinstance(given, pa.Table):
        kind = type(given).__name__
        raise InputError(f"“{table.name}”应是 pyarrow.Table，而不是 {kind}", f"'{table.name}' must be a pyarrow.Table, not {kind}")
    missing = [
        column.name
        for column in table.columns
        if column.required and column.name != "row" and not told.get(column.name) and column.name not in given.column_names
    ]
    if table.name == "tasks" and not CLOCK & set(given.column_names):
        missing += sorted(CLOCK)
    if missing:
        names = ", ".join(missing)
        raise InputError(f"“{table.name}”表缺少列：{names}", f"the table '{table.name}' lacks columns: {names}")
    twice = sorted({name for name in given.column_names if given.column_names.count(name) > 1})
    if twice:
        names = ", ".join(twice)
        raise InputError(f"“{table.name}”表有重名的列：{names}", f"the table '{table.name}' has columns of the same name: {names}")
    return given


class TableDrafts:
    """Drafts of one table, afresh at every call."""

    def __init__(self, table: Table, given: pa.Table, told: Mapping[str, str | None]) -> None:
        self._table, self._given, self._told = table, given, told

    def __call__(self, wanted: frozenset[str]) -> Iterator[Draft]:
        """The drafts of the wanted columns."""
        first = 0
        for batch in self._given.to_batches(max_chunksize=BATCH_ROWS):
            numbers = np.arange(first + 1, first + batch.num_rows + 1)
            first += batch.num_rows
            draft = Draft(f"<{self._table.name}>", numbers, {})
            for column in self._table.columns:
                if column.name in batch.schema.names and column.name in wanted | {"row"}:
                    _add(draft, column, batch.column(column.name))
            self._stand_in(draft, wanted)
            rows = draft.columns.pop("row", None)
            if rows is not None and not rows.null_count:
                draft.rows = rows.to_numpy()
            yield draft

    def _stand_in(self, draft: Draft, wanted: frozenset[str]) -> None:
        """What the caller said of all tasks, where the table does not say it."""
        for name, value in self._told.items():
            column = draft.columns.get(name)
            empty = column is None or column.null_count == len(column)
            if value and empty and name in wanted and (name == "platform" or self._table.name == "tasks"):
                draft.columns[name] = constant(value, len(draft))


def _add(draft: Draft, column: Column, values: pa.Array) -> None:
    name = column.name
    try:
        if column.type == MOMENT and not (pa.types.is_null(values.type) or getattr(values.type, "tz", None)):
            raise pa.ArrowInvalid("no time zone")
        if column.type == LABEL:
            draft.columns[name], lost = labels(values, column.labels)
            for value, count in lost.items():
                draft.remark(reasons.bad_label(name, value), count)
        else:
            draft.columns[name] = values.cast(column.type, safe=column.type != MOMENT)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise InputError(
            f"{draft.file} 的“{name}”是 {values.type}，不能变成 {column.type}（{error}）",
            f"'{name}' of {draft.file} is {values.type}, which does not become {column.type} ({error})",
        ) from error
