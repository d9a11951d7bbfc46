"""How many workers, tasks and days the records hold, over all and by platform and region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from guanjia.model.clock import NULL, day_date
from guanjia.writers.digest.columns import Coded, Int64, coded, whole
from guanjia.writers.digest.persons import across_rows, person_rows, platform_rows, who


@dataclass(frozen=True)
class Extent:
    """Workers, worker-days, tasks and hours of task time; by platform a worker is an account on it."""

    workers: int
    days: int
    tasks: int
    hours: float


@dataclass(frozen=True)
class People:
    """The extent of the records. Days run from ``first`` to ``last``, both None where there are none."""

    all: Extent
    first: date | None
    last: date | None
    understated: int  # tasks whose time is missing or begins late
    by_platform: dict[str, Extent]
    by_region: dict[str, Extent]
    across: Extent  # those linked over several platforms, once more; not a part of the sums of by_platform


def people(worker_days: pa.Table) -> People:
    """Count a table of model.assessment.WORKER_DAYS; whoever is linked over several platforms counts once."""
    persons, accounts = person_rows(worker_days), platform_rows(worker_days)
    days = whole(persons.select(["day"]).cast(pa.schema([("day", pa.int32())])), "day")
    people_of, tasks, time = _measured(persons)
    return People(
        _extent(persons),
        day_date(int(days.min())) if len(days) else None,
        day_date(int(days.max())) if len(days) else None,
        int(_present(whole(persons, "understated")).sum()),
        _by(coded(accounts, "platform"), *_measured(accounts)),
        _by(coded(persons, "region"), people_of, tasks, time),
        _extent(across_rows(worker_days)),
    )


def _extent(rows: pa.Table) -> Extent:
    people_of, tasks, time = _measured(rows)
    return Extent(len(np.unique(people_of)), len(rows), int(tasks.sum()), int(time.sum()) / 3.6e9)


def _measured(rows: pa.Table) -> tuple[Int64, Int64, Int64]:
    """Who, tasks and task time of each row."""
    return who(rows), _present(whole(rows, "tasks")), _present(whole(rows, "task_time"))


def _present(values: Int64) -> Int64:
    return np.where(values == NULL, 0, values)


def _by(group: Coded, people_of: Int64, tasks: Int64, time: Int64) -> dict[str, Extent]:
    size = len(group.words)
    days = np.bincount(group.codes, minlength=size)
    total_tasks, total_time = np.zeros(size, np.int64), np.zeros(size, np.int64)
    np.add.at(total_tasks, group.codes, tasks)
    np.add.at(total_time, group.codes, time)
    width = int(people_of.max()) + 1 if len(people_of) else 1
    accounts = np.bincount(np.unique(group.codes.astype(np.int64) * width + people_of) // width, minlength=size)
    return {
        word: Extent(int(accounts[i]), int(days[i]), int(total_tasks[i]), int(total_time[i]) / 3.6e9)
        for i, word in enumerate(group.words)
        if days[i]
    }
