"""How time and memory grow with the tasks. Run as ``python -m bench.growth --page docs/benchmarks.md``.

For each size: DuckDB's reading and hashing of the columns that we read, then ours, by turns in the same run; each whole processes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.page import WITH_GROWTH, put_growth
from bench.run import HERE, Measured, clocked, fresh, made, module

PARTS = ("read", "decode", "book", "fold", "cut slices", "rules", "write", "hash files", "left")


@dataclass(frozen=True)
class Size:
    """What one size took: the medians of its turns, and the processor time of the parts in the last."""

    tasks: int
    runs: int
    read: Measured
    ours: Measured
    parts: Mapping[str, float]


def size(city: Path, tasks: int, out: Path, runs: int) -> Size:
    """Measure one city."""
    reads, ours, told = list[Measured](), list[Measured](), out.with_suffix(".json")
    for _ in range(runs):
        reads.append(clocked(module("read_duckdb", city, "hash")))
        ours.append(clocked(module("parts", city, fresh(out), told)))
        print(f"{tasks:,}: reading {reads[-1]}, ours {ours[-1]}", file=sys.stderr, flush=True)
    return Size(tasks, runs, _median(reads), _median(ours), json.loads(told.read_text(encoding="utf-8")))


def _median(found: Sequence[Measured]) -> Measured:
    return Measured(*(median(column) for column in zip(*found, strict=True)))


def section(sizes: Sequence[Size]) -> str:
    """The section of the page, in Markdown."""
    lines = [
        WITH_GROWTH,
        "",
        "`python -m bench.growth`: the same kind of city at several sizes, 28 days; whole processes, medians of so many runs, DuckDB's",
        "hash read of the same files in turn with ours. Processor seconds are the better measure where the machine had other work.",
        "",
        "| tasks | runs | reading s | reading processor s | ours s | ours processor s | peak MiB | ours / reading | processor µs a task |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in sizes:
        ratio, each = one.ours.seconds / one.read.seconds, one.ours.processor / one.tasks * 1e6
        row = [f"{one.tasks:,}", str(one.runs), f"{one.read.seconds:.2f}", f"{one.read.processor:.2f}", f"{one.ours.seconds:.1f}"]
        row += [f"{one.ours.processor:.1f}", f"{one.ours.mebibytes:,.0f}", f"{ratio:.1f}", f"{each:.2f}"]
        lines.append(f"| {' | '.join(row)} |")
    lines += [
        "",
        "Where the processor time goes, in seconds (*left* is Arrow's own threads, the ids read beforehand, and the start):",
        "",
        f"| tasks | {' | '.join(PARTS)} |",
        f"|---|{'---|' * len(PARTS)}",
    ]
    lines += [f"| {one.tasks:,} | {' | '.join(f'{one.parts.get(part, 0):.1f}' for part in PARTS)} |" for one in sizes]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Make the cities, measure, print and write the section."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--tasks", type=int, nargs="+", default=[1_000_000, 10_000_000, 100_000_000])
    parser.add_argument("--city", type=Path, nargs="*", default=[], help="cities that are there already, one for each size")
    parser.add_argument("--runs", type=int, nargs="+", default=[3, 3, 1], help="how often, for each size")
    parser.add_argument("--data", type=Path, default=HERE / ".data", help="where cities are kept between benches")
    parser.add_argument("--page", type=Path, help="write the section into this page")
    chosen = parser.parse_args()
    cities = chosen.city or [made(chosen.data, tasks) for tasks in chosen.tasks]
    out = chosen.data / "out" / "growth"
    sizes = [size(city, tasks, out, runs) for city, tasks, runs in zip(cities, chosen.tasks, chosen.runs, strict=True)]
    text = section(sizes)
    print(text)
    if chosen.page:
        put_growth(chosen.page, text)


if __name__ == "__main__":
    main()
