"""A town's tables and its answer key, from its scripts alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

import pyarrow as pa

from guanjia.model.schema import BY_NAME, TABLES, Table
from guanjia.synthesis.block import KEY
from guanjia.synthesis.planted import reckon_heat, reckon_hours, reckon_lines, reckon_orders, reckon_pay, reckon_platforms, reckon_prompts
from guanjia.synthesis.planted.answer import Answer, named
from guanjia.synthesis.planted.daybook import ACROSS
from guanjia.synthesis.planted.script import Earns, Person
from guanjia.synthesis.planted.town import Town

OF_PERSONS: Final = (
    reckon_hours.daily,
    reckon_hours.daily_stop,
    reckon_hours.stops,
    reckon_hours.driving,
    reckon_hours.weekly,
    reckon_prompts.prompts,
    reckon_pay.floor,
    reckon_pay.holidays,
    reckon_pay.new_york,
    reckon_lines.deductions,
    reckon_lines.paydays,
    reckon_orders.per_order,
    reckon_orders.monthly_mean,
    reckon_orders.speeds,
    reckon_orders.weather_supplement,
    reckon_heat.heat,
)
OF_PLATFORMS: Final = (reckon_platforms.premiums, reckon_platforms.rule_changes, reckon_platforms.aggregate)
UNITS: Final = {
    "daily-task-time": "hour",
    "continuous-task-time": "hour",
    "platform-daily-stop": "hour",
    "platform-daily-prompt": "hour",
    "platform-prompt-interval": "hour",
    "platform-continuous-service": "hour",
    "platform-continuous-rest": "minute",
    "platform-billed-time": "hour",
    "platform-billed-rest": "hour",
    "commission-per-order": "percent",
    "commission-monthly-mean": "percent",
    "commission-monthly-mean-orders": "count",
    "injury-premium": "CNY/order",
    "weather-supplement": "CNY/order",
    "allowance": "percent",
    "deduction-limit": "percent",
    "deposit-forbidden": "count",
    "rule-change-notice": "day",
    "heat-stop": "degC",
    "heat-limit-hours": "hour",
    "heat-hottest-hours": "hour",
    "weekly-rest-days": "day",
}


class Disagreement(ValueError):
    """A plant states by hand a row that the arithmetic over its script does not give."""


def answers(town: Town) -> list[Answer]:
    """Every row of the key that the town earns. Raises `Disagreement` where a plant's own statement is not among them."""
    rows = [row for account, days in town.books for reckon in OF_PERSONS for row in reckon(account, days, town)]
    rows += [row for reckon in OF_PLATFORMS for row in reckon(town)]
    about: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(rows):
        about.setdefault((row.worker, row.platform), []).append(number)
    for person in town.people:
        who = ((person.name, person.platform), (person.same, ACROSS), ("", person.platform))
        its = [number for one in who for number in about.get(one, ())] if person.earned else []
        for stated in person.earned:
            _name(rows, [number for number in its if rows[number].rule == stated.rule], person, stated)
    return rows


def _name(rows: list[Answer], mine: list[int], person: Person, stated: Earns) -> None:
    """Give the row that a plant was made for its name."""
    for i in mine:
        if _says(rows[i], stated) and not rows[i].planted:
            rows[i] = named(rows[i], person.plant)
            return
    found = "\n".join(f"  {rows[i]}" for i in mine) or "  nothing"
    raise Disagreement(f"{person.plant}: stated {stated}, but the script gives\n{found}")


def _says(row: Answer, stated: Earns) -> bool:
    told = {name: value for name, value in asdict(stated).items() if value is not None}
    numbers = {name: told.pop(name) for name in ("measured", "limit") if name in told}
    same = all(getattr(row, name) == value for name, value in told.items())
    return same and all(getattr(row, name) is not None and abs(getattr(row, name) - value) < 5e-7 for name, value in numbers.items())


def key_table(rows: Iterable[Answer]) -> pa.Table:
    """Rows as a table of `synthesis.block.KEY`."""
    told = list(rows)
    columns: dict[str, list[Any]] = {field.name: [] for field in KEY}
    for row in told:
        for name in columns:
            columns[name].append(getattr(row, {"worker_id": "worker"}.get(name, name)))
    return pa.Table.from_arrays([_array(columns[field.name], field.type) for field in KEY], schema=KEY)


