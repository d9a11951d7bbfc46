"""A block of the synthetic city: some people, all that their work left behind, and what the law makes of it.

A block is made by itself, all its days at once, so that its rows of the answer key are complete when it is done and blocks may be made in
any order, by any number of processes. What concerns a platform as a whole is added up by the city from `Block.completed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa

from guanjia.model.schema import LABEL, MOMENT

KEY: Final = pa.schema(
    [
        pa.field("rule", LABEL, nullable=False),
        pa.field("worker_id", LABEL, nullable=False),  # "" where it is about a platform; of platform "*" the person's id
        pa.field("platform", LABEL, nullable=False),  # "*": a linked person over all platforms
        pa.field("region", LABEL, nullable=False),
        pa.field("period", LABEL, nullable=False),  # day, run, week, month, records, notice, platform-month …
        pa.field("start", MOMENT),
        pa.field("end", MOMENT),
        pa.field("scenario", LABEL, nullable=False),  # "" or what was assumed: allowance 10% …
        pa.field("unit", LABEL, nullable=False),
        pa.field("verdict", LABEL, nullable=False),  # breach, met, cannot judge
        pa.field("measured", pa.float64()),  # null: not asked
        pa.field("limit", pa.float64()),  # null: none
        pa.field("owed", pa.int64()),  # minor units; null: no money follows
        pa.field("count", pa.int64()),  # null: not asked
        pa.field("planted", LABEL, nullable=False),  # "" ordinary, else the name of the plant
    ]
)
"""Rows of ``answers/key.parquet``: one for every finding that the law calls for, and none more."""

COMPLETED: Final = pa.schema(
    [
        pa.field("platform", pa.string(), nullable=False),
        pa.field("month", pa.int32(), nullable=False),  # model.clock.month_number of the worker's day (04:00 to 04:00) of dispatch
        pa.field("region", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("orders", pa.int64(), nullable=False),  # completed, that a reader may use
    ]
)
"""Completed orders for which the city pays the platform's injury premium, and writes the key's row of it."""


@dataclass(frozen=True)
class Dirt:
    """Rows of one table that a reader must not use as they stand: repeats to merge, and rows to set aside, by reason code."""

    merged: int = 0
    set_aside: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """Some people's records and answers.

    ``tables``: by table name, rows of `model.schema` tables in any order, each in the table's own schema; the city sorts them by time and
    gives ``row`` its numbers. ``key``: rows of `KEY`. ``completed``: rows of `COMPLETED`; only for platforms whose premium the city
    pays (the block then holds no premium line and no premium row of its own). ``dirt``: by table name.
    Worker ids, person ids and task ids of different blocks must differ. Tables that are not anybody's (weather, agreements, notices to a
    whole platform) and platforms of its own belong in block number 0 only.
    """

    tables: Mapping[str, pa.Table]
    key: pa.Table
    completed: pa.Table = field(default_factory=COMPLETED.empty_table)
    dirt: Mapping[str, Dirt] = field(default_factory=dict)
