"""The workplace's clock, stretched as records come in, with the windows and marks that the rules asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from guanjia.engines.keepsake import State
from guanjia.engines.task_columns import Words
from guanjia.kernels.fold_state import BILLED_CLOCK, TASK_CLOCK, Watch
from guanjia.law.law import Law
from guanjia.model.clock import DAY, SLOT, Clock, Spans, at, clock, daily_spans, day_date, with_windows
from guanjia.model.measures import RunMark, Weather
from guanjia.rules import Rule, Setting

NIGHT = "night"
NIGHT_HOURS = time(22), time(6)  # 22:00 to 06:00
_SOME_MOMENT = 20_454 * DAY  # 2026-01-01
LONGEST_STRETCH = 4_000 * DAY
MOST_WORKER_DAYS = 250_000_000  # the fold keeps a number for each; a gigabyte
UNENDING = np.iinfo(np.int64).max


class StretchTooLong(Exception):
    """The records claim to span more than eleven years, or more than fits for so many workers: some moment must be wrong."""

    def __init__(self, first: int, last: int, zone: ZoneInfo) -> None:
        self.first, self.last = at(first, zone), at(last, zone)
        super().__init__(f"records span {self.first:%Y-%m-%d} to {self.last:%Y-%m-%d}")


class Watcher:
    """Builds the fold's `Watch`, and builds it anew when records bring new days or regions."""

    def __init__(
        self, zone: ZoneInfo, day_start: time, rest: int, rules: Sequence[Rule], law: Law, words: Words, weather: Weather | None
    ) -> None:
        self._zone, self._day_start, self._rules, self._law, self._words, self._weather = zone, day_start, rules, law, words, weather
        marks = [rule.marks(law) for rule in rules]
        self.day_marks = tuple(sorted(frozenset[int]().union(*(mark.day for mark in marks))))
        asked = sorted(frozenset[RunMark]().union(*(mark.runs for mark in marks)), key=lambda mark: (mark.clock, mark.rest, mark.limit))
        self.run_marks = (RunMark("task", rest, UNENDING), *asked)
        self._first = self._last = 0
        self._regions = 0
        self._watch: Watch | None = None
        self.clock: Clock = clock(_SOME_MOMENT, _SOME_MOMENT, zone, day_start)  # until there are records
        self.windows = tuple(self._open_windows())
        self.opened: tuple[int, ...] = (self.windows.index(NIGHT),)  # those ever open, in the order found

    def setting(self) -> Setting:
        """What rules may know of the data set."""
        words = self._words
        return Setting(self.clock, words.regions.labels, words.who.platforms.labels, words.products.labels, self._weather)

    def watch(self, first: int, last: int) -> Watch:
        """The watch, made to cover [first, last]; raises `StretchTooLong` where that is more than can be true."""
        if self._watch is not None and self._first <= first and last <= self._last and len(self._words.regions) == self._regions:
            return self._watch
        if self._watch is None:
            self._first, self._last = first, last
        low, high = min(first, self._first), max(last, self._last)
        if high - low > LONGEST_STRETCH or (high - low) // DAY * len(self._words.who) > MOST_WORKER_DAYS:
            raise StretchTooLong(low, high, self._zone)
        if self._watch is not None and high > self._last:
            high += 31 * DAY  # records come in time order: make room ahead
        self._first, self._last, self._regions = low, high, len(self._words.regions)
        self.clock = clock(low, high, self._zone, self._day_start)
        self.clock = with_windows(self.clock, self._open_windows(), self._regions)
        self._watch = self._made()
        return self._watch

    def state(self, until: int) -> State:
        """All that `restore` needs; ``until`` is the last moment that was folded."""
        return {
            "span": [self._first, self._last],
            "windows": list(self.windows),
            "opened": list(self.opened),
            "until": until,
            "flags": self._flags(until),
            "weather": self._weather_before(until),
        }

    def restore(self, state: State) -> bool:
        """Go on from a state; False where the weather or the windows of what was folded have become others."""
        self.opened = tuple(state["opened"])
        if state["windows"] != list(self.windows):
            return False
        if state["span"] != [0, 0]:
            self.watch(*state["span"])
        flags = state["flags"]
        same = np.array_equal(self._flags(state["until"])[: len(flags)], flags)
        return same and self._weather_before(state["until"]) == state["weather"]

    def _flags(self, until: int) -> NDArray[np.uint16]:
        """Which windows were open in each slot up to a moment."""
        return self.clock.flags[:, : max(-(-until // SLOT) - self.clock.first_slot, 0)]

    def _weather_before(self, until: int) -> list[str]:
        """The weather that had begun by a moment, in an order of its own."""
        weather = self._weather
        if weather is None:
            return []
        rows = np.flatnonzero(weather.start < until)
        regions = self._words.regions.labels
        words = [
            weather.warnings[code] + " " + weather.stations[code2] for code, code2 in zip(weather.warning, weather.station, strict=True)
        ]
        numbers = (weather.start, weather.end, weather.temperature, weather.forecast_max, weather.rain)
        return sorted(f"{regions[weather.region[row]]} {' '.join(str(each[row]) for each in numbers)} {words[row]}" for row in rows)

    def _open_windows(self) -> dict[str, dict[int, Spans]]:
        windows: dict[str, dict[int, Spans]] = {NIGHT: {-1: daily_spans(self.clock, *NIGHT_HOURS)}}
        setting = self.setting()
        for rule in self._rules:
            for name, spans in rule.windows(setting, self._law).items():
                windows.setdefault(name, {}).update(spans)
        return windows

    def _made(self) -> Watch:
        base = self.clock
        flags = int(np.bitwise_or.reduce(base.flags, axis=None)) if base.flags.size else 0
        self.opened += tuple(w for w in range(len(self.windows)) if flags >> w & 1 and w not in self.opened)
        first_day, last_day = int(base.days[0]), int(base.days[-1])
        begins = base.begins_of_days(np.arange(first_day, last_day + 2))
        marks = self.run_marks
        return Watch(
            base.first_slot,
            base.days,
            hours_of_week(base),
            base.flags,
            first_day,
            begins,
            np.array(self.day_marks, np.int64),
            np.array([TASK_CLOCK if mark.clock == "task" else BILLED_CLOCK for mark in marks], np.int64),
            np.array([mark.rest for mark in marks], np.int64),
            np.array([mark.limit for mark in marks], np.int64),
        )


def hours_of_week(base: Clock) -> NDArray[np.int16]:
    """Local hour of the week (Monday 00:00 is 0) of each slot of the clock."""
    first = int(base.days[0])
    hours = np.zeros(len(base.days), np.int16)
    for day in range(first, int(base.days[-1]) + 1):
        begin, end = base.day_span(day)
        a, b = begin // SLOT - base.first_slot, end // SLOT - base.first_slot
        start = at(begin, base.zone)
        of_day = np.arange(b - a) // 4 + start.hour
        hours[a:b] = (day_date(day).weekday() * 24 + of_day) % 168
    return hours
