"""Key and table cut into parts that fit into memory, all rows of a worker in the same part."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.flows.truth.judged import JUDGED, Judged, conformed

ROWS: Final = 2_000_000  # of key and table together, held at once
_SPILLED: Final = pa.schema([pa.field(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in JUDGED])


def parts(key: Judged, table: Judged, rows: int = ROWS) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Pairs of tables of about ``rows`` rows together. Where one part does not do, they pass through files in a temporary folder."""
    count = 1 + (key.rows + table.rows) // rows
    if count == 1:
        yield _whole(key), _whole(table)
        return
    with TemporaryDirectory(prefix="guanjia-truth-") as name:
        folder = Path(name)
        for side, judged in (("key", key), ("table", table)):
            _spill(judged, folder, side, count)
        for part in range(count):
            yield _read(folder / f"key{part}"), _read(folder / f"table{part}")


def _whole(judged: Judged) -> pa.Table:
    return pa.Table.from_batches(judged.batches(), JUDGED)


def _spill(judged: Judged, folder: Path, side: str, count: int) -> None:
    with ExitStack() as stack:
        files = [stack.enter_context(pa.OSFile(str(folder / f"{side}{part}"), "wb")) for part in range(count)]
        writers = [stack.enter_context(pa.ipc.new_stream(file, _SPILLED)) for file in files]
        for batch in judged.batches():
            of = _part(batch["worker_id"], count)
            plain = pa.table(batch).cast(_SPILLED)
            for part in np.unique(of):
                writers[part].write_table(plain.filter(pa.array(of == part)))


def _part(workers: pa.DictionaryArray, count: int) -> NDArray[np.int64]:
    """The part of each row, by a checksum of the worker's id: the same in every batch and on every machine."""
    sums = [zlib.crc32((worker or "").encode()) % count for worker in workers.dictionary.to_pylist()]
    parts: NDArray[np.int64] = np.array(sums, np.int64)[workers.indices.to_numpy()]
    return parts


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as file, pa.ipc.open_stream(file) as reader:
        return conformed(reader.read_all())
