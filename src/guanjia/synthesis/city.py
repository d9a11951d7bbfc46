"""A synthetic city: an invented month of platform work, written as the project's own tables, for trials and measurements.

Nobody in it exists. Platforms, people, places and sums are made up; the same seed always writes the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guanjia.law.holidays import statutory_holidays
from guanjia.model.clock import DAY, HOUR, day_date, day_number
from guanjia.model.schema import AGREEMENTS, BY_NAME, INCIDENTS, LABEL, LINKS, TASKS, WEATHER, Table
from guanjia.synthesis.columns import labels, moments, numbered, records
from guanjia.synthesis.lines import notices, pay_lines, premiums, presence, rain_span
from guanjia.synthesis.orders import EAST, Orders, day_begins, orders, tasks_table, worker_labels
from guanjia.synthesis.people import A_DAY, PLATFORMS, WORK, People, people

FEWEST_A_DAY: Final = 20
ROW_GROUP: Final = 131_072
STREAMED: Final = ("pay_lines", "presence", "notices", "incidents")
INJURIES: Final = ("slight", "serious", "fatal")


def write_city(
    folder: Path,
    tasks: int = 20_000,
    days: int = 28,
    seed: int = 7,
    first_day: date = date(2026, 3, 16),
    region: str = "310000",
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write a city of exactly ``tasks`` tasks over ``days`` days into the new folder ``folder`` and return it.

    Tasks are daily files in order of dispatch; money is in fen; memory grows with the tasks of one day, not with the days.
    ``progress`` is called with the days written and the days in all. The default 28 days hold one statutory holiday (2026-04-05).
    Raises ValueError for fewer than one day or 20 tasks a day, FileExistsError where ``folder`` already holds something.
    """
    if days < 1 or tasks < FEWEST_A_DAY * days:
        zh = f"天数（{days}）至少为1，每天至少{FEWEST_A_DAY}单，任务数（{tasks}）不够：请增加任务数或减少天数。"
        raise ValueError(f"{zh} days must be 1 or more, and tasks at least {FEWEST_A_DAY} a day; got {tasks} tasks in {days} days.")
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"文件夹已有内容，请换一个新文件夹：{folder}。 The folder is not empty; name a new one: {folder}.")
    (folder / "tasks").mkdir(parents=True, exist_ok=True)
    begin = day_number(first_day)
    who = people(max(12, round(tasks / days / A_DAY)), np.random.default_rng([seed, 0]))
    holidays = statutory_holidays(first_day, day_date(begin + days))
    month = np.zeros((len(PLATFORMS), len(WORK)), np.int64)
    with ExitStack() as stack:
        files = {name: stack.enter_context(_File(folder / f"{name}.parquet", BY_NAME[name])) for name in STREAMED}
        for i in range(days):
            number, first_task = begin + i, tasks * i // days + 1
            rng = np.random.default_rng([seed, 1, number])
            by_owner = orders(who, number, tasks * (i + 1) // days + 1 - first_task, rng)
            order = np.argsort(by_owner.dispatch, kind="stable")
            day = Orders(by_owner.owner[order], by_owner.dispatch[order], by_owner.end[order])
            cancelled = rng.random(len(order)) < 0.03
            with _File(folder / "tasks" / f"{day_date(number)}.parquet", TASKS) as out:
                out.write(tasks_table(who, day, cancelled, first_task, region, rng))
            np.add.at(month, (who.platform[day.owner], who.work[day.owner]), ~cancelled)
            files["pay_lines"].write(pay_lines(who, day, first_task, number, begin, day_date(number) in holidays, rng))
            files["presence"].write(presence(who, by_owner, number, rng))
            files["notices"].write(notices(who, by_owner, number, begin, rng))
            files["incidents"].write(_incidents(who, day, first_task, region, rng))
            if day_date(number + 1).day == 1 or i == days - 1:
                files["pay_lines"].write(premiums(month, day_begins(number) + 20 * HOUR))
                month[:] = 0
            if progress is not None:
                progress(i + 1, days)
    for definition, rows in ((WEATHER, _weather(begin, days, region)), (AGREEMENTS, _agreements(first_day)), (LINKS, _links(who))):
        with _File(folder / f"{definition.name}.parquet", definition) as out:
            out.write(rows)
    return folder


class _File:
    """A Parquet file of one table, written piece by piece; its ``row`` column counts on from piece to piece."""

    def __init__(self, path: Path, definition: Table) -> None:
        labelled = [c.name for c in definition.columns if c.type == LABEL]
        self.writer = pq.ParquetWriter(path, definition.schema, use_dictionary=labelled)
        self.rows = 0

    def write(self, piece: pa.Table) -> None:
        at = piece.schema.get_field_index("row")
        counted = piece.set_column(at, piece.schema.field(at), pc.add(piece["row"], self.rows))
        self.writer.write_table(counted, ROW_GROUP)
        self.rows += len(piece)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()


def _incidents(people: People, day: Orders, first_number: int, region: str, rng: np.random.Generator) -> pa.Table:
    """About one crash in thirty thousand orders, and never fewer than one in five days or so."""
    rows = np.sort(rng.choice(len(day.owner), int(rng.poisson(0.2 + len(day.owner) / 30_000))))
    owner, n = day.owner[rows], len(rows)
    columns = {
        "incident_id": numbered("I", first_number + rows, 10),
        "worker_id": worker_labels(people, owner),
        "platform": labels(people.platform[owner], PLATFORMS),
        "task_id": numbered("T", first_number + rows, 10),
        "region": region,
        "time": moments((day.dispatch[rows] + day.end[rows]) // 2),
        "lat": people.lat[owner] + rng.normal(0, 0.01, n),
        "lng": people.lng[owner] + rng.normal(0, 0.01, n),
        "kind": "交通事故",
        "severity": labels(rng.choice(3, n, p=[0.85, 0.14, 0.01]), INJURIES),
    }
    return records(INCIDENTS, n, columns)


def _weather(begin: int, days: int, region: str) -> pa.Table:
    """Hourly weather of a mild season, with one day of rain under an official warning."""
    start = begin * DAY - EAST + np.arange(24 * days) * HOUR
    hour = np.arange(24 * days) % 24
    wet = (start >= rain_span(begin)[0]) & (start < rain_span(begin)[1])
    columns = {
        "region": region,
        "start_time": moments(start),
        "end_time": moments(start + HOUR),
        "temperature": np.round(14 - 5 * np.cos((hour - 3) / 24 * 2 * np.pi), 1),
        "forecast_max": 19.0,
        "rain": np.where(wet, 22.0, 0.0),
        "warning": labels(np.where(wet, 0, -1), ["暴雨橙色"]),
        "station": labels(np.where(wet, 0, -1), ["虚构市气象台"]),
    }
    return records(WEATHER, len(start), columns)


def _agreements(first_day: date) -> pa.Table:
    """What the fictitious platforms agreed or promised: platform, work, product, topic, condition, value, unit, force."""
    rows = (
        ("蓝鸟", "food_delivery", None, "allowance", None, 10.0, "percent", "collective agreement"),
        ("蓝鸟", "food_delivery", None, "weather-supplement", "暴雨", 1.0, "CNY/order", "platform's own promise"),
        ("快马", "ride_hailing", "快车", "commission-per-order", None, 27.0, "percent", "platform's own promise"),
    )
    names = ("platform", "kind", "product", "topic", "condition", "value", "unit", "force")
    columns: dict[str, object] = {name: pa.array([row[k] for row in rows]) for k, name in enumerate(names)}
    columns |= {"first_day": date(first_day.year, 1, 1), "document": "虚构平台文件", "article": "第三条"}
    return records(AGREEMENTS, len(rows), columns)


def _links(people: People) -> pa.Table:
    """The identities of people who have two."""
    several = np.flatnonzero(np.bincount(people.person)[people.person] > 1)
    columns = {
        "worker_id": worker_labels(people, several),
        "platform": labels(people.platform[several], PLATFORMS),
        "person_id": numbered("P", people.person[several], 7),
    }
    return records(LINKS, len(several), columns)
