"""The computation of `bench.definition` in pandas, as one would write it. Run as ``python -m bench.peers_pandas CITY OUT FORM``.

* ``groupby``: sort by worker and dispatch, then running maxima and sums by worker.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from bench.definition import ALLOWANCES, DAY, DAYS, FLOOR, HOUR, MONTHS, PAY_KINDS_COUNTED, REST, TAX, TO_DAY

WHO = ["worker_id", "platform"]


def _us(column: pd.Series) -> pd.Series:
    return column.dt.tz_localize(None).astype("datetime64[us]").astype("int64")


def _runs(city: Path) -> pd.DataFrame:
    """Each task with its piece ``g`` and the run time ``run`` at its end."""
    names = [*WHO, "status", "dispatch_time", "end_time", "driver_trip_pay"]
    tasks = pd.concat([pd.read_parquet(path, columns=names) for path in sorted((city / "tasks").glob("*.parquet"))], ignore_index=True)
    tasks = tasks[tasks["status"] != "refused"]
    for name in WHO:
        tasks[name] = tasks[name].astype("category")
    tasks["s"] = _us(tasks["dispatch_time"])
    tasks["e"] = _us(tasks["end_time"].fillna(tasks["dispatch_time"]))
    tasks["p"] = tasks["driver_trip_pay"].fillna(0).astype("int64")
    tasks = tasks[[*WHO, "s", "e", "p"]].sort_values([*WHO, "s", "e"], ignore_index=True)
    each = tasks.groupby(WHO, observed=True, sort=False)
    frontier = each["e"].cummax().groupby([tasks[name] for name in WHO], observed=True, sort=False).shift(1)
    fresh = frontier.isna() | (tasks["s"] - frontier.fillna(0).astype("int64") >= REST)
    frontier = frontier.fillna(tasks["s"]).astype("int64")
    tasks["g"] = (tasks["e"] - tasks["s"].where(tasks["s"] > frontier, frontier)).clip(lower=0)
    total = tasks.groupby(WHO, observed=True, sort=False)["g"].cumsum()
    before = (total - tasks["g"]).where(fresh, 0)
    tasks["run"] = total - before.groupby([tasks[name] for name in WHO], observed=True, sort=False).cummax()
    return tasks


def _days(runs: pd.DataFrame) -> pd.DataFrame:
    day = (runs["s"] + TO_DAY) // DAY
    rest = (runs["e"] - (day + 1) * DAY + TO_DAY).clip(lower=0)
    rest = rest.where(rest < runs["g"], runs["g"])
    cut = runs["g"] - rest
    here = runs[[*WHO, "p", "g"]].assign(day=day, task_time=cut, run=(runs["run"] - rest).where(cut > 0, 0), tasks=1)
    late = rest > 0
    there = runs.loc[late, WHO].assign(day=day[late] + 1, task_time=rest[late], run=runs.loc[late, "run"], tasks=0, p=0, g=0)
    parts = pd.concat([here, there], ignore_index=True).groupby([*WHO, "day"], observed=True)
    sums = {"task_time": ("task_time", "sum"), "longest_run": ("run", "max"), "tasks": ("tasks", "sum"), "base": ("p", "sum")}
    return parts.agg(**sums, booked=("g", "sum")).reset_index()


def _month(day: pd.Series) -> pd.Series:
    dates = pd.to_datetime(day, unit="D")
    return dates.dt.year * 12 + dates.dt.month - 1


def _months(days: pd.DataFrame, city: Path) -> pd.DataFrame:
    lines = pd.read_parquet(city / "pay_lines.parquet", columns=[*WHO, "kind", "reason", "time", "amount"])
    lines = lines[lines["worker_id"].notna() & lines["kind"].isin(PAY_KINDS_COUNTED)]
    tax = lines["amount"].where((lines["kind"] == "deduction") & (lines["reason"] == TAX), 0)
    lines = lines.assign(month=_month((_us(lines["time"]) + TO_DAY) // DAY), tax=tax).astype(dict.fromkeys(WHO, "string"))
    paid = lines.groupby([*WHO, "month"])[["amount", "tax"]].sum().reset_index()
    months = days.assign(month=_month(days["day"])).groupby([*WHO, "month"], observed=True)[["task_time", "base", "booked"]].sum()
    months = months.reset_index().merge(paid, on=[*WHO, "month"], how="left")
    months["pay"] = months["base"] + months["amount"].fillna(0).astype("int64")
    earned = months["pay"] - months["tax"].fillna(0).astype("int64")
    for share in ALLOWANCES:
        time = months["booked"] + months["booked"] * share // 100
        months[f"short_{share}"] = ((FLOOR * time + HOUR - 1) // HOUR - earned).clip(lower=0)
    return months


def compute(city: Path, out: Path, form: str) -> None:
    """Write ``days.parquet`` and ``months.parquet`` into ``out``; ``form`` is the only one there is."""
    assert form == "groupby"
    days = _days(_runs(city)).astype(dict.fromkeys(WHO, "string"))
    months = _months(days, city)
    days[list(DAYS)].sort_values([*WHO, "day"]).to_parquet(out / "days.parquet", index=False)
    months[list(MONTHS)].sort_values([*WHO, "month"]).to_parquet(out / "months.parquet", index=False)


if __name__ == "__main__":
    compute(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
