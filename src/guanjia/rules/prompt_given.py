"""Prompts and stops: at the daily limit the system must prompt to rest; at the continuous limit prompt, and stop pushing for some time.

休息和劳动报酬权益保障指引 (人社厅发〔2023〕50号) art. 5; 外卖平台服务管理基本要求: at 8 hours a day a prompt; over 4 hours on end a fatigue
prompt and no pushing for 20 minutes, counted from completing the order in hand. Both are asked of the platform: that no order came is not
a prompt. Where a platform promised its own prompts (Meituan: at 8 hours, then every hour), those count instead of the daily one, up to the
task time at which platforms promise to push no more. A person's time over several platforms is not known to any of them, so only a
platform's own is held against it. Without the platform's notices nothing can be judged; nor, where times are understated, that a prompt
came in time or not at all, for the limit may have been passed earlier than the record shows. An order pushed on past the limit is a breach
on understated times too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from guanjia.law.law import Law
from guanjia.law.scope import Scope, durations, scope
from guanjia.model.clock import HOUR, MINUTE, NULL
from guanjia.model.finding_rows import UNDERSTATED, worker_findings
from guanjia.model.findings import Findings, Verdict
from guanjia.model.measures import Bool, Int64, Measures, Notices, RunMark
from guanjia.model.run_days import first_days, mark_is, reached
from guanjia.model.schema import NOTICE_KINDS
from guanjia.model.wording import hours_against_limit
from guanjia.rules import Marks, Rule, Text

DAILY, OWN, EVERY, DAY_STOP = "daily-task-time", "platform-daily-prompt", "platform-prompt-interval", "platform-daily-stop"
LIMIT, REST = "continuous-task-time", "rest-after-continuous-task-time"
FOOD = ("food_delivery",)
NO_NOTICES, NO_END = "table notices", "notices.end_time"
# The texts say "on reaching" and give no number; a platform counts an order finished some minutes off our records. Ours, not the law's.
TOLERANCE = 10 * MINUTE


def marks(law: Law) -> Marks:
    """Every daily limit, the hours at which a platform prompts again, and every pairing of a continuous limit and a rest."""
    runs = frozenset(RunMark("task", rest, limit) for rest in durations(law, REST) for limit in durations(law, LIMIT))
    return Marks(day=frozenset(durations(law, DAILY) + durations(law, OWN)) | _again(law), runs=runs)


def _again(law: Law) -> frozenset[int]:
    """Task times at which some platform may have promised to prompt again: below the highest daily stop, where no more orders come."""
    until, steps = max(durations(law, DAY_STOP), default=24 * HOUR), durations(law, EVERY)
    return frozenset(time for first in durations(law, OWN) for every in steps for time in range(first + every, until, every))


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-day that passed the daily limit and each run that passed the continuous limit."""
    own = scope(law, OWN, m.units, m.days, m.days.start)
    every = scope(law, EVERY, m.units, m.days, m.days.start)
    general = scope(law, DAILY, m.units, m.days, m.days.start, always=FOOD)
    return [
        _prompts(m, own, own.concerned, every.us(), _again(law)),
        _prompts(m, general, general.concerned & ~own.concerned, np.zeros_like(every.us()), frozenset()),
        _stops(m, law),
    ]


def _prompts(m: Measures, of: Scope, rows: Bool, every: Int64, again: frozenset[int]) -> Findings:
    """Prompts at the limit, and at those of the times ``again`` that lie whole steps of ``every`` (0: never again) beyond it."""
    first = of.us()
    pick = np.flatnonzero(rows & (reached(m.days, np.arange(len(rows)), first) != NULL) & (m.units.platform[m.days.unit] > 0))
    found, first, every, understated = of.at(pick), first[pick], every[pick], m.days.understated[pick] > 0
    absent = (~_told(m, m.days.unit[pick], reached(m.days, pick, first))).astype(np.int64)
    for time in sorted(again):
        due = reached(m.days, pick, np.where((every > 0) & (time > first) & ((time - first) % np.maximum(every, 1) == 0), time, 0))
        absent += (due != NULL) & ~_told(m, m.days.unit[pick], due)
    unknown = np.full(len(pick), m.notices is None)
    given = np.select([unknown | understated, absent > 0], [Verdict.CANNOT_JUDGE, Verdict.BREACH], Verdict.MET).astype(np.int8)
    verdict, missing = found.judged(given, m.units, (unknown, NO_NOTICES), (understated, UNDERSTATED))
    return worker_findings(
        "prompt_given",
        "day",
        "hour",
        m.days,
        m.units,
        pick,
        verdict=verdict,
        measured=m.days.task_time[pick] / HOUR,
        limit=found.hours(),
        entry=found.entry,
        count=np.where(verdict == Verdict.BREACH, absent, 0),
        missing=missing,
    )


