"""One reading of the tasks for the steward: where they were ridden and when, and how dangerous each worker's day was expected to be."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from guanjia.engines import side_tables
from guanjia.engines.ahead import prefetched
from guanjia.engines.columns import floats, integers, labels
from guanjia.engines.risk.bucket import Ridden, joined_days, ridden
from guanjia.engines.risk.lattice import Lattice
from guanjia.engines.risk.layers import GrowingLayers, RiddenShares, joined_shares
from guanjia.engines.risk.local_hours import LocalHours, local_hours
from guanjia.engines.risk.promises import GrowingPromises
from guanjia.engines.risk.road import RoadBuckets, road_tasks
from guanjia.engines.risk.weather_hours import Chain, WeatherHours, weather_hours
from guanjia.engines.task_columns import Words
from guanjia.engines.vocabulary import Vocabulary
from guanjia.engines.who import Who
from guanjia.flows.ports import Method, Progress, Source
from guanjia.kernels.on_road.path import JUDGED, LOAD, LONG, PRESSED, SECONDS
from guanjia.kernels.on_road.stops import RoadTasks
from guanjia.model.measures import Int32, Int64
from guanjia.risk.exposure import Exposure
from guanjia.risk.on_road import HOT_FROM, RISK_EDGES, HardBreaches, OnRoad, RoadDays, Shares, Unplaced

Float = NDArray[np.float64]


def measure_on_road(source: Source, chain: Chain, method: Method, progress: Progress, scratch: Path) -> OnRoad | None:
    """Read the tasks into buckets by person, then go through them bucket by bucket; None where nothing was done on the road.

    ``chain`` names the places around a region, nearest first.
    """
    words = Words(Who(side_tables.links(source)), Vocabulary("", null=""), Vocabulary("", null=""), Vocabulary())
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        buckets = RoadBuckets(Path(folder), source.rows("tasks"))
        first, last = np.iinfo(np.int64).max, np.iinfo(np.int64).min
        middle = _Middle()
        for tasks in road_tasks(source, words, progress):
            buckets.add(_whole(words.who, tasks.person), tasks)
            middle.add(tasks)
            first, last = min(first, int(tasks.start.min())), max(last, int(tasks.end.max()))
        if first > last:
            return None
        clock = local_hours(first, last, ZoneInfo(method.timezone), method.day_start)
        injured = _Injured(source, words, clock)
        weather = weather_hours(source, words.regions, chain, clock, middle.of(len(words.regions)))
        return _Reading(words, clock, weather, injured).result(buckets)


class _Middle:
    """Where the work of each region is begun on average."""

    def __init__(self) -> None:
        self._sums = np.zeros((0, 3))

    def add(self, tasks: RoadTasks) -> None:
        """Count pick-ups in."""
        known = ~(np.isnan(tasks.from_lat) | np.isnan(tasks.from_lng))
        size = max(len(self._sums), int(tasks.region.max()) + 1)
        self._sums = np.concatenate([self._sums, np.zeros((size - len(self._sums), 3))])
        weights = tasks.from_lat[known], tasks.from_lng[known], np.ones(int(known.sum()))
        self._sums += np.column_stack([np.bincount(tasks.region[known], weights=weight, minlength=size) for weight in weights])

    def of(self, regions: int) -> Float:
        """[R, 2] latitude and longitude; nan where nothing is known."""
        sums = np.concatenate([self._sums, np.zeros((regions - len(self._sums), 3))])
        with np.errstate(invalid="ignore", divide="ignore"):
            result: Float = sums[:, :2] / sums[:, 2:]
        return result


def _whole(who: Who, units: Int32) -> Int32:
    """Each unit's person over all platforms."""
    if not who.linked:
        return units
    across = who.across_of(units)
    return np.where(across >= 0, across, units).astype(np.int32)


