"""The synthetic city: its shape, its order, its sums, and what it must contain for the rules to find."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import guanjia
from guanjia.model.clock import DAY, HOUR, MINUTE
from guanjia.model.schema import TABLES
from guanjia.synthesis.city import write_city
from guanjia.synthesis.setting import NAMES

TASKS = 20_000


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "a", TASKS)


@pytest.fixture(scope="module")
def all_tasks(city: Path) -> pa.Table:
    return pa.concat_tables(pq.read_table(path) for path in sorted((city / "tasks").iterdir()))


@pytest.fixture(scope="module")
def tasks(all_tasks: pa.Table) -> pa.Table:
    """Those of ordinary people; planted ones have dirt among them, on purpose."""
    return all_tasks.filter(pc.is_in(all_tasks["platform"].cast(pa.string()), pa.array(NAMES)))


def rows(city: Path, name: str) -> list[dict[str, Any]]:
    """Rows of a table that concern ordinary people, or nobody."""
    found: list[dict[str, Any]] = pq.read_table(city / f"{name}.parquet").to_pylist()
    return [row for row in found if row.get("platform", NAMES[0]) in NAMES and row.get("region") in ("310000", None)]


def us(table: pa.Table, name: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.asarray(table[name].cast(pa.int64()).to_numpy())


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    """The same seed writes the same bytes; another seed writes other tasks."""
    a, b, c = (write_city(tmp_path / str(i), 600, 3, seed) for i, seed in enumerate((7, 7, 8)))
    files = sorted(path.relative_to(a) for path in a.rglob("*.parquet"))
    assert len(files) == 12
    assert all((a / path).read_bytes() == (b / path).read_bytes() for path in files)
    assert (a / "tasks/2026-03-16.parquet").read_bytes() != (c / "tasks/2026-03-16.parquet").read_bytes()


def test_every_table_follows_its_schema(city: Path) -> None:
    """All eight tables are written, with the columns, types and required values of the schema, rows counted from 1."""
    for table in TABLES:
        found = pq.read_table(city / "tasks/2026-03-20.parquet" if table.name == "tasks" else city / f"{table.name}.parquet")
        assert found.schema.equals(table.schema), table.name
        assert len(found) > 0 or table.name == "incidents", table.name
        assert found["row"].to_pylist() == list(range(1, len(found) + 1))
        for column in table.columns:
            assert not (column.required and found[column.name].null_count), (table.name, column.name)
            if column.labels:
                assert set(found[column.name].to_pylist()) <= {*column.labels, None}


def test_tasks_lie_in_their_day_and_in_order(city: Path, all_tasks: pa.Table) -> None:
    """There is one file a day from 04:00 to 04:00; dispatches never go back in time, and a worker's rows are not gathered together."""
    names = [path.stem for path in sorted((city / "tasks").iterdir())]
    assert names[0] == "2026-03-16" and names[-1] == "2026-04-12" and len(names) == 28
    dispatch = us(all_tasks.filter(all_tasks["dispatch_time"].is_valid()), "dispatch_time")
    assert (np.diff(dispatch) >= 0).all() and len(dispatch) > TASKS - 50
    for name in names[:3]:
        table = pq.read_table(city / f"tasks/{name}.parquet")
        days = np.unique((us(table.filter(table["dispatch_time"].is_valid()), "dispatch_time") + 4 * HOUR) // DAY)
        assert [date.fromisoformat(name)] == days.astype("datetime64[D]").tolist()
    workers = all_tasks["worker_id"].combine_chunks().cast(pa.string()).to_numpy(zero_copy_only=False)
    assert (workers[1:] != workers[:-1]).mean() > 0.8


def test_count_and_ids(city: Path, all_tasks: pa.Table, tasks: pa.Table) -> None:
    """Exactly the tasks asked for are written, each with a number of its own but for the duplicates that are planted."""
    expected = json.loads((city / "answers/expected_intake.json").read_text())["tasks"]
    twice = expected["merged"] + expected["reasons"]["conflicting_duplicate"]
    assert len(all_tasks) == TASKS == expected["read"] == len(set(all_tasks["task_id"].to_pylist())) + twice
    assert len(tasks) == len(set(tasks["task_id"].to_pylist())) > 0.9 * TASKS


def test_moments_follow_each_other(tasks: pa.Table) -> None:
    """Requested, dispatched, arrived, started and ended come in this order."""
    tasks = tasks.filter(tasks["end_time"].is_valid())  # the others are offers that came to nothing
    moments = [us(tasks, name) for name in ("requested_time", "dispatch_time", "arrival_time", "end_time")]
    assert all((earlier <= later).all() for earlier, later in pairwise(moments))
    begun = tasks.filter(tasks["start_time"].is_valid())
    assert (us(begun, "arrival_time") <= us(begun, "start_time")).all() and (us(begun, "start_time") <= us(begun, "end_time")).all()


def test_money_adds_up(tasks: pa.Table) -> None:
    """Of a driver's fare, what the platform keeps and what the driver gets make the whole; some keep more than 27 percent."""
    drivers = tasks.filter(tasks["fare"].is_valid())
    fare, pay, commission = (drivers[name].to_numpy() for name in ("fare", "driver_trip_pay", "commission"))
    assert len(drivers) > 1000 and (fare == pay + commission).all()
    assert 0 < (commission > 0.27 * fare).mean() < 0.3


def test_riders_stack_orders_and_work_long(tasks: pa.Table) -> None:
    """Riders hold one to four orders at once; some days pass 8 and 12 hours of task time; some work every day, most do not."""
    by_worker: dict[str, list[tuple[int, int]]] = {}
    columns = (tasks["worker_id"].to_pylist(), us(tasks, "dispatch_time").tolist(), us(tasks, "end_time").tolist())
    for worker, start, end in zip(*columns, strict=True):
        by_worker.setdefault(worker, []).append((start, end))
    held, hours, days_worked = set(), [], []
    for spans in by_worker.values():
        days: dict[int, int] = {}
        busy = 0
        for i, (start, end) in enumerate(spans):
            held.add(1 + sum(e - MINUTE >= start for _, e in spans[max(0, i - 8) : i]))
            days[(start + 4 * HOUR) // DAY] = days.get((start + 4 * HOUR) // DAY, 0) + max(0, end - max(start, busy))
            busy = max(busy, end)
        hours += [time / HOUR for time in days.values()]
        days_worked.append(len(days))
    assert held <= {1, 2, 3, 4, 5, 6} and {1, 2, 3, 4} <= held
    assert 0.02 < np.mean(np.array(hours) > 8) < 0.5 and max(hours) > 12
    assert max(days_worked) >= 26 and np.median(days_worked) <= 24


def test_what_the_rules_need_is_there(city: Path) -> None:
    """Deductions, supplements, notices, warnings, linked persons and required presence all occur."""
    lines = rows(city, "pay_lines")
    assert {"超时扣款", "差评扣款", "拒单扣款", "装备费", "押金"} <= {line["reason"] for line in lines if line["kind"] == "deduction"}
    assert {"supplement_weather", "supplement_holiday", "incentive"} <= {line["kind"] for line in lines}
    assert all((line["amount"] < 0) == (line["kind"] == "deduction") for line in lines)
    notices = rows(city, "notices")
    assert {notice["kind"] for notice in notices} == {"rest_prompt", "dispatch_stop", "rule_change"}
    assert [(n["end_time"] - n["time"]).days for n in notices if n["kind"] == "rule_change"] == [5, 8]
    assert {row["warning"] for row in rows(city, "weather")} == {None, "暴雨橙色"}
    persons = [link["person_id"] for link in rows(city, "links")]
    assert len(persons) == 2 * len(set(persons))
    assert {row["kind"] for row in rows(city, "presence")} == {"online", "required", "rest"}
    assert all(row["start_time"] < row["end_time"] for row in rows(city, "presence"))


def test_the_engine_agrees_with_the_key(city: Path) -> None:
    """Every finding has its answer and every answer its finding, with the same verdict and the same money."""
    columns = ["rule", "worker_id", "platform", "region", "period", "start", "scenario", "unit", "verdict", "owed"]
    found, key = guanjia.assess(city).findings, pq.read_table(city / "answers/key.parquet")
    rows_of = [sorted(tuple(map(str, row.values())) for row in table.select(columns).to_pylist()) for table in (found, key)]
    assert len(key) > 1000 and rows_of[0] == rows_of[1]


@pytest.mark.parametrize(("tasks", "days"), [(20, 2), (100, 0)])
def test_too_little_is_refused(tmp_path: Path, tasks: int, days: int) -> None:
    """Too few tasks or days are refused in both languages."""
    with pytest.raises(ValueError, match=r"天数.*tasks"):
        write_city(tmp_path / "city", tasks, days)


def test_a_full_folder_is_refused(tmp_path: Path) -> None:
    """A folder that holds something is left as it is."""
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(FileExistsError, match="换一个新文件夹"):
        write_city(tmp_path, 400, 4)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("tasks", "days"), [(20, 1), (60, 3), (1_000, 28)])
def test_the_smallest_cities(tmp_path: Path, tasks: int, days: int) -> None:
    """A city with hardly any work has exactly its tasks too, and a key that the engine agrees with."""
    city = write_city(tmp_path / "city", tasks, days)
    found, key = guanjia.assess(city).findings, pq.read_table(city / "answers/key.parquet")
    rows_of = [
        sorted(tuple(map(str, row.values())) for row in table.select(["rule", "worker_id", "verdict"]).to_pylist())
        for table in (found, key)
    ]
    assert rows_of[0] == rows_of[1]
    assert sum(pq.ParquetFile(path).metadata.num_rows for path in (city / "tasks").iterdir()) == tasks
