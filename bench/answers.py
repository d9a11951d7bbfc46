"""The answers of all contestants as the same two tables of whole numbers, and what differs between them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.definition import ALLOWANCES, DAYS, MONTHS, PAY_KINDS_COUNTED
from guanjia.model.clock import month_number
from guanjia.model.measures import ACROSS

KEYS = 3  # leading key columns of DAYS and MONTHS
RULE = "minimum_hourly_pay"
Answers = dict[str, pa.Table]


def of_peer(folder: Path) -> Answers:
    """The two tables of a peer or of the oracle."""
    return {name: _plain(pq.read_table(folder / f"{name}.parquet"), columns) for name, columns in (("days", DAYS), ("months", MONTHS))}


def of_ours(folder: Path, city: Path) -> Answers:
    """The same from what `guanjia assess` wrote, without persons over all platforms and days without a task (peers have neither).

    Our floor is on working time, which holds required presence besides tasks; so ``short`` has only the months without any.
    """
    days, months, findings = (_read(folder, name) for name in ("worker_days", "worker_months", "findings"))
    days = days.filter((pc.field("tasks") > 0) | (pc.field("task_time") > 0))
    days = days.set_column(days.schema.get_field_index("day"), "day", days["day"].cast(pa.int32()))
    months = months.filter(pc.field("tasks") > 0)
    months = months.append_column("month", _month(months["first_day"]))
    pay = months["base"]
    for kind in PAY_KINDS_COUNTED:
        pay = pc.add(pay, months[f"pay_{kind}"])
    months = months.append_column("pay", pay)
    findings = findings.filter((pc.field("rule") == RULE) & (pc.field("verdict") != "cannot judge"))
    # A finding starts at 04:00 of its first day: at 20:00 UTC of the day before, which may lie in the month before.
    findings = findings.append_column("month", _month(pc.add(findings["start"], pa.scalar(4 * 3600, pa.duration("s"))).cast(pa.date32())))
    plain = months.filter(pc.field("working_time") == pc.field("task_time")).select(MONTHS[:KEYS])
    for allowance in ALLOWANCES:
        owed = findings.filter(pc.field("scenario") == f"allowance {allowance}%")
        owed = owed.select([*MONTHS[:KEYS], "owed"]).rename_columns([*MONTHS[:KEYS], f"short_{allowance}"])
        plain = plain.join(owed, list(MONTHS[:KEYS]), join_type="inner")
    shorts = [f"short_{allowance}" for allowance in ALLOWANCES]
    plain = pa.table({n: pc.fill_null(plain[n], 0) if n in shorts else plain[n] for n in plain.column_names})
    renamed = {"days": (days, DAYS), "months": (months, MONTHS[:5]), "short": (plain, (*MONTHS[:KEYS], *shorts))}
    return {name: _plain(_by_identity(table, city), columns) for name, (table, columns) in renamed.items()}


def differences(name: str, answers: Mapping[str, pa.Table], truth: Mapping[str, pa.Table]) -> list[str]:
    """What differs between ``answers`` and the columns of the same name in ``truth``: one line a table, with the first differing row."""
    found = []
    for kind, table in answers.items():
        other = truth["days" if kind == "days" else "months"].select(table.column_names)
        if kind == "short":
            other = _plain(other.join(table.select(MONTHS[:KEYS]), list(MONTHS[:KEYS]), join_type="left semi"), tuple(table.column_names))
        if not len(table) or not table.equals(other):
            rows, others = table.to_pylist(), other.to_pylist()
            first = next((pair for pair in zip(rows, others, strict=False) if pair[0] != pair[1]), "none in the rows that both have")
            found.append(f"{name}, {kind}: {len(rows)} rows against {len(others)}; first difference: {first}")
    return found


def _read(folder: Path, name: str) -> pa.Table:
    """One of our results, durations as integers, without the rows of persons over all platforms."""
    table = pq.read_table(folder / f"{name}.parquet", filters=pc.field("platform") != ACROSS)
    for i, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type) or pa.types.is_duration(column.type):
            kind = pa.string() if pa.types.is_dictionary(column.type) else pa.int64()
            table = table.set_column(i, column.name, table[column.name].cast(kind))
    return table


def _month(days: pa.ChunkedArray) -> pa.Array:
    numbers = {day: month_number(day) for day in pc.unique(days).to_pylist()}
    return pa.array([numbers[day] for day in days.to_pylist()], pa.int64())


def _by_identity(table: pa.Table, city: Path) -> pa.Table:
    """``table`` with a linked person's id turned back into the worker id on that platform."""
    links = pq.read_table(city / "links.parquet", columns=["worker_id", "platform", "person_id"])
    of = {(row["person_id"], row["platform"]): row["worker_id"] for row in links.to_pylist()}
    who = zip(table["worker_id"].to_pylist(), table["platform"].to_pylist(), strict=True)
    workers = pa.array([of.get(key, key[0]) for key in who], pa.string())
    return table.set_column(table.schema.get_field_index("worker_id"), "worker_id", workers)


def _plain(table: pa.Table, columns: tuple[str, ...]) -> pa.Table:
    """These columns, ids as text and the rest as int64, in the order of the keys."""
    kinds = [pa.string(), pa.string(), *[pa.int64()] * (len(columns) - 2)]
    plain = pa.table([table[name].cast(kind) for name, kind in zip(columns, kinds, strict=True)], names=list(columns))
    return plain.sort_by([(name, "ascending") for name in columns[:KEYS]]).combine_chunks()
