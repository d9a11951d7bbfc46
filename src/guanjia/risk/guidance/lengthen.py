"""Longer promises: minutes that those of an area and hour lack, so that nine tasks in ten can be ridden at a given speed."""

from __future__ import annotations

from math import isinf
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from guanjia.risk.guidance.histograms import BIKE, LANE, MINUTES, PromiseHistogram
from guanjia.risk.guidance.intervals import quantile_ranks, wilson_each
from guanjia.risk.guidance.lines import NAN, NINE_IN_TEN, Effect, Guidance, Kind, Text, no_effect
from guanjia.risk.guidance.words import hour_words, percent

Int64 = NDArray[np.int64]
Float = NDArray[np.float64]

KINDS: Final = {LANE: Kind.LENGTHEN_15, BIKE: Kind.LENGTHEN_25}
LEAST: Final = 36
"""Judged tasks below which nothing is said: with fewer, not even the largest of them bounds the 90% quantile at 95% confidence."""

UNIT: Final = "minute"
BASIS: Final[Text] = (
    "由同一批订单重新计算（Wilson 95% 区间）；直线距离乘绕行系数，只改应送达时间，其他不变",
    "recomputed from the same tasks (Wilson 95%); straight line times detour, only the promise changes",
)


def lengthen_promises(histogram: PromiseHistogram, speed: float, least: int = LEAST, share: float = NINE_IN_TEN) -> list[Guidance]:
    """A line for each area and hour in which promises are too short for ``speed`` km/h, or in which that cannot be told.

    The value is the ``share`` quantile of the minutes that tasks need more; its interval is by order statistics, and widened to what it
    would be if the tasks that are unknown needed nothing, or more than any. The effect is recomputed: how far the share of tasks over the
    speed falls, those being eased that need some minutes more and no more than the value.
    """
    counts = histogram.counts[speed]
    places, hours = np.nonzero(counts.any(axis=2) | (histogram.unknown > 0))
    rows, unknown = counts[places, hours].astype(np.int64), histogram.unknown[places, hours].astype(np.int64)
    value, low, high = extra_minutes(rows, unknown, share)
    tasks = rows.sum(axis=1)
    within = np.cumsum(rows, axis=1)[np.arange(len(rows)), np.where(np.isinf(value), 0, value).astype(np.int64)]
    eased = within - rows[:, 0]
    chosen = (tasks < least) | (value > 0)
    cells = (
        histogram.areas[places],
        hours,
        tasks,
        unknown,
        tasks - rows[:, 0],
        eased,
        *wilson_each(eased, np.maximum(tasks, 1)),
        value,
        low,
        high,
    )
    found = (_Cell(*cell) for cell in zip(*(column[chosen].tolist() for column in cells), strict=True))
    return [_few(speed, cell, least) if cell.tasks < least else _told(speed, cell) for cell in found]


def extra_minutes(counts: Int64, unknown: Int64, share: float) -> tuple[Float, Float, Float]:
    """The ``share`` quantile of each row of bins, and the two ends of its interval; inf where it lies beyond the bins.

    ``counts`` [N, BINS], ``unknown`` [N]. Of ten tasks nine need up to 2 minutes and one needs 5; ten tasks bound nothing from above:

    >>> row = np.zeros((1, MINUTES + 1), np.int64)
    >>> row[0, 2], row[0, 5] = 9, 1
    >>> [edge.tolist() for edge in extra_minutes(row, np.array([0]), 0.9)]
    [[2.0], [2.0], [inf]]
    """
    judged = counts.sum(axis=1)
    rank, _, _ = quantile_ranks(judged, share)
    _, low, high = quantile_ranks(judged + unknown, share)
    return _at_rank(counts, rank), _at_rank(counts, low - unknown), _at_rank(counts, high)


def _at_rank(counts: Int64, rank: Int64) -> Float:
    """Minutes of the task of each rank, from 1: at most 0 is the least there may be; the last bin and what lies beyond it are inf."""
    bins = (np.cumsum(counts, axis=1) < rank[:, None]).sum(axis=1)
    return np.where(bins >= MINUTES, np.inf, bins.astype(np.float64))


class _Cell(NamedTuple):
    """What was counted in an area and hour, and what follows from it."""

    area: int
    hour: int
    tasks: int
    unknown: int
    over: int
    eased: int
    eased_low: float
    eased_high: float
    value: float
    low: float
    high: float


def _told(speed: float, cell: _Cell) -> Guidance:
    (hour_zh, hour_en), over = hour_words(cell.hour), percent(cell.over / cell.tasks)
    zh = f"{hour_zh}，{cell.tasks} 单中 {over} 按应送达时间须超过 {speed:g} 公里/小时"
    en = f"{hour_en}: {over} of {cell.tasks} tasks ask for more than {speed:g} km/h to keep their promise"
    if cell.unknown:
        zh, en = f"{zh}；另有 {cell.unknown} 单无法判断，已计入区间", f"{en}; {cell.unknown} more cannot be judged and widen the interval"
    if isinf(cell.value):
        why = f"{zh}；十分之九的订单所需延长超过 {MINUTES - 1} 分钟", f"{en}; nine in ten would need more than {MINUTES - 1} minutes"
        effect = no_effect(_what(speed), ("所需延长超出统计范围", "the lengthening needed is beyond the bins counted"))
        return Guidance(KINDS[speed], NAN, cell.low, NAN, UNIT, why, effect, cell.tasks, cell.area, cell.hour)
    effect = Effect(_what(speed), cell.eased / cell.tasks, cell.eased_low, cell.eased_high, BASIS)
    return Guidance(KINDS[speed], cell.value, cell.low, cell.high, UNIT, (zh, en), effect, cell.tasks, cell.area, cell.hour)


def _few(speed: float, cell: _Cell, least: int) -> Guidance:
    hour_zh, hour_en = hour_words(cell.hour)
    why: Text = (
        f"{hour_zh}，可判断的订单只有 {cell.tasks} 单，少于 {least} 单，无法判断",
        f"{hour_en}: only {cell.tasks} tasks can be judged, fewer than {least}: cannot tell",
    )
    effect = no_effect(_what(speed), ("订单太少", "too few tasks"))
    return Guidance(KINDS[speed], NAN, NAN, NAN, UNIT, why, effect, cell.tasks, cell.area, cell.hour)


def _what(speed: float) -> Text:
    return f"须超过 {speed:g} 公里/小时的订单占比下降", f"fall of the share of tasks that ask for more than {speed:g} km/h"
