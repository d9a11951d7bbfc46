"""The results of a bench as a page: time, memory, lines of code, and ratios to the bare reading of the same columns."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
LIBRARIES = ("duckdb", "polars", "pandas", "pyspark", "pyarrow", "numpy", "numba")
WHAT = {
    "read hash": "DuckDB reads the columns that we read, and hashes them",
    "read arrow": "DuckDB reads the same columns and hands them over as Arrow",
    "ours": "Guanjia: every check, measure and rule, tables and summary written",
    "ours, part": "Guanjia: the rules on continuous time and minimum pay only",
    "ours, reports": "Guanjia: the same as the first, and every report",
}


WITH_GROWTH = "## How it grows"


@dataclass
class Timing:
    """Wall seconds, processor seconds and peak resident mebibytes of each run of one contestant."""

    seconds: list[float]
    processor: list[float]
    mebibytes: list[float]


def page(timings: Mapping[str, Timing], tasks: int, runs: int) -> str:
    """The page, in Markdown."""
    base = min(median(timing.seconds) for name, timing in timings.items() if name.startswith("read"))
    lines = [
        "# Measured against what one would write otherwise",
        "",
        f"**{tasks:,} 单的合成城市，{_machine()}；每项{runs}次取中位数，整个进程计时。** 各方答案逐位相同，否则不出这一页。",
        "",
        f"A synthetic city of {tasks:,} tasks in daily Parquet files; whole processes, medians of {runs} runs in turn, on",
        f"{_machine()}, {_libraries()}.",
        "Written by `python -m bench.run --page docs/benchmarks.md`, which first checks that all answers are equal to the last digit,",
        "and on a small city equal to a brute-force oracle. The peers compute working time, runs, months and shortfalls",
        "(`bench/definition.py`): a part of what an assessment does. Their lines are those of their file in `bench/`; ours would be no",
        "fair count, since it does more.",
        "Reading is the faster of DuckDB's two readings.",
        "",
        "| | seconds | spread | processor s | peak MiB | / reading | lines |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, timing in timings.items():
        s = timing.seconds
        words = WHAT.get(name, f"{name.partition(' ')[0]}, form `{name.partition(' ')[2]}`")
        spread = f"{min(s):.1f} to {max(s):.1f}"
        used = f"{median(timing.processor):.2f} | {max(timing.mebibytes):,.0f}"
        lines.append(f"| {words} | {median(s):.2f} | {spread} | {used} | {median(s) / base:.1f} | {_lines(name)} |")
    return "\n".join(lines) + "\n"


def put_page(path: Path, text: str) -> None:
    """Write the page, and leave its section on growth as it is."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    _, heading, growth = before.partition(WITH_GROWTH)
    path.write_text(f"{text}\n{heading}{growth}" if heading else text, encoding="utf-8")


def put_growth(path: Path, text: str) -> None:
    """Write the section on growth, and leave the rest of the page as it is."""
    before = path.read_text(encoding="utf-8").partition(WITH_GROWTH)[0].rstrip() if path.exists() else ""
    path.write_text(f"{before}\n\n{text}" if before else text, encoding="utf-8")


def _lines(name: str) -> str:
    path = HERE / f"peers_{name.partition(' ')[0]}.py"
    return str(sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())) if path.exists() else ""


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _libraries() -> str:
    return ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
