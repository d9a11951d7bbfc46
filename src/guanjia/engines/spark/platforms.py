"""What no part can say by itself: which days and places the records cover, and what concerns platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.watcher import LONGEST_STRETCH, StretchTooLong
from guanjia.model.clock import DAY, SLOT, Clock
from guanjia.model.groups import groups
from guanjia.model.measures import ACROSS, Coverage, Measures, PlatformMonths, Tally
from guanjia.model.rows import joined, picked
from guanjia.model.schema import NOTICE_KINDS

Number = TypeVar("Number", bound=np.signedinteger[Any])
_SPARE = 36 * DAY  # a clock reaches so much further than the records it was made for


@dataclass(frozen=True)
class PartPlatforms:
    """Of one part: its `Measured.platforms`, the place of the first task in each region, and task time by hour of the week."""

    measures: Measures
    first_seen: Mapping[str, int]
    hours_of_week: NDArray[np.int64]


@dataclass(frozen=True)
class Shared:
    """What holds over all parts: labels, and the first and last day of each platform's records."""

    platforms: tuple[str, ...]
    regions: tuple[str, ...]  # in the order in which one machine would have met them
    currencies: tuple[str, ...]
    reasons: tuple[str, ...]  # of notices
    days: Mapping[str, tuple[int, int]]

    def of_part(self, m: Measures) -> Measures:
        """A part's measures, with the places that are known and the days that are covered over all parts."""
        none = (np.iinfo(np.int32).max, np.iinfo(np.int32).min)
        covered = np.array([self.days.get(label, none) for label in m.units.platforms], np.int32)
        units = replace(m.units, regions=(*m.units.regions, *(label for label in self.regions if label not in m.units.regions)))
        return replace(m, units=units, coverage=Coverage(covered[:, 0].copy(), covered[:, 1].copy()))


def without_workers(platforms: Measures) -> Measures:
    """A part's `Measured.platforms` without what names workers: tallies summed over them, and of notices the changes of rules."""
    notices = platforms.notices
    if notices is not None:
        notices = picked(notices, notices.kind == NOTICE_KINDS.index("rule_change"))
        notices = replace(notices, unit=np.full(len(notices.unit), -1, np.int32))
    units = replace(platforms.units, worker=(), person=(), platform=platforms.units.platform[:0])
    tallies = {code: _summed(tally) for code, tally in platforms.tallies.items()}
    return replace(platforms, units=units, tallies=tallies, notices=notices)


def _summed(tally: Tally) -> Tally:
    each = groups(tally.month, tally.region, tally.entry, tally.reason)
    judged, breached, money = (each.sum(values) for values in (tally.judged, tally.breached, tally.money))
    nobody = np.full(len(each), -1, np.int32)
    return replace(picked(tally, each.first), unit=nobody, judged=judged, breached=breached, money=money)


def shared(parts: Sequence[PartPlatforms]) -> Shared:
    """What the parts hold together; `StretchTooLong` where their days are too far apart."""
    _stretch([part.measures.clock for part in parts if _any_work(part.measures)])
    seen: dict[str, int] = {}
    days: dict[str, tuple[int, int]] = {}
    for part in parts:
        for region, place in part.first_seen.items():
            seen[region] = min(place, seen.get(region, place))
        cover = part.measures.coverage
        for label, first, last in zip(part.measures.units.platforms, cover.first_day.tolist(), cover.last_day.tolist(), strict=True):
            if label != ACROSS and first <= last:
                before = days.get(label, (first, last))
                days[label] = min(first, before[0]), max(last, before[1])
    if days:
        days[ACROSS] = max(first for first, _ in days.values()), min(last for _, last in days.values())
    of_tasks = sorted(seen, key=seen.__getitem__)
    measures = [part.measures for part in parts]
    platforms = sorted({label for m in measures for label in m.units.platforms} - {ACROSS})
    return Shared(
        (ACROSS, *platforms),
        tuple(dict.fromkeys((*_of_weather(measures[0]), *of_tasks))),
        tuple(sorted({label for m in measures for label in m.currencies})),
        tuple(sorted({"", *(reason for m in measures if m.notices is not None for reason in m.notices.reasons)})),
        days,
    )


def _of_weather(m: Measures) -> tuple[str, ...]:
    """The regions that are met before any task: none, and those of the weather, which every part is told whole."""
    count = 1 if m.weather is None else int(m.weather.region.max(initial=0)) + 1
    return m.units.regions[:count]


def _any_work(m: Measures) -> bool:
    """Whether a part holds more than notices, by which no clock is set."""
    return bool(len(m.platform_months.month) or (m.coverage.first_day <= m.coverage.last_day).any())


