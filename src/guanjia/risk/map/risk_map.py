"""The whole map from the hours on the road and the injuries met there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import h3.api.numpy_int as h3
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array

from guanjia.kernels.surveillance.local_g import high_by_fdr, local_g_star
from guanjia.risk.exposure import HOURS_A_WEEK, INSIDE, PUBLISHED, Exposure
from guanjia.risk.map.clusters import Found, until_last_day, whole_period
from guanjia.risk.map.layers import by_hour_of_week, night_share, of_all_hours
from guanjia.risk.map.rates import shrunken_ratios, unknown_ratios
from guanjia.risk.map.signals import signals
from guanjia.risk.map.strata import Rates, expected_injuries, injury_rates
from guanjia.risk.map.tables import AREA_HOURS, AREAS, CLUSTERS, SIGNALS, table_of

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
Cells = NDArray[np.uint64]

FEWEST_INJURIES = 30  # below it no rate ratio is told: a judgement; the 95 % interval of 30 events alone is a factor of 2.1 wide
HOT_SPOT_RATE = 0.05  # share of the hot spots named that may be chance
OBSERVED, EXPECTED = "observed", "expected"


@dataclass(frozen=True)
class RiskMap:
    """Tables of `tables`: ``inside`` and ``published`` have one schema (resolution 8 and 7)."""

    basis: str
    why_zh: str  # this basis
    why_en: str
    strata: str | None  # of the expected injuries
    left_out: int  # injuries in cells without an hour on the road
    inside: pa.Table  # AREAS
    published: pa.Table  # AREAS
    hours: pa.Table  # AREA_HOURS
    clusters: pa.Table  # CLUSTERS
    signals: pa.Table  # SIGNALS, none where the basis is expected


@dataclass(frozen=True)
class _Counts:
    """By cell: injuries on record, and those expected where the basis is observed."""

    injuries: Int64
    expected: Float | None
    rates: Rates | None


def risk_map(exposure: Exposure, rng: np.random.Generator, threads: int = 1) -> RiskMap:
    """The map; the same exposure and generator give the same map, whatever the ``threads``."""
    met = len(exposure.injury_cells)
    exposure = _with_hours(exposure)
    counts = _counts(exposure)
    found: list[Found] = []
    alarms = SIGNALS.empty_table()
    if counts.rates is not None and counts.expected is not None:
        spatial, recent, temporal = rng.spawn(3)
        found += whole_period(exposure, counts.injuries, counts.expected, spatial, threads)
        inside = _areas(exposure, exposure.cells, np.arange(len(exposure.cells)), INSIDE, counts, found)
        found += until_last_day(exposure, counts.rates, recent, threads)
        alarms = signals(exposure, counts.rates, temporal)
    else:
        inside = _areas(exposure, exposure.cells, np.arange(len(exposure.cells)), INSIDE, counts, found)
    parents, parent = np.unique(np.array([h3.cell_to_parent(cell, PUBLISHED) for cell in exposure.cells], np.uint64), return_inverse=True)
    rows = [one.row(exposure.cells) for one in found]
    return RiskMap(
        EXPECTED if counts.expected is None else OBSERVED,
        *_why(len(exposure.injury_cells)),
        None if counts.rates is None else counts.rates.strata,
        met - len(exposure.injury_cells),
        inside,
        _areas(exposure, parents, parent, PUBLISHED, counts, found=[]),
        _hours(exposure, parents, parent),
        pa.Table.from_pylist(rows, CLUSTERS),
        alarms,
    )


def _why(injuries: int) -> tuple[str, str]:
    """Why this basis, in Chinese and English."""
    enough = injuries >= FEWEST_INJURIES
    zh = f"有道路工时的网格内共记录伤害 {injuries} 起，{'不少于' if enough else '少于'} {FEWEST_INJURIES} 起"
    return zh, f"{injuries} injuries on record where anybody was on the road: {'at least' if enough else 'fewer than'} {FEWEST_INJURIES}"


def _with_hours(exposure: Exposure) -> Exposure:
    """Without the injuries of cells in which nobody's time is on record: no rate can be told there."""
    kept = (exposure.seconds.sum(axis=1, dtype=np.float64) > 0)[exposure.injury_cells]
    return replace(exposure, injury_cells=exposure.injury_cells[kept], injury_columns=exposure.injury_columns[kept])


