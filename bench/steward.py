"""`guanjia risk` beside `guanjia assess` on the same records, in turn.

    python -m bench.steward [--tasks 10000000] [--runs 3] [--city FOLDER]

The assessment writes its tables and reports as a user gets them; the steward reads the tasks again and writes portraits, map, index with
backtest and guidance.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.run import Measured, clocked, whole
from guanjia.synthesis.city import write_city


def main() -> None:
    """Run both in turn; print medians and the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--city", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guanjia-bench-") as folder:
        city = asked.city or write_city(Path(folder) / "city", tasks=asked.tasks)
        out = Path(folder) / "out"
        risk = [sys.executable, "-m", "guanjia.cli.main", "risk", str(out), "--quiet", "--overwrite"]
        runs: dict[str, list[Measured]] = {"assess": [], "risk": []}
        for _ in range(asked.runs):
            shutil.rmtree(out, ignore_errors=True)
            runs["assess"].append(clocked(whole(city, out)))
            runs["risk"].append(clocked(risk))
        print(f"{'':8}{'s':>8}{'CPU s':>8}{'MiB':>8}")
        middle = {name: Measured(*(median(column) for column in zip(*each, strict=True))) for name, each in runs.items()}
        for name, each in middle.items():
            print(f"{name:8}{each.seconds:8.1f}{each.processor:8.1f}{each.mebibytes:8.0f}")
        print(f"risk / assess: {middle['risk'].seconds / middle['assess'].seconds:.2f} of time, ", end="")
        print(f"{middle['risk'].processor / middle['assess'].processor:.2f} of processor time; asked: below 3 of time, below 4,096 MiB")


if __name__ == "__main__":
    main()
