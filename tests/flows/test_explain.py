"""Whose records are explained, and which rows a finding rests on."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import guanjia
from guanjia.flows.explain import OnlyWorkers, explain, identities
from guanjia.model.schema import MOMENT
from guanjia.readers.in_memory import open_tables
from guanjia.readers.source import ReadOptions, Source

HOUR = 3_600_000_000
BEGIN = 1_772_323_200_000_000  # 2026-03-01 08:00 in Shanghai


def tasks(*rows: tuple[str, str, int, int]) -> pa.Table:
    """Tasks of (worker, platform, begin, end), in hours after eight o'clock."""
    workers, platforms, begins, ends = zip(*rows, strict=True)
    return pa.table(
        {
            "task_id": [f"t{n}" for n in range(len(rows))],
            "worker_id": workers,
            "platform": platforms,
            "dispatch_time": pa.array([BEGIN + h * HOUR for h in begins], MOMENT),
            "end_time": pa.array([BEGIN + h * HOUR for h in ends], MOMENT),
            "kind": ["food_delivery"] * len(rows),
            "region": ["310000"] * len(rows),
        }
    )


LINKS = pa.table({"worker_id": ["a", "b", "x"], "platform": ["P", "Q", "P"], "person_id": ["A", "A", "X"]})


@pytest.fixture
def source() -> Source:
    """Two identities of one person, and a stranger."""
    rows = tasks(("a", "P", 0, 5), ("b", "Q", 5, 9), ("x", "P", 0, 1), ("a", "P", 24, 25))
    return open_tables({"tasks": rows, "links": LINKS}, ReadOptions())


@pytest.mark.parametrize(("asked", "ids"), [("a", {"a", "b", "A"}), ("A", {"a", "b", "A"}), ("x", {"x", "X"}), ("n", {"n"})])
def test_identities(source: Source, asked: str, ids: set[str]) -> None:
    """Any id of a person stands for all of them; an unlinked one for itself."""
    assert identities(source, asked) == ids


def test_only_workers(source: Source) -> None:
    """The narrowed source has the worker's tasks, and every link."""
    mine = OnlyWorkers(source, identities(source, "b"))
    assert [row["task_id"] for batch in mine.batches("tasks") for row in batch.to_pylist()] == ["t0", "t1", "t3"]
    assert sum(batch.num_rows for batch in mine.batches("links")) == 3


def test_rows_of_a_finding(source: Source) -> None:
    """A day's finding rests on that day's tasks, over all platforms where it is about the person, with file and row."""
    ids = identities(source, "a")
    mine = OnlyWorkers(source, ids)
    own = guanjia.assess(
        {"tasks": tasks(("a", "P", 0, 5), ("b", "Q", 5, 9), ("a", "P", 24, 25)), "links": LINKS}, rules=["daily_task_time"]
    )
    rows = [row | {"file": f"{row['platform']}.csv"} for batch in mine.batches("tasks") for row in batch.to_pylist()]
    told = explain("a", own.findings.to_pylist(), own, rows, None)
    resting = {(line.finding["platform"], str(line.finding["start"])[:10]): [(r.file, r.row) for r in line.rows] for line in told.findings}
    assert [("P.csv", 1), ("Q.csv", 2)] in resting.values() and [("P.csv", 4)] in resting.values()
    assert [day.date.isoformat() for day in told.days] == ["2026-03-01", "2026-03-02"]
    assert [len(day.tasks) for day in told.days] == [2, 1] and Path(told.findings[0].rows[0].file).suffix == ".csv"
