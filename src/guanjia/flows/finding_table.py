"""Findings of all rules as one Arrow table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.law.law import Law
from guanjia.model.clock import NULL
from guanjia.model.findings import FINDINGS, VERDICTS, Findings, labels
from guanjia.model.measures import Measures
from guanjia.model.schema import MOMENT


def finding_table(found: Sequence[Findings], measures: Measures, law: Law) -> pa.Table:
    """One table of `FINDINGS`, rule after rule; the same labels share one dictionary in every part."""
    words = _Words(found, measures, law)
    batches = [words.batch(findings) for findings in found if len(findings)]
    return pa.Table.from_batches(batches, FINDINGS) if batches else FINDINGS.empty_table()


class _Words:
    """The vocabularies that all parts of the table share."""

    def __init__(self, found: Sequence[Findings], measures: Measures, law: Law) -> None:
        self._measures, self._law = measures, law
        self._rules = tuple(dict.fromkeys(f.rule for f in found))
        self._periods = tuple(dict.fromkeys(f.period for f in found))
        self._units = tuple(dict.fromkeys(f.measure for f in found))
        self._missing = tuple(dict.fromkeys(["", *(word for f in found for word in f.missings)]))
        self._scenarios = tuple(dict.fromkeys(["", *(word for f in found for word in f.scenarios)]))
        units = [f.unit[f.unit >= 0] for f in found if len(f)]
        self._first = min((int(unit.min()) for unit in units if len(unit)), default=0)
        last = max((int(unit.max()) for unit in units if len(unit)), default=-1)
        workers = ["", *measures.units.worker[self._first : last + 1]]  # of these findings only; one about a platform names no worker
        self._workers = pa.array(workers, pa.string())
        self._law_ids = ("", *(entry.id for entry in law.entries))
        self._forces = ("", *dict.fromkeys(entry.force.value for entry in law.entries))
        self._force_of = np.array([0, *(self._forces.index(entry.force.value) for entry in law.entries)])
        self._verified_of = np.array([False, *(entry.verified for entry in law.entries)])

    def batch(self, f: Findings) -> pa.RecordBatch:
        units, size = self._measures.units, len(f)
        entry = f.entry + 1
        columns = [
            _same(self._rules, f.rule, size),
            labels(f.verdict, VERDICTS),
            pa.DictionaryArray.from_arrays(pa.array(np.where(f.unit < 0, 0, f.unit - self._first + 1).astype(np.int32)), self._workers),
            labels(np.maximum(f.platform, 0), units.platforms),
            labels(np.maximum(f.region, 0), units.regions),
            _same(self._periods, f.period, size),
            _moments(f.start),
            _moments(f.end),
            pa.array(f.measured, pa.float64(), from_pandas=True),
            pa.array(f.limit, pa.float64(), from_pandas=True),
            _same(self._units, f.measure, size),
            labels(_moved(f.scenario, f.scenarios, self._scenarios), self._scenarios),
            pa.array(f.count),
            _amounts(f.owed),
            labels(np.where(f.currency == -2, 1, np.where(f.currency < 0, 0, f.currency + 2)), ("", "*", *self._measures.currencies)),
            labels(entry, self._law_ids),
            labels(self._force_of[entry], self._forces),
            pa.array(self._verified_of[entry], mask=entry == 0),
            pa.array(np.full(size, self._law.hypothetical)),
            labels(_moved(f.missing, f.missings, self._missing), self._missing),
            pa.array(f.rows),
            _amounts(f.first_row),
            _amounts(f.last_row),
        ]
        return pa.RecordBatch.from_arrays(columns, schema=FINDINGS)


def _same(words: tuple[str, ...], word: str, size: int) -> pa.Array:
    return labels(np.full(size, words.index(word), np.int32), words)


def _moved(codes: NDArray[np.int16], own: Sequence[str], shared: Sequence[str]) -> NDArray[np.integer]:
    moved: NDArray[np.integer] = np.array([shared.index(word) for word in own], np.int32)[codes]
    return moved


def _moments(values: NDArray[np.int64]) -> pa.Array:
    return pa.array(values, pa.int64(), mask=values == NULL).view(MOMENT)


def _amounts(values: NDArray[np.int64]) -> pa.Array:
    return pa.array(values, pa.int64(), mask=values == NULL)
