"""Records that are not in time order: events go to buckets by person on disk, and each bucket is sorted before it is folded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.event_order import take_tasks
from guanjia.kernels.fold_state import Events, Tasks

_EVENTS = ("kind", "unit", "start", "end")
ROWS_A_BUCKET = 4_000_000


class Buckets:
    """So many files in ``folder``; all events of one person go to the same file."""

    def __init__(self, folder: Path, count: int) -> None:
        self._paths = [folder / f"bucket-{number:03d}.arrow" for number in range(count)]
        self._writers: list[pa.ipc.RecordBatchStreamWriter | None] = [None] * count

    def add(self, person: NDArray[np.int32], events: Events, tasks: Tasks) -> None:
        """Add events, each with its task's columns beside it; ``person`` is any number that a person's events share."""
        flat = _flat(events, tasks)
        bucket = person % len(self._paths)
        for number in np.unique(bucket):
            batch = flat if len(self._paths) == 1 else flat.filter(pa.array(bucket == number))
            writer = self._writers[number]
            if writer is None:
                writer = self._writers[number] = pa.ipc.new_stream(str(self._paths[number]), flat.schema)
            writer.write_batch(batch)

    def sorted(self) -> Iterator[tuple[Events, Tasks]]:
        """Each bucket's events in order of their start (of equals, in the order added), with their tasks; a bucket is deleted once read."""
        for number, writer in enumerate(self._writers):
            if writer is None:
                continue
            writer.close()
            with pa.memory_map(str(self._paths[number])) as file:
                table = pa.ipc.open_stream(file).read_all().combine_chunks()
                columns: dict[str, Any] = {name: table[name].to_numpy() for name in table.column_names}
                order = np.argsort(columns["start"], kind="stable")
                columns = {name: column[order] for name, column in columns.items()}
            index = np.arange(len(order), dtype=np.int32)
            events = Events(columns["kind"], columns["unit"], columns["start"], columns["end"], index)
            tasks: list[Any] = [columns[f"task_{name}"] for name in Tasks._fields]
            yield events, Tasks(*tasks)
            self._paths[number].unlink()


def _flat(events: Events, tasks: Tasks) -> pa.RecordBatch:
    if not len(tasks.row):
        nothing: list[Any] = [np.zeros(1, column.dtype) for column in tasks]
        tasks = Tasks(*nothing)
    mine = take_tasks(tasks, np.maximum(events.task, 0))
    names = [*_EVENTS, *(f"task_{name}" for name in Tasks._fields)]
    return pa.RecordBatch.from_arrays([pa.array(column) for column in (*events[:4], *mine)], names)
