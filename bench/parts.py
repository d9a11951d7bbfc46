"""Our own computation, with the processor time of each of its parts as JSON. Run as ``python -m bench.parts CITY OUT JSON``.

Parts run in threads of their own, so they are measured in the processor time of their thread. Arrow decodes Parquet in threads that are not
ours; that, the ids read beforehand and the start are what is left of the whole.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import guanjia.engines.local as engine
import guanjia.flows.assess as flow
from bench.ours import main as assess
from guanjia.engines.ahead import ahead
from guanjia.engines.slices import Slices
from guanjia.readers.source import Source
from guanjia.writers.parquet_tables import ParquetTables

spent: dict[str, float] = defaultdict(float)


def timed(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, its time booked on a part."""

    def booked(*words: Any, **named: Any) -> Any:
        begun = time.thread_time()
        try:
            return function(*words, **named)
        finally:
            spent[part] += time.thread_time() - begun

    return booked


def each(part: str, items: Iterable[Any]) -> Iterator[Any]:
    """The items, the time to get each of them booked on a part."""
    following = iter(items)
    take = timed(part, lambda: next(following, None))
    while (item := take()) is not None:
        yield item


def main(city: Path, out: Path, told: Path) -> None:
    """Assess ``city`` into ``out`` and write down where the time went."""
    engine.ahead = lambda batches, decode: ahead(each("read", batches), timed("decode", decode))  # type: ignore[attr-defined]
    engine._fold_both = timed("fold", engine._fold_both)
    engine._Reading._book = timed("book", engine._Reading._book)  # type: ignore[method-assign]
    Slices._slice = timed("cut slices", Slices._slice)  # type: ignore[method-assign]
    flow.judge_workers = timed("rules", flow.judge_workers)
    flow.judge_platforms = timed("rules", flow.judge_platforms)
    ParquetTables._write = timed("write", ParquetTables._write)  # type: ignore[method-assign]
    Source.hashes = timed("hash files", Source.hashes)  # type: ignore[method-assign]
    assess(city, out, [])
    told.write_text(json.dumps({**spent, "left": time.process_time() - sum(spent.values())}), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
