"""Measure `guanjia assess` against DuckDB's bare reading of the same columns, and against the same computation in Polars and DuckDB.

Every measurement is a fresh process, timed from start to end, with its peak resident memory as the system counts it. Contestants take turns
(A B C A B C …) so that a slow spell of the machine falls on all of them; the median counts. Answers are compared to the last digit.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.answers import differences, of_ours, of_peer
from bench.page import Timing, page, put_page
from guanjia.synthesis.city import write_city

HERE = Path(__file__).parent
READS = ("hash", "arrow")
PEERS = {
    "polars": ("over", "shifted", "streaming"),
    "duckdb": ("windows", "keyed", "streamed"),
    "pandas": ("groupby",),
    "pyspark": ("windows",),
}
PART = ("minimum_hourly_pay", "continuous_task_time")  # the rules that rest on what the peers compute
OURS = ("ours", "ours, part", "ours, reports")
SMALL = 20_000
Command = list[str]


class Measured(NamedTuple):
    """Wall seconds, processor seconds and peak mebibytes of one process."""

    seconds: float
    processor: float
    mebibytes: float


def whole(city: Path, out: Path) -> Command:
    """The command as a user gives it: all rules, and all reports and tables written."""
    return [sys.executable, "-m", "guanjia.cli.main", "assess", str(city), "--out", str(out), "--quiet"]


def module(name: str, *arguments: object) -> Command:
    """A module of this folder as a command."""
    return [sys.executable, "-m", f"bench.{name}", *map(str, arguments)]


def measured(command: Command) -> tuple[float, float]:
    """Wall seconds and peak mebibytes of one run in a fresh process."""
    seconds, _, mebibytes = clocked(command)
    return seconds, mebibytes


def clocked(command: Command) -> Measured:
    """One run in a fresh process; exits with the child's words where it fails."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parent / "src"), str(HERE.parent)])}
    with tempfile.TemporaryFile() as words, tempfile.NamedTemporaryFile("r") as result:
        clock = [sys.executable, "-I", "-S", str(HERE / "clock.py"), result.name]
        if subprocess.run([*clock, *command], stdout=words, stderr=words, env=environment, check=False).returncode:
            words.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{words.read().decode()}")
        return Measured(*map(float, result.read().split()))


def contestants(city: Path, out: Path) -> dict[str, Command]:
    """Everyone who is timed, by name; each writes into the folder of its name below ``out``."""
    found = {f"read {form}": module("read_duckdb", city, form) for form in READS}
    found |= {"ours": module("ours", city, out / "ours"), "ours, part": module("ours", city, out / "ours, part", *PART)}
    found |= {"ours, reports": whole(city, out / "ours, reports")}
    for peer, forms in PEERS.items():
        found |= {f"{peer} {form}": module(f"peers_{peer}", city, out / f"{peer} {form}", form) for form in forms}
    return found


def fresh(folder: Path) -> Path:
    """``folder``, new and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def race(who: Mapping[str, Command], out: Path, runs: int) -> dict[str, Timing]:
    """Let everyone run ``runs`` times in turn, after one unmeasured turn that fills caches and compiles kernels."""
    timings = {name: Timing([], [], []) for name in who}
    for turn in range(runs + 1):
        for name, command in who.items():
            fresh(out / name)
            found = clocked(command)
            print(f"turn {turn} of {runs}: {name:<20}{found.seconds:8.2f} s", file=sys.stderr, flush=True)
            if turn:
                timings[name].seconds.append(found.seconds)
                timings[name].processor.append(found.processor)
                timings[name].mebibytes.append(found.mebibytes)
    return timings


def check_small(data: Path, out: Path) -> list[str]:
    """How we and every form of every peer differ from the brute-force oracle on a small city."""
    city = made(data, SMALL)
    measured(module("oracle", city, fresh(out / "oracle")))
    truth = of_peer(out / "oracle")
    measured(whole(city, fresh(out / "small")))
    found = differences("ours, small city", of_ours(out / "small", city), truth)
    for peer, forms in PEERS.items():
        for form in forms:
            measured(module(f"peers_{peer}", city, fresh(out / "small"), form))
            found += differences(f"{peer} {form}, small city", of_peer(out / "small"), truth)
    return found


def made(data: Path, tasks: int) -> Path:
    """The city of ``tasks`` tasks below ``data``, written now unless it is there already."""
    city = data / f"ordinary-{tasks}"
    if not city.exists():
        begun = time.perf_counter()
        partial = fresh(data / f"ordinary-{tasks}.partial")
        write_city(partial, tasks, planted=False).rename(city)
        print(f"wrote {tasks:,} tasks in {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    return city


def report(timings: Mapping[str, Timing], tasks: int) -> str:
    """The table of medians, and the ratios that matter."""
    lines = [f"{tasks:,} tasks, {os.cpu_count()} processors, wall seconds of whole processes", ""]
    lines.append(f"{'':<20}{'median s':>10}{'least':>8}{'most':>8}{'peak MiB':>10}")
    for name, timing in timings.items():
        s = timing.seconds
        lines.append(f"{name:<20}{median(s):>10.2f}{min(s):>8.2f}{max(s):>8.2f}{max(timing.mebibytes):>10.0f}")
    lines.append("")
    for group in ("read", *PEERS):
        best = min((name for name in timings if name.startswith(group)), key=lambda name: median(timings[name].seconds))
        for name in OURS:
            ratio = median(timings[name].seconds) / median(timings[best].seconds)
            memory = max(timings[name].mebibytes) / max(timings[best].mebibytes)
            lines.append(f"{name:<14}/ {best:<20} time {ratio:6.2f}   memory {memory:6.2f}")
    return "\n".join(lines)


def main() -> None:
    """Make the cities, check the peers, race, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--tasks", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--data", type=Path, default=HERE / ".data", help="where cities are kept between benches")
    parser.add_argument("--json", type=Path, help="write the raw timings here too")
    parser.add_argument("--page", type=Path, help="write the results as a page, such as docs/benchmarks.md")
    chosen = parser.parse_args()
    out = chosen.data / "out"
    wrong = check_small(chosen.data, out)
    city = made(chosen.data, chosen.tasks)
    timings = race(contestants(city, out), out, chosen.runs)
    if chosen.json:
        chosen.json.write_text(json.dumps({name: vars(timing) for name, timing in timings.items()}, indent=1))
    print(report(timings, chosen.tasks))
    truth = of_peer(out / "polars streaming")
    for peer, forms in PEERS.items():
        for form in forms:
            wrong += differences(f"{peer} {form}", of_peer(out / f"{peer} {form}"), truth)
    for name in ("ours", "ours, part"):
        wrong += differences(name, of_ours(out / name, city), truth)
    if chosen.page and not wrong:
        put_page(chosen.page, page(timings, chosen.tasks, chosen.runs))
    print("\n".join(["", *wrong]) if wrong else "\nall answers equal to the last digit")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
