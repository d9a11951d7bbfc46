"""What goes wrong in a worker of Spark comes back to the one who asked, as the same exception with the same words."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

import pyarrow as pa

from guanjia.engines.spark.blobs import row
from guanjia.engines.watcher import StretchTooLong
from guanjia.model.clock import OddClock, moment

FAILED = "failed"


def carried(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches, and after them the failure that the records themselves caused; other failures are Spark's to try again."""
    try:
        yield from batches
    except Exception as error:
        if hasattr(error, "zh") and hasattr(error, "en"):
            yield _row(("said", str(error.zh), str(error.en)))
        elif isinstance(error, StretchTooLong):
            yield _row(("stretch", moment(error.first), moment(error.last), str(error.first.tzinfo)))
        elif isinstance(error, OddClock):
            yield _row(("clock", str(error)))
        else:
            raise


def _row(what: tuple[object, ...]) -> pa.RecordBatch:
    return row(0, FAILED, 0, 0, pickle.dumps(what))


def raise_failure(kind: str, blob: bytes, unreadable: Callable[[str, str], Exception]) -> None:
    """Raise what a row carries, if it carries a failure; ``unreadable`` makes the exception of records that cannot be read."""
    if kind != FAILED:
        return
    match pickle.loads(blob):
        case ("said", str(zh), str(en)):
            raise unreadable(zh, en)
        case ("stretch", int(first), int(last), str(zone)):
            raise StretchTooLong(first, last, ZoneInfo(zone))
        case ("clock", str(zone)):
            raise OddClock(zone)