def tables(town: Town) -> dict[str, pa.Table]:
    """The town's records, each table in its own schema; those that it lacks are left out."""
    rows: dict[str, list[Mapping[str, Any]]] = {
        "tasks": list(_tasks(town)),
        "pay_lines": [_line(line) for line in (*town.premiums, *(line for person in town.people for line in person.lines))],
        "presence": [
            {"worker_id": span.worker, "platform": span.platform, "kind": span.kind, "start_time": span.start, "end_time": span.end}
            for person in town.people
            for span in person.spans
        ],
        "notices": [
            {"worker_id": n.worker, "platform": n.platform, "kind": n.kind, "time": n.time, "end_time": n.end, "reason": n.reason}
            for n in (*town.told_all, *(notice for person in town.people for notice in person.notices))
        ],
        "weather": [
            {
                "region": span.region, "start_time": span.start, "end_time": span.end, "temperature": span.temperature,
                "forecast_max": span.forecast, "warning": span.warning, "station": "虚构气象台",
            }
            for span in town.sky
        ],
        "agreements": list(_agreements(town)),
        "links": [{"worker_id": one.name, "platform": one.platform, "person_id": one.same} for one in town.people if one.same],
        "incidents": [],
    }  # fmt: skip
    order = {"tasks": "dispatch_time", "pay_lines": "time", "presence": "start_time", "notices": "time", "weather": "start_time"}
    kept = [table for table in TABLES if table.name not in town.absent]
    return {table.name: arrow(table, sorted(rows[table.name], key=lambda row: _moment(row, order.get(table.name)))) for table in kept}


def _moment(row: Mapping[str, Any], name: str | None) -> int:
    if name == "dispatch_time":
        return int(row["_start"])
    return 0 if name is None else int(row[name])


def _tasks(town: Town) -> Iterator[dict[str, Any]]:
    for person in town.people:
        for task in person.tasks:
            (lat, lng), (to_lat, to_lng) = task.origin or (None, None), task.target or (None, None)
            yield {
                "task_id": task.id, "worker_id": task.worker, "platform": task.platform, "kind": task.kind, "product": task.product,
                "region": task.region, "status": task.status, "dispatch_time": task.dispatch, "arrival_time": task.arrival,
                "start_time": task.picked, "end_time": task.end, "promised_time": task.promised, "start_lat": lat, "start_lng": lng,
                "end_lat": to_lat, "end_lng": to_lng, "fare": task.fare, "driver_trip_pay": task.pay, "tip": task.tip,
                "commission": task.commission, "currency": task.currency, "_start": task.start,
            }  # fmt: skip


def _line(line: Any) -> dict[str, Any]:
    return {
        "worker_id": line.worker, "platform": line.platform, "time": line.time, "kind": line.kind, "amount": line.amount,
        "reason": line.reason, "rule_cited": line.rule, "rule_published": line.published, "currency": line.currency, "paid_time": line.paid,
    }  # fmt: skip


def _agreements(town: Town) -> Iterator[dict[str, Any]]:
    for number in town.agreed:
        platform, _, region = number.where.removeprefix("platform:").partition("@")
        for kind in number.kinds or (None,):
            yield {
                "platform": platform, "region": region or None, "kind": kind, "product": number.product or None, "topic": number.topic,
                "condition": number.condition or None, "value": number.value, "unit": UNITS[number.topic], "first_day": number.first,
                "last_day": number.last, "force": "platform's own promise", "document": "虚构平台文件", "article": "第一条",
            }  # fmt: skip


def arrow(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as a table in its schema, ``row`` counted from 1."""
    numbered = [{**row, "row": number} for number, row in enumerate(rows, 1)]
    return pa.Table.from_arrays(
        [_array([row.get(c.name) for row in numbered], c.type) for c in BY_NAME[table.name].columns], schema=table.schema
    )


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(kind):
        return pa.array(values, kind.value_type).cast(kind)
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).cast(kind)
    return pa.array(values, kind)


def renamed(person: Person, name: str, same: str = "") -> Person:
    """The person under another id."""
    return replace(
        person,
        name=name,
        same=same,
        tasks=tuple(replace(task, worker=name, id=f"{name}-{number}") for number, task in enumerate(person.tasks, 1)),
        lines=tuple(replace(line, worker=name) for line in person.lines),
        spans=tuple(replace(span, worker=name) for span in person.spans),
        notices=tuple(replace(told, worker=name if told.worker else None) for told in person.notices),
    )
