"""Risk: from an assessed folder to portraits, a map, an index with its backtest, and guidance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.flows.ports import Method, Progress, Source
from guanjia.model.clock import HOUR, at, day_date, moment
from guanjia.model.intake import Intake
from guanjia.risk.area_weeks import area_weeks
from guanjia.risk.backtest.backtest import Backtest, backtest
from guanjia.risk.backtest.plan import Plan
from guanjia.risk.backtest.self_check import self_check
from guanjia.risk.guidance.carried import cap_carried
from guanjia.risk.guidance.histograms import BIKE, LANE
from guanjia.risk.guidance.lengthen import lengthen_promises
from guanjia.risk.guidance.lines import Guidance, Relayed
from guanjia.risk.guidance.pause import RAIN, pause_in_severe_weather
from guanjia.risk.guidance.rest import rest_first
from guanjia.risk.guidance_inputs import carried_counts, promise_histogram, rest_rows, warned
from guanjia.risk.index.advisory import Advisory, advise
from guanjia.risk.index.replay import replay
from guanjia.risk.index.settings import Settings
from guanjia.risk.index.stability import Stability, stability
from guanjia.risk.map.risk_map import RiskMap, risk_map
from guanjia.risk.on_road import RISK_EDGES, OnRoad
from guanjia.risk.panel import Panel
from guanjia.risk.portrait.belief import Belief, moved
from guanjia.risk.portrait.table import portraits
from guanjia.synthesis.risk_panel import History, history

Float = NDArray[np.float64]
Chain = Callable[[str], Sequence[str]]
SCALES = (10_000.0, 2_000.0)  # hours on the road by area and week: districts of a large city, and the same ground in fifths
_DAYS = 1 << 20  # more days than there are


class Reading(Protocol):
    """One reading of the tasks for risk."""

    def __call__(self, source: Source, chain: Chain, method: Method, progress: Progress, scratch: Path) -> OnRoad | None:
        """Where and when the tasks were ridden; None where nothing was done on the road."""


@dataclass(frozen=True)
class Index:
    """The index of the last whole week, with how steady it is."""

    panel: Panel
    advisory: Advisory
    stability: Stability


@dataclass(frozen=True)
class Steward:
    """Everything that the steward sees in one set of records."""

    first_day: date  # worker's days: work past midnight belongs to the day before
    last_day: date
    on_road: OnRoad
    belief: Belief
    portraits: pa.Table
    map: RiskMap
    index: Index | None  # None where the records hold no whole week
    backtest: Backtest | None
    known_truth: tuple[Backtest, ...]  # on histories whose truth is known by construction, one for each of `SCALES`
    guidance: tuple[Guidance, ...]  # for all
    rest_first: Mapping[str, tuple[Guidance, ...]]  # for one platform each
    relayed: tuple[tuple[str, Relayed], ...]  # official warnings of the records, by region
    intake: Intake  # the account of the reading
    recorded: bool  # whether the records have a table of incidents: without one, none is not a zero


def steward(
    source: Source, worker_days: pa.Table, chain: Chain, method: Method, reading: Reading, progress: Progress, seed: int, threads: int
) -> Steward | None:
    """All of it; None where nothing was done on the road. The same records and ``seed`` give the same answers."""
    with TemporaryDirectory(prefix="guanjia-") as scratch:
        found = reading(source, chain, method, progress, Path(scratch))
    if found is None:
        return None
    for_map, for_index, for_stability, for_backtest = np.random.default_rng(seed).spawn(4)
    recorded = "incidents" in source.tables()
    middles = np.concatenate([RISK_EDGES[:1], np.sqrt(RISK_EDGES[1:] * RISK_EDGES[:-1]), RISK_EDGES[-1:]])
    belief = moved(found.by_risk / 3_600, found.injuries_by_risk, middles)
    run, tasks = _of_worker_days(worker_days, found)
    panel, settings = area_weeks(found.exposure, found.breaches, recorded), Settings()
    index = None
    if panel is not None:
        told = replay(panel, settings, for_index)
        index = Index(panel, advise(panel, told, settings), stability(panel, told, settings, for_stability))
    relayed = _warnings(source)
    rest = rest_rows(found, tasks, belief)
    return Steward(
        day_date(int(found.days.day.min())),
        day_date(int(found.days.day.max())),
        found,
        belief,
        portraits(found.days, found.worker, found.platform, run, belief),
        risk_map(found.exposure, for_map, threads),
        index,
        None if panel is None else backtest(panel, Plan(), for_backtest),
        known_truth(seed),
        (*_guidance(found), *_pauses(found, relayed, ZoneInfo(method.timezone), chain)),
        {platform: tuple(rest_first(rest, platform)) for platform in sorted(set(rest.platforms))},
        relayed,
        source.intake,
        recorded,
    )


def known_truth(seed: int) -> tuple[Backtest, ...]:
    """The backtest on histories drawn from a known intensity with planted excesses, one for each of `SCALES`: it proves the code, not the
    index.
    """
    return tuple(_self_check(history(seed, hours_a_week=hours), seed) for hours in SCALES)


def _self_check(made: History, seed: int) -> Backtest:
    planted = made.clusters.area, made.clusters.first, made.clusters.last
    return self_check(made.weeks, made.hours, made.injuries, made.pillars, made.intensity, planted, Plan(), seed)


def _of_worker_days(table: pa.Table, found: OnRoad) -> tuple[Float, NDArray[np.int64]]:
    """Hours of the longest run (nan where the assessment has no such day) and tasks of each row of ``found.days``."""
    unit_of = {pair: unit for unit, pair in enumerate(zip(found.worker, found.platform, strict=True))}
    table = table.select(["worker_id", "platform", "day", "longest_run", "tasks"]).unify_dictionaries().combine_chunks()
    worker, platform = (table[name].chunk(0) for name in ("worker_id", "platform"))
    workers, platforms = worker.dictionary.to_pylist(), platform.dictionary.to_pylist()
    pairs, place = np.unique(
        worker.indices.to_numpy().astype(np.int64) * max(len(platforms), 1) + platform.indices.to_numpy(), return_inverse=True
    )
    units = np.array(
        [unit_of.get((workers[pair // len(platforms)], platforms[pair % len(platforms)]), -1) for pair in pairs.tolist()], np.int64
    )
    keys = units[place] * _DAYS + table["day"].to_numpy().astype("datetime64[D]").astype(np.int64)
    order = np.argsort(keys)
    asked = found.days.unit * _DAYS + found.days.day
    at = np.minimum(np.searchsorted(keys[order], asked), len(keys) - 1)
    row = order[at]
    known = keys[row] == asked
    run = table["longest_run"].cast(pa.int64()).to_numpy()[row] / HOUR
    return np.where(known, run, np.nan), np.where(known, table["tasks"].to_numpy()[row], 0).astype(np.int64)


def _guidance(found: OnRoad) -> list[Guidance]:
    histogram = promise_histogram(found.promises)
    return [
        *lengthen_promises(histogram, LANE),
        *lengthen_promises(histogram, BIKE),
        *cap_carried(carried_counts(found.promises)),
    ]


def _warnings(source: Source) -> tuple[tuple[str, Relayed], ...]:
    """The official warnings of the records, as they were issued."""
    if "weather" not in source.tables():
        return ()
    rows: list[dict[str, Any]] = [
        row
        for batch in source.batches("weather", ("region", "start_time", "end_time", "warning", "station"))
        for row in batch.to_pylist()
        if row["warning"]
    ]
    spans = sorted(
        (row["region"], row["warning"], row["station"] or "", moment(row["start_time"]), moment(row["end_time"])) for row in rows
    )
    found: list[tuple[str, Relayed]] = []
    for region, signal, station, start, end in spans:
        last = found[-1] if found else None
        if last is not None and last[0] == region and (last[1].signal, last[1].station) == (signal, station) and start <= last[1].end:
            found[-1] = region, replace(last[1], end=max(last[1].end, end))  # the same warning, hour by hour
        else:
            found.append((region, Relayed(signal, station, start, end)))
    return tuple(found)


def _pauses(found: OnRoad, relayed: Sequence[tuple[str, Relayed]], zone: ZoneInfo, chain: Chain) -> list[Guidance]:
    def column(us: int) -> int:
        local = at(us, zone)
        return 24 * (local.date() - found.exposure.first_day).days + local.hour

    columns = [(column(warning.start), column(warning.end - 1) + 1) for _, warning in relayed]
    under_way = list(warned(found.promises, found.exposure, relayed, columns, chain))
    rain = [each for each in under_way if "雨" in each.warning.signal]
    others = [each for each in under_way if "雨" not in each.warning.signal]
    return [*pause_in_severe_weather(rain, RAIN), *pause_in_severe_weather(others, None)]
