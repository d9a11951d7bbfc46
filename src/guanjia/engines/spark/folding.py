"""The third stage: the engine of one machine measures each part."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.local import measure
from guanjia.engines.spark.blobs import row
from guanjia.engines.spark.failures import carried
from guanjia.engines.spark.part import PartSource, Spool, Told
from guanjia.engines.spark.platforms import PartPlatforms, without_workers
from guanjia.engines.spark.reading import Rows
from guanjia.flows.assess import silent
from guanjia.flows.ports import Method
from guanjia.law.law import Law
from guanjia.rules import Rule

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast

SLICE, PLATFORMS = "slice", "platforms"
UNITS_A_SLICE = 2_048  # a slice's measures travel as one row of Spark, which should stay within some megabytes


@dataclass(frozen=True)
class Task:
    """What every part is told."""

    told: Told
    links: Mapping[int, pa.Table]  # by part
    dropped: Mapping[int, NDArray[np.int64]]  # by part
    law: Law
    rules: Sequence[Rule]
    method: Method


def folder(task: Broadcast[Task]) -> Callable[[Rows], Rows]:
    """From one part's rows to its measures, slice by slice, and to what it says of platforms."""

    def fold(batches: Rows) -> Rows:
        yield from carried(_folded(batches, task.value))

    return fold


def _folded(batches: Rows, task: Task) -> Iterator[pa.RecordBatch]:
    with tempfile.TemporaryDirectory(prefix="guanjia-part-") as scratch:
        here = Path(scratch)
        (here / "rows").mkdir()
        (here / "folds").mkdir()
        part, spool = -1, Spool(here / "rows")
        for batch in batches:
            for number in range(batch.num_rows):
                part = batch.column(0)[number].as_py()
                spool.add(batch.column(1)[number].as_py(), batch.column(4)[number].as_buffer())
        spool.close()
        if part < 0:
            return
        source = PartSource(task.told, spool, task.links.get(part), task.dropped.get(part, np.zeros(0, np.int64)))
        measured = measure(source, task.law, task.rules, task.method, silent, here / "folds", UNITS_A_SLICE)
        for number, measures in enumerate(measured.slices):
            yield row(part, SLICE, number, 0, pickle.dumps(measures))
        platforms = PartPlatforms(without_workers(measured.platforms), source.first_seen, measured.hours_of_week)
        yield row(part, PLATFORMS, 0, 0, pickle.dumps(platforms))
