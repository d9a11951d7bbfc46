"""Tasks done on the road, in buckets by person on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.engines.ahead import ahead
from guanjia.engines.columns import floats, integers, labels
from guanjia.engines.task_columns import COLUMNS, PLACES, Words, task_columns
from guanjia.flows.ports import Progress, Source
from guanjia.kernels.compiled import compiled
from guanjia.kernels.on_road.stops import RoadTasks
from guanjia.kernels.promise import DETOUR
from guanjia.kernels.time_pressure import HANDOVER
from guanjia.model.clock import MINUTE, NULL
from guanjia.model.schema import KINDS
from guanjia.risk.guidance.histograms import BIKE, LANE, extra_minutes_bin
from guanjia.risk.on_road import UNPROMISED, UNTOLD

ON_ROAD = ("food_delivery", "parcel_delivery", "ride_hailing", "freight")
ROWS_A_BUCKET = 700_000
Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
_CODES = np.array([KINDS.index(kind) for kind in ON_ROAD], np.int16)
_BY_BIKE = _CODES[:2]


def road_tasks(source: Source, words: Words, progress: Progress) -> Iterator[RoadTasks]:
    """The tasks of `ON_ROAD` kinds that have an interval, batch by batch; ``person`` is the unit of the account."""

    def decode(batch: pa.RecordBatch) -> tuple[int, RoadTasks]:
        rows = batch.num_rows
        refused = pc.fill_null(pc.equal(labels(batch, "status").cast(pa.string()), "refused"), False).to_numpy(zero_copy_only=False)
        if refused.any():
            batch = batch.filter(pa.array(~refused))
        told = task_columns(batch, words, speeds=True)
        of = told.batch
        keep = np.flatnonzero((told.end > told.start) & np.isin(of.kind, _CODES) & (of.unit >= 0))
        arrived = integers(batch, "arrival_time")
        places = [_on_earth(floats(batch, name)[keep], limit) for name, limit in zip(PLACES, (90, 180, 90, 180), strict=True)]
        short = [_short(of.metres, of.started, of.promised, limit)[keep] for limit in (LANE, BIKE)]
        for minutes in short:
            minutes[~np.isin(of.kind[keep], _BY_BIKE)] = UNPROMISED  # the limits are those of e-bikes
        times = [column[keep] for column in (told.start, told.end, arrived, of.started)]
        return rows, RoadTasks._make([of.unit[keep], *times, *places, *short, of.region[keep]])

    for rows, tasks in ahead(source.batches("tasks", (*COLUMNS, *PLACES)), decode):
        progress("tasks", rows)
        if len(tasks.person):
            yield tasks


def _on_earth(degrees: Float, limit: float) -> Float:
    """The degrees, nan where they are no place."""
    return np.where(np.abs(degrees) < limit, degrees, np.nan)


def _short(metres: Float, started: Int64, promised: Int64, limit: float) -> NDArray[np.int16]:
    """The bin of minutes by which each promise falls short of riding at ``limit`` km/h; `UNTOLD` where it cannot be told, `UNPROMISED`."""
    bins = np.empty(len(metres), np.int16)
    _bins(metres, started, promised, limit, bins)
    return bins


@compiled
def _bins(metres: Float, started: Int64, promised: Int64, limit: float, bins: NDArray[np.int16]) -> None:
    for i in range(len(bins)):
        if promised[i] == NULL:
            bins[i] = UNPROMISED
        elif started[i] == NULL:
            bins[i] = UNTOLD
        else:
            bins[i] = extra_minutes_bin(metres[i], (promised[i] - started[i]) / MINUTE, limit, HANDOVER, DETOUR)


class RoadBuckets:
    """So many files in ``folder``; all tasks of one person, over all platforms, go to the same file."""

    def __init__(self, folder: Path, rows: int | None) -> None:
        count = 32 if rows is None else 1 + rows // ROWS_A_BUCKET
        self._paths = [folder / f"road-{number:04d}.arrow" for number in range(count)]
        self._writers: list[pa.ipc.RecordBatchStreamWriter | None] = [None] * count

    def add(self, whole: NDArray[np.int32], tasks: RoadTasks) -> None:
        """Add tasks; ``whole`` is the unit of each task's person over all platforms."""
        count = len(self._paths)
        bucket = (whole % count).astype(np.uint16)
        order = np.argsort(bucket, kind="stable")
        ends = np.cumsum(np.bincount(bucket, minlength=count))
        flat = pa.RecordBatch.from_arrays([pa.array(column[order]) for column in tasks], list(RoadTasks._fields))
        for number, (start, end) in enumerate(zip(ends - np.diff(ends, prepend=0), ends, strict=True)):
            if start < end:
                writer = self._writers[number]
                if writer is None:
                    writer = self._writers[number] = pa.ipc.new_stream(str(self._paths[number]), flat.schema)
                writer.write_batch(flat.slice(start, end - start))

    def each(self) -> Iterator[RoadTasks]:
        """Each bucket's tasks; a bucket is deleted once read."""
        for number, writer in enumerate(self._writers):
            if writer is None:
                continue
            writer.close()
            with pa.memory_map(str(self._paths[number])) as file:
                table = pa.ipc.open_stream(file).read_all()
                yield RoadTasks(*(np.array(table[name].to_numpy()) for name in RoadTasks._fields))
            self._paths[number].unlink()