def _stops(m: Measures, law: Law) -> Findings:
    begun = first_days(m.runs, m.clock)
    limits, rests = (scope(law, topic, m.units, m.runs, begun, always=FOOD) for topic in (LIMIT, REST))
    ours = limits.concerned & mark_is(m.runs, "task", rests.us(), limits.us()) & (m.units.platform[m.runs.unit] > 0)
    pick = np.flatnonzero(ours)
    found, late, understated = limits.at(pick), m.runs.late_dispatches[pick] > 0, m.runs.understated[pick] > 0
    told = _told(m, m.runs.unit[pick], m.runs.exceeded[pick])
    unknown = np.full(len(pick), m.notices is None)
    stopped, no_end = (unknown, unknown) if m.notices is None else _stopped(m, m.notices, pick, rests.us()[pick])
    pushed, no_end = late & ~stopped & ~no_end, late & no_end
    breach = pushed | (~told & ~understated)
    verdict = np.select([unknown, breach, no_end | understated], [Verdict.CANNOT_JUDGE, Verdict.BREACH, Verdict.CANNOT_JUDGE], Verdict.MET)
    reasons = ((unknown, NO_NOTICES), (understated, UNDERSTATED), (no_end, NO_END))
    judged, missing = found.judged(verdict.astype(np.int8), m.units, *reasons)
    return worker_findings(
        "prompt_given",
        "run",
        "hour",
        m.runs,
        m.units,
        pick,
        verdict=judged,
        measured=m.runs.time[pick] / HOUR,
        limit=found.hours(),
        entry=found.entry,
        count=np.where(judged == Verdict.BREACH, (~told & ~understated).astype(np.int64) + pushed, 0),
        missing=missing,
    )


def _told(m: Measures, unit: NDArray[np.integer], passed: Int64) -> Bool:
    """Whether a rest prompt is on record within the tolerance of the moments at which a limit was passed."""
    if m.notices is None:
        return np.zeros(len(unit), np.bool_)
    notice = _latest(m, m.notices, "rest_prompt", unit, passed + TOLERANCE)
    result: Bool = (notice >= 0) & (_at(m.notices.time, notice) >= passed - TOLERANCE)
    return result


def _stopped(m: Measures, notices: Notices, pick: NDArray[np.integer], rest: Int64) -> tuple[Bool, Bool]:
    """Whether a stop of the due length was recorded from the end of the order in hand, with no order in it; and whether it has no end."""
    in_hand, late = m.runs.in_hand_until[pick], m.runs.first_late[pick]
    notice = _latest(m, notices, "dispatch_stop", m.runs.unit[pick], in_hand + TOLERANCE)
    start, end = _at(notices.time, notice), _at(notices.end_time, notice)
    here = (notice >= 0) & (start >= m.runs.start[pick])
    broken = (late != NULL) & (late >= start) & (late < end)
    return here & (end != NULL) & (end - np.maximum(start, in_hand) >= rest) & ~broken, here & (end == NULL)


def _latest(m: Measures, notices: Notices, kind: str, unit: NDArray[np.integer], until: Int64) -> Int64:
    """For each unit the last notice of the kind at or before ``until``, to the worker or to all of the platform; -1 if none."""
    rows = np.flatnonzero(notices.kind == NOTICE_KINDS.index(kind))
    whole = len(m.units.worker)  # platforms stand after the units
    who = np.where(notices.unit[rows] >= 0, notices.unit[rows], whole + notices.platform[rows]).astype(np.int64)
    times = np.unique(notices.time[rows])
    width = len(times) + 1
    order = np.lexsort((notices.time[rows], who))
    keys = (who * width + np.searchsorted(times, notices.time[rows]))[order]
    rank = np.searchsorted(times, until, "right")

    def of(asked: NDArray[np.integer]) -> Int64:
        place = np.searchsorted(keys, asked.astype(np.int64) * width + rank, "left") - 1
        found = np.where(place >= 0, order[np.maximum(place, 0)] if len(order) else -1, -1)
        return np.where((found >= 0) & (_at(who, found) == asked), _at(rows.astype(np.int64), found), -1)

    own, all_workers = of(unit), of(whole + m.units.platform[unit])
    return np.where(_at(notices.time, own) >= _at(notices.time, all_workers), own, all_workers)


def _at(values: Int64, index: Int64) -> Int64:
    """``values`` at ``index``, NULL where the index is -1."""
    return np.append(values, NULL)[index]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """The time that passed the limit, and the prompts and the stop that were or were not recorded."""
    day = finding["period"] == "day"
    lines = hours_against_limit(finding, ("当日接单时间", "task time that day") if day else ("连续接单时间", "continuous task time"))
    minutes = TOLERANCE // MINUTE
    if finding["verdict"] == "breach" and day:
        zh = f"应有的休息提示中，有 {finding['count']} 次在到点前后 {minutes} 分钟内没有记录"
        lines.append((zh, f"rest prompts due and not on record within {minutes} minutes of their time: {finding['count']}"))
    elif finding["verdict"] == "breach":
        many = ("两者都没有", "neither is") if finding["count"] == 2 else ("缺其一", "one of the two is not")
        zh = f"应有超过上限前后 {minutes} 分钟内的休息提示，并自完成手中订单起停止派单；记录中{many[0]}"
        en = f"due: a rest prompt within {minutes} minutes of passing the limit, and no pushing from completing the order in hand; "
        lines.append((zh, f"{en}{many[1]} on record"))
    elif finding["verdict"] == "met" and day:
        lines.append(("应有的休息提示都有记录", "every rest prompt that was due is on record"))
    elif finding["verdict"] == "met":
        lines.append(("有休息提示，且其后没有派单或已停止派单", "there was a rest prompt, and no later dispatch or a dispatch stop"))
    return lines


RULE = Rule(
    code="prompt_given",
    title=("达到上限时的提示与停派", "Prompt and dispatch stop at the limit"),
    clock=(
        "达到每日、连续接单上限的时刻，与平台提示、停派记录相对照",
        "the moments at which the daily and continuous limits were passed, held against the platform's notices",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time", "notices"),
    topics=(DAILY, OWN, EVERY, DAY_STOP, LIMIT, REST),
    check=check,
    steps=steps,
    marks=marks,
)
