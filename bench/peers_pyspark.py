"""The computation of `bench.definition` in PySpark SQL, as one would write it. Run as ``python -m bench.peers_pyspark CITY OUT FORM``.

* ``windows``: window functions over each worker.

Spark writes a folder of files for each table, which reads like one file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from bench.definition import ALLOWANCES, DAY, FLOOR, HOUR, PAY_KINDS_COUNTED, REST, TAX, THREADS, TO_DAY

SETTINGS = {
    "spark.driver.memory": "4g",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": str(4 * THREADS),  # the usual 200 are for clusters
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

RUNS = f"""
with t as (
    select worker_id, platform, unix_micros(dispatch_time) as s, unix_micros(coalesce(end_time, dispatch_time)) as e,
        coalesce(driver_trip_pay, 0) as p from tasks where status <> 'refused'
), frontier as (
    select *, max(e) over (partition by worker_id, platform order by s, e rows between unbounded preceding and 1 preceding) as f from t
), gains as (
    select *, greatest(e - greatest(s, coalesce(f, s)), 0) as g, f is null or s - f >= {REST} as fresh from frontier
), totals as (
    select *, sum(g) over (partition by worker_id, platform order by s, e rows unbounded preceding) as total from gains
)
select worker_id, platform, s, e, p, g, total - max(case when fresh then total - g else 0 end)
    over (partition by worker_id, platform order by s, e rows unbounded preceding) as run
from totals
"""

DAYS = f"""
with cut as (
    select *, (s + {TO_DAY}) div {DAY} as day, ((s + {TO_DAY}) div {DAY} + 1) * {DAY} - {TO_DAY} as b from runs
), parts as (
    select worker_id, platform, day, greatest(least(e, b) - (e - g), 0) as task_time,
        case when g > 0 and e - g < b then run - (e - least(e, b)) else 0 end as run, 1 as tasks, p, g from cut
    union all
    select worker_id, platform, day + 1, e - greatest(e - g, b), run, 0, 0, 0 from cut where g > 0 and e > b
)
select worker_id, platform, day, sum(task_time) as task_time, max(run) as longest_run, sum(tasks) as tasks, sum(p) as base,
    sum(g) as booked
from parts group by worker_id, platform, day
"""

MONTH = "year(d) * 12 + month(d) - 1"
LINES = f"""
select worker_id, platform, {MONTH} as month, sum(amount) as amount,
    sum(case when kind = 'deduction' and reason = '{TAX}' then amount else 0 end) as tax
from (
    select worker_id, platform, kind, reason, amount,
        date_add(date '1970-01-01', cast((unix_micros(time) + {TO_DAY}) div {DAY} as int)) as d
    from pay_lines where worker_id is not null and kind in {PAY_KINDS_COUNTED}
) group by all
"""

SUMS = f"""
select worker_id, platform, {MONTH} as month, sum(task_time) as task_time, sum(base) as base, sum(booked) as booked
from (select *, date_add(date '1970-01-01', cast(day as int)) as d from days) group by all
"""


def _shorts() -> str:
    worked = ((allowance, f"(booked + booked * {allowance} div 100)") for allowance in ALLOWANCES)
    earned = "(base + coalesce(amount, 0) - coalesce(tax, 0))"
    return ", ".join(f"greatest(({FLOOR} * {w} + {HOUR - 1}) div {HOUR} - {earned}, 0) as short_{a}" for a, w in worked)


MONTHS = f"""
select worker_id, platform, month, task_time, base + coalesce(amount, 0) as pay, {_shorts()}
from sums left join lines using (worker_id, platform, month) order by worker_id, platform, month
"""


def compute(city: Path, out: Path) -> None:
    """Write ``days.parquet`` and ``months.parquet`` into ``out``."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{THREADS}]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.read.parquet(str(city / "tasks")).createOrReplaceTempView("tasks")
    spark.read.parquet(str(city / "pay_lines.parquet")).createOrReplaceTempView("pay_lines")
    spark.sql(RUNS).createOrReplaceTempView("runs")
    days = spark.sql(DAYS).persist()
    days.createOrReplaceTempView("days")
    days.drop("booked").orderBy("worker_id", "platform", "day").write.parquet(str(out / "days.parquet"))
    spark.sql(LINES).createOrReplaceTempView("lines")
    spark.sql(SUMS).createOrReplaceTempView("sums")
    spark.sql(MONTHS).write.parquet(str(out / "months.parquet"))
    spark.stop()


if __name__ == "__main__":
    compute(Path(sys.argv[1]), Path(sys.argv[2]))
