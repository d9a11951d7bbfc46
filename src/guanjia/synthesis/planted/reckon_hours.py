"""What the rules on hours say of a person: daily, continuous, driving, the platforms' own stops, the weekly day of rest.

Plain arithmetic on the day book. A limit is passed when the time exceeds it; the moment of passing is that at which it is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET, Answer, Scope, scope
from guanjia.synthesis.planted.daybook import Account, Day, billed_spans
from guanjia.synthesis.planted.moments import HOUR, MINUTE, ONE_DAY, begins, monday, worker_day
from guanjia.synthesis.planted.script import Task
from guanjia.synthesis.planted.statute import FOOD, FREIGHT, RIDE
from guanjia.synthesis.planted.town import Town

LONG_RIDE = 2 * HOUR  # docs/method.md: a longer ride may hold a stop; the project's own number


@dataclass
class Run:
    """Time that no single rest of the given length breaks."""

    start: int
    end: int
    time: int = 0
    tasks: list[Task] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)

    def passed(self, limit: int) -> int | None:
        """The moment at which the time reached ``limit``, where it went beyond; None where it never did."""
        return passed(self.pieces, limit)


def passed(pieces: Iterable[tuple[int, int]], limit: int) -> int | None:
    """The moment at which the sum of spans in order reached ``limit``, where it went beyond."""
    total, reached = 0, None
    for start, end in pieces:
        if total <= limit < total + end - start:
            reached = start + limit - total
        total += end - start
    return reached


def runs(spans: Iterable[tuple[Task, int, int]], rest: int) -> list[Run]:
    """Spans in order of their start, cut where a rest of at least ``rest`` lies between."""
    found: list[Run] = []
    for task, start, end in spans:
        if end <= start:
            continue
        if not found or start - found[-1].end >= rest:
            found.append(Run(start, start))
        run = found[-1]
        begin = max(start, run.end)
        if end > begin:
            run.pieces.append((begin, end))
            run.time += end - begin
        run.end = max(run.end, end)
        run.tasks.append(task)
    return found


def task_spans(account: Account) -> list[tuple[Task, int, int]]:
    """Tasks from dispatch to end."""
    return [(task, task.start, task.stop) for task in account.tasks]


def late(account: Account, run: Run, exceeded: int, rest: int) -> list[int]:
    """Dispatches after the limit was passed and before a rest: those of the run, and those that brought no work (refused, cancelled)."""
    own = [task.start for task in run.tasks]
    idle = [task.start for task in account.tasks if task.stop == task.start and task.dispatch is not None]
    pushed = [at for at in (*idle, *account.offers) if run.start <= at and at - _until(run, at) < rest]
    return sorted(at for at in (*own, *pushed) if at > exceeded)


def _until(run: Run, at: int) -> int:
    """How far the run's work known at a moment goes: that of all tasks dispatched by then."""
    return max((task.stop for task in run.tasks if task.start <= at), default=run.start)


def days_in(days: Sequence[Day], start: int, end: int, account: Account) -> set[int]:
    """Starts of the worker's days that a run lies in."""
    first, last = worker_day(start, account.zone), worker_day(max(end - 1, start), account.zone)
    return {day.start for day in days if first <= day.day <= last}


def doubtful(days: Sequence[Day], rest: int) -> set[int]:
    """Starts of days on which a run may be longer than the record shows: an understated task that day, or before it without a rest."""
    found: set[int] = set()
    before: Day | None = None
    for day in days:
        follows = before is not None and before.start in found and day.day == before.day + ONE_DAY
        if day.understated or (follows and before is not None and not _rested(before, day, rest)):
            found.add(day.start)
        before = day
    return found


def _rested(before: Day, day: Day, rest: int) -> bool:
    ended = max([end for _, _, end in before.pieces] + [before.last_push])
    open_end = before.understated and before.last_push > max((end for _, _, end in before.pieces), default=0)
    begun = min((task.start for task in day.tasks), default=None)
    return begun is not None and not open_end and ended != day.start and begun - ended >= rest


