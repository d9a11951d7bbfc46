"""What the fold noted on a rule's behalf: runs, the worker-days they lie in, how sure they are, and when a daily mark was passed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guanjia.model.clock import NULL, Clock
from guanjia.model.measures import Bool, Days, Int32, Int64, Runs


def first_days(runs: Runs, clock: Clock) -> Int64:
    """The moment at which the worker's day begins in which each run began: the day whose law the run is held against."""
    return clock.begins_of_days(clock.day_of(runs.start))


def mark_is(runs: Runs, kind: str, rest: Int64, limit: Int64) -> Bool:
    """Whether each run was watched for by ``kind`` of clock, and by the rest and limit that its law gives (microseconds)."""
    right = np.array([mark.clock == kind for mark in runs.marks] or [False])
    rests = np.array([mark.rest for mark in runs.marks] or [0], np.int64)
    limits = np.array([mark.limit for mark in runs.marks] or [0], np.int64)
    result: Bool = right[runs.mark] & (rests[runs.mark] == rest) & (limits[runs.mark] == limit)
    return result


def days_touched(days: Days, runs: Runs, pick: Bool, clock: Clock) -> Bool:
    """Worker-days in which one of the picked runs began, ended, or went on all day."""
    chosen = np.flatnonzero(pick)
    first, last = clock.day_of(runs.start[chosen]), clock.day_of(np.maximum(runs.end[chosen] - 1, runs.start[chosen]))
    low, width = int(clock.days[0]), int(clock.days[-1] - clock.days[0]) + 3

    def key(unit: Int32, day: Int32) -> Int64:
        return unit.astype(np.int64) * width + (day - low)

    keys = key(days.unit, days.day)
    order = np.argsort(keys, kind="stable")
    touched = np.zeros(len(keys) + 1, np.int64)
    np.add.at(touched, np.searchsorted(keys, key(runs.unit[chosen], first), sorter=order), 1)
    np.add.at(touched, np.searchsorted(keys, key(runs.unit[chosen], last + 1), sorter=order), -1)
    result = np.zeros(len(keys), np.bool_)
    result[order] = np.cumsum(touched)[:-1] > 0
    return result


def reached(days: Days, pick: NDArray[np.integer], limit: Int64) -> Int64:
    """The moment at which each picked worker-day's task time exceeded its limit (microseconds); NULL if never."""
    result = np.full(len(pick), NULL, np.int64)
    for column, mark in enumerate(days.marks):
        hit = limit == mark
        result[hit] = days.reached[pick[hit], column]
    return result


def holds(runs: Runs, outer: Bool, inner: Bool) -> Bool:
    """For each run of ``outer`` (in their order) whether a run of ``inner`` of the same unit begins in it; spans are half-open."""
    around, parts = np.flatnonzero(outer), np.flatnonzero(inner)
    times = np.unique(np.concatenate([runs.start[parts], runs.start[around], runs.end[around]]))
    width = len(times) + 1
    keys = np.sort(runs.unit[parts].astype(np.int64) * width + np.searchsorted(times, runs.start[parts]))

    def before(moments: Int64) -> Int64:
        found: Int64 = np.searchsorted(keys, runs.unit[around].astype(np.int64) * width + np.searchsorted(times, moments))
        return found

    return before(runs.end[around]) > before(runs.start[around])


def run_understated(days: Days, rest: Int64) -> Bool:
    """Whether a run that lies in each worker-day may be longer than the record shows.

    So it is on a day with an understated task, and on the days that follow without a rest of ``rest`` (microseconds, by day) from it: a
    run does not end where the day does. Where nothing on record ends after the last dispatch of an understated day, it may go on.
    """
    index = np.arange(len(days.unit))
    doubtful, before = days.understated > 0, np.maximum(index - 1, 0)
    worked_until = np.maximum(days.last_end, days.last_dispatch)[before]
    follows = (index > 0) & (days.unit[before] == days.unit) & (days.day[before] == days.day - 1)
    no_rest = (days.first_start == NULL) | (worked_until == days.start)  # nothing but the end of a task, or work up to the day's begin
    no_rest |= (worked_until != NULL) & (days.first_start - worked_until < rest)
    open_end = doubtful & (days.last_dispatch > days.last_end)
    linked = follows & (no_rest | open_end[before])
    first_of_chain = np.maximum.accumulate(np.where(linked, 0, index))
    latest_doubt = np.maximum.accumulate(np.where(doubtful, index, -1))
    result: Bool = latest_doubt >= first_of_chain
    return result