class _Injured:
    """The incidents of the records: who, when, where. Of rows of one number the first counts, and only on the records' days."""

    def __init__(self, source: Source, words: Words, clock: LocalHours) -> None:
        columns = ("incident_id", "worker_id", "platform", "time", "lat", "lng")
        batches = list(side_tables.batches_of(source, "incidents", columns))
        numbers = [number for batch in batches for number in batch["incident_id"].to_pylist()]
        first = np.array(sorted({number: row for row, number in reversed(list(enumerate(numbers)))}.values()), np.int64)
        time: Int64 = _all([integers(b, "time") for b in batches], np.int64)[first]
        slot = clock.slot(time)
        within = (slot >= 0) & (slot < len(clock.offset))
        column = np.full(len(time), -1, np.int64)
        column[within] = clock.column(time[within])
        within = (column >= 0) & (column < 24 * clock.days)
        kept = first[within]
        self.repeated, self.outside = len(numbers) - len(first), len(first) - len(kept)
        self.time, self.column = time[within], column[within]
        self.unit: Int32 = _all([words.who.encode(labels(b, "worker_id"), labels(b, "platform")) for b in batches], np.int32)[kept]
        self.lat, self.lng = (_all([floats(b, name) for b in batches], np.float64)[kept] for name in ("lat", "lng"))
        self.person = np.where(self.unit >= 0, _whole(words.who, self.unit), -1)


