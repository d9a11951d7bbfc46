"""Publish: bound what each person adds, record the spending, only then draw noise, and make a release of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from guanjia.risk.release.bounding import Caps, Contributions, bounded
from guanjia.risk.release.budget import Spend, Spent, next_line
from guanjia.risk.release.grid import PublicGrid
from guanjia.risk.release.noise import mechanisms, noisy
from guanjia.risk.release.release import Release, released
from guanjia.risk.release.unit import WORKER, Unit

_REHEARSED = 300  # cells


@dataclass(frozen=True)
class Publication:
    """What is to be published: the visible parameters of a release."""

    grid: PublicGrid
    caps: Caps
    spend: Spend
    publisher: str = ""
    issued: date | None = None
    unit: Unit = WORKER
    injuries: bool = True  # whether there are records of injuries at all
    whole_months: bool = False  # the period is the months that hold the records, for want of one that was given


def publish(rows: Contributions, asked: Publication, record: Callable[[Spend], Spent]) -> Release:
    """The release. ``record`` puts the spending on record for good, or refuses; no noise is drawn before it returns.

    A process that dies after that has spent the budget and published nothing: spending is never taken back, since nobody could tell
    afterwards whether the noise was seen.
    """
    by = mechanisms(asked.caps, asked.spend.rho, asked.injuries)
    tables = bounded(rows, asked.grid, asked.caps, (secrets.randbits(64), secrets.randbits(64)))
    spent = record(asked.spend)
    shown = asked.publisher, asked.issued, asked.unit, asked.whole_months
    return released(noisy(tables, by), by, asked.grid, asked.caps, asked.spend, spent, *shown)


def rehearsed(asked: Publication) -> Release:
    """A release of nobody's records, that nothing is spent on: whatever cannot be written of it is found out before the budget is spent.

    All areas and words, but few cells: each is written as the others are.
    """
    few = replace(asked.grid, cells=asked.grid.cells[:_REHEARSED], area_of=asked.grid.area_of[:_REHEARSED])
    none = np.array([], np.int64)
    rows = Contributions(none, none.astype(np.uint64), none, none.astype(np.int32), none)
    return publish(rows, replace(asked, grid=few), lambda ask: next_line([], ask)[1])


def grid_name(grid: PublicGrid) -> str:
    """A hash that names the grid: the same cells and areas, the same name."""
    areas = "\n".join(area.code for area in grid.areas).encode()
    return hashlib.sha256(grid.cells.tobytes() + grid.area_of.tobytes() + areas).hexdigest()[:16]
