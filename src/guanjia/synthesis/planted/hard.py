"""The hard set: small towns where every row lies on an edge."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from guanjia.synthesis.planted import plants_changes, plants_newyork
from guanjia.synthesis.planted.cast import town
from guanjia.synthesis.planted.script import NEW_YORK
from guanjia.synthesis.planted.stage import Stage
from guanjia.synthesis.planted.statute import CITY_OF_NEW_YORK
from guanjia.synthesis.planted.written import write

FOUR_WEEKS: Final = 28
# Mondays: an ordinary month with Qingming in it, the Spring Festival over the end of a month, Mid-Autumn and the National Day.
SEASONS: Final = {"spring": date(2026, 3, 16), "new-year": date(2026, 2, 2), "autumn": date(2026, 9, 21)}
# Mondays in New York: clocks change on 9 March 2025, 8 March and 1 November 2026; the rate changes on 1 April of both years.
NEW_YORK_SEASONS: Final = {
    "new-york-2025": date(2025, 3, 3),
    "new-york-spring": date(2026, 3, 2),
    "new-york-autumn": date(2026, 10, 12),
}
# Mondays: Shanghai's floor changes on 2025-07-01, Beijing's and Tianjin's on 2025-09-01, the delivery standard begins on 2025-12-04.
CHANGES: Final = {
    "new-floor": (date(2025, 6, 16), "310000"),
    "new-floor-and-speed": (date(2025, 8, 18), "110000"),
    "new-standard": (date(2025, 11, 24), "310000"),
}


def hard_set(folder: Path, seed: int) -> list[Path]:
    """Write the towns of the hard set below ``folder``, each a folder of records with ``answers/``, and return them.

    Every plant of the package stands in them, exactly at its limit and one second, fen or metre on either side; dirt of real exports is
    among the rows. The same seed writes the same towns. Raises FileExistsError where a town's folder is there already.
    """
    towns = {name: town(Stage(first, FOUR_WEEKS + 3, seed, before=3), name) for name, first in SEASONS.items()}
    for name, first in NEW_YORK_SEASONS.items():
        stage = Stage(first, FOUR_WEEKS + 7, seed, CITY_OF_NEW_YORK, zone=NEW_YORK)
        towns[name] = town(stage, name, plants_newyork.PEOPLE, plants_newyork.FIRMS)
    for name, (first, region) in CHANGES.items():
        towns[name] = town(Stage(first, FOUR_WEEKS, seed, region), name, plants_changes.PEOPLE, plants_changes.FIRMS)
    return [write(its, folder / name) for name, its in towns.items()]
