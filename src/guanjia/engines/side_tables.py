"""The small tables, read whole: links, weather, notices; and the pay lines that rules read one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.ahead import joined
from guanjia.engines.columns import floats, integers, labels
from guanjia.engines.task_columns import Words
from guanjia.engines.vocabulary import Vocabulary
from guanjia.flows.ports import Source
from guanjia.model.measures import Notices, Weather
from guanjia.model.schema import NOTICE_KINDS


def links(source: Source) -> dict[tuple[str, str], str]:
    """(platform, worker) -> person; where an account is linked to two persons the first one counts, and a note says so."""
    if "links" not in source.tables():
        return {}
    found: dict[tuple[str, str], str] = {}
    for batch in source.batches("links"):
        for row in batch.to_pylist():
            person = found.setdefault((row["platform"], row["worker_id"]), row["person_id"])
            if person != row["person_id"]:
                source.intake.note(
                    f"links 第 {row['row']} 行：同一账号连到了两个人，按先写的算",
                    f"links row {row['row']}: one account is linked to two persons; the first is taken",
                )
    return found


def weather(source: Source, words: Words) -> Weather | None:
    """The weather table, or None where there is none."""
    if "weather" not in source.tables():
        return None
    warnings, stations = Vocabulary("", null=""), Vocabulary("", null="")
    parts = [
        (
            words.regions.encode(labels(batch, "region")).astype(np.int16),
            integers(batch, "start_time"),
            integers(batch, "end_time"),
            floats(batch, "temperature"),
            floats(batch, "forecast_max"),
            floats(batch, "rain"),
            warnings.encode(labels(batch, "warning")),
            stations.encode(labels(batch, "station")),
        )
        for batch in source.batches("weather")
    ]
    kinds = (np.int16, np.int64, np.int64, np.float64, np.float64, np.float64, np.int32, np.int32)
    region, start, end, temperature, forecast, rain, warning, station = _joined(parts, kinds)
    return Weather(region, start, end, temperature, forecast, rain, warning, warnings.labels, station, stations.labels)


def notices(source: Source, words: Words) -> Notices | None:
    """The notices table, or None where there is none."""
    if "notices" not in source.tables():
        return None
    reasons, kinds = Vocabulary("", null=""), Vocabulary(*NOTICE_KINDS)
    parts = [
        (
            words.who.encode(labels(batch, "worker_id"), labels(batch, "platform")),
            words.who.platforms.encode(labels(batch, "platform")),
            kinds.encode(labels(batch, "kind")).astype(np.int16),
            integers(batch, "time"),
            integers(batch, "end_time"),
            reasons.encode(labels(batch, "reason")),
        )
        for batch in joined(source.batches("notices"))
    ]
    unit, platform, kind, moment, end, reason = _joined(parts, (np.int32, np.int32, np.int16, np.int64, np.int64, np.int32))
    return Notices(unit, platform, kind, moment, end, reason, reasons.labels)


def batches_of(source: Source, table: str, columns: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    """The batches of a table, joined to large ones, or none where the source has no such table."""
    if table in source.tables():
        yield from joined(source.batches(table, columns))


def _joined(parts: Sequence[tuple[NDArray[Any], ...]], kinds: Sequence[type]) -> list[Any]:
    if not parts:
        return [np.zeros(0, kind) for kind in kinds]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]