def _counts(exposure: Exposure) -> _Counts:
    """The injuries of each cell, and what is expected where there are enough."""
    injuries = np.bincount(exposure.injury_cells, minlength=len(exposure.cells)).astype(np.int64)
    if injuries.sum() < FEWEST_INJURIES:
        return _Counts(injuries, None, None)
    rates = injury_rates(exposure)
    return _Counts(injuries, expected_injuries(exposure, rates, slice(None)), rates)


def _areas(exposure: Exposure, areas: Cells, parent: Int64, resolution: int, counts: _Counts, found: list[Found]) -> pa.Table:
    """Rows of AREAS; ``parent`` [C] is the place in ``areas`` of each cell."""
    weekly = by_hour_of_week(exposure, parent, len(areas))
    columns = {**of_all_hours(weekly).shares(), "night_share": night_share(weekly)}
    kept = columns["hours"] > 0
    injuries = np.bincount(parent, counts.injuries.astype(np.float64), len(areas))
    basis = EXPECTED if counts.expected is None else OBSERVED
    expected: Float = np.full(len(areas), np.nan)
    ratios = unknown_ratios(int(kept.sum()))
    if counts.expected is not None:
        expected = np.bincount(parent, counts.expected, len(areas)).astype(np.float64)
        ratios = shrunken_ratios(injuries[kept].astype(np.float64), expected[kept])
    cluster, cluster_p = _clusters_of(len(areas), found)
    rows: dict[str, object] = {name: values[kept] for name, values in columns.items()} | {
        "area": areas[kept],
        "resolution": np.full(kept.sum(), resolution, np.int8),
        "region": np.array(exposure.region_names, object)[_most(parent, exposure, len(areas))[kept]],
        "basis": [basis] * int(kept.sum()),
        "injuries": injuries[kept].astype(np.int64),
        "expected_injuries": expected[kept],
        "ratio": ratios.mean,
        "ratio_low": ratios.low,
        "ratio_high": ratios.high,
        "exceedance": ratios.exceedance,
        "cluster": pa.array(cluster[kept], pa.int32(), mask=cluster[kept] == 0),
        "cluster_p": cluster_p[kept],
        "expected_hot_spot": [None] * int(kept.sum()),
    }
    if basis == EXPECTED and resolution == INSIDE:
        rows["expected_hot_spot"] = _hot_spots(areas[kept], columns["expected_ratio"][kept])
    return table_of(rows, AREAS)


def _most(parent: Int64, exposure: Exposure, areas: int) -> NDArray[np.int32]:
    """The region in which most of each area's time was worked."""
    seconds = np.zeros((areas, len(exposure.region_names)))
    np.add.at(seconds, (parent, exposure.regions), exposure.seconds.sum(axis=1, dtype=np.float64))
    result: NDArray[np.int32] = seconds.argmax(axis=1).astype(np.int32)
    return result


def _clusters_of(cells: int, found: list[Found]) -> tuple[NDArray[np.int32], Float]:
    """Number and p-value of each cell's cluster; 0 and nan where it is in none."""
    number, p = np.zeros(cells, np.int32), np.full(cells, np.nan)
    for one in found:
        number[one.cells], p[one.cells] = one.number, one.cluster.p_gumbel
    return number, p


def _hot_spots(cells: Cells, values: Float) -> NDArray[np.bool_]:
    """Cells high together with the ring around them."""
    place = {int(cell): i for i, cell in enumerate(cells)}
    if not len(cells):
        return np.zeros(0, np.bool_)
    pairs = [(i, place[int(near)]) for i, cell in enumerate(cells) for near in h3.grid_disk(cell, 1) if int(near) in place]
    row, column = np.array(pairs).T
    neighbours = csr_array((np.ones(len(row)), (row, column)), shape=(len(cells), len(cells)))
    return high_by_fdr(local_g_star(values, neighbours), HOT_SPOT_RATE)


def _hours(exposure: Exposure, areas: Cells, parent: Int64) -> pa.Table:
    """Rows of AREA_HOURS."""
    columns = by_hour_of_week(exposure, parent, len(areas)).shares()
    area, hour = np.nonzero(columns["hours"] > 0)
    rows: dict[str, object] = {name: values[area, hour] for name, values in columns.items()} | {
        "area": areas[area],
        "hour_of_week": hour.astype(np.int16),
        "basis": [EXPECTED] * len(area),
    }
    assert columns["hours"].shape[1] == HOURS_A_WEEK
    return table_of(rows, AREA_HOURS)