class _Reading:
    def __init__(self, words: Words, clock: LocalHours, weather: WeatherHours, injured: _Injured) -> None:
        self._words, self._clock, self._weather, self._injured = words, clock, weather, injured
        self._lattice = Lattice()
        self._layers = GrowingLayers(24 * clock.days, len(words.regions))
        self._promises = GrowingPromises(24 * clock.days)
        self._by_risk = np.zeros(len(RISK_EDGES) + 1)
        self._injuries_by_risk = np.zeros(len(RISK_EDGES) + 1, np.int64)
        self._unplaced = 0.0

    def result(self, buckets: RoadBuckets) -> OnRoad:
        """Everything, bucket by bucket."""
        days, shares = [], []
        for tasks, own, of_accounts in prefetched(map(self._followed, buckets.each())):
            shares.append(self._put_down(own, tasks))
            days += [own.days, *of_accounts]
        who = self._words.who
        cells, order = self._ordered()
        worked = joined_days(days)
        rows, columns, unplaced = self._injuries(order)
        platforms = who.platforms.labels
        return OnRoad(
            self._exposure(cells, order, rows, columns),
            HardBreaches(self._layers.of_cells(order, LONG), self._weather.temperature),
            worked,
            self._with_injuries(shares),
            self._promises.result(self._lattice),
            tuple(who.worker),
            tuple(platforms[number] for number in who.platform),
            self._by_risk,
            self._injuries_by_risk,
            len(self._injured.time),
            Unplaced(self._unplaced, unplaced, self._injured.repeated, self._injured.outside),
        )

    def _followed(self, tasks: RoadTasks) -> tuple[RoadTasks, Ridden, list[RoadDays]]:
        """A bucket's tasks, its persons over all platforms, and the days of linked persons' accounts, each for its own platform."""
        whole = _whole(self._words.who, tasks.person)
        own = ridden(tasks._replace(person=whole), self._clock, self._weather)
        linked = np.flatnonzero(whole != tasks.person)
        if not len(linked):
            return tasks, own, []
        part = RoadTasks._make(column[linked] for column in tasks)
        return tasks, own, [ridden(part, self._clock, self._weather).days]

    def _put_down(self, own: Ridden, tasks: RoadTasks) -> RiddenShares:
        """Give the riding of whole persons to cells; their shares by person and published cell."""
        place = self._lattice.places(own.legs)
        shares, unplaced = self._layers.add(own, place)
        self._unplaced += unplaced
        self._promises.add(own.at, tasks, self._lattice, self._clock)
        riding = own.cut.riding
        seconds = (own.cut.end[riding] - own.cut.start[riding]) / 1e6
        bins = np.searchsorted(RISK_EDGES, own.risk[riding], "right")
        self._by_risk += np.bincount(bins, weights=seconds, minlength=len(self._by_risk))
        self._injuries_by_risk += np.bincount(self._risk_at_injury(own), minlength=len(self._injuries_by_risk))
        return shares

    def _risk_at_injury(self, own: Ridden) -> Int64:
        """The bin of relative risk of each injury of these persons that happened in one of their stretches of work."""
        mine = np.flatnonzero(np.isin(self._injured.person, np.unique(own.stretches.person)))
        ends = own.stretch_start + ((own.stretches.end - own.stretches.start) * 3_600_000_000).astype(np.int64)
        base = int(min(own.stretch_start.min(), self._injured.time[mine].min(initial=own.stretch_start.min())))
        span = int(max(ends.max(), self._injured.time[mine].max(initial=ends.max()))) - base + 1
        person = np.searchsorted(np.unique(own.stretches.person), own.stretches.person).astype(np.int64)
        of = np.searchsorted(np.unique(own.stretches.person), self._injured.person[mine]).astype(np.int64)
        keys, asked = person * span + own.stretch_start - base, of * span + self._injured.time[mine] - base
        at = np.searchsorted(keys, asked, "right") - 1
        inside = (at >= 0) & (person[at] == of) & (self._injured.time[mine] < ends[at])
        found: Int64 = np.searchsorted(RISK_EDGES, own.stretch_risk[at[inside]], "right")
        return found

    def _ordered(self) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
        cells = self._lattice.cells
        order = np.argsort(cells)
        return cells[order], order

    def _injuries(self, order: NDArray[np.intp]) -> tuple[Int64, Int64, int]:
        """Row and column of the injuries that happened where and when somebody rode, and how many did not."""
        of_row = np.empty(len(order), np.int64)
        of_row[order] = np.arange(len(order))
        known = ~(np.isnan(self._injured.lat) | np.isnan(self._injured.lng))
        places = zip(self._injured.lat[known].tolist(), self._injured.lng[known].tolist(), strict=True)
        found = np.array([self._lattice.row_of(lat, lng) for lat, lng in places], np.int64)
        placed = found >= 0
        return of_row[found[placed]], self._injured.column[known][placed], len(self._injured.time) - int(placed.sum())

    def _exposure(self, cells: NDArray[np.uint64], order: NDArray[np.intp], rows: Int64, columns: Int64) -> Exposure:
        seconds, load, judged, pressed = (self._layers.of_cells(order, part) for part in (SECONDS, LOAD, JUDGED, PRESSED))
        region = self._layers.region(order)
        hot = (self._weather.temperature >= HOT_FROM).astype(np.float32)
        hot[np.isnan(self._weather.temperature)] = np.nan
        wet = self._weather.wet.astype(np.float32)
        names = self._words.regions.labels
        return Exposure(
            cells,
            region,
            names,
            self._clock.first_day,
            seconds,
            load,
            judged,
            pressed,
            seconds * hot[region],
            seconds * wet[region],
            rows,
            columns,
        )

    def _with_injuries(self, parts: list[RiddenShares]) -> Shares:
        """The shares of all buckets, with the injuries of known persons at known places, also where that person never rode."""
        ridden_in = joined_shares(parts)
        told = np.flatnonzero((self._injured.person >= 0) & ~np.isnan(self._injured.lat) & ~np.isnan(self._injured.lng))
        places = zip(self._injured.lat[told].tolist(), self._injured.lng[told].tolist(), strict=True)
        parents = np.array([self._lattice.parent_at(*place) for place in places], np.uint64)
        people, cells = np.append(ridden_in.person, self._injured.person[told]), np.append(self._lattice.published[ridden_in.cell], parents)
        order = np.lexsort((cells, people))
        new = np.ones(len(order), np.bool_)
        new[1:] = (np.diff(people[order]) != 0) | (cells[order][1:] != cells[order][:-1])
        first = np.flatnonzero(new)

        def added(of_riding: Int64, of_injuries: Int64) -> Int64:
            result: Int64 = np.add.reduceat(np.append(of_riding, of_injuries)[order], first)
            return result

        none, one = np.zeros(len(told), np.int64), np.ones(len(told), np.int64)
        seconds, load = added(ridden_in.seconds, none), added(ridden_in.load, none)
        injuries = added(np.zeros(len(ridden_in.person), np.int64), one)
        return Shares(people[order][first], cells[order][first], seconds, load, injuries.astype(np.int32))


def _all(parts: list[Any], kind: type) -> Any:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, kind)
