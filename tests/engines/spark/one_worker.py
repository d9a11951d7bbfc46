"""A city in which one account has nearly all tasks, as a fleet's shared login has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SECOND = 1_000_000
BEGIN = 1_773_619_200 * SECOND  # 2026-03-16 00:00 UTC


def city_of_one_worker(folder: Path, tasks: int) -> Path:
    """``tasks`` tasks over 28 days, all but one in a thousand of one worker, many of them at once."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(1)
    start = np.sort(rng.integers(BEGIN, BEGIN + 28 * 86_400 * SECOND, tasks) // SECOND * SECOND)
    others = rng.random(tasks) < 0.001
    worker = np.where(others, rng.integers(1, 9, tasks), 0)
    utc = pa.timestamp("us", tz="UTC")
    columns = {
        "task_id": pa.array([f"T{number}" for number in range(tasks)]),
        "worker_id": pa.array([f"W{number}" for number in worker.tolist()]),
        "platform": pa.array(["快马"] * tasks),
        "kind": pa.array(["food_delivery"] * tasks),
        "region": pa.array(["310000"] * tasks),
        "dispatch_time": pa.array(start, pa.int64()).view(utc),
        "end_time": pa.array(start + rng.integers(60, 2_400, tasks) * SECOND, pa.int64()).view(utc),
        "driver_trip_pay": pa.array(rng.integers(300, 900, tasks)),
        "currency": pa.array(["CNY"] * tasks),
    }
    pq.write_table(pa.table(columns), folder / "tasks.parquet")
    return folder
