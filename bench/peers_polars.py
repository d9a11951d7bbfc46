"""The computation of `bench.definition` in Polars, in three forms. Run as ``python -m bench.peers_polars CITY OUT FORM``.

* ``over``: sort by worker and dispatch, then running maxima and sums ``over`` each worker, as one would write it first.
* ``shifted``: one integer holds worker (by category number) and moment, each worker's times shifted clear of the next's, so that one plain
  sort, and plain running maxima over the whole table, serve all workers, and one integer is the group.
* ``streaming``: ``shifted``, collected with the streaming engine.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from bench.definition import ALLOWANCES, DAY, DAYS, FLOOR, HOUR, MONTHS, PAY_KINDS_COUNTED, REST, TAX, THREADS, TO_DAY

os.environ["POLARS_MAX_THREADS"] = str(THREADS)  # read when polars is imported

import polars as pl

FAR = 400 * DAY
WHO = ["worker_id", "platform"]


def _us(name: str) -> pl.Expr:
    return pl.col(name).dt.epoch("us")


def _tasks(city: Path) -> pl.LazyFrame:
    tasks = pl.scan_parquet(city / "tasks" / "*.parquet").filter(pl.col("status").cast(pl.String) != "refused")
    begin, end = _us("dispatch_time"), _us("end_time").fill_null(_us("dispatch_time"))
    return tasks.select(*WHO, begin.alias("s"), end.alias("e"), pl.col("driver_trip_pay").fill_null(0).alias("p"))


def _runs_over(tasks: pl.LazyFrame) -> pl.LazyFrame:
    """Each task with its piece ``g`` and the run time ``run`` at its end."""
    s, e, f, g, total = (pl.col(c) for c in ("s", "e", "f", "g", "total"))
    return (
        tasks.sort(*WHO, "s", "e")
        .with_columns(e.cum_max().shift(1).over(WHO).fill_null(-FAR).alias("f"))
        .with_columns((e - pl.max_horizontal(s, f)).clip(0).alias("g"))
        .with_columns(g.cum_sum().over(WHO).alias("total"))
        .with_columns((total - pl.when(s - f >= REST).then(total - g).otherwise(0).cum_max().over(WHO)).alias("run"))
    )


def _runs_shifted(tasks: pl.LazyFrame) -> pl.LazyFrame:
    """The same where ``s`` and ``e`` are shifted so that no two workers' times meet."""
    s, e, f, g, total = (pl.col(c) for c in ("s", "e", "f", "g", "total"))
    return (
        tasks.sort("s")
        .with_columns(e.cum_max().shift(1).fill_null(-FAR).alias("f"))
        .with_columns((e - pl.max_horizontal(s, f)).clip(0).alias("g"))
        .with_columns(g.cum_sum().alias("total"))
        .with_columns((total - pl.when(s - f >= REST).then(total - g).otherwise(0).cum_max()).alias("run"))
    )


