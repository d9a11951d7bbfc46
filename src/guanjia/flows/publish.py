"""Publish: bound what each person adds, record the spending, only then draw noise, and make a release of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from guanjia.risk.release.bounding import Caps, Contributions, bounded
from guanjia.risk.release.budget import Spend, Spent
from guanjia.risk.release.grid import PublicGrid
from guanjia.risk.release.noise import mechanisms, noisy
from guanjia.risk.release.release import Release, released


@dataclass(frozen=True)
class Publication:
    """What is to be published: the visible parameters of a release."""

    grid: PublicGrid
    caps: Caps
    spend: Spend
    publisher: str = ""
    issued: date | None = None


def publish(rows: Contributions, asked: Publication, record: Callable[[Spend], Spent]) -> Release:
    """The release. ``record`` puts the spending on record for good, or refuses; no noise is drawn before it returns.

    A process that dies after that has spent the budget and published nothing: spending is never taken back, since nobody could tell
    afterwards whether the noise was seen.
    """
    by = mechanisms(asked.caps, asked.spend.rho)
    tables = bounded(rows, asked.grid, asked.caps, (secrets.randbits(64), secrets.randbits(64)))
    spent = record(asked.spend)
    return released(noisy(tables, by), by, asked.grid, asked.caps, asked.spend, spent, asked.publisher, asked.issued)


def grid_name(grid: PublicGrid) -> str:
    """A hash that names the grid: the same cells and areas, the same name."""
    areas = "\n".join(area.code for area in grid.areas).encode()
    return hashlib.sha256(grid.cells.tobytes() + grid.area_of.tobytes() + areas).hexdigest()[:16]
