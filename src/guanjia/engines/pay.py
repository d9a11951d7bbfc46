"""The pay lines: put away for their worker-days, and where rules read them one by one; injury premiums booked on platforms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.columns import integers, labels
from guanjia.engines.keepsake import State
from guanjia.engines.spool import Part, Spool
from guanjia.engines.task_columns import Words
from guanjia.engines.vocabulary import Vocabulary
from guanjia.model.clock import NULL
from guanjia.model.groups import groups
from guanjia.model.measures import Lines
from guanjia.model.rows import picked
from guanjia.model.schema import PAY_KINDS

COLUMNS = ("worker_id", "platform", "time", "kind", "reason", "rule_cited", "rule_published", "amount", "currency", "paid_time", "row")
_BY_LINE = ("unit", "time", "kind", "reason", "rule_cited", "rule_published", "amount", "currency", "paid_time", "row")
_TYPES: dict[str, type] = {"unit": np.int32, "reason": np.int32, "rule_cited": np.int32, "kind": np.int16, "currency": np.int16}
_DEDUCTION, _PREMIUM = PAY_KINDS.index("deduction"), PAY_KINDS.index("injury_premium")


class PayReader:
    """Decodes pay lines batch by batch."""

    def __init__(self, words: Words, spool: Spool) -> None:
        self._words, self._spool = words, spool
        self._kinds = Vocabulary(*PAY_KINDS)
        self._reasons, self._cited = Vocabulary("", null=""), Vocabulary("", null="")
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

    def put_away(self, name: str, lines: Lines, days: NDArray[np.int32], months: NDArray[np.int32]) -> None:
        """Put lines of workers into the spool: all of them for their day, deductions one by one for the rules, and of the other lines one
        sum for each worker, month earned, kind and payout."""
        order = np.argsort(lines.unit, kind="stable")
        order = order[np.searchsorted(lines.unit[order], 0) :]
        lines, days, months = picked(lines, order), days[order], months[order]
        self._spool.put(f"{name}-pay", lines.unit, lines.unit, days, lines.kind, lines.amount)
        deduction = lines.kind == _DEDUCTION
        self._put_lines(name, picked(lines, deduction))
        paid = ~deduction & (lines.paid_time != NULL)
        if paid.any():
            self._put_lines(name, _summed(picked(lines, paid), months[paid]))

    def _put_lines(self, name: str, lines: Lines) -> None:
        self._spool.put(f"{name}-lines", lines.unit, *(getattr(lines, column) for column in _BY_LINE))

    def lines(self, parts: Sequence[Part]) -> Lines:
        """The lines of a slice, as they were put away."""
        columns = dict(zip(_BY_LINE, zip(*parts, strict=True), strict=True)) if parts else dict.fromkeys(_BY_LINE, ())
        whole: dict[str, Any] = {name: np.concatenate([np.zeros(0, _TYPES.get(name, np.int64)), *columns[name]]) for name in _BY_LINE}
        return Lines(**whole, reasons=self._reasons.labels, rules_cited=self._cited.labels)

    def state(self) -> State:
        """All that `restore` needs."""
        return {"reasons": self._reasons.labels, "cited": self._cited.labels, "premiums": self._premiums}

    def restore(self, state: State) -> None:
        """Go on from a state."""
        self._reasons.learn(state["reasons"])
        self._cited.learn(state["cited"])
        self._premiums = [(platform, moment, amount) for platform, moment, amount in state["premiums"]]

    @property
    def premiums(self) -> list[tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]]:
        """Platform, moment and amount of every injury premium, whether or not it names a worker."""
        return self._premiums


def _summed(lines: Lines, months: NDArray[np.int32]) -> Lines:
    grouped = groups(lines.unit, months, lines.kind, lines.paid_time, lines.currency)
    first = picked(lines, grouped.first)
    return replace(first, amount=grouped.sum(lines.amount), time=grouped.min(lines.time), row=grouped.min(lines.row))
