"""How hours and pay are spread over workers: histograms with their quartiles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.clock import NULL
from guanjia.writers.digest.columns import coded, hours, whole
from guanjia.writers.digest.money import minor_units
from guanjia.writers.digest.persons import person_rows, platform_rows, who

_EARNED = ("base", "supplement_weather", "supplement_holiday", "supplement_night", "supplement_other", "incentive", "adjustment")
_DAY = tuple(float(hour) for hour in range(0, 18))


@dataclass(frozen=True)
class Histogram:
    """Counts in bins [edges[i], edges[i+1]), the last bin holding all above it; quartiles are nan where there is nothing."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    quartiles: tuple[float, float, float]
    size: int
    above: dict[float, int]  # of each mark: how many values exceed it


def daily_hours(worker_days: pa.Table, marks: tuple[float, ...] = (), kinds: Collection[str] = ()) -> dict[str, Histogram]:
    """Task time of worker-days with any, in bins of one hour, for "" (all) and each platform.

    ``marks`` hold for days with work of one of the ``kinds`` (any kind where none is given). Where there are such days only they are
    counted; where there are none the histogram has no marks.
    """
    accounts = platform_rows(worker_days)
    platforms = coded(accounts, "platform")
    parts = {word: accounts.filter(pa.array(platforms.codes == code)) for code, word in enumerate(platforms.words)}
    found = {word: _day_hours(rows, marks, kinds) for word, rows in parts.items()}
    return {"": _day_hours(person_rows(worker_days), marks, kinds)} | {word: part for word, part in found.items() if word and part.size}


def _day_hours(rows: pa.Table, marks: tuple[float, ...], kinds: Collection[str]) -> Histogram:
    values = hours(rows, "task_time")
    done = coded(rows, "kinds")
    covered = np.array([not kinds or bool(set(word.split("+")) & set(kinds)) for word in done.words], np.bool_)[done.codes] & (values > 0)
    return histogram(values[covered], _DAY, marks) if covered.any() else histogram(values[values > 0], _DAY)


def weekly_hours(weeks: pa.Table) -> Histogram:
    """Task time of worker-weeks with any, in bins of six hours; a week in two regions is put together first."""
    weeks = person_rows(weeks)
    days = _days(weeks)
    span = int(days.max() - days.min()) + 1 if len(days) else 1
    _, inverse = np.unique(who(weeks) * span + days - (days.min() if len(days) else 0), return_inverse=True)
    time = np.zeros(int(inverse.max()) + 1 if inverse.size else 0, np.int64)
    spent = whole(weeks, "task_time")
    np.add.at(time, inverse, np.where(spent == NULL, 0, spent))
    return histogram(time[time > 0] / 3.6e9, tuple(float(h) for h in range(0, 103, 6)))


def hourly_pay(months: pa.Table) -> dict[str, Histogram]:
    """By currency: pay for tasks, supplements, incentives and adjustments, before tips and deductions, per hour of task time of a month.

    Months without task time or without any pay stated are left out.
    """
    months = person_rows(months)
    time = hours(months, "task_time")
    stated = [whole(months, "base")] + [whole(months, f"pay_{kind}") for kind in _EARNED if f"pay_{kind}" in months.column_names]
    pay = sum((np.where(part == NULL, 0, part) for part in stated), np.zeros(len(time), np.int64))
    currencies = coded(months, "currency")
    result = {}
    for code, word in enumerate(currencies.words):
        rows = (currencies.codes == code) & (time > 0) & (pay > 0)
        if word in ("", "*") or not rows.any():
            continue
        rate = pay[rows] / minor_units(word) / time[rows]
        result[word] = histogram(rate, _round_edges(float(np.quantile(rate, 0.99))))
    return result


def histogram(values: NDArray[np.float64], edges: tuple[float, ...], marks: tuple[float, ...] = ()) -> Histogram:
    """Count values into bins; what lies above the last edge falls in the last bin, what lies below the first in the first."""
    inner = np.clip(np.searchsorted(np.asarray(edges), values, side="right") - 1, 0, len(edges) - 2)
    counts = np.bincount(inner, minlength=len(edges) - 1)
    nothing = (float("nan"),) * 3
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75]).tolist() if len(values) else nothing
    above = {mark: int((values > mark).sum()) for mark in marks}
    return Histogram(edges, tuple(counts.tolist()), (low, middle, high), len(values), above)


def _days(table: pa.Table) -> NDArray[np.int64]:
    return whole(table.select(["first_day"]).cast(pa.schema([("first_day", pa.int32())])), "first_day")


def _round_edges(top: float, bins: int = 17) -> tuple[float, ...]:
    raw = top / bins
    scale = 10.0 ** np.floor(np.log10(raw))
    step = next(float(m * scale) for m in (1, 2, 2.5, 5, 10) if m * scale >= raw)
    return tuple(step * i for i in range(bins + 1))
