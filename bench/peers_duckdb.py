"""The computation of `bench.definition` in DuckDB, in three forms. Run as ``python -m bench.peers_duckdb CITY OUT FORM``.

* ``windows``: window functions over each worker, as one would write it first.
* ``keyed``: the same, with one small integer in place of worker and platform as the partition.
* ``streamed``: one worker's times shifted clear of the next's, so that one integer sort, running windows without partition or order
  (which DuckDB streams), and one integer group serve all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from bench.definition import ALLOWANCES, DAY, FLOOR, HOUR, PAY_KINDS_COUNTED, REST, TAX, THREADS, TO_DAY

FAR_DAYS = 256  # more than the city's days, so that shifted times of two workers never meet

KEYS = """
create temp table keys as
select row_number() over () as k, worker_id, platform
from (select distinct worker_id, platform from read_parquet('{city}/tasks/*.parquet'));
"""

TASKS_WINDOWS = """
create temp view t as
select worker_id as k1, platform as k2, epoch_us(dispatch_time) as s, epoch_us(coalesce(end_time, dispatch_time)) as e,
    coalesce(driver_trip_pay, 0) as p
from read_parquet('{city}/tasks/*.parquet') where status <> 'refused';
"""

TASKS_KEYED = """
create temp view t as
select k::integer as k1, epoch_us(dispatch_time) as s, epoch_us(coalesce(end_time, dispatch_time)) as e,
    coalesce(driver_trip_pay, 0) as p
from read_parquet('{city}/tasks/*.parquet') join keys using (worker_id, platform) where status <> 'refused';
"""

RUNS = """
create temp table runs as
with frontier as (
    select *, max(e) over (partition by {k} order by s, e rows between unbounded preceding and 1 preceding) as f from t
), gains as (
    select *, greatest(e - greatest(s, coalesce(f, s)), 0) as g, f is null or s - f >= {REST} as fresh from frontier
), totals as (
    select *, sum(g) over (partition by {k} order by s, e rows unbounded preceding)::bigint as total from gains
)
select {k}, s, e, p, g,
    total - max(case when fresh then total - g else 0 end) over (partition by {k} order by s, e rows unbounded preceding) as run
from totals;
"""

RUNS_STREAMED = """
create temp table runs as
with sorted as (
    select s + k1::bigint * {far} - {first} as s, e + k1::bigint * {far} - {first} as e, p from t order by 1
), frontier as (
    select *, coalesce(lag(f0) over (), -{far}) as f from (select *, max(e) over (rows unbounded preceding) as f0 from sorted)
), gains as (
    select *, greatest(e - greatest(s, f), 0) as g, s - f >= {REST} as fresh from frontier
), totals as (
    select *, sum(g) over (rows unbounded preceding)::bigint as total from gains
)
select 0::utinyint as zero, s, e, p, g, total - max(case when fresh then total - g else 0 end) over (rows unbounded preceding) as run
from totals;
"""

DAYS = """
create temp table folded as
with cut as (
    select {k}, s, e, p, g, run, (s + {TO_DAY}) // {DAY} as day, ((s + {TO_DAY}) // {DAY} + 1) * {DAY} - {TO_DAY} as b from runs
), parts as (
    select {k}, day, greatest(least(e, b) - (e - g), 0) as task_time,
        case when g > 0 and e - g < b then run - (e - least(e, b)) else 0 end as run, 1 as tasks, p, g from cut
    union all
    select {k}, day + 1, e - greatest(e - g, b), run, 0, 0, 0 from cut where g > 0 and e > b
)
select {k}, day, sum(task_time)::bigint as task_time, max(run) as longest_run, sum(tasks)::bigint as tasks, sum(p)::bigint as base,
    sum(g)::bigint as booked
from parts group by {k}, day;
"""

OUT = """
create temp table days as select {names}, {day} as day, task_time, longest_run, tasks, base, booked from folded {join};
create temp table months as
with lines as (
    select worker_id, platform, year(d) * 12 + month(d) - 1 as month, sum(amount)::bigint as amount,
        sum(case when kind = 'deduction' and reason = '{TAX}' then amount else 0 end)::bigint as tax
    from (
        select worker_id, platform, kind, reason, amount, date '1970-01-01' + ((epoch_us(time) + {TO_DAY}) // {DAY})::integer as d
        from read_parquet('{city}/pay_lines.parquet') where worker_id is not null and kind in {kinds}
    ) group by all
), sums as (
    select worker_id, platform, year(d) * 12 + month(d) - 1 as month, sum(task_time)::bigint as task_time, sum(base)::bigint as base,
        sum(booked)::bigint as booked
    from (select *, date '1970-01-01' + day::integer as d from days) group by all
)
select worker_id, platform, month, task_time, base + coalesce(amount, 0) as pay, {shorts}
from sums left join lines using (worker_id, platform, month);
copy (select worker_id, platform, day::integer as day, * exclude (worker_id, platform, day, booked) from days order by all)
to '{out}/days.parquet' (format parquet);
copy (select worker_id, platform, month::integer as month, * exclude (worker_id, platform, month) from months order by all)
to '{out}/months.parquet' (format parquet);
"""

FORMS = {
    "windows": (TASKS_WINDOWS, RUNS, "k1, k2", "k1 as worker_id, k2 as platform", ""),
    "keyed": (KEYS + TASKS_KEYED, RUNS, "k1", "worker_id, platform", "join keys on k = k1"),
    "streamed": (KEYS + TASKS_KEYED, RUNS_STREAMED, "zero", "worker_id, platform", f"join keys on k = day // {FAR_DAYS}"),
}


def compute(city: Path, out: Path, form: str) -> None:
    """Write ``days.parquet`` and ``months.parquet`` into ``out``."""
    connection = duckdb.connect(config={"threads": THREADS})
    answer = connection.execute(f"select min(epoch_us(dispatch_time)) from read_parquet('{city}/tasks/*.parquet')").fetchone()
    first_day = (answer[0] + TO_DAY) // DAY if answer else 0
    tasks, runs, k, names, join = FORMS[form]
    earned = "base + coalesce(amount, 0) - coalesce(tax, 0)"
    worked = (f"(booked + booked * {a} // 100)" for a in ALLOWANCES)
    shorts = (
        f"greatest(({FLOOR} * {w} + {HOUR - 1}) // {HOUR} - ({earned}), 0) as short_{a}" for w, a in zip(worked, ALLOWANCES, strict=True)
    )
    fill = {"city": city, "out": out, "k": k, "names": names, "join": join, "kinds": PAY_KINDS_COUNTED, "shorts": ", ".join(shorts)}
    fill |= {"REST": REST, "TO_DAY": TO_DAY, "DAY": DAY, "far": FAR_DAYS * DAY, "first": first_day * DAY, "TAX": TAX}
    fill |= {"day": f"day % {FAR_DAYS} + {first_day}" if form == "streamed" else "day"}
    for part in (tasks, runs, DAYS, OUT):
        connection.execute(part.format(**fill))


if __name__ == "__main__":
    compute(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
