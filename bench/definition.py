"""What is measured, in one place: the columns read, and the working-time and minimum-pay computation that every contestant makes.

The computation, for each worker (``worker_id`` on one ``platform``), all in whole microseconds and whole fen:

* Tasks that were not refused, in order of dispatch; one without an end has no length, one without pay earns 0. A task adds the part of
  [dispatch_time, end_time) that no earlier task covered: its *piece*.
* A task dispatched ``REST`` or more after the greatest end so far begins a new run. A run's time is the sum of its pieces.
* Days begin at 04:00 in Shanghai (UTC+8, no daylight saving). A piece is cut at the day's boundary; no task is longer than a day.
* Table ``days``, one row for each worker-day: ``task_time`` (sum of pieces in the day), ``longest_run`` (greatest run time reached at
  the end of a piece, or of a piece's part, lying in the day), ``tasks`` and ``base`` (count and driver_trip_pay of tasks dispatched then).
* Table ``months``, one row for each worker and calendar month of those days: ``task_time``, ``pay`` (base, and the pay lines of
  ``PAY_KINDS_COUNTED`` whose time lies in the month), and the shortfall against the floor if 0, 10 or 20 percent is allowed on top
  of the time of the tasks dispatched in the month, wherever it was worked (the allowance in whole microseconds rounded down, the least
  whole fen that reach FLOOR an hour, less what was earned, or 0). Earned is pay and the income tax withheld from it (deductions whose
  reason is ``TAX``): tax is the worker's own, and does not lower what is held against the floor.

Day is days since 1970-01-01, month is months since year 0 (year * 12 + month - 1). Both tables are sorted by worker_id, platform and then
day or month.
"""

from __future__ import annotations

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
REST = 20 * 60 * SECOND
TO_DAY = 4 * HOUR  # (moment + TO_DAY) // DAY is the worker's day: 8 hours east, less 4 for the day's start
FLOOR = 2_500  # fen an hour
ALLOWANCES = (0, 10, 20)  # percent
PAY_KINDS_COUNTED = ("incentive", "adjustment", "deduction")
TAX = "代扣个税"
THREADS = 2

DAYS = ("worker_id", "platform", "day", "task_time", "longest_run", "tasks", "base")
MONTHS = ("worker_id", "platform", "month", "task_time", "pay", "short_0", "short_10", "short_20")

# What `guanjia assess` reads.
READ = {
    "tasks/*.parquet": (
        *("worker_id", "platform", "kind", "product", "region", "status"),
        *("requested_time", "dispatch_time", "arrival_time", "start_time", "end_time", "promised_time"),
        *("start_lat", "start_lng", "end_lat", "end_lng", "fare", "driver_trip_pay", "tip", "commission", "currency", "row"),
    ),
    "pay_lines.parquet": (
        *("worker_id", "platform", "time", "kind", "reason", "rule_cited", "rule_published", "amount", "currency", "paid_time", "row"),
    ),
    "presence.parquet": ("worker_id", "platform", "kind", "start_time", "end_time"),
}
