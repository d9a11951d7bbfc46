"""The fold: a step from a worker's small state and the next event to the next state.

Events of one unit must come in order of their start. An event is a task, a billed span inside a task, or a span of presence.
Four clocks run at once, each the union of its events, so that overlapping tasks count once (人社厅发〔2023〕50号 指引 art. 4):

    task      dispatch to end of tasks
    working   tasks and required-online spans
    online    tasks and all online spans
    billed    start to end of tasks (goods or passenger on board)

Every span that a clock gains is cut at the boundaries of local days and added to the worker's day. Runs are task (or billed) time that no
rest of a given length breaks. The same step, fed one event at a time, decides live.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanjia.kernels.compiled import compiled, inlined
from guanjia.kernels.fold_state import (
    BILLED,
    BILLED_CLOCK,
    CARRIED,
    CLOSED,
    DISORDER,
    DONE,
    FULL,
    NULL,
    ONLINE_CLOCK,
    PIECE,
    REFUSED,
    REQUIRED,
    SLOT,
    TASK,
    TASK_CLOCK,
    WORKING_CLOCK,
    Events,
    Out,
    State,
    Tasks,
    Watch,
)


@inlined
def _day_row(watch: Watch, state: State, out: Out, u: int, day: int) -> int:
    """The row of worker-day (u, day), opened on first use."""
    row = state.grid[u, day - watch.first_day]
    if row < 0:
        row = out.counts[0]
        out.counts[0] += 1
        state.grid[u, day - watch.first_day] = row
        d = out.days[row]
        d.unit, d.day, d.region, d.product = u, day, -1, -1
        d.first_start, d.last_end, d.last_dispatch = NULL, NULL, NULL
        d.run_start, d.run_end, d.first_row, d.last_row = NULL, NULL, NULL, NULL
        out.reached[row, :] = NULL
    return int(row)


@inlined
def _too_late(watch: Watch, state: State, u: int, s: int, e: int) -> bool:
    """Whether the event touches a worker-day that was closed and put away."""
    first = watch.slot_days[s // SLOT - watch.first_slot]
    last = watch.slot_days[max(e - 1, s) // SLOT - watch.first_slot]
    found = False
    for day in range(first, last + 1):
        found = found or state.grid[u, day - watch.first_day] == CLOSED
    return found


@inlined
def _add_plain(watch: Watch, state: State, out: Out, u: int, clock: int, required: bool, a: int, b: int) -> None:
    """Add the span [a, b) to a clock other than the task clock, day by day."""
    while a < b:
        day = watch.slot_days[a // SLOT - watch.first_slot]
        cut = min(b, watch.day_begins[day - watch.first_day + 1])
        d = out.days[_day_row(watch, state, out, u, day)]
        if clock == WORKING_CLOCK:
            d.working_time += cut - a
            if required:
                d.booked_working += cut - a
        elif clock == ONLINE_CLOCK:
            d.online_time += cut - a
        else:
            d.billed_time += cut - a
        a = cut


@inlined
def _add_task(watch: Watch, state: State, out: Out, u: int, region: int, kinds: int, a: int, b: int) -> None:
    """Add the span [a, b) to the task clock: day by day, mark by mark, window by window."""
    run = state.runs[u, 0]
    while a < b:
        slot = a // SLOT - watch.first_slot
        day = watch.slot_days[slot]
        cut = min(b, watch.day_begins[day - watch.first_day + 1])
        row = _day_row(watch, state, out, u, day)
        d = out.days[row]
        for m in range(len(watch.day_marks)):
            mark = watch.day_marks[m]
            if d.task_time <= mark < d.task_time + cut - a:
                out.reached[row, m] = a + mark - d.task_time
        d.task_time += cut - a
        d.kinds |= kinds
        d.last_end = max(d.last_end, cut)
        run.time += cut - a
        if run.time > d.longest_run:
            d.longest_run, d.run_start, d.run_end = run.time, run.start, cut
        while a < cut:
            until = min(cut, (slot + 1 + watch.first_slot) * SLOT)
            out.hours[watch.slot_hours[slot]] += until - a
            flags = watch.slot_flags[region, slot]
            w = 0
            while flags:
                if flags & 1:
                    out.time_in[row, w] += until - a
                flags >>= 1
                w += 1
            a = until
            slot += 1


@inlined
def _close_run(out: Out, run: Any, mark: int, rest_after: int) -> None:
    """Write the run under way if it exceeded its limit."""
    if run.exceeded != NULL:
        run.mark = mark
        run.rest_after = rest_after
        out.runs[out.counts[1]] = run
        out.counts[1] += 1


@inlined
def _note_late(run: Any, dispatched: int) -> None:
    """Count a dispatch that came after the run had exceeded its limit."""
    if run.exceeded != NULL and dispatched > run.exceeded:
        run.late_dispatches += 1
        if run.first_late == NULL or dispatched < run.first_late:
            run.first_late = dispatched


@inlined
def _push(watch: Watch, state: State, u: int, s: int, on_tasks: bool) -> None:
    """A dispatch that brought no work (refused, or cancelled at once) joins no run, but it may have come too late in one.

    Without ``on_tasks``, one that brought work but nothing to bill: it joins the runs of task time by itself.
    """
    for mark in range(len(watch.run_clock)):
        if not on_tasks and watch.run_clock[mark] == TASK_CLOCK:
            continue
        run = state.runs[u, mark]
        if run.tasks > 0 and s - state.frontier[u, watch.run_clock[mark]] < watch.run_rest[mark]:
            _note_late(run, s)


@inlined
def _book(watch: Watch, state: State, out: Out, u: int, task: int, tasks: Tasks, time: int, clock: int) -> None:
    """Book the time that a task added to a clock on the day it was dispatched, and in the windows open at its dispatch."""
    slot = tasks.dispatched[task] // SLOT - watch.first_slot
    row = _day_row(watch, state, out, u, watch.slot_days[slot])
    if clock == WORKING_CLOCK:
        out.days[row].booked_working += time
        return
    out.days[row].booked_time += time
    flags = watch.slot_flags[max(tasks.region[task], 0), slot]
    w = 0
    while flags:
        if flags & 1:
            out.booked_in[row, w] += time
        flags >>= 1
        w += 1


@inlined
def _join_run(
    watch: Watch, state: State, out: Out, u: int, mark: int, s: int, e: int, frontier: int, kind: int, task: int, tasks: Tasks
) -> None:
    """Let the task [s, e) join the run of ``mark``, or begin a new one after a long enough rest."""
    run = state.runs[u, mark]
    if run.tasks == 0 or s - frontier >= watch.run_rest[mark]:
        if run.tasks > 0:
            _close_run(out, run, mark, s - frontier)
        run.unit, run.start, run.time, run.tasks, run.kinds, run.late_dispatches, run.understated = u, s, 0, 0, 0, 0, 0
        run.exceeded, run.first_late, run.in_hand_until, run.first_row = NULL, NULL, NULL, tasks.row[task]
        run.region, run.product = tasks.region[task], tasks.product[task]
    dispatched = tasks.dispatched[task]
    if kind != PIECE:
        _note_late(run, dispatched)
        if tasks.understated[task]:
            run.understated += 1
    a = max(s, frontier) if run.tasks else s
    run.end = max(e, frontier) if run.tasks else e
    if run.exceeded != NULL and dispatched <= run.exceeded:
        run.in_hand_until = max(run.in_hand_until, e)
    if mark > 0 and e > a:  # the standard run gains its time day by day in _add_task
        limit = watch.run_limit[mark]
        if run.time <= limit < run.time + e - a:
            run.exceeded, run.in_hand_until = a + limit - run.time, run.end
        run.time += e - a
    run.tasks += 1
    run.last_row = tasks.row[task]
    if tasks.kind[task] >= 0:
        run.kinds |= 1 << tasks.kind[task]


@inlined
def _count_task(watch: Watch, state: State, out: Out, u: int, s: int, e: int, task: int, tasks: Tasks) -> None:
    """Book the task on the day it was dispatched: counts, pay, windows, tasks in hand, rest before it."""
    slot = s // SLOT - watch.first_slot
    row = _day_row(watch, state, out, u, watch.slot_days[slot])
    d = out.days[row]
    if d.tasks == 0:
        d.product, d.first_start, d.first_row = tasks.product[task], s, tasks.row[task]
    region = tasks.region[task]
    if region > 0 and d.region <= 0:
        d.region, d.regions = region, 1
    elif region > 0 and region != d.region:
        d.regions = 2
    elif d.region < 0:
        d.region = region
    d.tasks += 1
    if not tasks.completed[task]:
        d.cancelled += 1
    if tasks.understated[task]:
        d.understated += 1
    if tasks.kind[task] >= 0:
        d.kinds |= 1 << tasks.kind[task]
    d.last_dispatch, d.last_row = s, tasks.row[task]
    base = tasks.base[task]
    if base != NULL:
        d.base += base
        d.paid_tasks += 1
    if tasks.tip[task] != NULL:
        d.tip += tasks.tip[task]
    if tasks.fare[task] != NULL:
        d.fare += tasks.fare[task]
    if tasks.commission[task] != NULL:
        d.commission += tasks.commission[task]
    flags = watch.slot_flags[max(tasks.region[task], 0), slot]
    w = 0
    while flags:
        if flags & 1:
            out.tasks_in[row, w] += 1
            if base != NULL:
                out.pay_in[row, w] += base
        flags >>= 1
        w += 1
    frontier = state.frontier[u, TASK_CLOCK]
    if frontier != NULL and s > frontier:
        d.longest_rest = max(d.longest_rest, s - frontier)
    if e > s:
        carried = 1
        free = 0
        for k in range(CARRIED):
            if state.ends[u, k] > s:
                carried += 1
            else:
                free = k
        state.ends[u, free] = e
        d.most_carried = max(d.most_carried, min(carried, CARRIED))


@inlined
def step(watch: Watch, state: State, out: Out, kind: int, u: int, s: int, e: int, task: int, tasks: Tasks) -> None:
    """One step of the fold: the event [s, e) of unit ``u`` changes the unit's state and its worker-days."""
    state.last_start[u] = s
    if kind == TASK:
        _count_task(watch, state, out, u, s, e, task, tasks)
    if kind in (TASK, PIECE):
        if e > s:
            frontier = state.frontier[u, TASK_CLOCK]
            for mark in range(len(watch.run_clock)):
                if watch.run_clock[mark] == TASK_CLOCK:
                    _join_run(watch, state, out, u, mark, s, e, frontier, kind, task, tasks)
            a = max(s, frontier)
            if e > a:
                kinds = 1 << tasks.kind[task] if tasks.kind[task] >= 0 else 0
                _add_task(watch, state, out, u, max(tasks.region[task], 0), kinds, a, e)
                _book(watch, state, out, u, task, tasks, e - a, TASK_CLOCK)
                state.frontier[u, TASK_CLOCK] = e
        if kind == TASK and tasks.offered[task] and (e <= s or tasks.unbilled[task]):
            _push(watch, state, u, s, e <= s)
    elif kind == REFUSED:
        _push(watch, state, u, s, True)
        row = _day_row(watch, state, out, u, watch.slot_days[s // SLOT - watch.first_slot])
        out.days[row].last_dispatch = max(out.days[row].last_dispatch, s)
    elif kind == BILLED:
        frontier = state.frontier[u, BILLED_CLOCK]
        for mark in range(len(watch.run_clock)):
            if watch.run_clock[mark] == BILLED_CLOCK:
                _join_run(watch, state, out, u, mark, s, e, frontier, kind, task, tasks)
    for clock in (WORKING_CLOCK, ONLINE_CLOCK, BILLED_CLOCK):
        if clock == BILLED_CLOCK:
            counts = kind == BILLED
        elif clock == WORKING_CLOCK:
            counts = kind in (TASK, REQUIRED, PIECE)
        else:
            counts = kind not in (BILLED, REFUSED)
        if counts:
            a = max(s, state.frontier[u, clock])
            if e > a:
                _add_plain(watch, state, out, u, clock, kind == REQUIRED, a, e)
                if clock == WORKING_CLOCK and kind in (TASK, PIECE):
                    _book(watch, state, out, u, task, tasks, e - a, WORKING_CLOCK)
                state.frontier[u, clock] = e


@compiled
def fold(watch: Watch, state: State, out: Out, events: Events, tasks: Tasks, first: int, day_room: int, run_room: int) -> tuple[int, int]:
    """Fold events from ``first`` on; returns (status, how far it came).

    Status DONE: all folded. DISORDER: the event at the returned index starts before an earlier one of its unit, or on a day that was
    closed. FULL: fewer than
    ``day_room`` rows or ``run_room`` runs are free in ``out``; make room and go on from the returned index.

    Two orders of half an hour, the second ten minutes into the first, make forty minutes of task time, with two in hand at once:

    >>> from guanjia.kernels.fold_state import empty_out, empty_state
    >>> none, minute = np.zeros(0, np.int64), 60_000_000
    >>> days, hours, flags = np.zeros(96, np.int32), np.zeros(96, np.int16), np.zeros((1, 96), np.uint16)
    >>> standard = np.array([TASK_CLOCK]), np.array([20 * minute]), np.array([2**62])
    >>> watch = Watch(0, days, hours, flags, 0, np.array([0, 96 * SLOT]), none, *standard)
    >>> start, index, zero = np.array([0, 10 * minute]), np.arange(2, dtype=np.int32), np.zeros(2, np.int64)
    >>> events = Events(np.zeros(2, np.int8), np.zeros(2, np.int32), start, start + 30 * minute, index)
    >>> short, yes = np.zeros(2, np.int16), np.ones(2, np.bool_)
    >>> tasks = Tasks(short, short, short, start, yes, ~yes, yes, ~yes, zero + 500, zero, zero, zero, zero)
    >>> state, out = empty_state(1, 1, 1), empty_out(1, 0, 0, 0)
    >>> fold(watch, state, out, events, tasks, 0, 0, 0) == (DONE, 2)
    True
    >>> day = out.days[0]
    >>> int(day["task_time"]) // minute, int(day["tasks"]), int(day["most_carried"]), int(day["base"])
    (40, 2, 2, 1000)
    """
    for i in range(first, len(events.unit)):
        u = events.unit[i]
        s = events.start[i]
        if s < state.last_start[u] or _too_late(watch, state, u, s, events.end[i]):
            return DISORDER, i
        if out.counts[0] + day_room > len(out.days) or out.counts[1] + run_room > len(out.runs):
            return FULL, i
        step(watch, state, out, events.kind[i], u, s, events.end[i], events.task[i], tasks)
    return DONE, len(events.unit)


def unfinished_runs(state: State) -> NDArray[np.void]:
    """The exceeded runs still under way when the records end; how long the rest after them lasts is not known."""
    marks = np.broadcast_to(np.arange(state.runs.shape[1], dtype=np.int16), state.runs.shape)
    under_way = (state.runs["tasks"] > 0) & (state.runs["exceeded"] != NULL) & (marks > 0)
    runs: NDArray[np.void] = state.runs[under_way]
    runs["mark"], runs["rest_after"] = marks[under_way], NULL
    return runs