def daily(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """Not more than eight hours a day."""
    for day in days:
        of = _of_day(town, "daily-task-time", account, day, (FOOD,))
        if day.worked and of.concerned:
            over = of.value is not None and day.time > of.value * HOUR
            verdict = of.judged(BREACH if over else CANNOT if day.understated else MET)
            yield _answer("daily_task_time", account, day, verdict, day.time / HOUR, of)


def daily_stop(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """No dispatch after the platform's own daily limit was passed."""
    for day in days:
        of = _of_day(town, "platform-daily-stop", account, day, ())
        if day.worked and of.concerned:
            reached = None if of.value is None else passed(((a, b) for _, a, b in day.pieces), round(of.value * HOUR))
            verdict = of.judged(BREACH if reached is not None and day.last_push > reached else CANNOT if day.understated else MET)
            yield _answer("platform_daily_stop", account, day, verdict, day.time / HOUR, of)


@dataclass(frozen=True)
class Stop:
    """A limit on time without rest, after which nothing may be dispatched until a rest."""

    rule: str
    limit: str
    rest: str
    rest_unit: int
    billed: bool = False
    always: tuple[str, ...] = ()


STOPS = (
    Stop("continuous_task_time", "continuous-task-time", "rest-after-continuous-task-time", MINUTE, always=(FOOD,)),
    Stop("platform_continuous_service", "platform-continuous-service", "platform-continuous-rest", MINUTE),
    Stop("platform_billed_time", "platform-billed-time", "platform-billed-rest", HOUR, billed=True),
)


def stops(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """The three rules of this shape: a breach for each run with a late dispatch, and every other day by itself."""
    for stop in STOPS:
        spans = billed_spans(account.tasks) if stop.billed else task_spans(account)
        touched: set[int] = set()
        for run, of, rest in _limited(account, town, stop.limit, stop.rest, stop.rest_unit, spans, stop.always):
            exceeded = run.passed(round((of.value or 0) * HOUR))
            pushed = late(account, run, exceeded, rest) if exceeded is not None else []
            if pushed:
                touched |= days_in(days, run.start, run.end, account)
                yield _run_answer(stop.rule, account, run, of.judged(BREACH), of, len(pushed))
        yield from _other_days(account, days, town, stop, touched)


def _limited(
    account: Account, town: Town, limit: str, rest_topic: str, rest_unit: int, spans: list[tuple[Task, int, int]], always: tuple[str, ...]
) -> Iterator[tuple[Run, Scope, int]]:
    """The runs that a limit concerns, cut by the rest that holds on the day they began (all of a script's rests are the same)."""
    if not spans:
        return
    first = spans[0][0]
    rests = [_of_run(town, rest_topic, account, Run(start, end, tasks=[task]), always) for task, start, end in spans]
    rest = next((round(of.value * rest_unit) for of in rests if of.value is not None), None)
    if rest is None or first is None:
        return
    for run in runs(spans, rest):
        of = _of_run(town, limit, account, run, always)
        if of.concerned and of.value is not None and _of_run(town, rest_topic, account, run, always).value is not None:
            yield run, of, rest


def _other_days(account: Account, days: Sequence[Day], town: Town, stop: Stop, touched: set[int]) -> Iterator[Answer]:
    for day in days:
        of = _of_day(town, stop.limit, account, day, stop.always)
        if not day.worked or not of.concerned or day.start in touched:
            continue
        rest = _of_day(town, stop.rest, account, day, stop.always).value
        unsure = rest is None or day.start in doubtful(days, round((rest or 0) * stop.rest_unit))
        unsure |= stop.billed and day.billed == 0 and day.time > 0
        standard = rest is not None and round(rest * stop.rest_unit) == 20 * MINUTE
        measured = day.billed / HOUR if stop.billed else day.longest_run / HOUR if standard else None
        yield _answer(stop.rule, account, day, of.judged(CANNOT if unsure else MET), measured, of)


def driving(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """Not more than four hours of driving without a stop of 20 minutes, as far as the record tells driving."""
    drivers, topics = (RIDE, FREIGHT), ("continuous-driving", "rest-after-driving")
    billed = billed_spans(account.tasks)
    in_billed: set[int] = set()
    in_tasks: set[int] = set()
    long_rides = [run.start for run in runs(billed, 0) if run.time > LONG_RIDE]
    for run, of, _ in _limited(account, town, *topics, MINUTE, billed, drivers):
        if run.passed(round((of.value or 0) * HOUR)) is not None:
            in_billed |= days_in(days, run.start, run.end, account)
            rides = {task.kind for task in run.tasks} == {RIDE}
            sure = rides and not any(run.start <= start < run.end for start in long_rides)
            yield _run_answer("continuous_driving", account, run, of.judged(BREACH if sure else CANNOT), of, None)
    for run, of, _ in _limited(account, town, *topics, MINUTE, task_spans(account), drivers):
        if run.passed(round((of.value or 0) * HOUR)) is not None:
            in_tasks |= days_in(days, run.start, run.end, account)
    for day in days:
        of = _of_day(town, topics[0], account, day, drivers)
        rest = _of_day(town, topics[1], account, day, drivers).value
        if day.worked and of.concerned and day.start not in in_billed:
            unsure = day.start in in_tasks or day.start in doubtful(days, round((rest or 0) * MINUTE))
            verdict = of.judged(CANNOT if unsure else MET)
            yield _answer("continuous_driving", account, day, verdict, day.longest_run / HOUR, of)


def weekly(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """One day of rest in each week, as far as the records cover it."""
    weeks: dict[object, list[Day]] = {}
    for day in days:
        if day.tasks or day.working:
            weeks.setdefault(monday(day.day), []).append(day)
    first, last = town.days_on_record(account) or (None, None)
    for signs in weeks.values():
        begin = monday(signs[0].day)
        of = scope(
            town.agreed,
            "weekly-rest-days",
            account,
            begin,
            set().union(*(day.kinds for day in signs)),
            signs[0].region,
            signs[0].product,
            always=(FOOD,),
            tasks=any(day.tasks for day in signs),
        )
        if not of.concerned or first is None or last is None:
            continue
        covered = {begin + timedelta(days=n) for n in range(7) if first <= begin + timedelta(days=n) <= last}
        proven = {day.day for day in signs if day.working > 0 or len(day.tasks) > day.cancelled}
        free = len(covered - {day.day for day in signs})
        verdict = (
            MET if of.value is not None and free >= of.value else BREACH if of.value is not None and 7 - len(proven) < of.value else CANNOT
        )
        start, end = begins(begin, account.zone), begins(begin + timedelta(days=7), account.zone)
        yield Answer(
            "weekly_rest_day",
            account.worker,
            account.platform,
            signs[0].region or "",
            "week",
            start,
            end,
            "day",
            of.judged(verdict),
            float(free),
            of.value,
        )


def _of_day(town: Town, topic: str, account: Account, day: Day, always: tuple[str, ...]) -> Scope:
    return scope(town.agreed, topic, account, day.day, day.kinds, day.region, day.product, always=always, tasks=bool(day.tasks))


def _of_run(town: Town, topic: str, account: Account, run: Run, always: tuple[str, ...]) -> Scope:
    first = run.tasks[0]
    kinds = {task.kind for task in run.tasks if task.kind}
    return scope(town.agreed, topic, account, worker_day(run.start, account.zone), kinds, first.region, first.product, always=always)


def _answer(rule: str, account: Account, day: Day, verdict: str, measured: float | None, of: Scope) -> Answer:
    return Answer(rule, account.worker, account.platform, day.region or "", "day", day.start, day.end, "hour", verdict, measured, of.value)


def _run_answer(rule: str, account: Account, run: Run, verdict: str, of: Scope, count: int | None) -> Answer:
    who = (rule, account.worker, account.platform, run.tasks[0].region or "", "run")
    return Answer(*who, run.start, run.end, "hour", verdict, run.time / HOUR, of.value, count=count)
