"""The computation of `bench.definition` in plain loops, sharing no code with anyone. Run as ``python -m bench.oracle CITY OUT``."""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

SHANGHAI = ZoneInfo("Asia/Shanghai")
TICK = timedelta(microseconds=1)


def _day(at: datetime) -> datetime:
    """Midnight (naive) of the calendar day whose 04:00 begins the worker's day that holds ``at``."""
    local = at.astimezone(SHANGHAI).replace(tzinfo=None) - timedelta(hours=4)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def compute(city: Path, out: Path) -> None:
    """Write ``days.parquet`` and ``months.parquet`` into ``out``."""
    by_worker = defaultdict(list)
    for task in pq.read_table(
        city / "tasks", columns=["worker_id", "platform", "status", "dispatch_time", "end_time", "driver_trip_pay"]
    ).to_pylist():
        if task["status"] != "refused":
            begin = task["dispatch_time"]
            by_worker[task["worker_id"], task["platform"]].append((begin, task["end_time"] or begin, task["driver_trip_pay"] or 0))
    days: dict[tuple[str, str, datetime], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for (worker, platform), tasks in by_worker.items():
        busy = datetime(1970, 1, 1, tzinfo=UTC)
        run = timedelta(0)
        for start, end, pay in sorted(tasks):
            row = days[worker, platform, _day(start)]
            row[2] += 1
            row[3] += pay
            if start - busy >= timedelta(minutes=20):
                run = timedelta(0)
            at = max(start, busy)
            while at < end:
                row = days[worker, platform, _day(at)]
                boundary = (_day(at) + timedelta(days=1, hours=4)).replace(tzinfo=SHANGHAI)
                cut = min(end, boundary)
                run += cut - at
                row[0] += (cut - at) // TICK
                days[worker, platform, _day(start)][4] += (cut - at) // TICK
                row[1] = max(row[1], run // TICK)
                at = cut.astimezone(UTC)
            busy = max(busy, end)
    months: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for (worker, platform, day), row in days.items():
        sums = months[worker, platform, day.year * 12 + day.month - 1]
        sums[0] += row[0]
        sums[1] += row[3]
        sums[2] += row[4]
    for line in pq.read_table(city / "pay_lines.parquet").to_pylist():
        day = _day(line["time"])
        key = (line["worker_id"], line["platform"], day.year * 12 + day.month - 1)
        if line["kind"] in ("incentive", "adjustment", "deduction") and key in months:
            months[key][1] += line["amount"]
            months[key][3] += -line["amount"] if (line["kind"], line["reason"]) == ("deduction", "代扣个税") else 0
    day_rows = [(w, p, (day - datetime(1970, 1, 1)).days, *row[:4]) for (w, p, day), row in sorted(days.items())]
    month_rows = [
        (*key, time, pay, *(_short(booked, pay + tax, a) for a in (0, 10, 20))) for key, (time, pay, booked, tax) in sorted(months.items())
    ]
    for name, columns, rows in (
        ("days", ("worker_id", "platform", "day", "task_time", "longest_run", "tasks", "base"), day_rows),
        ("months", ("worker_id", "platform", "month", "task_time", "pay", "short_0", "short_10", "short_20"), month_rows),
    ):
        pq.write_table(pa.table({c: [row[i] for row in rows] for i, c in enumerate(columns)}), out / f"{name}.parquet")


def _short(task_time: int, earned: int, allowance: int) -> int:
    """Fen short of 25 yuan an hour."""
    worked = task_time + task_time * allowance // 100
    return max(0, math.ceil(Fraction(2500 * worked, 3_600_000_000)) - earned)


if __name__ == "__main__":
    compute(Path(sys.argv[1]), Path(sys.argv[2]))
