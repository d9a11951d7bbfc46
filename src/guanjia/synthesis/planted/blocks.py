"""The planted people as blocks of a larger city."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from guanjia.model.schema import BY_NAME
from guanjia.synthesis.block import KEY, Block
from guanjia.synthesis.planted import cast
from guanjia.synthesis.planted.dirt import dirty
from guanjia.synthesis.planted.key import answers, key_table, tables
from guanjia.synthesis.planted.stage import FIRMS, Stage

DISTRICT: Final = "310101"  # with a sky of its own in block 0, so that the city's weather and the plants' do not meet
FEWEST_DAYS: Final = 14
NOBODYS: Final = ("weather",)


def planted_block(number: int, seed: int, first_day: date, days: int) -> Block:
    """Planted people on the days of a city of ``days`` days from ``first_day``; block 0 must be among a city's blocks.

    All work in a district of Shanghai (and, for the rules that differ by place, elsewhere) for invented firms of their block, whose
    premiums, agreements and answers are all in the block. Block 0 alone has the weather, which is the same for all, and the plants about a
    platform as a whole. A city with fewer than `FEWEST_DAYS` days from its first Monday has no room: the block is then empty.
    """
    monday = first_day + timedelta(days=-first_day.weekday() % 7)
    if days - (monday - first_day).days < FEWEST_DAYS:
        return Block({"tasks": BY_NAME["tasks"].schema.empty_table()}, KEY.empty_table())
    firms = FIRMS if number == 0 else {key: f"{name}·{number}" for key, name in FIRMS.items()}
    stage = Stage(monday, days - (monday - first_day).days, seed * 1_000 + number, DISTRICT, firms, before=(monday - first_day).days)
    its = cast.town(stage, f"P{number:03}", firms=cast.FIRMS if number == 0 else ())
    told, dirt = dirty(tables(its), f"{its.name}d")
    kept = {name: table.slice(0, 0) if number and name in NOBODYS else table for name, table in told.items()}
    return Block(kept, key_table(answers(its)), dirt=dirt)
