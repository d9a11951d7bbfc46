"""What was measured of the work: the arrays that a rule reads.

Everything is integer: durations in microseconds, money in minor units, moments in UTC microseconds, `NULL` where there is none.
A *unit* is one worker on one platform, or (platform `ACROSS`) one linked person over all of their platforms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from guanjia.model.clock import Clock

Int16 = NDArray[np.int16]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

ACROSS = "*"
Subject = Literal["person", "vehicle"]


@dataclass(frozen=True)
class RunMark:
    """A run to watch for: task time (or billed time) that no rest of ``rest`` breaks, longer than ``limit``. Microseconds."""

    clock: Literal["task", "billed"]
    rest: int
    limit: int


@dataclass(frozen=True)
class Units:
    """Who the measures are about, by unit number, and the vocabularies that other arrays point into."""

    worker: tuple[str, ...]  # the account's own id; of a unit over all platforms, the person's
    person: tuple[str, ...]  # the person's id; the account's own id where it is not linked
    platform: Int32  # index into platforms; platforms[0] is ACROSS
    subject: Subject
    platforms: tuple[str, ...]
    regions: tuple[str, ...]  # regions[0] is "" (not given)
    products: tuple[str, ...]  # products[0] is "" (not given)
    across: Int32 = field(default_factory=lambda: np.zeros(0, np.int32))  # a linked account's person, else -1; () where nobody is


@dataclass(frozen=True)
class Days:
    """Worker-days: one row for each unit and local day with any task or presence, ordered by unit and day."""

    unit: Int32
    day: Int32  # local day number
    start: Int64  # the day's [start, end)
    end: Int64
    region: Int16  # of the day's first task that states one
    regions: Int16  # how many regions its tasks were in, 2 meaning 2 or more
    product: Int16  # of the day's first task
    kinds: Int16  # bit i set: a task of schema.KINDS[i]
    tasks: Int32
    cancelled: Int32
    understated: Int32  # tasks whose time is missing or known to begin late, so that times below are lower bounds
    task_time: Int64  # union of task intervals
    working_time: Int64  # union of task intervals and required-online spans; no allowance
    online_time: Int64  # union of task intervals and all presence but rest
    billed_time: Int64  # union of start_time to end_time
    booked_time: Int64  # task time of the tasks dispatched that day, wherever it was worked: what that day's pay was for
    booked_working: Int64  # the same of working time; required presence counts where it was
    longest_run: Int64  # greatest continuous task time reached that day, under the standard rest
    run_start: Int64  # when that run began
    run_end: Int64  # when it reached that length
    longest_rest: Int64  # longest stretch without a task between two tasks that ended that day; 0 if none
    first_start: Int64
    last_end: Int64
    last_dispatch: Int64
    most_carried: Int16  # tasks in hand at once, 16 meaning 16 or more
    base: Int64  # driver_trip_pay
    tip: Int64
    fare: Int64  # of tasks that state fare
    commission: Int64
    paid_tasks: Int32  # tasks that state driver_trip_pay
    first_row: Int64
    last_row: Int64
    marks: tuple[int, ...]  # daily task times watched for, microseconds
    reached: Int64  # (n, marks): the moment that day at which task time exceeded the mark; NULL if never
    windows: tuple[str, ...]
    time_in: Int64  # (n, windows) task time inside each window
    tasks_in: Int32  # (n, windows) tasks dispatched inside each window
    pay_in: Int64  # (n, windows) driver_trip_pay of those tasks
    booked_in: Int64  # (n, windows) task time of those tasks, wherever it was worked
    pay: Int64  # (n, len(schema.PAY_KINDS)): pay-line amounts of that day by kind


@dataclass(frozen=True)
class Runs:
    """Runs that exceeded a `RunMark`: one row each."""

    unit: Int32
    mark: Int16  # index into marks
    marks: tuple[RunMark, ...]
    region: Int16
    product: Int16
    kinds: Int16
    start: Int64
    end: Int64
    time: Int64  # continuous time reached
    exceeded: Int64  # the moment the limit was passed
    in_hand_until: Int64  # end of the last task that was dispatched no later than `exceeded`
    late_dispatches: Int32  # tasks dispatched after `exceeded` inside the run
    first_late: Int64  # the first of them; NULL if none
    rest_after: Int64  # rest before the next task; NULL if the records end
    tasks: Int32
    understated: Int32  # tasks of the run whose time is missing or known to begin late
    first_row: Int64
    last_row: Int64


@dataclass(frozen=True)
class Periods:
    """Worker-weeks or pay months: sums of worker-days, one row for each unit, period and region."""

    unit: Int32
    number: Int32  # clock.week_of_days or clock.month_of_days
    start: Int64
    end: Int64
    region: Int16
    kinds: Int16
    days: Int32  # days with a task
    tasks: Int32
    cancelled: Int32
    understated: Int32
    task_time: Int64
    working_time: Int64
    online_time: Int64
    billed_time: Int64
    booked_time: Int64
    booked_working: Int64
    base: Int64
    tip: Int64
    fare: Int64
    commission: Int64
    paid_tasks: Int32
    pay: Int64  # (n, len(schema.PAY_KINDS)): pay-line amounts by kind; a period in two regions carries them on its first row
    currency: Int16  # index into Measures.currencies; -1 none stated, -2 several
    first_row: Int64
    last_row: Int64
    windows: tuple[str, ...]
    time_in: Int64
    tasks_in: Int32
    pay_in: Int64
    booked_in: Int64


@dataclass(frozen=True)
class Tally:
    """What a rule found task by task, counted for each unit, month and law entry."""

    unit: Int32
    month: Int32
    region: Int16
    entry: Int32  # index into law.entries; -1 where there was no law
    judged: Int64  # tasks counted; for entry -1, tasks that could not be judged
    breached: Int64
    worst: Float  # greatest finite measure; nan where there is none
    worst_row: Int64
    money: Int64  # sum of the money the rule put on its tasks
    reason: NDArray[np.int8]  # for entry -1: law.REASONS, or law.NOT_STATED where the record lacks a field


@dataclass(frozen=True)
class Lines:
    """Pay lines that rules read one by one: deductions, and every line with a payout moment."""

    unit: Int32
    time: Int64
    kind: Int16  # index into schema.PAY_KINDS
    reason: Int32
    reasons: tuple[str, ...]
    rule_cited: Int32
    rules_cited: tuple[str, ...]  # rules_cited[0] is "" (none cited)
    rule_published: Int64
    amount: Int64
    currency: Int16
    paid_time: Int64
    row: Int64


@dataclass(frozen=True)
class Notices:
    """Rest prompts, dispatch stops and rule changes; ``unit`` is -1 where it went to the whole platform."""

    unit: Int32
    platform: Int32
    kind: Int16  # index into schema.NOTICE_KINDS
    time: Int64
    end_time: Int64
    reason: Int32
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Weather:
    """Weather by region code and span, with the official warning in force."""

    region: Int16
    start: Int64
    end: Int64
    temperature: Float
    forecast_max: Float
    rain: Float
    warning: Int32
    warnings: tuple[str, ...]  # warnings[0] is "" (none)
    station: Int32
    stations: tuple[str, ...]


@dataclass(frozen=True)
class PlatformMonths:
    """Tasks and platform-level money by platform, month, region and kind."""

    platform: Int32
    month: Int32
    start: Int64
    end: Int64
    region: Int16
    kind: Int16  # index into schema.KINDS; -1 not stated
    tasks: Int64  # completed
    premium: Int64  # injury_premium lines of that platform and month, on its first row


@dataclass(frozen=True)
class Coverage:
    """Which local days the records of each platform cover, so that a missing day is not taken for a day of rest."""

    first_day: Int32  # by platform; ACROSS has the days that all platforms cover
    last_day: Int32


@dataclass(frozen=True)
class Measures:
    """All that rules may read. Tables that were not given are None, so that a rule can say what it misses."""

    units: Units
    clock: Clock
    days: Days
    runs: Runs
    weeks: Periods
    months: Periods
    platform_months: PlatformMonths
    coverage: Coverage
    tallies: Mapping[str, Tally]  # by rule code
    currencies: tuple[str, ...]
    lines: Lines | None
    notices: Notices | None
    weather: Weather | None
    has_presence: bool
    rest: int  # the standard rest that breaks a run, microseconds
    allowances: tuple[float, ...]  # shares of task time to try, such as 0, 0.1, 0.2


@dataclass(frozen=True)
class TaskBatch:
    """Some tasks, column by column, for rules that judge task by task. `NULL` marks an absent moment or amount."""

    unit: Int32
    row: Int64
    platform: Int32
    region: Int16
    product: Int16
    kind: Int16  # index into schema.KINDS; -1 not stated
    completed: Bool
    requested: Int64
    dispatched: Int64  # dispatch_time, or the earliest later moment known
    started: Int64
    ended: Int64
    promised: Int64
    metres: Float  # great-circle distance of start to end; nan where a coordinate is missing
    fare: Int64
    base: Int64
    tip: Int64
    commission: Int64

    @cached_property
    def scopes(self) -> tuple[Int32, tuple[tuple[int, int, int, int], ...]]:
        """Each task's scope as a code, and the scopes: (kind, region, platform, product), -1 not given."""
        columns = [column.astype(np.int64) + 1 for column in (self.kind, self.region, self.platform, self.product)]
        sizes = [int(column.max(initial=0)) + 1 for column in columns]
        key = columns[0]
        for column, size in zip(columns[1:], sizes[1:], strict=True):
            key = key * size + column
        present = np.flatnonzero(np.bincount(key, minlength=1))
        code = np.zeros(int(key.max(initial=0)) + 1, np.int32)
        code[present] = np.arange(len(present))
        places = np.array(np.unravel_index(present, sizes)).T - 1
        return code[key], tuple((int(k), int(r), int(p), int(q)) for k, r, p, q in places)

    @cached_property
    def span(self) -> Int64:
        """The first and the last dispatch."""
        return np.array([self.dispatched.min(), self.dispatched.max()]) if len(self.dispatched) else np.zeros(2, np.int64)


@dataclass(frozen=True)
class TaskVerdicts:
    """A rule's view of a `TaskBatch`: which tasks it judged and how. All arrays as long as the batch."""

    judged: Bool  # there is law and the record holds what is needed
    breached: Bool
    measured: Float
    entry: Int32
    reason: NDArray[np.int8]  # why not judged; 0 where judged or where the rule does not concern the task
    money: Int64
