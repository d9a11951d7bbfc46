"""Planted people among the ordinary ones of a city: some blocks that are made, and, in a large city, more people for the same firms.

A script takes half a second to write a block. So a city has a few distinct ones; their further people are copies with ids of their own,
and what a firm as a whole is held to (`platform-month` rows: premiums due, paid and owed, all linear) grows with the number of copies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from guanjia.synthesis.block import COMPLETED, Block, Dirt
from guanjia.synthesis.planted import planted_block
from guanjia.synthesis.setting import Setting
from guanjia.synthesis.spool import Spool

LEAST: Final = 20_000  # tasks; a smaller city has no planted people
EVERY: Final = 40  # one planted task in so many
DISTINCT: Final = 4  # blocks that are made; all further ones are copies of one of them, never of the first
TOGETHER: Final = 16  # blocks that are kept at once
OWN: Final = ("weather", "agreements", "links")  # tables that are not sorted by time
FIRMS_OWN: Final = ("weather", "agreements")  # told once, however many copies
IDS: Final = ("worker_id", "task_id", "person_id", "incident_id")


@dataclass(frozen=True)
class Planted:
    """What is left of planted blocks once their records and answers are in the spool."""

    tasks: int = 0
    completed: pa.Table = field(default_factory=COMPLETED.empty_table)
    own: Mapping[str, pa.Table] = field(default_factory=dict)
    dirt: Mapping[str, Dirt] = field(default_factory=dict)


@dataclass(frozen=True)
class Stretch:
    """Planted blocks ``first`` to ``last`` (not included) of ``count``."""

    first: int
    last: int
    count: int


def stretches(setting: Setting, tasks: int) -> list[Stretch]:
    """The planted blocks of a city of so many tasks, as many together as are kept at once.

    One block at least; none in a city that is too small, has no key, or no room for one.
    """
    if tasks < LEAST or not setting.has_key or not (size := _made(setting, 0).tables["tasks"].num_rows):
        return []
    count = max(1, round(tasks / EVERY / size))
    return [Stretch(first, min(first + TOGETHER, count), count) for first in range(0, count, TOGETHER)]


def plant(spool: Spool, stretch: Stretch) -> Planted:
    """Make some planted blocks and keep them."""
    blocks = [_block(spool.setting, number, stretch.count) for number in range(stretch.first, stretch.last)]
    names = sorted({name for one in blocks for name in one.tables})
    tables = {name: _joined([one.tables[name] for one in blocks if name in one.tables]) for name in names}
    key, completed = (_joined([getattr(one, name) for one in blocks]) for name in ("key", "completed"))
    spool.put_block(f"planted-{stretch.first:06d}", Block(tables, key))
    return Planted(len(tables["tasks"]), completed, {name: tables[name] for name in OWN}, added([one.dirt for one in blocks]))


@lru_cache(maxsize=DISTINCT)
def _made(setting: Setting, number: int) -> Block:
    return planted_block(number, setting.seed, setting.first_day, setting.days)


def _model(number: int) -> int:
    """The block that is made, of which block ``number`` is a copy."""
    return number if number < DISTINCT else 1 + number % (DISTINCT - 1)


def _block(setting: Setting, number: int, count: int) -> Block:
    """Planted block ``number`` of ``count``."""
    model = _made(setting, _model(number))
    if number < DISTINCT:
        times = sum(_model(other) == number for other in range(count))
        return Block(model.tables, _times(model.key, times), model.completed, model.dirt)
    mark = f"~{number}"
    tables = {name: table.slice(0, 0) if name in FIRMS_OWN else renamed(table, mark) for name, table in model.tables.items()}
    people = model.key.filter(pc.not_equal(model.key["worker_id"].cast(pa.string()), ""))
    return Block(tables, renamed(people, mark), model.completed, model.dirt)


def _times(key: pa.Table, times: int) -> pa.Table:
    """The answers of a block whose firms have so many times its people."""
    firms = pc.equal(key["period"].cast(pa.string()), "platform-month")
    for name in ("measured", "limit", "owed", "count"):
        at, column = key.schema.get_field_index(name), key[name]
        fen = pc.round(pc.multiply(column, 100)) if name in ("measured", "limit") else column
        grown = pc.multiply(fen, times)
        grown = pc.divide(grown, 100) if name in ("measured", "limit") else grown
        key = key.set_column(at, key.schema.field(at), pc.if_else(firms, grown, column))
    return key


def renamed(table: pa.Table, mark: str) -> pa.Table:
    """The same rows of other people: every id that is not empty ends in ``mark``."""
    for at, its in enumerate(table.schema):
        if its.name in IDS:
            column = table.column(at).cast(pa.string())
            marked = pc.if_else(pc.equal(column, ""), column, pc.binary_join_element_wise(column, mark, ""))
            table = table.set_column(at, its, marked.combine_chunks().cast(its.type))
    return table


def _joined(tables: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).unify_dictionaries()


def added(dirt: Sequence[Mapping[str, Dirt]]) -> dict[str, Dirt]:
    """Dirt of several blocks, table by table."""
    result: dict[str, Dirt] = {}
    for name in sorted({name for one in dirt for name in one}):
        its = [one[name] for one in dirt if name in one]
        reasons: Counter[str] = Counter()
        for each in its:
            reasons.update(each.set_aside)
        result[name] = Dirt(sum(each.merged for each in its), dict(sorted(reasons.items())))
    return result
