"""Prompts and stops: whether the worker was told when a limit was passed (人社厅发〔2023〕50号 art. 5; 外卖平台服务管理基本要求)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET, Answer, scope
from guanjia.synthesis.planted.daybook import ACROSS, Account, Day
from guanjia.synthesis.planted.moments import HOUR, MINUTE, worker_day
from guanjia.synthesis.planted.reckon_hours import Run, late, passed, runs, task_spans
from guanjia.synthesis.planted.script import Notice
from guanjia.synthesis.planted.statute import FOOD, PROMPT_TOLERANCE_MINUTES
from guanjia.synthesis.planted.town import Town

NEAR = PROMPT_TOLERANCE_MINUTES * MINUTE
LAST_PROMPT_BEFORE = 12 * HOUR  # 美团公告: at twelve hours it pushes no more, so that no prompt is due from there on


def prompts(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    """A prompt at the daily limit (the platform's own hours where it promised some), a prompt and a stop at the continuous one."""
    if account.platform == ACROSS:
        return
    yield from _daily(account, days, town)
    yield from _continuous(account, town)


def _daily(account: Account, days: Sequence[Day], town: Town) -> Iterator[Answer]:
    for day in days:
        where = (account, day.day, day.kinds, day.region, day.product)
        own = scope(town.agreed, "platform-daily-prompt", *where)
        of = own if own.concerned else scope(town.agreed, "daily-task-time", *where, always=(FOOD,), tasks=bool(day.tasks))
        if not of.concerned or of.value is None:
            continue
        again = scope(town.agreed, "platform-prompt-interval", *where).value if own.concerned else None
        first = round(of.value * HOUR)
        later = range(first + round(again * HOUR), LAST_PROMPT_BEFORE, round(again * HOUR)) if again else ()
        moments = [passed(((a, b) for _, a, b in day.pieces), limit) for limit in (first, *later)]
        if moments[0] is None:
            continue
        absent = sum(at is not None and not _told(account.notices, at) for at in moments)
        unknown = "notices" in town.absent
        verdict = of.judged(CANNOT if unknown or day.understated else BREACH if absent else MET)
        count = absent if verdict == BREACH else 0
        who = ("prompt_given", account.worker, account.platform, day.region or "", "day")
        yield Answer(*who, day.start, day.end, "hour", verdict, day.time / HOUR, of.value, count=count)


def _continuous(account: Account, town: Town) -> Iterator[Answer]:
    if not account.tasks:
        return
    for run in runs(task_spans(account), 20 * MINUTE):
        first, kinds = run.tasks[0], {task.kind for task in run.tasks if task.kind}
        begun = worker_day(run.start, account.zone)
        of = scope(town.agreed, "continuous-task-time", account, begun, kinds, first.region, first.product, always=(FOOD,))
        exceeded = run.passed(round((of.value or 0) * HOUR)) if of.concerned and of.value is not None else None
        if exceeded is None:
            continue
        pushed_at = late(account, run, exceeded, 20 * MINUTE)
        in_hand = max(task.stop for task in run.tasks if task.start <= exceeded)
        understated = any(task.understated for task in run.tasks)
        told, unknown = _told(account.notices, exceeded), "notices" in town.absent
        stopped, endless = _stopped(account.notices, run, in_hand, pushed_at)
        pushed = bool(pushed_at) and not stopped and not endless
        untold = not told and not understated
        if unknown:
            verdict = CANNOT
        elif pushed or untold:
            verdict = BREACH
        else:
            verdict = CANNOT if (pushed_at and endless) or understated else MET
        verdict = of.judged(verdict)
        count = int(untold) + int(pushed) if verdict == BREACH else 0
        who = ("prompt_given", account.worker, account.platform, first.region or "", "run")
        yield Answer(*who, run.start, run.end, "hour", verdict, run.time / HOUR, of.value, count=count)


def _told(notices: Sequence[Notice], at: int) -> bool:
    """Whether a prompt came within the tolerance of a moment."""
    return any(notice.kind == "rest_prompt" and at - NEAR <= notice.time <= at + NEAR for notice in notices)


def _stopped(notices: Sequence[Notice], run: Run, in_hand: int, pushed: Sequence[int]) -> tuple[bool, bool]:
    """Whether a stop of 20 minutes from the end of the orders in hand is on record with no order in it; and whether it has no end."""
    here = [notice for notice in notices if notice.kind == "dispatch_stop" and notice.time <= in_hand + NEAR]
    last = max(here, key=lambda notice: notice.time, default=None)
    if last is None or last.time < run.start:
        return False, False
    if last.end is None:
        return False, True
    broken = bool(pushed) and last.time <= pushed[0] < last.end
    return last.end - max(last.time, in_hand) >= 20 * MINUTE and not broken, False
