"""Measure `guanjia publish` against OpenDP's Polars interface on the same rows: ``python -m bench.publication [ROWS] [--peer PYTHON]``.

Fresh processes that take turns; medians of wall time and peak memory, and their ratio in this one run. The peer bounds and releases two
of our five tables and writes nothing. PYTHON is an interpreter with ``opendp[polars]``, which wants a Polars of its own; without one,
only ours is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.run import measured
from guanjia.risk.release.grid import grid_of_box

BOX = (120.1, 30.2, 122.0, 32.1)  # 9,872 cells, about the size of a province's core
PEOPLE = 200_000


def write_rows(out: Path, rows: int, seed: int) -> None:
    """A row a person and cell, heavy-tailed as work is: most people in a few cells, one in a great many."""
    grid, rng = grid_of_box(*BOX), np.random.default_rng(seed)
    person = np.minimum(rng.pareto(0.8, rows) * 400, PEOPLE - 1).astype(np.int64)
    cell = grid.cells[(rng.beta(2, 5, rows) * len(grid.cells)).astype(np.int64)]
    seconds = rng.integers(60, 40_000, rows)
    injuries = (rng.random(rows) < 2e-5).astype(np.int32)
    (out / "risk").mkdir(parents=True)
    load = np.rint(seconds * np.exp(rng.normal(0.15, 0.25, rows))).astype(np.int64)
    table = pa.table({"person": person, "cell": cell, "seconds": seconds, "injuries": injuries, "load": load})
    pq.write_table(table, out / "risk" / "contributions.parquet")
    pq.write_table(pa.table({"cell": grid.cells}), out / "grid.parquet")
    about = {
        "first_day": "2026-03-01",
        "last_day": "2026-03-31",
        "timezone": "Asia/Shanghai",
        "incidents": True,
        "privacy_unit": {"links": True, "platforms": 3},
    }
    (out / "risk" / "risk.json").write_text(json.dumps(about), encoding="utf-8")


def ours(out: Path, turn: int) -> list[str]:
    """The command as a user gives it."""
    words = ["--budget", "0.1", "--year-cap", "100", "--grid", ",".join(map(str, BOX)), "--ledger", str(out.parent / "ledger.jsonl")]
    start = "from guanjia.cli.publish import publish; publish()"
    return [sys.executable, "-c", start, str(out), "--to", str(out.parent / f"release{turn}"), *words]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="?", type=int, default=10_000_000)
    asked.add_argument("--peer", help="an interpreter with opendp[polars]")
    asked.add_argument("--turns", type=int, default=3)
    told = asked.parse_args()
    times: dict[str, list[tuple[float, float]]] = {"ours": [], "opendp polars": []}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        write_rows(out, told.rows, 1)
        measured(ours(out, -1))  # compiles
        for turn in range(told.turns):
            times["ours"].append(measured(ours(out, turn)))
            if told.peer:
                script = str(Path(__file__).with_name("publication_opendp.py"))
                files = (out / "risk" / "contributions.parquet", out / "grid.parquet")
                times["opendp polars"].append(measured([told.peer, script, *map(str, files)]))
    for name, runs in times.items():
        if runs:
            print(f"{name}: {median(s for s, _ in runs):.2f} s, {median(m for _, m in runs):.0f} MiB (median of {len(runs)})")
    if told.peer:
        print(f"ratio opendp polars / ours: {median(s for s, _ in times['opendp polars']) / median(s for s, _ in times['ours']):.1f}")
    else:
        print("OpenDP's Polars interface was not measured: give --peer an interpreter with opendp[polars]")


if __name__ == "__main__":
    main()