def _days(runs: pl.LazyFrame, who: list[str]) -> pl.LazyFrame:
    e, g, run, day, cut, rest = (pl.col(c) for c in ("e", "g", "run", "day", "cut", "rest"))
    parts = runs.with_columns(((pl.col("s") + TO_DAY) // DAY).alias("day")).with_columns(
        (e - (day + 1) * DAY + TO_DAY).clip(0).alias("over")
    )
    over = pl.min_horizontal(pl.col("over"), g)  # part of the piece that lies in the next day
    parts = parts.with_columns(over.alias("rest")).with_columns((g - rest).alias("cut"))
    here = parts.select(
        *who, day, cut.alias("task_time"), pl.when(cut > 0).then(run - rest).otherwise(0).alias("run"), pl.lit(1).alias("tasks"), "p", g
    )
    there = parts.filter(rest > 0).select(
        *who,
        day + 1,
        rest.alias("task_time"),
        "run",
        pl.lit(0).alias("tasks"),
        pl.lit(0, pl.Int64).alias("p"),
        pl.lit(0, pl.Int64).alias("g"),
    )
    sums = (
        pl.col("task_time").sum(),
        run.max().alias("longest_run"),
        pl.col("tasks").cast(pl.Int64).sum(),
        pl.col("p").sum().alias("base"),
        g.sum().alias("booked"),
    )
    return pl.concat([here, there]).group_by(*who, "day").agg(*sums)


def _month(day: pl.Expr) -> pl.Expr:
    as_date = day.cast(pl.Int32).cast(pl.Date)
    return (as_date.dt.year() * 12 + as_date.dt.month() - 1).cast(pl.Int32).alias("month")


def _months(days: pl.LazyFrame, city: Path) -> pl.LazyFrame:
    taxed = (pl.col("kind") == "deduction") & (pl.col("reason") == TAX)
    lines = (
        pl.scan_parquet(city / "pay_lines.parquet")
        .select(*(pl.col(c).cast(pl.String) for c in (*WHO, "kind", "reason")), "time", "amount")
        .filter(pl.col("worker_id").is_not_null() & pl.col("kind").is_in(PAY_KINDS_COUNTED))
        .group_by(*WHO, _month((_us("time") + TO_DAY) // DAY))
        .agg(pl.col("amount").sum(), pl.col("amount").filter(taxed).sum().alias("tax"))
    )
    sums = days.group_by(*WHO, _month(pl.col("day"))).agg(pl.col("task_time", "base", "booked").sum())
    time = pl.col("booked")
    due = ((FLOOR * (time + time * a // 100) + HOUR - 1) // HOUR for a in ALLOWANCES)
    paid = sums.join(lines, on=[*WHO, "month"], how="left").with_columns((pl.col("base") + pl.col("amount").fill_null(0)).alias("pay"))
    earned = pl.col("pay") - pl.col("tax").fill_null(0)
    return paid.with_columns((d - earned).clip(0).alias(f"short_{a}") for d, a in zip(due, ALLOWANCES, strict=True))


def _days_by_number(city: Path, engine: Literal["in-memory", "streaming"]) -> pl.DataFrame:
    """The days by way of one integer: (worker number, platform number, day since the first)."""
    tasks = _tasks(city)
    platform = pl.col("platform").to_physical().cast(pl.Int64)
    day_of = [(pl.col(c) + TO_DAY) // DAY for c in ("s", "e")]
    bounds = tasks.select(day_of[0].min(), day_of[1].max(), platform.min().alias("low"), platform.max().alias("high"))
    first, last, low, high = bounds.collect(engine=engine).row(0)
    far, several = last - first + 3, high - low + 1
    shift = ((pl.col("worker_id").to_physical().cast(pl.Int64) * several + platform - low) * far - first) * DAY
    days = _days(_runs_shifted(tasks.select(pl.col("s") + shift, pl.col("e") + shift, "p")), [])
    k = pl.col("day") // far
    names = ((k // several).alias("worker_id"), (k % several + low).alias("platform"))
    labels = (n.cast(pl.UInt32).cat.to(pl.Categorical) for n in names)
    return days.select(*labels, pl.col("day") % far + first, pl.exclude("day")).collect(engine=engine)


def compute(city: Path, out: Path, form: str) -> None:
    """Write ``days.parquet`` and ``months.parquet`` into ``out``."""
    if form == "over":
        days = _days(_runs_over(_tasks(city)), WHO).collect()
    else:
        days = _days_by_number(city, "streaming" if form == "streaming" else "in-memory")
    days = days.with_columns(pl.col(WHO).cast(pl.String), pl.col("day").cast(pl.Int32))
    months = _months(days.lazy(), city).collect()
    days.select(DAYS).sort(*WHO, "day").write_parquet(out / "days.parquet")
    months.select(MONTHS).sort(*WHO, "month").write_parquet(out / "months.parquet")


if __name__ == "__main__":
    compute(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
