"""Where a day's tasks and rests stand on a bar from the day's beginning to its end, in lanes where tasks overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.model.explanation import DayLine, RestLine, TaskLine

_MOST_LANES = 8


@dataclass(frozen=True)
class Block:
    """A block on the bar: left edge and width in percent of the day, the lane it lies in, and what it says."""

    left: float
    width: float
    lane: int
    says: str


def blocks(day: DayLine, lines: Sequence[TaskLine | RestLine]) -> list[Block]:
    """The lines of a day as blocks, cut to the day; overlapping ones lie in lanes, the first free lane first."""
    length = (day.ends - day.begins) / timedelta(seconds=1)
    free: list[datetime] = []
    found = []
    for line in sorted(lines, key=lambda line: (line.start, line.end)):
        start, end = max(line.start, day.begins), min(line.end, day.ends)
        if start >= end:
            continue
        lane = next((number for number, until in enumerate(free) if until <= start), len(free))
        if lane == len(free):
            free.append(end)
        free[lane] = end
        left, width = ((moment - since) / timedelta(seconds=1) / length * 100 for moment, since in ((start, day.begins), (end, start)))
        label = line.label if isinstance(line, TaskLine) else ""
        found.append(Block(left, width, min(lane, _MOST_LANES - 1), f"{line.start:%H:%M}–{line.end:%H:%M} {label}".strip()))
    return found


def lanes(found: Sequence[Block]) -> int:
    """How many lanes the blocks need, at least one."""
    return max((block.lane for block in found), default=0) + 1


def ticks(day: DayLine, every: int = 4) -> list[tuple[float, str]]:
    """Hours to write under the bar: place in percent and the hour on the clock."""
    length = day.ends - day.begins
    steps = int(length / timedelta(hours=every))
    return [(timedelta(hours=every * n) / length * 100, f"{(day.begins + timedelta(hours=every * n)):%H}") for n in range(steps + 1)]
