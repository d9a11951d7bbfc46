from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import guanjia
from guanjia.synthesis.block import KEY, Block
from guanjia.synthesis.planted import planted_block

FIRST = date(2026, 3, 16)
DAYS = 28


def joined(blocks: list[Block], folder: Path) -> Path:
    """The blocks as one city."""
    (folder / "answers").mkdir(parents=True)
    for name in blocks[0].tables:
        table = pa.concat_tables([block.tables[name] for block in blocks]).unify_dictionaries()
        rows = pa.array(range(1, table.num_rows + 1), pa.int64())
        pq.write_table(table.set_column(table.schema.get_field_index("row"), table.schema.field("row"), rows), folder / f"{name}.parquet")
    pq.write_table(pa.concat_tables([block.key for block in blocks]).unify_dictionaries(), folder / "answers" / "key.parquet")
    return folder


@pytest.mark.parametrize(("first", "days", "seed"), [(FIRST, DAYS, 7), (date(2026, 9, 23), 40, 1), (date(2026, 2, 2), 14, 2)])
def test_blocks_stand_side_by_side(first: date, days: int, seed: int, tmp_path: Path) -> None:
    """Two blocks in one city earn what their keys say, and the records lie within the days of the city."""
    city = joined([planted_block(number, seed, first, days) for number in (0, 1)], tmp_path / "city")
    assert guanjia.truth(city, guanjia.assess(city).findings).perfect


def test_ids_and_firms_of_blocks_differ() -> None:
    """Nobody, no task and no firm is in two blocks; the weather is told once."""
    one, two = (planted_block(number, 7, FIRST, DAYS).tables for number in (0, 1))
    for name in ("worker_id", "task_id", "platform"):
        assert not (set(one["tasks"][name].to_pylist()) & set(two["tasks"][name].to_pylist())) - {"", "*"}
    assert one["weather"].num_rows > two["weather"].num_rows == 0
    assert one["weather"].schema == two["weather"].schema


def test_blocks_repeat() -> None:
    """The same number and seed give the same block."""
    one, two = (planted_block(3, 7, FIRST, DAYS) for _ in range(2))
    assert one.tables == two.tables and one.key.equals(two.key) and one.key.schema == KEY


@pytest.mark.parametrize(("first", "days", "room"), [(FIRST, 14, True), (FIRST, 13, False), (FIRST + timedelta(days=1), 19, False)])
def test_a_city_that_is_too_short_has_none(first: date, days: int, room: bool) -> None:
    """From its first Monday on a city must hold two weeks."""
    block = planted_block(0, 7, first, days)
    assert (block.tables["tasks"].num_rows > 0) == (len(block.key) > 0) == room
