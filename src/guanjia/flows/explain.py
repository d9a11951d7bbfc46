"""Explain: one worker's days and findings, each finding with its clock, arithmetic, article and rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from guanjia.flows.ports import Source
from guanjia.law import citation
from guanjia.model.assessment import Assessment
from guanjia.model.clock import at, day_date
from guanjia.model.explanation import DayLine, Explanation, FindingLine, RestLine, RowLine, TaskLine, Text
from guanjia.model.intake import Intake
from guanjia.model.measures import ACROSS, Subject
from guanjia.rules import Rule

_SAID = {"dispatch_time": "接", "arrival_time": "到店", "start_time": "取", "end_time": "完", "promised_time": "应达"}
_TIMES = ("dispatch_time", "arrival_time", "start_time", "end_time", "requested_time", "promised_time")


@dataclass(frozen=True)
class OnlyWorkers:
    """A source narrowed to some worker ids; tables that name no worker pass whole."""

    source: Source
    ids: frozenset[str]

    @property
    def format(self) -> str:
        """The format of the whole source."""
        return self.source.format

    @property
    def timezone(self) -> str:
        """The workplace's time zone."""
        return self.source.timezone

    @property
    def subject(self) -> Subject:
        """Who the records are about."""
        return self.source.subject

    @property
    def intake(self) -> Intake:
        """The account of the whole reading."""
        return self.source.intake

    @property
    def paths(self) -> tuple[Path, ...]:
        """The input files."""
        return self.source.paths

    def tables(self) -> frozenset[str]:
        """The tables there are."""
        return self.source.tables()

    def rows(self, table: str) -> int | None:
        """Not known without reading."""
        return None

    def hashes(self) -> Mapping[str, str]:
        """SHA-256 of each input file, not computed again where the account of the reading has them."""
        return self.source.intake.files or self.source.hashes()

    def batches(self, table: str, columns: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of these workers."""
        if table in ("weather", "agreements", "links"):
            yield from self.source.batches(table, columns)
            return
        wanted = None if columns is None else {*columns, "worker_id"}
        for batch in self.source.batches(table, wanted):
            mine = pc.is_in(batch["worker_id"].cast(pa.string()), pa.array(sorted(self.ids)))
            if table in ("notices", "pay_lines"):
                mine = pc.or_(mine, pc.is_null(batch["worker_id"]))
            kept = batch.filter(mine)
            if kept.num_rows:
                yield kept


def identities(source: Source, worker: str) -> frozenset[str]:
    """The worker's ids: the one given, and where it is linked to a person, the person's own and all that are linked to it."""
    if "links" not in source.tables():
        return frozenset([worker])
    rows = [row for batch in source.batches("links") for row in batch.to_pylist()]
    persons = {row["person_id"] for row in rows if worker in (row["worker_id"], row["person_id"])}
    return frozenset([worker, *persons, *(row["worker_id"] for row in rows if row["person_id"] in persons)])


@dataclass(frozen=True)
class _Booked:
    """The worker's tasks in order of the moment they are booked at, each with its two lines."""

    begins: list[datetime]
    platforms: list[str]
    rows: list[RowLine]
    lines: list[TaskLine]

    def within(self, start: object, end: object) -> range:
        """The places of the tasks booked in [start, end)."""
        if not (isinstance(start, datetime) and isinstance(end, datetime)):
            return range(0)
        return range(bisect_left(self.begins, start), bisect_left(self.begins, end))


def explain(
    worker: str,
    findings: Sequence[Mapping[str, object]],
    own: Assessment,
    tasks: Sequence[Mapping[str, object]],
    hypothetical: Text | None,
) -> Explanation:
    """What is said of ``worker``: the findings of the whole assessment, with days and arithmetic from the worker's ``own`` records."""
    zone = own.measures.clock.zone
    rules = {rule.code: rule for rule in own.rules}
    booked = _booked(tasks, zone)
    lines = tuple(_finding_line(row, rules[str(row["rule"])], own, booked) for row in findings if row["rule"] in rules)
    platforms = tuple(sorted({str(task["platform"]) for task in tasks}))
    return Explanation(worker, platforms, zone.key, _days(own, booked, zone), lines, hypothetical, tuple(own.intake.notes))


def _booked(tasks: Sequence[Mapping[str, object]], zone: ZoneInfo) -> _Booked:
    begun = [(start, task) for task in tasks if (start := _begin(task)) is not None]
    begun.sort(key=lambda each: (each[0], _int(each[1]["row"])))
    return _Booked(
        [start for start, _ in begun],
        [str(task["platform"]) for _, task in begun],
        [RowLine(str(task["file"]), _int(task["row"]), _short(task, zone)) for _, task in begun],
        [_task_line(start, task, zone) for start, task in begun],
    )


def _finding_line(row: Mapping[str, object], rule: Rule, own: Assessment, booked: _Booked) -> FindingLine:
    entry = next((entry for entry in own.law.entries if entry.id == row["law"]), None)
    cited = (citation.in_chinese(entry), citation.in_english(entry)) if entry else ("没有适用的规定", "no law applies")
    force = (entry.force.zh, entry.force.value) if entry else ("", "")
    places = booked.within(row["start"], row["end"])
    rests_on = [booked.rows[i] for i in places if row["platform"] in (ACROSS, booked.platforms[i])]
    if rule.tally is not None:  # the worst of its tasks first
        rests_on.sort(key=lambda line: line.row != row["first_row"])
    return FindingLine(row, rule.title, tuple(rule.steps(row, own.measures)), cited, force, bool(row["verified"]), tuple(rests_on))


def _days(own: Assessment, booked: _Booked, zone: ZoneInfo) -> tuple[DayLine, ...]:
    days, clock = own.measures.days, own.measures.clock
    night = days.windows.index("night")
    lines = []
    for number in sorted(set(days.day.tolist())):
        begin, end = clock.day_span(number)
        begins, ends = at(begin, zone), at(end, zone)
        mine = days.day == number
        several = mine & (own.measures.units.platform[days.unit] == 0)
        mine = several if several.any() else mine
        totals = (
            (("任务", "tasks"), str(int(days.tasks[mine].sum()))),
            (("接单时间", "task time"), _hours(int(days.task_time[mine].sum()))),
            (("最长连续", "longest run"), _hours(int(days.longest_run[mine].max()))),
            (("最长休息", "longest rest"), _hours(int(days.longest_rest[mine].max()))),
            (("夜间", "night"), _hours(int(days.time_in[mine, night].sum()))),
        )
        shown = tuple(booked.lines[i] for i in booked.within(begins, ends))
        lines.append(DayLine(day_date(number), begins, ends, shown, _rests(shown, own.measures.rest), totals))
    return tuple(lines)


def _task_line(start: datetime, task: Mapping[str, object], zone: ZoneInfo) -> TaskLine:
    end = task["end_time"]
    until = end if isinstance(end, datetime) and _clocked(task) else start
    return TaskLine(start.astimezone(zone), until.astimezone(zone), f"{task['platform']} {task['task_id']}", _int(task["row"]))


def _rests(tasks: Sequence[TaskLine], shortest: int) -> tuple[RestLine, ...]:
    rests, reached = [], None
    for task in tasks:
        if reached is not None and (task.start - reached).total_seconds() * 1e6 >= shortest:
            rests.append(RestLine(reached, task.start))
        reached = task.end if reached is None else max(reached, task.end)
    return tuple(rests)


def _clocked(task: Mapping[str, object]) -> bool:
    return any(task[name] is not None for name in ("dispatch_time", "arrival_time", "start_time"))


def _begin(task: Mapping[str, object]) -> datetime | None:
    """When the task is booked, as the engine books it: dispatch, or the earliest later moment known."""
    for name in _TIMES:
        moment = task[name]
        if isinstance(moment, datetime):
            return moment
    return None


def _short(task: Mapping[str, object], zone: ZoneInfo) -> str:
    words = [f"{task['platform']} {task['task_id']}"]
    for name, zh in _SAID.items():
        moment = task[name]
        if isinstance(moment, datetime):
            words.append(f"{zh} {moment.astimezone(zone):%m-%d %H:%M:%S}")
    return " ".join(words)


def _hours(us: int) -> str:
    seconds = us // 1_000_000
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def _int(value: object) -> int:
    return int(value) if isinstance(value, int) else 0
