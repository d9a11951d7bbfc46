"""The measures of one unit counted minute by minute, the slow and obvious way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Minutes = Sequence[tuple[int, int]]


def local(minute: int, zone: ZoneInfo) -> datetime:
    """The wall clock at a minute since 1970."""
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(zone)


def day_of(minute: int, zone: ZoneInfo) -> date:
    """The local day of a minute, from 04:00 to 04:00 by the wall clock."""
    wall = local(minute, zone)
    return wall.date() - timedelta(days=1 if wall.hour < 4 else 0)


def covered(spans: Minutes) -> set[int]:
    """Every minute inside any span."""
    return {minute for start, end in spans for minute in range(start, end)}


def per_day(minutes: set[int], zone: ZoneInfo) -> dict[date, int]:
    """How many of the minutes fall on each day."""
    days: dict[date, int] = defaultdict(int)
    for minute in minutes:
        days[day_of(minute, zone)] += 1
    return dict(days)


def runs_of(spans: Minutes, rest: int) -> list[list[tuple[int, int]]]:
    """Spans in order of start, cut into runs wherever nothing is covered for ``rest`` minutes."""
    runs: list[list[tuple[int, int]]] = []
    end = None
    for span in spans:
        if end is None or span[0] - end >= rest:
            runs.append([])
            end = span[1]
        runs[-1].append(span)
        end = max(end, span[1])
    return runs


def longest_run(spans: Minutes, rest: int, zone: ZoneInfo) -> dict[date, int]:
    """For each day, the greatest length that a run had reached at one of that day's minutes."""
    days: dict[date, int] = defaultdict(int)
    for run in runs_of(spans, rest):
        for length, minute in enumerate(sorted(covered(run)), 1):
            day = day_of(minute, zone)
            days[day] = max(days[day], length)
    return dict(days)


def exceeded_runs(spans: Minutes, dispatches: Sequence[int], rest: int, limit: int) -> list[dict[str, Any]]:
    """Every run of more than ``limit`` minutes; ``dispatches`` stand beside ``spans``."""
    found = []
    runs = runs_of(spans, rest)
    place = 0
    for number, run in enumerate(runs):
        given = dispatches[place : place + len(run)]
        place += len(run)
        minutes = sorted(covered(run))
        if len(minutes) <= limit:
            continue
        exceeded = minutes[limit]
        late = [dispatch for dispatch in given if dispatch > exceeded]
        end = max(span[1] for span in run)
        found.append(
            {
                "start": run[0][0],
                "end": end,
                "time": len(minutes),
                "exceeded": exceeded,
                "late_dispatches": len(late),
                "first_late": min(late, default=None),
                "in_hand_until": max(span[1] for span, dispatch in zip(run, given, strict=True) if dispatch <= exceeded),
                "rest_after": runs[number + 1][0][0] - end if number + 1 < len(runs) else None,
                "tasks": len(run),
            }
        )
    return found


def passed(spans: Minutes, mark: int, zone: ZoneInfo) -> dict[date, int]:
    """For each day with more than ``mark`` covered minutes, the minute at which the mark was passed."""
    days: dict[date, list[int]] = defaultdict(list)
    for minute in sorted(covered(spans)):
        days[day_of(minute, zone)].append(minute)
    return {day: minutes[mark] for day, minutes in days.items() if len(minutes) > mark}


def longest_rest(spans: Minutes, zone: ZoneInfo) -> dict[date, int]:
    """For each day, the longest stretch not covered before a span that begins that day."""
    days: dict[date, int] = defaultdict(int)
    end = None
    for start, until in spans:
        if end is not None and start > end:
            day = day_of(start, zone)
            days[day] = max(days[day], start - end)
        end = until if end is None else max(end, until)
    return dict(days)


def most_carried(spans: Minutes, zone: ZoneInfo) -> dict[date, int]:
    """For each day, the most spans open at the start of one of that day's spans."""
    days: dict[date, int] = defaultdict(int)
    for number, (start, _) in enumerate(spans):
        open_now = 1 + sum(1 for _, end in spans[:number] if end > start)
        day = day_of(start, zone)
        days[day] = max(days[day], open_now)
    return dict(days)


def booked(spans: Minutes, zone: ZoneInfo) -> dict[date, int]:
    """For each day, the minutes that its spans covered first, whatever day those minutes lie on."""
    days: dict[date, int] = defaultdict(int)
    seen: set[int] = set()
    for start, end in spans:
        fresh = set(range(start, end)) - seen
        seen |= fresh
        days[day_of(start, zone)] += len(fresh)
    return {day: minutes for day, minutes in days.items() if minutes}
