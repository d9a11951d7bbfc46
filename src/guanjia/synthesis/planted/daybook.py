"""A person's days, added up from the script: time on tasks counted once, split where the day begins, pay booked at the dispatch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from guanjia.synthesis.planted.moments import HOUR, MINUTE, ONE_DAY, begins, month_first, split_days, worker_day
from guanjia.synthesis.planted.script import Line, Notice, Span, Task
from guanjia.synthesis.planted.statute import FREIGHT, RIDE

STANDARD_REST = 20 * MINUTE
FOR_WORK = ("base", "incentive", "adjustment", "commission")
SUPPLEMENTS = ("supplement_weather", "supplement_holiday", "supplement_night", "supplement_other")
ACROSS = "*"


@dataclass(frozen=True)
class Account:
    """One worker on one platform, or (platform ``*``) a linked person over all of theirs."""

    worker: str
    platform: str
    zone: ZoneInfo
    tasks: tuple[Task, ...]  # in order of their start; refused offers are among `offers`
    offers: tuple[int, ...]  # moments of refused offers
    spans: tuple[Span, ...]
    lines: tuple[Line, ...]
    notices: tuple[Notice, ...]

    @property
    def currency(self) -> str | None:
        """The currency that all money is in; None where none is stated, ``several`` where they differ."""
        rows: tuple[Task | Line, ...] = (*self.tasks, *self.lines)
        said = {row.currency for row in rows if row.currency}
        return None if not said else said.pop() if len(said) == 1 else "several"


@dataclass
class Day:
    """One worker's day of an account, filled as the script is read."""

    day: date
    start: int
    end: int
    tasks: list[Task] = field(default_factory=list)  # dispatched that day
    offers: list[int] = field(default_factory=list)
    pieces: list[tuple[Task, int, int]] = field(default_factory=list)  # task time that fell on the day, each moment once
    lines: list[Line] = field(default_factory=list)
    region: str | None = None  # of the day's first task that states one
    product: str | None = None
    working: int = 0  # tasks and required presence
    online: int = 0
    billed: int = 0
    booked: int = 0  # time of the tasks dispatched that day, wherever it was worked
    booked_working: int = 0
    longest_run: int = 0

    @property
    def time(self) -> int:
        """Task time."""
        return sum(end - start for _, start, end in self.pieces)

    @property
    def kinds(self) -> set[str]:
        """Kinds of the work dispatched or done that day."""
        return {task.kind for task in (*self.tasks, *(task for task, _, _ in self.pieces)) if task.kind}

    @property
    def cancelled(self) -> int:
        """Tasks that were not completed."""
        return sum(not task.completed for task in self.tasks)

    @property
    def understated(self) -> bool:
        """Whether its time is a lower bound."""
        return any(task.understated for task in self.tasks)

    @property
    def worked(self) -> bool:
        """Whether there was any task or time."""
        return bool(self.tasks) or self.time > 0

    @property
    def base(self) -> int:
        """The tasks' own pay."""
        return sum(task.pay or 0 for task in self.tasks)

    @property
    def last_push(self) -> int:
        """The last dispatch, taken or refused."""
        return max([task.start for task in self.tasks] + self.offers, default=0)

    @property
    def regions(self) -> set[str]:
        """Places that its tasks state."""
        return {task.region for task in self.tasks if task.region}


def exclusive(tasks: Iterable[Task]) -> Iterator[tuple[Task, int, int]]:
    """Each task with the time that it adds to those before it, so that no moment counts twice."""
    until = None
    for task in tasks:
        start = task.start if until is None else max(task.start, until)
        if task.stop > start:
            yield task, start, task.stop
            until = task.stop


