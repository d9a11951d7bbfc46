"""The fourth stage: the rules judge the workers of each slice, knowing what holds over all parts."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa

from guanjia.engines.spark.blobs import packed, row, unpacked
from guanjia.engines.spark.platforms import Shared
from guanjia.engines.spark.reading import Rows
from guanjia.flows import assess
from guanjia.flows.assess import InMemory
from guanjia.law.law import Law
from guanjia.model.measures import Days, Measures, Periods
from guanjia.model.rows import picked
from guanjia.rules import Rule

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast

Dated = TypeVar("Dated", Days, Periods)
TABLES, WEEKS = "tables", "weeks"


@dataclass(frozen=True)
class Verdicts:
    """What every part is told before it judges."""

    shared: Shared
    law: Law
    rules: Sequence[Rule]
    weeks: bool  # whether rules about platforms ask for the weeks of workers


def judge_workers(told: Broadcast[Verdicts]) -> Callable[[Rows], Rows]:
    """From measures of slices to their tables, and where they are wanted to their weeks."""

    def judge(batches: Rows) -> Rows:
        for batch in batches:
            for part, blob in zip(batch.column(0).to_pylist(), batch.column(4).to_pylist(), strict=True):
                yield from _judged(part, told.value.shared.of_part(pickle.loads(blob)), told.value)

    return judge


def _judged(part: int, measures: Measures, told: Verdicts) -> Iterator[pa.RecordBatch]:
    results = InMemory()
    assess.judge_workers(measures, told.law, told.rules, results)
    yield row(part, TABLES, 0, 0, pickle.dumps([packed(_one(table)) for table in results.tables()]))
    if told.weeks:
        yield row(part, WEEKS, 0, 0, pickle.dumps(_weeks(measures)))


def _weeks(measures: Measures) -> Measures:
    """As much of the measures as rules about platforms read of workers."""
    nothing = slice(0, 0)
    return replace(
        measures,
        days=_without_windows(picked(measures.days, measures.days.regions > 1)),
        weeks=_without_windows(measures.weeks),
        runs=picked(measures.runs, nothing),
        months=picked(measures.months, nothing),
        tallies={},
        lines=None,
        notices=None,
    )


def _without_windows(of: Dated) -> Dated:
    """The rows without their time in windows, which are not the same in every part."""
    return replace(of, windows=(), **{name: getattr(of, name)[:, :0] for name in ("time_in", "tasks_in", "pay_in", "booked_in")})


def tables_of(blob: bytes) -> list[pa.Table]:
    """Findings, worker-days, weeks and months of a slice."""
    return [pa.Table.from_batches([unpacked(each)]) for each in pickle.loads(blob)]


def _one(table: pa.Table) -> pa.RecordBatch:
    batches = table.unify_dictionaries().combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=table.schema)
