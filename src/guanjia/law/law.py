"""The law as a function: topic, moments, place, platform and product in; limits, entries and reasons out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guanjia.law import units
from guanjia.law.agreements import agreed
from guanjia.law.book import Lawbook, read_lawbook
from guanjia.law.dated import Dated, Step
from guanjia.law.entry import Entry
from guanjia.law.errors import LawbookError, UnknownRegion
from guanjia.law.grouping import groups
from guanjia.law.places import Places
from guanjia.law.platforms import Platforms
from guanjia.law.tiers import Tiers

REASONS: Final[dict[int, str]] = {
    0: "ok",
    1: "region unknown",
    2: "no law of this topic for this region",
    3: "no law in force on that day",
    4: "wage area (tier) not known",
    5: "value not found in any text read",
    6: "region not given",
    7: "the record lacks a field",
}
"""Why there is a limit (0) or none."""

REASONS_ZH: Final[dict[int, str]] = {
    0: "有",
    1: "地区不认识",
    2: "该地区没有这一主题的规定",
    3: "当日没有生效的规定",
    4: "不知属于哪一档（类区）",
    5: "读过的文本里没有查到数值",
    6: "没有给出地区",
    7: "记录缺少所需的栏",
}
"""The same in Chinese."""

_OK, _UNKNOWN, _NO_LAW, _NOT_YET, _NO_TIER, _NOT_FOUND, _NO_REGION, NOT_STATED = range(8)
_CHINA_ZONE: Final = "Asia/Shanghai"


@dataclass(frozen=True)
class Limits:
    """For each moment: the limit (nan none), the entry it comes from (index into ``Law.entries``, -1 none) and the reason code.

    Where the reason is 5, ``entry`` names the record that says what was not found.
    """

    value: NDArray[np.float64]
    entry: NDArray[np.int32]
    reason: NDArray[np.int8]
    unit_us: NDArray[np.float64] = field(repr=False)

    def us(self) -> NDArray[np.int64]:
        """The limits as microseconds, 0 where there is none; ValueError where a unit is not a duration."""
        out = np.zeros(len(self.value), np.int64)
        have = self.reason == _OK
        scaled = self.value[have] * self.unit_us[self.entry[have]]
        if np.isnan(scaled).any():
            raise ValueError("these limits are not durations (hour, minute or day)")
        out[have] = np.rint(scaled).astype(np.int64)
        return out


@dataclass(frozen=True)
class Law:
    """All entries, and the questions asked of them. ``as_if`` replaces every region, ``on`` every moment (both hypothetical)."""

    entries: tuple[Entry, ...]
    places: Places
    platforms: Platforms
    zones: Tiers
    as_if: str | None = None
    on: date | None = None

    @property
    def hypothetical(self) -> bool:
        """Whether the law of another place or day is asked for."""
        return self.as_if is not None or self.on is not None

    @property
    def tiers(self) -> Mapping[str, str]:
        """The tiers the user gave: place code or ``platform:name`` to tier."""
        return self.zones.given

    def limits(
        self,
        topic: str,
        moments: NDArray[np.int64],
        *,
        region: NDArray[np.integer[Any]],
        regions: Sequence[str],
        platform: NDArray[np.integer[Any]] | None = None,
        platforms: Sequence[str] = (),
        kind: str = "",
        product: NDArray[np.integer[Any]] | None = None,
        products: Sequence[str] = (),
    ) -> Limits:
        """The limits at ``moments`` (UTC microseconds); region, platform and product are codes into their lists, -1 not given.

        The most local law wins: the platform's own numbers (only when ``platform`` is given), district, city, province, country.
        """
        count = len(moments)
        value, entry, reason = np.empty(count), np.empty(count, np.int32), np.empty(count, np.int8)
        columns = [(region, len(regions)), (platform, len(platforms)), (product, len(products))]
        for rows, (place, firm, line) in groups(count, columns):
            names = (
                regions[place] if place >= 0 else "",
                platforms[firm] if firm >= 0 else "",
                products[line] if line >= 0 else "",
            )
            dated = self.dated(topic, names[0], platform=names[1], kind=kind, product=names[2])
            step = dated.step_at(moments[rows])
            value[rows], entry[rows], reason[rows] = dated.values.take(step), dated.entries.take(step), dated.reasons.take(step)
        return Limits(value, entry, reason, self._unit_us)

    def dated(self, topic: str, region: str, *, platform: str = "", kind: str = "", product: str = "") -> Dated:
        """The steps of a topic in one place, for one platform, kind of work and product line ("" where not asked)."""
        asked = (topic, self.as_if or region, platform, kind, product)
        if asked not in self._cache:
            self._cache[asked] = self._steps(*asked)
        return self._cache[asked]

    def values(self, topic: str) -> tuple[float, ...]:
        """All distinct numbers any entry of the topic may give, in order."""
        return tuple(sorted({e.value for e in self.entries if e.topic == topic and not math.isnan(e.value)}))

    def entries_of(self, topic: str, region: str | None = None, on: date | None = None) -> tuple[Entry, ...]:
        """Entries of a topic, those of a place and all it lies in where ``region`` is given, those in force where ``on`` is."""
        chain = None if region is None else self.places.ancestors(region)
        return tuple(
            e for e in self.entries if e.topic == topic and (chain is None or e.jurisdiction in chain) and (on is None or e.in_force(on))
        )

    def with_agreements(self, rows: Iterable[Mapping[str, Any]]) -> Law:
        """This law and the rows of an agreements table, which come before the packaged numbers of the same platform."""
        return replace(self, entries=(*self.entries, *agreed(rows, self.platforms, self.places)))

    def reason_words(self, code: int, topic: str) -> str:
        """A short label of why there is no limit, e.g. ``law:daily-task-time:no law in force on that day``."""
        return f"law:{topic}:{REASONS[code]}"

    def unknown_region(self, code: str) -> bool:
        """Whether no lawbook knows the code."""
        return not self.places.known(code)

    @cached_property
    def _cache(self) -> dict[tuple[str, ...], Dated]:
        return {}

    @cached_property
    def _unit_us(self) -> NDArray[np.float64]:
        return np.array([units.DURATIONS_US.get(e.unit, math.nan) for e in self.entries], np.float64)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for number, entry in enumerate(self.entries):
            found.setdefault((entry.topic, entry.jurisdiction), []).append(number)
        return found

    def _steps(self, topic: str, region: str, platform: str, kind: str, product: str) -> Dated:
        """One step for each span of days between changes of the entries or tier lists concerned."""
        known = bool(region) and self.places.known(region)
        chain = self.places.ancestors(region) if known else ()
        own = self.platforms.jurisdictions(platform, chain) if platform else ()
        layers = [found for place in (*own, *chain) if (found := self._fitting(topic, place, kind, product))]
        none = (_NO_LAW if known else _UNKNOWN if region else _NO_REGION) if not layers else _NOT_YET
        name = self.platforms.name(platform)

        def at(day: date) -> tuple[int, float, int]:
            for layer in layers:
                active = [n for n in layer if self.entries[n].in_force(day)]
                if active:
                    return self._choose(topic, active, chain, name, day)
            return -1, math.nan, none

        zone = self.places.zone(region) if known else _CHINA_ZONE
        if self.on is not None:
            return Dated.of_steps([Step(None, *at(self.on))], zone)
        days = sorted(self._changes(topic, layers))
        return Dated.of_steps([Step(None, -1, math.nan, none), *(Step(day, *at(day)) for day in days)], zone)

    def _changes(self, topic: str, layers: list[list[int]]) -> set[date]:
        spans = [(self.entries[n].first_day, self.entries[n].last_day) for layer in layers for n in layer]
        if spans:
            spans += self.zones.days(topic)
        return {first for first, _ in spans} | {last + timedelta(days=1) for _, last in spans if last}

    def _fitting(self, topic: str, place: str, kind: str, product: str) -> list[int]:
        """Entries of a topic in one jurisdiction for a kind and product; the specific ones where there are any, else the general.

        With no kind asked, the general ones, or else the specific ones if all cover the same kinds.
        """
        found = self._by_place.get((topic, place), [])
        for asked, of in ((product, lambda e: (e.product,)), (kind, lambda e: e.kinds)):
            special = [n for n in found if asked and asked in of(self.entries[n])]
            general = [n for n in found if not any(of(self.entries[n]))]
            if not asked and not general and len({of(self.entries[n]) for n in found}) == 1:
                general = found
            found = special or general
        return found

    def _choose(self, topic: str, active: list[int], chain: tuple[str, ...], platform: str, day: date) -> tuple[int, float, int]:
        """The entry of the right tier among those in force; agreements stand after the lawbook's entries and so win."""
        offered = {self.entries[n].tier: n for n in sorted(active)}
        if len(offered) == 1 or all(math.isnan(self.entries[n].value) for n in offered.values()):
            chosen = next(iter(offered.values()))
        else:
            tier = self.zones.of(topic, chain, platform, day, frozenset(offered))
            if tier is None:
                return -1, math.nan, _NO_TIER
            chosen = offered[tier]
        value = self.entries[chosen].value
        return chosen, value, _NOT_FOUND if math.isnan(value) else _OK


