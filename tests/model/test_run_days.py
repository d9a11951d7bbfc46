"""Runs and the worker-days they lie in."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from guanjia.model.clock import HOUR, MINUTE, NULL, clock, moment
from guanjia.model.measures import Days, RunMark, Runs
from guanjia.model.run_days import days_touched, first_days, holds, mark_is, reached, run_understated

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = moment(datetime(2026, 3, 2, 4, tzinfo=ZONE))
DAY = 24 * HOUR
CLOCK = clock(MONDAY, MONDAY + 7 * DAY, ZONE)
FIRST = int(CLOCK.day_of(np.array([MONDAY]))[0])


def made(kind: type[Any], size: int, **columns: Any) -> Any:
    """Rows with the given columns, and nothing in the others."""
    return kind(**({field.name: np.zeros(size, np.int64) for field in fields(kind)} | columns))


def days(*rows: tuple[int, int], **columns: Any) -> Days:
    """Worker-days of (unit, days after Monday)."""
    unit, day = np.array(rows).T
    result: Days = made(Days, len(rows), unit=unit.astype(np.int32), day=(day + FIRST).astype(np.int32), **columns)
    return result


def runs(*rows: tuple[int, int, int]) -> Runs:
    """Runs of (unit, start, end), both in hours after the Monday begins."""
    unit, start, end = np.array(rows, np.int64).T
    columns = {"unit": unit.astype(np.int32), "start": MONDAY + start * HOUR, "end": MONDAY + end * HOUR}
    marks = (RunMark("task", 20 * MINUTE, 4 * HOUR), RunMark("billed", 20 * MINUTE, 4 * HOUR))
    result: Runs = made(Runs, len(rows), marks=marks, mark=np.arange(len(rows)) % 2, **columns)
    return result


def test_days_touched() -> None:
    """A run touches the days in which it begins, goes on and ends, of its own unit only, in whatever order units stand."""
    worked = days((1, 0), (1, 1), (1, 2), (1, 3), (0, 0), (0, 1))
    touched = days_touched(worked, runs((1, 20, 50), (0, 3, 5)), np.array([True, False]), CLOCK)
    assert touched.tolist() == [True, True, True, False, False, False]


def test_a_run_that_ends_as_the_day_begins() -> None:
    """Spans are half-open: a run that ends at 04:00 does not touch the day that then begins."""
    assert days_touched(days((0, 0), (0, 1)), runs((0, 20, 24)), np.array([True]), CLOCK).tolist() == [True, False]


def test_no_runs() -> None:
    """Without runs no day is touched."""
    assert days_touched(days((0, 0)), runs((0, 1, 2)), np.array([False]), CLOCK).tolist() == [False]


def test_first_days() -> None:
    """A run is held against the law of the worker's day in which it began."""
    assert first_days(runs((0, 23, 30), (0, 24, 30)), CLOCK).tolist() == [MONDAY, MONDAY + DAY]


def test_mark_is() -> None:
    """A run counts only under the clock, rest and limit it was watched for."""
    rest, limit = np.full(2, 20 * MINUTE), np.full(2, 4 * HOUR)
    assert mark_is(runs((0, 1, 6), (0, 1, 6)), "task", rest, limit).tolist() == [True, False]
    assert mark_is(runs((0, 1, 6), (0, 1, 6)), "billed", rest, limit).tolist() == [False, True]
    assert not mark_is(runs((0, 1, 6), (0, 1, 6)), "task", rest, limit - 1).any()


def test_reached() -> None:
    """The moment of the mark that equals the row's limit; NULL where there is no such mark."""
    moments = np.array([[1, 2], [3, 4]], np.int64)
    worked = days((0, 0), (0, 1), marks=(7 * HOUR, 8 * HOUR), reached=moments)
    assert reached(worked, np.array([0, 1, 1]), np.array([8, 7, 6]) * HOUR).tolist() == [2, 3, NULL]


def test_holds() -> None:
    """A run holds another of the same unit that begins in it, not one that begins as it ends, nor another unit's."""
    found = runs((0, 1, 5), (0, 6, 9), (1, 1, 5), (0, 2, 4), (0, 9, 10))
    outer, inner = np.array([1, 1, 1, 0, 0], np.bool_), np.array([0, 0, 0, 1, 1], np.bool_)
    assert holds(found, outer, inner).tolist() == [True, False, False]
    assert holds(found, outer, np.zeros(5, np.bool_)).tolist() == [False, False, False]


def chain(*gaps: int, understated: tuple[int, ...], open_end: int | None = None) -> list[bool]:
    """Whether days in a row are in doubt; each ends at midnight (20 h), ``gaps`` are the hours from there to the first task of the next."""
    size = len(gaps) + 1
    begin = MONDAY + np.arange(size) * DAY
    ends = begin + 20 * HOUR
    columns = {
        "start": begin,
        "first_start": np.append(begin[0] + HOUR, ends[:-1] + np.array(gaps) * HOUR),
        "last_end": ends,
        "last_dispatch": ends - HOUR + 2 * HOUR * (np.arange(size) == open_end),
        "understated": np.isin(np.arange(size), understated).astype(np.int32),
    }
    worked = days(*((0, day) for day in range(size)), **columns)
    return [bool(doubt) for doubt in run_understated(worked, np.full(size, 6 * HOUR))]


def test_run_understated() -> None:
    """Doubt goes on from day to day until a rest of the given length, and over a night where the last order has no end."""
    assert chain(5, 5, understated=(0,)) == [True, True, True]
    assert chain(6, 5, understated=(0,)) == [True, False, False]
    assert chain(5, 5, understated=(1,)) == [False, True, True]
    assert chain(10, 10, understated=(0,), open_end=0) == [True, True, False]
    assert chain(10, 10, understated=(), open_end=0) == [False, False, False]


def test_run_understated_of_another_unit() -> None:
    """One worker's doubt is not another's."""
    worked = days((0, 0), (1, 1), understated=np.array([1, 0]), first_start=np.full(2, NULL))
    assert run_understated(worked, np.full(2, HOUR)).tolist() == [True, False]
