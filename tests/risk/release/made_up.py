"""Made-up rows for tests of publication, and small public grids."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from guanjia.flows.publish import Publication, grid_name
from guanjia.risk.release.bounding import Caps, Contributions
from guanjia.risk.release.budget import Spend, Spent, next_line
from guanjia.risk.release.grid import PublicGrid, grid_of_box
from tests.risk.release.days import FIRST, LAST

GRID = grid_of_box(121.3, 31.1, 121.6, 31.3)
NO_CELL = 0x871FB4670FFFFFF  # resolution 7, in Paris


def rows(people: int, each: int, seed: int, grid: PublicGrid = GRID) -> Contributions:
    """So many rows of each of so many people, in any order, some of the same cell."""
    rng = np.random.default_rng(seed)
    person = rng.permutation(np.repeat(np.arange(people), each))
    size = len(person)
    cells = grid.cells[rng.integers(0, len(grid.cells), size)]
    seconds = rng.integers(0, 90_000, size)
    load = np.rint(seconds * rng.uniform(0.2, 3.0, size)).astype(np.int64)
    return Contributions(person, cells, seconds, (rng.random(size) < 0.02).astype(np.int32), load)


def nobody() -> Contributions:
    """A table without rows."""
    none = np.array([], np.int64)
    return Contributions(none, none.astype(np.uint64), none, none.astype(np.int32), none)


def without(rows: Contributions, person: int) -> Contributions:
    """The same rows but for one person's."""
    return Contributions(*(column[rows.person != person] for column in vars(rows).values()))


def with_more(rows: Contributions, more: Contributions) -> Contributions:
    """Rows of both."""
    return Contributions(*(np.concatenate(pair) for pair in zip(vars(rows).values(), vars(more).values(), strict=True)))


def asked(grid: PublicGrid = GRID, rho: str = "0.1", caps: Caps | None = None) -> Publication:
    """A publication of March."""
    return Publication(grid, caps or Caps(5, 20), Spend(FIRST, LAST, Fraction(rho), Fraction(50), grid_name(grid)))


def on_paper(ask: Spend) -> Spent:
    """A ledger that forgets."""
    return next_line([], ask)[1]