def load(folders: Sequence[Path] = (), *, as_if: str | None = None, on: date | None = None, tiers: Mapping[str, str] | None = None) -> Law:
    """The packaged lawbook and community folders; LawbookError for what cannot stand, UnknownRegion for ``as_if``.

    ``tiers`` maps a place (code or name) to its wage area, or ``platform:name`` to the tier of its injury premium.
    """
    book = read_lawbook(folders)
    known_as = None if as_if is None else book.places.code(as_if)
    return Law(book.entries, book.places, book.platforms, Tiers(book.lists, _given(tiers or {}, book)), known_as, on)


def _given(tiers: Mapping[str, str], book: Lawbook) -> dict[str, str]:
    given: dict[str, str] = {}
    known = {entry.tier for entry in book.entries}
    for key, tier in tiers.items():
        if str(tier) not in known:
            raise LawbookError("tiers", key, f"没有“{tier}”这一档", f"no tier is called '{tier}'", "写成 1、2、3 …", "write 1, 2, 3 ...")
        if key.startswith("platform:"):
            given[f"platform:{book.platforms.name(key.removeprefix('platform:'))}"] = str(tier)
            continue
        try:
            given[book.places.code(key)] = str(tier)
        except UnknownRegion as error:
            raise LawbookError("tiers", key, "不认识的地区", "unknown region", "用六位行政区划代码", "use a six-digit code") from error
    return given
