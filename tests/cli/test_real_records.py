"""The commands of the README on real records, with results counted again by hand; skipped where the records are not there."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from tests.cli.command import Guanjia

CALIFORNIA = ZoneInfo("America/Los_Angeles")
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def real(name: str) -> Path:
    """A file or folder of the real records."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{name}: not found")
    return path


@pytest.mark.parametrize(
    ("name", "options", "worker"),
    [
        ("doordash/deliveries.csv", ["--format", "doordash"], "86"),
        ("doordash/deliveries.csv", ["--format", "doordash", "--as-if", "310000", "--on", "2026-06-01"], "86"),
        ("uber_export", ["--format", "uber-export"], "driver"),
        ("eleme/order_20200201.txt", ["--format", "eleme", "--region", "210200"], "100002543"),
        ("cabspotting/runs.parquet", ["--format", "cabspotting"], "abboip"),
    ],
)
def test_assess_and_explain(guanjia: Guanjia, tmp_path: Path, name: str, options: list[str], worker: str) -> None:
    """The records are assessed, and one worker is explained in text and as a page."""
    out = tmp_path / "out"
    assert guanjia("assess", real(name), *options, "--out", out).code == 0
    told = guanjia("explain", out, "--worker", worker, "--html", tmp_path / "worker.html")
    assert told.code == 0 and worker in told.out
    assert "<html" in (tmp_path / "worker.html").read_text(encoding="utf-8")


def test_doordash_by_hand(guanjia: Guanjia, tmp_path: Path) -> None:
    """Task time of every worker-day is the union of arrival to delivery, counted here from the file itself."""
    path = real("doordash/deliveries.csv")
    assert guanjia("assess", path, "--format", "doordash", "--month", "2015-01", "--out", tmp_path / "out").code == 0
    spans: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = ("Customer_placed_order", "Driver_at_restaurant", "Delivered_to_consumer")
            first, start, end = (moment(row[f"{name}_datetime"]) for name in names)
            if first is not None and start is not None and end is not None:
                turn = timedelta(days=31)  # what comes before its order lies in the next month
                spans[row["Driver_ID"]].append((start if start >= first else start + turn, end if end >= first else end + turn))
    wanted: dict[tuple[str, date], int] = defaultdict(int)
    for worker, worked in spans.items():
        reached = datetime(2014, 1, 1, tzinfo=UTC)
        for start, end in sorted(worked):
            at = max(start, reached)
            while at < end:
                cut = min(end, next_day(at))
                wanted[worker, day_of(at)] += round((cut - at).total_seconds())
                at = cut
            reached = max(reached, end)
    rows = pq.read_table(tmp_path / "out" / "worker_days.parquet", columns=["worker_id", "day", "task_time"]).to_pylist()
    found = {(row["worker_id"], row["day"]): round(row["task_time"].total_seconds()) for row in rows if row["task_time"]}
    assert found == wanted


def moment(text: str) -> datetime | None:
    """``DD HH:MM:SS`` in UTC, taken to be January 2015."""
    return datetime.strptime(f"2015-01-{text}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) if text else None


def day_of(at: datetime) -> date:
    """The day from 04:00 to 04:00 in California."""
    return (at.astimezone(CALIFORNIA).replace(tzinfo=None) - timedelta(hours=4)).date()


def next_day(at: datetime) -> datetime:
    """The 04:00 that ends the day of ``at``."""
    return datetime.combine(day_of(at) + timedelta(days=1), time(4), CALIFORNIA).astimezone(UTC)
