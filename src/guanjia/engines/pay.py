"""The pay lines: summed onto worker-days, kept where rules read them one by one; injury premiums booked on platforms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.columns import integers, labels
from guanjia.engines.side_tables import joined_lines
from guanjia.engines.task_columns import Words
from guanjia.engines.vocabulary import Vocabulary
from guanjia.model.clock import NULL
from guanjia.model.groups import groups
from guanjia.model.measures import Lines
from guanjia.model.schema import PAY_KINDS

COLUMNS = ("worker_id", "platform", "time", "kind", "reason", "rule_cited", "rule_published", "amount", "currency", "paid_time", "row")
_DEDUCTION, _PREMIUM = PAY_KINDS.index("deduction"), PAY_KINDS.index("injury_premium")


class PayReader:
    """Decodes pay lines batch by batch."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._kinds = Vocabulary(*PAY_KINDS)
        self._reasons, self._cited = Vocabulary("", null=""), Vocabulary("", null="")
        self._kept: list[Lines] = []
        self._premiums: list[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]] = []

    def read(self, batch: pa.RecordBatch) -> Lines:
        """One batch as lines; ``unit`` is -1 for a line that names no worker."""
        words = self._words
        unit = words.who.encode(labels(batch, "worker_id"), labels(batch, "platform"))
        kind = self._kinds.encode(labels(batch, "kind")).astype(np.int16)
        lines = Lines(
            unit,
            integers(batch, "time"),
            kind,
            self._reasons.encode(labels(batch, "reason")),
            self._reasons.labels,
            self._cited.encode(labels(batch, "rule_cited")),
            self._cited.labels,
            integers(batch, "rule_published"),
            integers(batch, "amount"),
            words.currencies.encode(labels(batch, "currency")).astype(np.int16),
            integers(batch, "paid_time"),
            integers(batch, "row"),
        )
        premium = kind == _PREMIUM  # paid for each order and real-name: many lines name the worker
        if premium.any():
            platform = words.who.platforms.encode(labels(batch, "platform"))
            self._premiums.append((platform[premium], lines.time[premium], lines.amount[premium]))
        return lines

    def keep(self, lines: Lines, months: NDArray[np.int32]) -> None:
        """Keep deductions line by line, and of the other lines one sum for each worker, month earned, kind and payout."""
        deduction = lines.kind == _DEDUCTION
        self._kept.append(some_lines(lines, deduction))
        paid = ~deduction & (lines.paid_time != NULL) & (lines.unit >= 0)
        if paid.any():
            self._kept.append(_summed(some_lines(lines, paid), months[paid]))

    def lines(self) -> Lines:
        """What was kept."""
        return joined_lines(self._kept) if self._kept else _none(self._reasons, self._cited)

    @property
    def premiums(self) -> list[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]]:
        """Platform, moment and amount of every injury premium, whether or not it names a worker."""
        return self._premiums


def some_lines(lines: Lines, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Lines:
    """Some of the lines."""
    fields: dict[str, Any] = {name: value[rows] if isinstance(value, np.ndarray) else value for name, value in vars(lines).items()}
    return Lines(**fields)


def _summed(lines: Lines, months: NDArray[np.int32]) -> Lines:
    grouped = groups(lines.unit, months, lines.kind, lines.paid_time, lines.currency)
    first = some_lines(lines, grouped.first)
    return replace(first, amount=grouped.sum(lines.amount), time=grouped.min(lines.time))


def _none(reasons: Vocabulary, cited: Vocabulary) -> Lines:
    empty = np.zeros(0, np.int64)
    short, code = empty.astype(np.int16), empty.astype(np.int32)
    return Lines(code, empty, short, code, reasons.labels, code, cited.labels, empty, empty, short, empty, empty)
