"""The local engine against a minute-by-minute count that shares no code with it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.engines.local import measure
from guanjia.flows.ports import Method, Source
from guanjia.law.law import load
from guanjia.model.clock import NULL, day_date
from guanjia.model.measures import Measures, RunMark
from guanjia.rules import Marks, Rule
from tests.engines import oracle
from tests.engines.records import MINUTE, Listed, task

LAW = load()
ZONES = ("Asia/Shanghai", "America/New_York")
SPRING = 29_549_400  # 2026-03-08 06:00 UTC in minutes: an hour before New York's clocks go forward
RUNS = frozenset([RunMark("task", 20 * MINUTE, 240 * MINUTE), RunMark("billed", 30 * MINUTE, 120 * MINUTE)])
WATCHING = Rule(
    "watching",
    ("", ""),
    ("", ""),
    (),
    (),
    check=lambda measures, law: (),
    steps=lambda finding, measures: (),
    marks=lambda law: Marks(frozenset([300 * MINUTE]), RUNS),
)

shifts = st.lists(
    st.tuples(st.integers(0, 3_000), st.integers(0, 40), st.integers(1, 400), st.sampled_from(["A", "B"])), min_size=1, max_size=25
)
spans = st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 500), st.sampled_from(["online", "required"])), max_size=5)


def records(drawn: list[tuple[int, int, int, str]], online: list[tuple[int, int, str]]) -> dict[str, list[dict[str, Any]]]:
    """Tables in time order: rides of one person on platforms A and B, and presence on A."""
    drawn = sorted(drawn)
    tasks = [
        task(number, "w", platform, SPRING + at, SPRING + at + wait, SPRING + at + wait + ride)
        for number, (at, wait, ride, platform) in enumerate(drawn, 1)
    ]
    presence = [
        {"worker_id": "w", "platform": "A", "kind": kind, "start_time": (SPRING + at) * MINUTE, "end_time": (SPRING + at + long) * MINUTE}
        for at, long, kind in sorted(online)
    ]
    links = [{"worker_id": "w", "platform": platform, "person_id": "p"} for platform in "AB"]
    return {"tasks": tasks, "presence": presence, "links": links}


def measured(tables: dict[str, list[dict[str, Any]]], zone: str, batch: int) -> Measures:
    """What the local engine makes of the tables."""
    source = Listed(tables, zone, batch)
    return whole(source, Method(zone, time(4)))


def whole(source: Source, method: Method) -> Measures:
    """The measures of so few workers that they are all in one slice."""
    with TemporaryDirectory() as scratch:
        measured = measure(source, LAW, [WATCHING], method, lambda table, rows: None, Path(scratch))
        (only,) = measured.slices
    return replace(only, platform_months=measured.platforms.platform_months, notices=measured.platforms.notices)


def by_day(measures: Measures, platform: str, column: str) -> dict[date, int]:
    """One column of a platform's worker-days in minutes, without zeros."""
    days, units = measures.days, measures.units
    code = units.platforms.index(platform)
    mine = units.platform[days.unit] == code
    values = getattr(days, column)[mine]
    scale = 1 if column in ("tasks", "most_carried") else MINUTE
    assert not np.any(values % scale)
    return {day_date(day): int(value) // scale for day, value in zip(days.day[mine], values, strict=True) if value}


@settings(max_examples=60, deadline=None)
@given(shifts, spans, st.sampled_from(ZONES), st.integers(1, 30))
def test_every_measure_agrees_with_a_count_by_the_minute(
    drawn: list[tuple[int, int, int, str]], online: list[tuple[int, int, str]], zone: str, batch: int
) -> None:
    """Clocks, runs, rests, marks and tasks in hand of each platform and of the person over both."""
    tables = records(drawn, online)
    measures = measured(tables, zone, batch)
    local = ZoneInfo(zone)
    platforms = sorted({row["platform"] for row in tables["tasks"]})
    for platform in [*platforms, "*"] if len(platforms) > 1 else platforms:
        rows = [row for row in tables["tasks"] if platform in ("*", row["platform"])]
        own = [(row["dispatch_time"] // MINUTE, row["end_time"] // MINUTE) for row in rows]
        billed = sorted((row["start_time"] // MINUTE, row["end_time"] // MINUTE, row["dispatch_time"] // MINUTE) for row in rows)
        present = [
            (row["start_time"] // MINUTE, row["end_time"] // MINUTE, row["kind"])
            for row in tables["presence"]
            if platform in ("*", row["platform"])
        ]
        required = [(start, end) for start, end, kind in present if kind == "required"]
        anyhow = [(start, end) for start, end, _ in present]
        assert by_day(measures, platform, "task_time") == oracle.per_day(oracle.covered(own), local)
        assert by_day(measures, platform, "working_time") == oracle.per_day(oracle.covered(own + required), local)
        assert by_day(measures, platform, "online_time") == oracle.per_day(oracle.covered(own + anyhow), local)
        assert by_day(measures, platform, "billed_time") == oracle.per_day(oracle.covered([b[:2] for b in billed]), local)
        assert by_day(measures, platform, "booked_time") == oracle.booked(own, local)
        assert by_day(measures, platform, "longest_run") == oracle.longest_run(own, 20, local)
        assert by_day(measures, platform, "longest_rest") == oracle.longest_rest(own, local)
        assert by_day(measures, platform, "most_carried") == {d: min(n, 16) for d, n in oracle.most_carried(own, local).items()}
        assert nights(measures, platform) == oracle.per_day(
            {m for m in oracle.covered(own) if not 6 <= oracle.local(m, local).hour < 22}, local
        )
        assert marks(measures, platform) == oracle.passed(own, 300, local)
        assert runs(measures, platform, "task") == oracle.exceeded_runs(own, [start for start, _ in own], 20, 240)
        in_order = [(start, end) for start, end, _ in billed]
        assert runs(measures, platform, "billed") == oracle.exceeded_runs(in_order, [at for _, _, at in billed], 30, 120)


def nights(measures: Measures, platform: str) -> dict[date, int]:
    """Night minutes by day."""
    days, units = measures.days, measures.units
    mine = np.flatnonzero(units.platform[days.unit] == units.platforms.index(platform))
    values = days.time_in[mine, days.windows.index("night")] // MINUTE
    return {day_date(days.day[i]): int(value) for i, value in zip(mine, values, strict=True) if value}


def marks(measures: Measures, platform: str) -> dict[date, int]:
    """The minute at which the daily mark was passed, by day."""
    days, units = measures.days, measures.units
    mine = np.flatnonzero(units.platform[days.unit] == units.platforms.index(platform))
    return {day_date(days.day[i]): int(days.reached[i, 0]) // MINUTE for i in mine if days.reached[i, 0] != NULL}


def runs(measures: Measures, platform: str, clock: str) -> list[dict[str, Any]]:
    """The exceeded runs of one clock, in minutes."""
    found, units = measures.runs, measures.units
    keys = ("start", "end", "time", "exceeded", "late_dispatches", "first_late", "in_hand_until", "rest_after", "tasks")
    listed = []
    for i in range(len(found.unit)):
        if units.platform[found.unit[i]] == units.platforms.index(platform) and found.marks[found.mark[i]].clock == clock:
            values = {key: int(getattr(found, key)[i]) for key in keys}
            moments = {key: None if value == NULL else value // MINUTE for key, value in values.items()}
            listed.append(moments | {key: values[key] for key in ("late_dispatches", "tasks")})
    return listed


@settings(max_examples=25, deadline=None)
@given(shifts, spans, st.integers(1, 30), st.randoms(use_true_random=False))
def test_records_out_of_order_give_the_same_answers(
    drawn: list[tuple[int, int, int, str]], online: list[tuple[int, int, str]], batch: int, chance: random.Random
) -> None:
    """Rows in any order are measured as rows in time order are."""
    tables = records(sorted(set(drawn), key=lambda shift: shift[0]), sorted(set(online)))
    starts = [row["dispatch_time"] for row in tables["tasks"]]
    if len(set(starts)) < len(starts):
        return  # which of two tasks at the same moment comes first is a matter of row order
    ordered = measured(tables, "Asia/Shanghai", batch)
    mixed = {name: chance.sample(rows, len(rows)) if name != "links" else rows for name, rows in tables.items()}
    shuffled = measured(mixed, "Asia/Shanghai", batch)
    for platform in "AB*":
        if platform in ordered.units.platforms and platform in shuffled.units.platforms:
            for column in ("tasks", "task_time", "working_time", "online_time", "billed_time", "longest_run", "most_carried"):
                assert by_day(shuffled, platform, column) == by_day(ordered, platform, column)
            assert runs(shuffled, platform, "task") == runs(ordered, platform, "task")
            assert runs(shuffled, platform, "billed") == runs(ordered, platform, "billed")


def test_a_rest_inside_a_task_is_left_out_when_asked() -> None:
    """A declared rest of an hour inside a four-hour task leaves three hours and breaks the run; a short one counts."""
    rest = [(60, 120), (150, 155)]
    presence = [
        {"worker_id": "w", "platform": "A", "kind": "rest", "start_time": (SPRING + a) * MINUTE, "end_time": (SPRING + b) * MINUTE}
        for a, b in rest
    ]
    tables = {"tasks": [task(1, "w", "A", SPRING, SPRING + 10, SPRING + 240)], "presence": presence}
    source = Listed(tables)
    uncut = whole(source, Method("Asia/Shanghai"))
    cut = whole(source, Method("Asia/Shanghai", leave_out_rests=30 * MINUTE))
    assert uncut.days.task_time.tolist() == [240 * MINUTE]
    assert cut.days.task_time.tolist() == [180 * MINUTE]
    assert cut.days.longest_run.tolist() == [120 * MINUTE]
    assert cut.days.tasks.tolist() == [1]


def test_a_task_without_an_end_counts_but_is_understated() -> None:
    """A task whose end is not recorded adds no time and marks its day as a lower bound."""
    tables = {
        "tasks": [task(1, "w", "A", SPRING, SPRING + 5, SPRING + 30), task(2, "w", "A", SPRING + 60, 0, 0, start_time=None, end_time=None)]
    }
    days = measured(tables, "Asia/Shanghai", 5).days
    assert (days.tasks.tolist(), days.understated.tolist(), days.task_time.tolist()) == ([2], [1], [30 * MINUTE])


@pytest.mark.parametrize("count", [200_000])
def test_one_worker_with_very_many_tasks(count: int) -> None:
    """200,000 back-to-back one-minute tasks of one worker are one endless run."""
    rows = [task(i, "w", "A", SPRING + i, SPRING + i, SPRING + i + 1) for i in range(count)]
    measures = measured({"tasks": rows}, "Asia/Shanghai", 50_000)
    assert int(measures.days.task_time.sum()) == count * MINUTE
    assert runs(measures, "A", "task")[0]["time"] == count


def test_pay_lines_fall_on_their_day_and_platform() -> None:
    """Pay lines are summed by kind, also for a person over all platforms."""
    tables = records([(0, 0, 30, "A"), (60, 0, 30, "B")], [])
    tables["pay_lines"] = [
        {
            "worker_id": "w",
            "platform": platform,
            "time": (SPRING + 90) * MINUTE,
            "kind": "tip",
            "amount": amount,
            "currency": "CNY",
            "row": 1,
        }
        for platform, amount in (("A", 5), ("B", 7), ("B", 11))
    ]
    months = measured(tables, "Asia/Shanghai", 2).months
    assert sorted(months.pay[:, 6].tolist()) == [5, 18, 23]


def late(measures: Measures) -> list[int]:
    """How many tasks were dispatched too late in each exceeded task run."""
    found = measures.runs
    return [int(found.late_dispatches[i]) for i in range(len(found.unit)) if found.marks[found.mark[i]].clock == "task"]


@pytest.mark.parametrize(
    ("status", "end", "minutes_after", "pushed"),
    [("refused", None, 5, 1), ("cancelled", None, 5, 1), ("refused", None, 20, 0), ("cancelled", None, 20, 0), ("refused", 10, 5, 1)],
)
def test_a_push_that_brings_no_work_is_still_a_push(status: str, end: int | None, minutes_after: int, pushed: int) -> None:
    """After a run over its limit, an order pushed within the rest and refused or cancelled at once counts as dispatched too late."""
    at = SPRING + 250 + minutes_after
    ended = None if end is None else (at + end) * MINUTE
    tables = {
        "tasks": [
            task(1, "w", "A", SPRING, SPRING, SPRING + 250),
            task(2, "w", "A", at, 0, 0, start_time=None, end_time=ended, status=status),
        ]
    }
    assert late(measured(tables, "Asia/Shanghai", 5)) == [pushed]
    backwards = {"tasks": tables["tasks"][::-1]}
    assert late(measured(backwards, "Asia/Shanghai", 1)) == [pushed]


def test_declared_rests_are_no_time_online() -> None:
    """A rest span adds nothing to any clock, in time order or not."""
    rest = {"worker_id": "w", "platform": "A", "kind": "rest", "start_time": (SPRING + 60) * MINUTE, "end_time": (SPRING + 300) * MINUTE}
    rows = [task(1, "w", "A", SPRING, SPRING, SPRING + 30), task(2, "w", "A", SPRING + 40, SPRING + 40, SPRING + 60)]
    for order in (rows, rows[::-1]):
        days = measured({"tasks": order, "presence": [rest]}, "Asia/Shanghai", 1).days
        assert days.online_time.tolist() == [50 * MINUTE]


def test_two_accounts_on_one_platform_are_one_worker() -> None:
    """Accounts linked to the same person on the same platform share hours and days."""
    rows = [task(1, "w1", "A", SPRING, SPRING, SPRING + 30), task(2, "w2", "A", SPRING + 10, SPRING + 10, SPRING + 60)]
    links = [{"worker_id": worker, "platform": "A", "person_id": "p"} for worker in ("w1", "w2")]
    measures = measured({"tasks": rows, "links": links}, "Asia/Shanghai", 5)
    assert measures.days.task_time.tolist() == [60 * MINUTE]
    assert measures.units.person[measures.days.unit[0]] == "p"


def test_a_day_in_two_regions_says_so() -> None:
    """The day bears the first region that a task states, and that there was another."""
    rows = [
        task(i, "w", "A", SPRING + 40 * i, SPRING + 40 * i, SPRING + 40 * i + 30, region=code)
        for i, code in enumerate([None, "310000", "120000"])
    ]
    measures = measured({"tasks": rows}, "Asia/Shanghai", 5)
    assert measures.units.regions[measures.days.region[0]] == "310000"
    assert measures.days.regions.tolist() == [2]
