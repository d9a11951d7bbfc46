"""A benchmark city's answers, and findings as `assess` writes them, in the form that the scorer wants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guanjia.flows.truth.judged import DAY, JUDGED, WHO_AND_WHEN, Judged, conformed
from guanjia.model.findings import VERDICTS
from guanjia.model.schema import LABEL
from guanjia.readers.errors import InputError
from guanjia.readers.raw import checked
from guanjia.readers.regions import has_zone, timezone_of

ANSWERS: Final = "answers"
NEEDED: Final = ("rule", "worker_id", "platform", "start", "verdict")
_WIDER: Final = {"week": ("week", "platform-week"), "month": ("month", "platform-month")}
_ROWS: Final = 1 << 19
_LABELS: Final = tuple(field.name for field in JUDGED if field.type == LABEL)


def open_key(city: Path, days: bool = False) -> Judged:
    """The answer key of a city; with ``days`` also each row's calendar day on the clock of its region. InputError where there is none."""
    path = city / ANSWERS / "key.parquet"
    if not path.is_file():
        raise InputError(
            f"“{city}”里没有答案（{ANSWERS}/key.parquet）。请给出 guanjia synth 写的城市文件夹",
            f"'{city}' has no answers ({ANSWERS}/key.parquet). Name the folder of a city that guanjia synth wrote",
        )
    key = open_findings(path, WHO_AND_WHEN)
    if not days:
        return key
    zone = zone_of(key)
    return Judged(key.columns | {DAY}, key.rows, lambda: (_with_day(batch, zone) for batch in key.batches()))


def open_findings(path: Path, needed: tuple[str, ...] = NEEDED) -> Judged:
    """The rows of a findings.parquet, or of a table with the columns ``needed`` and any other of `JUDGED`; InputError for any other."""
    try:
        with pq.ParquetFile(checked(path)) as file:
            names, rows = file.schema_arrow.names, file.metadata.num_rows
    except (pa.ArrowInvalid, OSError) as error:
        raise _broken(path) from error
    lacking = [name for name in dict.fromkeys((*needed, "verdict")) if name not in names]
    if lacking:
        raise InputError(
            f"“{path}”缺列 {'、'.join(lacking)}，不是结论表。列的写法见 docs/benchmark.md",
            f"'{path}' lacks the columns {', '.join(lacking)} of a table of verdicts. See docs/benchmark.md",
        )
    columns = frozenset(names) & frozenset(JUDGED.names)
    return Judged(columns, rows, partial(_read, path, columns))


def _read(path: Path, columns: frozenset[str]) -> Iterator[pa.RecordBatch]:
    try:
        with pq.ParquetFile(path, read_dictionary=[name for name in _LABELS if name in columns]) as file:
            for batch in file.iter_batches(batch_size=_ROWS, columns=sorted(columns)):
                for whole in conformed(batch).combine_chunks().to_batches():
                    yield _sure(whole, path)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise _broken(path) from error


def _sure(batch: pa.RecordBatch, path: Path) -> pa.RecordBatch:
    """The batch, if it holds no word that is not a verdict."""
    odd = [word for word in pc.unique(batch["verdict"]).to_pylist() if word not in VERDICTS]
    if odd:
        raise InputError(
            f"“{path}”里有不认识的结论“{odd[0]}”。只能写 {'、'.join(VERDICTS)}",
            f"'{path}' holds the verdict '{odd[0]}'. Verdicts are {', '.join(VERDICTS)}",
        )
    return batch


def _broken(path: Path) -> InputError:
    return InputError(
        f"“{path}”不是完整的 Parquet 结论表，可能被截断，或某列的类型不对。请重新取得该文件",
        f"'{path}' is not a whole Parquet table of verdicts: cut short, or with a column of another type. Get it again",
    )


def zone_of(key: Judged) -> str:
    """The clock of the workplace: that of the first region of the key whose clock is known."""
    for batch in key.batches():
        for region in batch["region"].dictionary.to_pylist():
            if region and has_zone(region):
                return timezone_of(region)
    return "UTC"


def _with_day(batch: pa.RecordBatch, zone: str) -> pa.RecordBatch:
    """The batch with the calendar day of its starts; of a week its Monday, of a month its first.

    By the clock of the row's region, or ``zone`` where that is not known. A month whose work begins later has a later start.
    """
    regions = batch["region"].dictionary.to_pylist()
    zones = [timezone_of(region) if region and has_zone(region) else zone for region in regions]
    days = _days(batch["start"], zone)
    for other in set(zones) - {zone}:
        there = pc.is_in(batch["region"].cast(pa.string()), pa.array([r for r, z in zip(regions, zones, strict=True) if z == other]))
        days = pc.if_else(there, _days(batch["start"], other), days)
    for unit, periods in _WIDER.items():
        wide = pc.is_in(batch["period"].cast(pa.string()), pa.array(periods))
        days = pc.if_else(wide, pc.floor_temporal(days, unit=unit), days)
    return batch.set_column(batch.schema.get_field_index(DAY), JUDGED.field(DAY), days)


def _days(moments: pa.Array, zone: str) -> pa.Array:
    return pc.local_timestamp(moments.cast(pa.timestamp("us", tz=zone))).cast(pa.date32(), safe=False)


def read_json(path: Path) -> dict[str, Any]:
    """What a JSON file says; InputError where it says nothing."""
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"“{path}”读不了：{error}", f"'{path}' cannot be read: {error}") from error
    return told
