"""Everyone who is planted: the people of all plants in one town, under ids that do not tell what they were planted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Final

from guanjia.synthesis.planted import (
    plants_hours,
    plants_lines,
    plants_linked,
    plants_orders,
    plants_pay,
    plants_platforms,
    plants_prompts,
    plants_rides,
    plants_weather,
)
from guanjia.synthesis.planted.key import renamed
from guanjia.synthesis.planted.plants_platforms import Firm, coverage
from guanjia.synthesis.planted.script import SHANGHAI, Person
from guanjia.synthesis.planted.stage import Stage, agreements
from guanjia.synthesis.planted.town import Town

Plants = Callable[[Stage], Iterator[Person]]
FirmPlants = Callable[[Stage], Iterator[Firm]]
PEOPLE: Final[tuple[Plants, ...]] = (
    *plants_hours.ALL,
    *plants_lines.ALL,
    *plants_linked.ALL,
    *plants_orders.ALL,
    *plants_pay.ALL,
    *plants_prompts.ALL,
    *plants_rides.ALL,
    *plants_weather.ALL,
)
FIRMS: Final[tuple[FirmPlants, ...]] = (*plants_platforms.ALL, *plants_weather.FIRMS)


def town(stage: Stage, name: str, people: Iterable[Plants] = PEOPLE, firms: Iterable[FirmPlants] = FIRMS) -> Town:
    """A town of these plants; in China with weather, and all its platforms with records from the first day to the last.

    ``name`` begins every id.
    """
    chinese = stage.zone == SHANGHAI
    made = [firm for plants in firms for firm in plants(stage)]
    planted = [person for plants in people for person in plants(stage)] + [firm.person for firm in made]
    brief = {firm.person.platform for firm in made if firm.brief}
    by_platform = {person.platform: person for person in planted if person.platform not in brief}
    keepers = coverage(by_platform, stage) if chinese else ()
    everyone = _hidden([*planted, *keepers], name, stage.seed)
    return Town(
        name,
        everyone,
        zone=stage.zone,
        agreed=agreements(stage.firms) + tuple(number for firm in made for number in firm.agreed),
        sky=plants_weather.sky(stage) if chinese else (),
        told_all=tuple(told for firm in made for told in firm.told),
        premiums=tuple(line for firm in made for line in firm.premiums),
    )


def _hidden(people: list[Person], name: str, seed: int) -> tuple[Person, ...]:
    """The people under numbers drawn from the seed; accounts of one body keep one person's id."""
    numbers = list(range(1, len(people) + 1))
    Random(f"{seed}: ids of {name}").shuffle(numbers)
    bodies = {same: f"{name}b{number:04}" for number, same in enumerate(sorted({person.same for person in people if person.same}), 1)}
    pairs = zip(people, numbers, strict=True)
    return tuple(renamed(person, f"{name}{number:04}", bodies.get(person.same, "")) for person, number in pairs)
