"""Busy spans of the people of a block, known beforehand not to overlap, and what adds up over them: days and runs.

A *unit* is an identity, or, numbered after the identities, a person on two platforms. No span leaves its worker's day, and days are at
least 20 minutes apart, so that no run does either.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guanjia.synthesis.setting import DAY, Bool, Int


@dataclass(frozen=True)
class Spans:
    """Disjoint spans by unit and time, in seconds of the city."""

    unit: Int
    start: Int
    end: Int

    @property
    def day(self) -> Int:
        """The worker's day of each."""
        result: Int = self.start // DAY
        return result

    @property
    def length(self) -> Int:
        """Seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class Runs:
    """Spans joined over gaps shorter than a rest."""

    of: Int  # run of each span
    unit: Int
    start: Int
    end: Int
    time: Int  # without the gaps
    day: Int


def total(keys: Int, values: Int | Bool, size: int) -> Int:
    """Whole sums of ``values`` by key."""
    result: Int = np.rint(np.bincount(keys, weights=values, minlength=size)).astype(np.int64)
    return result


def starts(*keys: Int) -> Int:
    """Rows at which a key changes, the first row among them."""
    new = np.zeros(len(keys[0]), np.bool_)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    result: Int = np.flatnonzero(new)
    return result


def runs(spans: Spans, rest: int) -> Runs:
    """The runs that no gap of ``rest`` seconds breaks."""
    size = len(spans.unit)
    new = np.ones(size, np.bool_)
    new[1:] = (spans.unit[1:] != spans.unit[:-1]) | (spans.start[1:] - spans.end[:-1] >= rest)
    first = np.flatnonzero(new)
    of = np.cumsum(new) - 1
    last = np.append(first[1:], size) - 1 if len(first) else first
    time = total(of, spans.length, len(first))
    return Runs(of, spans.unit[first], spans.start[first], spans.end[last], time, spans.day[first])


def passed(groups: Int, spans: Spans, limit: int) -> tuple[Int, Int]:
    """Groups whose time passes ``limit``, and the second at which each does; ``groups`` numbers each span's group in order."""
    sums = np.cumsum(spans.length)
    first = starts(groups)
    before = np.zeros(len(groups), np.int64)
    if len(first):
        base = (sums - spans.length)[first]
        before = sums - spans.length - np.repeat(base, np.diff(np.append(first, len(groups))))
    hit = np.flatnonzero((before <= limit) & (before + spans.length > limit))
    return groups[hit], spans.start[hit] + limit - before[hit]


def within(sorted_keys: Int, low: Int, high: Int) -> Bool:
    """Whether some of ``sorted_keys`` lies in [low, high]."""
    result: Bool = np.searchsorted(sorted_keys, high, "right") > np.searchsorted(sorted_keys, low, "left")
    return result
