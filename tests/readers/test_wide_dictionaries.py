"""Files that repeat a dictionary of all workers in every row group are read like any other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.model.schema import BY_NAME
from guanjia.readers import raw
from guanjia.readers.wide_dictionaries import mostly_dictionary
from tests.readers.make import read_file

WORKERS = 60_000


def test_a_dictionary_of_everyone_in_every_row_group(tmp_path: Path) -> None:
    """The same rows, with short dictionaries and with one of sixty thousand workers in each row group, give the same batches."""
    rows = np.arange(400)
    everyone = pa.array([f"worker-{n:06d}" for n in range(WORKERS)])
    moment = pa.array(rows * 60_000_000 + 1_772_000_000_000_000).cast(pa.timestamp("us", "UTC"))
    code = rows * 7 % WORKERS
    wide = pa.DictionaryArray.from_arrays(pa.array(code.astype(np.int32)), everyone)
    narrow = everyone.take(pa.array(code)).dictionary_encode()
    columns = {"task_id": pa.array([f"t{n}" for n in rows]), "dispatch_time": moment, "platform": pa.array(["P"] * 400).dictionary_encode()}
    tables = []
    for name, worker in (("wide", wide), ("narrow", narrow)):
        path = tmp_path / name / "tasks.parquet"
        path.parent.mkdir()
        pq.write_table(pa.table({"worker_id": worker, **columns}), path, row_group_size=100)
        found = mostly_dictionary(pq.read_metadata(path), raw.LABELS)
        assert found == ({"worker_id"} if name == "wide" else set())
        tables.append(read_file(path)[0])
    assert all(table.schema == BY_NAME["tasks"].schema for table in tables)
    assert tables[0].to_pylist() == tables[1].to_pylist() and len(tables[0]) == 400