def _stretch(clocks: Sequence[Clock]) -> None:
    first = min(clock.first_slot for clock in clocks) * SLOT
    last = max(clock.first_slot + len(clock.days) for clock in clocks) * SLOT
    if last - first > LONGEST_STRETCH + _SPARE:
        raise StretchTooLong(first, last, clocks[0].zone)


def together(parts: Sequence[PartPlatforms], labels: Shared, weeks: Sequence[Measures]) -> Measures:
    """`Measured.platforms` of the whole; ``weeks`` are measures of some workers each, of which only days and weeks count."""
    every = [_translated(part.measures, labels) for part in parts]
    first = every[0]
    whole = replace(
        labels.of_part(first),
        platform_months=_months([m.platform_months for m in every]),
        tallies={code: joined([m.tallies[code] for m in every]) for code in first.tallies},
        notices=None if first.notices is None else joined([m.notices for m in every if m.notices is not None]),
    )
    return _with_weeks(whole, [_translated(m, labels) for m in weeks]) if weeks else whole


def _with_weeks(whole: Measures, weeks: Sequence[Measures]) -> Measures:
    counts = np.cumsum([0, *(len(m.units.worker) for m in weeks)])
    moved = [
        replace(
            m,
            days=replace(m.days, unit=(m.days.unit + first).astype(np.int32)),
            weeks=replace(m.weeks, unit=(m.weeks.unit + first).astype(np.int32)),
        )
        for m, first in zip(weeks, counts, strict=False)
    ]
    units = replace(
        whole.units,
        worker=tuple(name for m in weeks for name in m.units.worker),
        person=tuple(name for m in weeks for name in m.units.person),
        platform=np.concatenate([m.units.platform for m in weeks]),
    )
    return replace(whole, units=units, days=joined([m.days for m in moved]), weeks=joined([m.weeks for m in moved]))


def _translated(m: Measures, labels: Shared) -> Measures:
    """The measures with the codes of platforms, regions and currencies that hold over all parts."""
    platform, region = _codes(m.units.platforms, labels.platforms), _codes(m.units.regions, labels.regions)
    currency = _codes(m.currencies, labels.currencies)
    months, notices, weather = m.platform_months, m.notices, m.weather
    if notices is not None:
        reason = _codes(notices.reasons, labels.reasons)[notices.reason]
        notices = replace(notices, platform=_moved(notices.platform, platform), reason=reason, reasons=labels.reasons)
    return replace(
        m,
        units=replace(m.units, platforms=labels.platforms, regions=labels.regions, platform=platform[m.units.platform]),
        currencies=labels.currencies,
        platform_months=replace(months, platform=_moved(months.platform, platform), region=_moved(months.region, region)),
        tallies={code: replace(tally, region=_moved(tally.region, region)) for code, tally in m.tallies.items()},
        days=replace(m.days, region=_moved(m.days.region, region)),
        weeks=replace(m.weeks, region=_moved(m.weeks.region, region), currency=_moved(m.weeks.currency, currency)),
        notices=notices,
        weather=None if weather is None else replace(weather, region=_moved(weather.region, region)),
    )


def _codes(own: Sequence[str], all_labels: Sequence[str]) -> NDArray[np.int32]:
    place = {label: code for code, label in enumerate(all_labels)}
    return np.array([place[label] for label in own], np.int32)


def _moved(codes: NDArray[Number], table: NDArray[np.int32]) -> NDArray[Number]:
    """The codes in another vocabulary; negative ones, which stand for none or several, stay."""
    moved = np.append(table, 0)[np.maximum(codes, 0) if len(table) else np.zeros(len(codes), np.int64)]
    return np.where(codes < 0, codes, moved).astype(codes.dtype)


def _months(parts: Sequence[PlatformMonths]) -> PlatformMonths:
    """Tasks added up; the premiums of a platform and month, wherever they were met, on its first row."""
    every = joined(parts)
    each = groups(every.platform, every.month, every.region, every.kind)
    rows = replace(picked(every, each.first), tasks=each.sum(every.tasks), premium=each.sum(every.premium))
    whole = groups(rows.platform, rows.month)
    empty = (rows.tasks == 0) & (whole.sum(rows.tasks) > 0)[whole.of]  # stood for the premiums of a part without tasks
    rows = replace(rows, premium=whole.sum(rows.premium)[whole.of])
    rows = picked(rows, ~empty)
    first = groups(rows.platform, rows.month).first
    return replace(rows, premium=np.where(np.isin(np.arange(len(rows.tasks)), first), rows.premium, 0))
