"""Prompts and stops: at the daily limit the system must push a rest prompt, at the continuous limit stop pushing orders for some time.

休息和劳动报酬权益保障指引 (人社厅发〔2023〕50号) art. 5; 外卖平台服务管理基本要求: no pushing for 20 minutes, counted from completing the
order in hand. Where a platform promised its own prompt (Meituan, 8 hours), that number counts. A person's time over several platforms is
not known to any of them, so only a platform's own is held against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from guanjia.law.law import Law
from guanjia.law.scope import Scope, durations, scope
from guanjia.model.clock import HOUR, MINUTE, NULL
from guanjia.model.finding_rows import worker_findings
from guanjia.model.findings import Findings, Verdict
from guanjia.model.measures import Bool, Int64, Measures, Notices, RunMark
from guanjia.model.run_days import first_days, mark_is, reached
from guanjia.model.schema import NOTICE_KINDS
from guanjia.model.wording import hours_against_limit
from guanjia.rules import Marks, Rule, Text

DAILY, OWN, LIMIT, REST = "daily-task-time", "platform-daily-prompt", "continuous-task-time", "rest-after-continuous-task-time"
FOOD = ("food_delivery",)
# The texts say "on reaching" and give no number; a platform counts an order finished some minutes off our records. Ours, not the law's.
TOLERANCE = 10 * MINUTE


def marks(law: Law) -> Marks:
    """Every daily limit and every pairing of a continuous limit and a rest."""
    runs = frozenset(RunMark("task", rest, limit) for rest in durations(law, REST) for limit in durations(law, LIMIT))
    return Marks(day=frozenset(durations(law, DAILY) + durations(law, OWN)), runs=runs)


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-day that passed the daily limit and each run that passed the continuous limit."""
    own = scope(law, OWN, m.units, m.days, m.days.start)
    general = scope(law, DAILY, m.units, m.days, m.days.start, always=FOOD)
    return [_prompts(m, own, own.concerned), _prompts(m, general, general.concerned & ~own.concerned), _stops(m, law)]


def _prompts(m: Measures, of: Scope, rows: Bool) -> Findings:
    passed = reached(m.days, np.arange(len(rows)), of.us())
    pick = np.flatnonzero(rows & (passed != NULL) & (m.units.platform[m.days.unit] > 0))
    found, passed = of.at(pick), passed[pick]
    if m.notices is None:
        given = np.full(len(pick), Verdict.CANNOT_JUDGE, np.int8)
    else:
        notice = _latest(m, m.notices, "rest_prompt", m.days.unit[pick], passed + TOLERANCE)
        told = (notice >= 0) & (_at(m.notices.time, notice) >= passed - TOLERANCE)
        given = np.where(told, Verdict.MET, Verdict.BREACH).astype(np.int8)
    verdict, missing = found.judged(given, m.units, (given == Verdict.CANNOT_JUDGE, "table notices"))
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
        count=verdict == Verdict.BREACH,
        missing=missing,
    )


def _stops(m: Measures, law: Law) -> Findings:
    begun = first_days(m.runs, m.clock)
    limits, rests = (scope(law, topic, m.units, m.runs, begun, always=FOOD) for topic in (LIMIT, REST))
    ours = limits.concerned & mark_is(m.runs, "task", rests.us(), limits.us()) & (m.units.platform[m.runs.unit] > 0)
    pick = np.flatnonzero(ours)
    found, late = limits.at(pick), m.runs.late_dispatches[pick] > 0
    none, no_end = np.zeros(len(pick), np.bool_), np.zeros(len(pick), np.bool_)
    if m.notices is None:
        none = late
        verdict = np.where(late, Verdict.CANNOT_JUDGE, Verdict.MET).astype(np.int8)
    else:
        stopped, no_end = _stopped(m, m.notices, pick, rests.us()[pick])
        no_end &= late
        verdict = np.select([~late | stopped, no_end], [Verdict.MET, Verdict.CANNOT_JUDGE], Verdict.BREACH).astype(np.int8)
    verdict, missing = found.judged(verdict, m.units, (none, "table notices"), (no_end, "notices.end_time"))
    return worker_findings(
        "prompt_given",
        "run",
        "hour",
        m.runs,
        m.units,
        pick,
        verdict=verdict,
        measured=m.runs.time[pick] / HOUR,
        limit=found.hours(),
        entry=found.entry,
        count=verdict == Verdict.BREACH,
        missing=missing,
    )


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
    """The time that passed the limit, and the prompt or stop that was or was not recorded."""
    day = finding["period"] == "day"
    lines = hours_against_limit(finding, ("当日接单时间", "task time that day") if day else ("连续接单时间", "continuous task time"))
    what = ("休息提示", "a rest prompt") if day else ("停止派单", "a dispatch stop of the due length")
    when = ("超过上限前后", "of passing the limit") if day else ("手中订单完成前后", "of completing the order in hand")
    if finding["verdict"] == "breach":
        minutes = TOLERANCE // MINUTE
        zh = f"{when[0]} {minutes} 分钟内，记录中没有{what[0]}"
        lines.append((zh, f"within {minutes} minutes {when[1]} the record does not hold {what[1]}"))
    elif finding["verdict"] == "met":
        none_later = ("", "") if day else ("，或其后没有派单", ", or no later dispatch")
        lines.append((f"已有{what[0]}{none_later[0]}", f"there was {what[1]}{none_later[1]}"))
    return lines


RULE = Rule(
    code="prompt_given",
    title=("达到上限时的提示与停派", "Prompt and dispatch stop at the limit"),
    clock=(
        "达到每日、连续接单上限的时刻，与平台提示、停派记录相对照",
        "the moments at which the daily and continuous limits were passed, held against the platform's notices",
    ),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time", "notices"),
    topics=(DAILY, OWN, LIMIT, REST),
    check=check,
    steps=steps,
    marks=marks,
)
