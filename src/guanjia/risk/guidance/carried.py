"""A cap on tasks carried at once: the most at which nine tasks in ten can still be ridden at 15 km/h."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.guidance.histograms import LANE
from guanjia.risk.guidance.intervals import difference, wilson
from guanjia.risk.guidance.lengthen import LEAST
from guanjia.risk.guidance.lines import NAN, NINE_IN_TEN, Effect, Guidance, Kind, Text, no_effect
from guanjia.risk.guidance.words import hour_words, percent

Int64 = NDArray[np.int64]

UNIT = "task"
HAIR = 1e-9  # 1 - 0.9 is a hair below a tenth
_WHAT: Text = (f"须超过 {LANE:g} 公里/小时的订单占比下降", f"fall of the share of tasks that ask for more than {LANE:g} km/h")


@dataclass(frozen=True)
class CarriedCounts:
    """Judged deliveries by how many tasks the worker had at once at the pick-up, this one included. Shapes: A areas, 168 hours, K carried.

    Index k-1 holds those with k at once, the last those with K or more.
    """

    areas: NDArray[np.uint64]  # [A]
    tasks: NDArray[np.int32]  # [A, 168, K]
    fast: NDArray[np.int32]  # [A, 168, K] of them, those whose promise asks for more than 15 km/h


def cap_carried(counts: CarriedCounts, least: int = LEAST, share: float = NINE_IN_TEN) -> list[Guidance]:
    """A line for each area and hour in which carrying fewer at once would do, or in which that cannot be told.

    No line where nine in ten tasks can be ridden at 15 km/h as it is, nor where too many of those carried alone already cannot: a cap is no
    help there, a longer promise is.
    """
    total, beyond = counts.tasks.sum(axis=2), counts.fast.sum(axis=2)
    easy = beyond / np.maximum(total, 1) <= 1 - share + HAIR
    lines = []
    for place, hour in np.argwhere((total > 0) & ((total < least) | ~easy)):
        tasks, fast = counts.tasks[place, hour].astype(np.int64), counts.fast[place, hour].astype(np.int64)
        line = _line(int(counts.areas[place]), int(hour), tasks, fast, least, 1 - share)
        if line is not None:
            lines.append(line)
    return lines


def _line(area: int, hour: int, tasks: Int64, fast: Int64, least: int, allowed: float) -> Guidance | None:
    total, (hour_zh, hour_en) = int(tasks.sum()), hour_words(hour)
    if total < least:
        why: Text = (f"{hour_zh}，可判断的订单只有 {total} 单，无法判断", f"{hour_en}: only {total} tasks can be judged: cannot tell")
        return Guidance(Kind.CAP_CARRIED, NAN, NAN, NAN, UNIT, why, no_effect(_WHAT, ("订单太少", "too few tasks")), total, area, hour)
    cap, low, high = caps(tasks, fast, allowed)
    if cap in (0, len(tasks)) or tasks[cap:].sum() == 0:
        return None
    within, beyond = int(tasks[:cap].sum()), int(tasks[cap:].sum())
    fast_within, fast_beyond = int(fast[:cap].sum()), int(fast[cap:].sum())
    zh = f"{hour_zh}，同时送 {cap} 单以内的 {within} 单中 {percent(fast_within / within)} 须超过 {LANE:g} 公里/小时"
    en = f"{hour_en}: of {within} tasks with up to {cap} at once {percent(fast_within / within)} ask for more than {LANE:g} km/h"
    why = (
        f"{zh}，超过 {cap} 单的 {beyond} 单中为 {percent(fast_beyond / beyond)}",
        f"{en}, of {beyond} with more {percent(fast_beyond / beyond)}",
    )
    effect = _effect((fast_beyond, beyond), (fast_within, within))
    return Guidance(Kind.CAP_CARRIED, float(cap), float(low), float(high), UNIT, why, effect, total, area, hour)


def caps(tasks: Int64, fast: Int64, allowed: float) -> tuple[int, int, int]:
    """The most carried at once such that at most ``allowed`` of the tasks with so many or fewer are fast, and with the share at the
    upper and at the lower end of its 95% interval; 0 where not even those carried alone are.

    Of 50 tasks alone 2 are fast, of 50 in pairs 20: pairs bring the share to 22 in 100.

    >>> caps(np.array([50, 50]), np.array([2, 20]), 0.1)
    (1, 0, 1)
    """
    most = [0, 0, 0]
    for k in range(1, len(tasks) + 1):
        count, hits = int(tasks[:k].sum()), int(fast[:k].sum())
        if count:
            low, high = wilson(hits, count)
            most = [k if edge <= allowed + HAIR else best for edge, best in zip((hits / count, high, low), most, strict=True)]
    return most[0], most[1], most[2]


def _effect(beyond: tuple[int, int], within: tuple[int, int]) -> Effect:
    """If the tasks beyond the cap had asked for speed as seldom as those within it."""
    weight = beyond[1] / (beyond[1] + within[1])
    low, high = difference(*beyond, *within)
    basis: Text = (
        "假定超出上限的订单改为同时少送后与其余订单相同（Newcombe 95% 区间）；这是观察到的差别，不一定是多单造成的",
        "if tasks beyond the cap became like those within it (Newcombe 95%); an observed difference, not all of it due to stacking",
    )
    return Effect(_WHAT, weight * (beyond[0] / beyond[1] - within[0] / within[1]), weight * low, weight * high, basis)
