"""A small city with what real exports hold: repeats across files and people, rows that must be set aside, disorder, several places."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from guanjia.synthesis.city import write_city

TABLES = ("pay_lines", "presence", "notices", "weather", "agreements", "links")
TASKS = 3_000
SECOND = "second-account"


def clean_city(folder: Path) -> Path:
    """A city as it is made, with no days out of order."""
    return write_city(folder, TASKS, days=9, seed=5)


def dirty_city(folder: Path, clean: Path) -> Path:
    """The clean city spoiled: see `_spoiled` and `_side_tables`."""
    (folder / "tasks").mkdir(parents=True)
    for number, table in enumerate(_spoiled(_second_account(_days(clean), _whole(clean, "links")))):
        pq.write_table(table, folder / "tasks" / f"tasks-{number:02d}.parquet")
    for name in TABLES:
        pq.write_table(_side_table(_plain(_whole(clean, name)), name), folder / f"{name}.parquet")
    return folder


def csv_city(folder: Path, dirty: Path) -> Path:
    """The dirty city as CSV files."""
    (folder / "tasks").mkdir(parents=True)
    for path in sorted((dirty / "tasks").iterdir()):
        pacsv.write_csv(_for_csv(pq.read_table(path)), folder / "tasks" / f"{path.stem}.csv")
    for name in TABLES:
        pacsv.write_csv(_for_csv(_whole(dirty, name)), folder / f"{name}.csv")
    return folder


def _for_csv(table: pa.Table) -> pa.Table:
    return table.drop_columns([name for name in ("row", "file") if name in table.column_names])


def _whole(city: Path, name: str) -> pa.Table:
    path = city / f"{name}.parquet"
    return pq.read_table(path if path.exists() else city / name)


def _plain(table: pa.Table) -> pa.Table:
    """Without dictionaries, and without row numbers, so that places in the files count."""
    columns = {n: table[n].cast(pa.string()) if pa.types.is_dictionary(table[n].type) else table[n] for n in table.column_names}
    return pa.table(columns).drop_columns([name for name in ("row", "file") if name in columns])


def _days(clean: Path) -> list[pa.Table]:
    return [_plain(pq.read_table(path)) for path in sorted((clean / "tasks").iterdir())]


def _with(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values)


def _second_account(days: list[pa.Table], links: pa.Table) -> list[pa.Table]:
    """Every other day the first linked worker uses another account of the same platform."""
    worker, platform = links["worker_id"][0].as_py(), links["platform"][0].as_py()
    for number in range(0, len(days), 2):
        day = days[number]
        mine = pc.and_(pc.equal(day["worker_id"], worker), pc.equal(day["platform"], platform))
        days[number] = _with(day, "worker_id", pc.if_else(mine, SECOND, day["worker_id"]))
    return days


def _spoiled(days: list[pa.Table]) -> list[pa.Table]:
    rng = np.random.default_rng(11)
    days[1] = days[1].take(pa.array(rng.permutation(len(days[1]))))  # out of time order
    again, other = days[0].slice(5, 60), days[0].slice(200, 40)
    days[2] = pa.concat_tables([again, days[2], again])  # told again, in another file and twice
    workers = pa.array(rng.permutation(other["worker_id"].to_pylist()), pa.string())
    days[3] = pa.concat_tables([days[3], _with(other, "worker_id", workers)])  # the same id for another worker
    wrong = days[4].slice(10, 30)
    days[4] = pa.concat_tables([days[4], _with(wrong, "driver_trip_pay", pc.add(wrong["driver_trip_pay"], 100))])  # another sum
    refused = _with(days[5].slice(0, 25), "status", pa.array(["refused"] * 25))
    days[5] = pa.concat_tables([refused, _with(refused, "worker_id", workers.slice(0, 25)), refused, days[5]])
    fares = days[6]["fare"].to_pylist()
    fares[::37] = [-500] * len(fares[::37])
    ends = days[6]["end_time"].to_pylist()
    ends[::41] = days[6]["requested_time"].to_pylist()[::41]
    days[6] = _with(_with(days[6], "fare", pa.array(fares, pa.int64())), "end_time", pa.array(ends, days[6].schema.field("end_time").type))
    places = rng.choice(["310000", "320500", "110000"], len(days[7]))
    days[7] = _with(days[7], "region", pa.array(places.tolist()))
    days[8] = _with(days[8], "region", pa.array(["US-NYC"] * len(days[8])))
    return days


def _side_table(table: pa.Table, name: str) -> pa.Table:
    if name == "notices":
        every = _with(table.slice(0, 12), "worker_id", pa.nulls(12, pa.string()))
        return pa.concat_tables([table.slice(0, 40), every, table.slice(40)])
    if name == "links":  # a second account of a linked person on one platform, and an account linked twice
        first = table.slice(0, 1)
        second = _with(first, "worker_id", pa.array([SECOND]))
        return pa.concat_tables([table, second, _with(first, "person_id", pa.array(["someone-else"]))])
    if name == "presence":
        return table.take(pa.array(np.random.default_rng(3).permutation(len(table))))
    return table
