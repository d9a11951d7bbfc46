"""Answers on prompts and stops: whether a platform told its riders when they passed a limit."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.synthesis.answers.hours import NEVER, Hours
from guanjia.synthesis.answers.rows import judged
from guanjia.synthesis.numbers import CONTINUOUS_LIMIT, DAILY_LIMIT, HOUR, REST, TOLERANCE
from guanjia.synthesis.setting import DAY, FOOD, Bool, Int
from guanjia.synthesis.spans import passed, within

RULE = "prompt_given"
AGAIN = (9 * HOUR, 10 * HOUR, 11 * HOUR)  # a platform that promised a prompt every hour, up to the twelfth, where it stops


def prompts(hours: Hours) -> list[pa.Table]:
    """One answer for each rider's day beyond the daily limit, and one for each run beyond the continuous limit."""
    return [_days(hours), _runs(hours)]


def _told(hours: Hours, unit: Int, moment: Int) -> Bool:
    """Whether a prompt was given within the tolerance of each moment."""
    width = (hours.days + 3) * DAY
    told = hours.of.told
    keys = np.sort(told.prompted * width + told.prompt)
    return within(keys, unit * width + moment - TOLERANCE, unit * width + moment + TOLERANCE)


def _days(hours: Hours) -> pa.Table:
    of = hours.of
    riders = of.is_work(FOOD) & (of.platform >= 0)
    promised = of.platform == of.setting.of_work[FOOD][0]
    absent = np.full(len(hours.task_time), 0)
    due = np.zeros(len(hours.task_time), np.bool_)
    for mark in (DAILY_LIMIT, *AGAIN):
        cell, moment = passed(hours.cell, of.spans, mark)
        asked = riders[cell // hours.days] & ((mark == DAILY_LIMIT) | promised[cell // hours.days])
        cell, moment = cell[asked], moment[asked]
        absent[cell] += ~_told(hours, cell // hours.days, moment)
        due[cell] = True
    cell = np.flatnonzero(due)
    unit, day = np.divmod(cell, hours.days)
    time = hours.task_time[cell] / HOUR
    verdict = judged(absent[cell] > 0)
    return hours.whose.rows(RULE, "day", "hour", unit, day * DAY, (day + 1) * DAY, verdict, time, DAILY_LIMIT / HOUR, count=absent[cell])


def _runs(hours: Hours) -> pa.Table:
    of, found = hours.of, hours.runs
    riders = of.is_work(FOOD) & (of.platform >= 0)
    pick = np.flatnonzero((hours.passed != NEVER) & riders[found.unit])
    unit, moment = found.unit[pick], hours.passed[pick]
    in_hand, first_late = _in_hand(hours, pick)
    late = hours.late[pick] > 0
    told = _told(hours, unit, moment)
    stop, until = _last_stop(hours, unit, in_hand + TOLERANCE)
    here = stop >= found.start[pick]
    lasting = here & (until >= 0) & (until - np.maximum(stop, in_hand) >= REST)
    kept = lasting & ~(late & (first_late >= stop) & (first_late < until))
    open_end = late & here & (until < 0)
    pushed = late & ~kept & ~open_end
    broken = pushed | ~told
    count = np.where(broken, pushed.astype(np.int64) + ~told, 0)
    verdict, time = judged(broken, open_end & ~broken), found.time[pick] / HOUR
    return hours.whose.rows(
        RULE, "run", "hour", unit, found.start[pick], found.end[pick], verdict, time, CONTINUOUS_LIMIT / HOUR, count=count
    )


def _in_hand(hours: Hours, pick: Int) -> tuple[Int, Int]:
    """Of each picked run: the end of the orders taken on by the time the limit was passed, and the first offer after it."""
    of = hours.of.orders
    order = hours.of.placed[0]
    ends = np.where(of.timed, of.row["end"], -NEVER).astype(np.int64)[order]
    until, first = np.full(len(hours.runs.unit), -NEVER), np.full(len(hours.runs.unit), NEVER)
    np.maximum.at(until, hours.run_of[~hours.after], ends[~hours.after])
    np.minimum.at(first, hours.run_of[hours.after], hours.dispatch[hours.after])
    return until[pick], first[pick]


def _last_stop(hours: Hours, unit: Int, moment: Int) -> tuple[Int, Int]:
    """The last stop given to each unit up to each moment, and its end (-1: not recorded); a stop long before all time if none."""
    width = (hours.days + 3) * DAY
    told = hours.of.told
    keys = told.stopped * width + told.stop
    place = np.searchsorted(keys, unit * width + moment, "right") - 1
    if not len(keys):
        return np.full(len(unit), -NEVER), np.full(len(unit), -1)
    mine = (place >= 0) & (told.stopped[np.maximum(place, 0)] == unit)
    return np.where(mine, told.stop[place], -NEVER), np.where(mine, told.until[place], -1)