def union(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order of their start, each moment once."""
    until = None
    for start, end in sorted(spans):
        begin = start if until is None else max(start, until)
        if end > begin:
            yield begin, end
            until = end


def billed_spans(tasks: Iterable[Task]) -> list[tuple[Task, int, int]]:
    """Rides and hauls from pick-up to completion."""
    done = ((task, task.picked, task.end) for task in tasks if task.kind in (RIDE, FREIGHT))
    return sorted(((t, a, e) for t, a, e in done if a is not None and e is not None and e > a), key=lambda told: told[1])


def day_book(account: Account) -> list[Day]:
    """Every day of an account with a task, an offer, presence, or a pay line, in order."""
    days: dict[date, Day] = {}

    def of(day: date) -> Day:
        if day not in days:
            days[day] = Day(day, begins(day, account.zone), begins(day + ONE_DAY, account.zone))
        return days[day]

    def at(moment: int) -> Day:
        return of(worker_day(moment, account.zone))

    for task in account.tasks:
        at(task.start).tasks.append(task)
    for offer in account.offers:
        at(offer).offers.append(offer)
    for line in account.lines:
        at(line.time).lines.append(line)
    _task_time(account, at)
    _working(account, at)
    attended = [(span.start, span.end) for span in account.spans if span.kind != "rest"]
    for start, end in union([*((task.start, task.stop) for task in account.tasks), *attended]):
        for day, a, b in split_days(start, end, account.zone):
            of(day).online += b - a
    for start, end in union((a, e) for _, a, e in billed_spans(account.tasks)):
        for day, a, b in split_days(start, end, account.zone):
            of(day).billed += b - a
    result = [days[day] for day in sorted(days)]
    _places(result)
    return result


def _task_time(account: Account, at: Callable[[int], Day]) -> None:
    until, run = None, 0
    for task, start, end in exclusive(account.tasks):
        if until is None or task.start - until >= STANDARD_REST:
            run = 0
        until = end
        at(task.start).booked += end - start
        for _, a, b in split_days(start, end, account.zone):
            day = at(a)
            day.pieces.append((task, a, b))
            run += b - a
            day.longest_run = max(day.longest_run, run)


def _working(account: Account, at: Callable[[int], Day]) -> None:
    """Tasks and required presence, each moment once; a task's share is booked at its dispatch, presence where it passed."""
    asked = [(span.start, span.end, None) for span in account.spans if span.kind == "required"]
    until = None
    for start, end, task in sorted([*((t.start, t.stop, t) for t in account.tasks), *asked], key=lambda told: told[0]):
        begin = start if until is None else max(start, until)
        if end <= begin:
            continue
        until = end
        if task is not None:
            at(task.start).booked_working += end - begin
        for _, a, b in split_days(begin, end, account.zone):
            day = at(a)
            day.working += b - a
            day.booked_working += b - a if task is None else 0


def _places(days: Sequence[Day]) -> None:
    """A day without a task is where the last one was, or else the next."""
    for day in days:
        if day.tasks:
            day.region = next((task.region for task in day.tasks if task.region), "")
            day.product = day.tasks[0].product or ""
    for order in (days, days[::-1]):
        region = product = None
        for day in order:
            region = day.region = region if day.region is None else day.region
            product = day.product = product if day.product is None else day.product


def months_of(days: Iterable[Day]) -> dict[date, list[Day]]:
    """Days by the first of their month."""
    months: dict[date, list[Day]] = {}
    for day in days:
        months.setdefault(month_first(day.day), []).append(day)
    return months


def sum_of(days: Iterable[Day], kinds: Sequence[str]) -> int:
    """Pay lines of some kinds, minor units."""
    return sum(line.amount for day in days for line in day.lines if line.kind in kinds)


def hourly(pay: int, time: int) -> float | None:
    """Major units an hour."""
    return pay / 100 / (time / HOUR) if time > 0 else None


def least_due(rate: float, time: int) -> int:
    """The least whole minor units that reach ``rate`` (major units an hour) for ``time``.

    >>> least_due(25, 10 * HOUR), least_due(25, 10 * HOUR + 1)
    (25000, 25001)
    """
    return -(-round(rate * 100) * time // HOUR)
