"""A release: everything that is published, and nothing else. Made of noisy tables and public parameters only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.release.bounding import LEAST_RISK, MIDDLE_RISK, MINUTES, MOST_RISK, QUARTERS, Caps
from guanjia.risk.release.budget import Spend, Spent
from guanjia.risk.release.grid import PublicGrid
from guanjia.risk.release.levels import BLANK, FEWEST_WORKERS, NOISE, levels
from guanjia.risk.release.noise import Mechanism, Noisy
from guanjia.risk.release.ratios import Z95, fieller
from guanjia.risk.release.unit import WORKER, Unit

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
WIDEST_INJURED = 3.0  # of an interval of injured, upper over lower bound; a judgement
CLEAR = 3.0  # standard deviations of noise from zero: a count below is called of low reliability, and no map tells it


@dataclass(frozen=True)
class Estimate:
    """Values with intervals of 95%, by cell or area; no value (NaN) where the noise dominates, no bounds either where nothing is told."""

    value: Floats
    low: Floats
    high: Floats
    sd: float | None  # of the noise, where it is the same for all


@dataclass(frozen=True)
class Release:
    """What is published of one period."""

    first_day: date
    last_day: date
    grid: PublicGrid
    caps: Caps
    mechanisms: Mapping[str, Mechanism]
    spend: Spend
    spent: Spent
    workers: Estimate  # by cell
    hours: Estimate  # by cell
    hours_each: Estimate  # by cell: hours a worker
    excess: Estimate  # by cell: hours times (expected relative risk - MIDDLE_RISK)
    risk: Estimate  # by cell: expected relative risk of an hour on the road
    level: Levels  # by cell, of the risk
    area_workers: Estimate  # by area
    area_injured: Estimate  # by area
    injured_per_1000: Estimate  # by area: of a thousand workers
    area_risk: Estimate  # by area
    area_level: Levels  # by area
    whole_risk: Estimate  # of the whole grid: one value
    whole_level: Levels
    publisher: str = ""
    issued: date | None = None
    unit: Unit = WORKER
    whole_months: bool = False  # the period was not given: it is the months that hold the records

    @property
    def name(self) -> str:
        """What names this release: the period and the first digits of its line in the ledger."""
        return f"{self.first_day.isoformat()}_{self.last_day.isoformat()}_{self.spent.hash[:12]}"


def released(
    noisy: Noisy,
    mechanisms: Mapping[str, Mechanism],
    grid: PublicGrid,
    caps: Caps,
    asked: Spend,
    spent: Spent,
    publisher: str = "",
    issued: date | None = None,
    unit: Unit = WORKER,
    whole_months: bool = False,
) -> Release:
    """Everything else that a release tells, worked out from the noisy tables alone: no further privacy is spent by it."""
    scale = {name: mechanism.scale for name, mechanism in mechanisms.items()}
    hour_noise = scale["quarters"] / QUARTERS
    workers, hours = noisy.workers.astype(np.float64), noisy.quarters / QUARTERS
    area_workers, injured = noisy.area_workers.astype(np.float64), noisy.area_injured.astype(np.float64)
    excess, excess_noise = noisy.excess / MINUTES, scale["excess"] / MINUTES
    areas, no_area = len(grid.areas), np.zeros(len(grid.cells), np.int32)
    risk, level = _risk(excess, hours, workers, excess_noise, hour_noise)
    area_risk, area_level = _pooled_risk(excess, hours, area_workers, excess_noise, hour_noise, grid.area_of, areas)
    everyone = area_workers.sum(keepdims=True)
    whole_risk, whole_level = _pooled_risk(excess, hours, everyone, excess_noise, hour_noise, no_area, 1)
    return Release(
        first_day=asked.first_day,
        last_day=asked.last_day,
        grid=grid,
        caps=caps,
        mechanisms=mechanisms,
        spend=asked,
        spent=spent,
        workers=_count(workers, scale["workers"]),
        hours=_count(hours, hour_noise),
        hours_each=_ratio(hours, workers, hour_noise, scale["workers"], caps.hours),
        excess=_count(excess, excess_noise),
        risk=risk,
        level=level,
        area_workers=_count(area_workers, scale["area_workers"]),
        area_injured=_count(injured, scale["area_injured"]) if "area_injured" in scale else _untold(areas),
        injured_per_1000=_injured(injured, area_workers, scale),
        area_risk=area_risk,
        area_level=area_level,
        whole_risk=whole_risk,
        whole_level=whole_level,
        publisher=publisher,
        issued=issued,
        unit=unit,
        whole_months=whole_months,
    )


def _count(values: Floats, sd: float) -> Estimate:
    return Estimate(values, values - Z95 * sd, values + Z95 * sd, sd)


def _risk(excess: Floats, hours: Floats, workers: Floats, sd_excess: Floats | float, sd_hours: Floats | float) -> tuple[Estimate, Levels]:
    """Expected relative risk: noisy excess over noisy hours, added to the middle of the public bounds, and moved into them.

    No value where the noise dominates, bounds only; nothing where there are too few workers or the interval has no end.
    """
    low, high = (MIDDLE_RISK + bound for bound in fieller(excess, hours, sd_excess, sd_hours))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.clip(MIDDLE_RISK + excess / hours, LEAST_RISK, MOST_RISK)
    unknown = (hours <= 0) | (high < LEAST_RISK) | (low > MOST_RISK)
    low, high = (np.where(unknown, np.nan, bound) for bound in (low, high))
    level = levels(value, low, high, workers)
    blank = level == BLANK
    low, high = (np.where(blank, np.nan, np.clip(bound, LEAST_RISK, MOST_RISK)) for bound in (low, high))
    return Estimate(np.where(blank | (level == NOISE), np.nan, value), low, high, None), level


def _pooled_risk(
    excess: Floats, hours: Floats, workers: Floats, sd_excess: float, sd_hours: float, group: NDArray[np.int32], groups: int
) -> tuple[Estimate, Levels]:
    """The same of groups of cells: noisy parts added up, whose independent noise adds by its squares. ``workers`` is by group."""
    root = np.sqrt(np.bincount(group, minlength=groups))
    above, below = (np.bincount(group, part, groups).astype(np.float64) for part in (excess, hours))
    return _risk(above, below, workers, sd_excess * root, sd_hours * root)


def _untold(size: int) -> Estimate:
    nothing = np.full(size, np.nan)
    return Estimate(nothing, nothing, nothing, None)


def _injured(injured: Floats, workers: Floats, scale: Mapping[str, float]) -> Estimate:
    """Injured of a thousand by area. Areas are read side by side, the highest first, so that the intervals hold in all of them at once
    (Bonferroni), and a value is told where it is known to a factor only."""
    if "area_injured" not in scale:
        return _untold(len(workers))
    z = NormalDist().inv_cdf(1 - 0.025 / max(len(workers), 1))
    return _ratio(1000 * injured, workers, 1000 * scale["area_injured"], scale["area_workers"], 1000, z, WIDEST_INJURED)


def _ratio(above: Floats, below: Floats, sd_above: float, sd_below: float, most: float, z: float = Z95, widest: float = np.inf) -> Estimate:
    """Ratios that lie between 0 and ``most`` by what they are of, and so their intervals.

    Blank below 20 noisy workers and where the interval has no end. Where it reaches down to 0, or is more than
    ``widest`` from end to end as a ratio, the noise dominates: bounds are told, but no value.
    """
    low, high = fieller(above, below, sd_above, sd_below, z)
    blank = (below < FEWEST_WORKERS) | np.isnan(low) | (high < 0) | (low > most)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.minimum(above / below, most)
    return Estimate(
        np.where(blank | (low <= 0) | (high / widest > low), np.nan, value),
        np.where(blank, np.nan, np.clip(low, 0, most)),
        np.where(blank, np.nan, np.clip(high, 0, most)),
        None,
    )
