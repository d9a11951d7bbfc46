"""Small files for the readers' tests."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from guanjia.model.schema import BY_NAME
from guanjia.readers import ReadOptions, Source, open_source

HEAD = "task_id,worker_id,platform,dispatch_time,end_time,driver_trip_pay"
SHANGHAI = ReadOptions(timezone="Asia/Shanghai")


def text_file(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def order(number: int, worker: str = "w1", platform: str = "P", pay: str = "500") -> str:
    return f"t{number},{worker},{platform},2026-03-01 08:{number % 60:02d}:00,2026-03-01 09:00:00,{pay}"


def read(source: Source, table: str = "tasks") -> pa.Table:
    result = pa.Table.from_batches(source.batches(table), BY_NAME[table].schema)
    assert source.intake.tables[table].balanced
    return result


def read_file(path: Path, options: ReadOptions = SHANGHAI) -> tuple[pa.Table, Source]:
    source = open_source(path, None, options)
    return read(source), source
