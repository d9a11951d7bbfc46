"""How early alerts came: weeks from an excess's beginning to its first alert, censored where there was none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class Episodes:
    """Excesses, K of them: area, first and last week."""

    area: Int
    first: Int
    last: Int


@dataclass(frozen=True)
class LeadTimes:
    """When the first alert of each episode was for: 0 its first week, 1 its second, -1 the week before it."""

    episodes: int
    missed: int
    weeks: dict[int, int]  # weeks after the beginning -> episodes first warned of then
    median: float  # week by which half were warned of, missed ones counted as later than any; nan where fewer than half ever were


def observed_episodes(event: Float, quiet: int = 4) -> Episodes:
    """Runs of weeks with an excess (1) that follow ``quiet`` weeks without any. ``event`` [A, W].

    >>> found = observed_episodes(np.array([[0, 0, 1, 1, 0, 1.0]]), quiet=2)
    >>> found.area.tolist(), found.first.tolist(), found.last.tolist()
    ([0], [2], [3])
    """
    on = np.pad(event > 0, ((0, 0), (1, 1)))
    area, first = np.nonzero(on[:, 1:] & ~on[:, :-1])
    last = np.nonzero(on[:, :-1] & ~on[:, 1:])[1] - 1
    first, last = first.astype(np.int64), last.astype(np.int64)
    since = np.diff(np.append(-1, last))
    gap = np.where(np.diff(np.append(-1, area)) != 0, first, np.append(0, first[1:] - last[:-1] - 1)) if len(area) else since
    use = gap >= quiet
    return Episodes(area[use], first[use], last[use])


def lead_times(alert: Bool, episodes: Episodes, before: int = 0) -> LeadTimes:
    """``alert`` [A, W] says whether an alert was out for the week. An alert counts from ``before`` weeks ahead of the episode to its last
    week.

    >>> lead_times(np.array([[False, True, False, False]] * 2), Episodes(np.array([0, 1]), np.array([1, 2]), np.array([2, 3])))
    LeadTimes(episodes=2, missed=1, weeks={0: 1}, median=0.0)
    """
    after: list[int | None] = []
    for area, first, last in zip(episodes.area, episodes.first, episodes.last, strict=True):
        begin = max(first - before, 0)
        found = np.flatnonzero(alert[area, begin : last + 1])
        after.append(int(begin + found[0] - first) if len(found) else None)
    warned = sorted(week for week in after if week is not None)
    weeks = {week: warned.count(week) for week in dict.fromkeys(warned)}
    half = -(-len(after) // 2)
    median = float(warned[half - 1]) if after and len(warned) >= half else float("nan")
    return LeadTimes(len(after), len(after) - len(warned), weeks, median)
