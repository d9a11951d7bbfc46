"""What is shown to one worker: the days on the clock, and each finding with its arithmetic, its law and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

Text = tuple[str, str]  # Chinese, English


@dataclass(frozen=True)
class TaskLine:
    """One task on the local clock: aware moments, what it was, and its row in the source file."""

    start: datetime
    end: datetime
    label: str
    row: int


@dataclass(frozen=True)
class RestLine:
    """One stretch without a task, long enough to count as rest."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class DayLine:
    """One of the worker's days, [begins, ends) on the local clock (04:00 to 04:00 unless told otherwise), with its totals as shown."""

    date: date
    begins: datetime
    ends: datetime
    tasks: tuple[TaskLine, ...]
    rests: tuple[RestLine, ...]
    totals: tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class RowLine:
    """One row that a finding rests on: the file, the row in it (1 for the first data row) and what it says, shortened."""

    file: str
    row: int
    text: str


@dataclass(frozen=True)
class FindingLine:
    """One finding (a row of `model.findings.FINDINGS` as a mapping) with what a reader needs to check it by hand."""

    finding: Mapping[str, object]
    title: Text
    steps: tuple[Text, ...]
    citation: Text
    force: Text
    verified: bool
    rows: tuple[RowLine, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything said of one worker. ``hypothetical`` is what was assumed, None where nothing was."""

    worker: str
    platforms: tuple[str, ...]
    timezone: str
    days: tuple[DayLine, ...]
    findings: tuple[FindingLine, ...]
    hypothetical: Text | None = None
    notes: tuple[Text, ...] = ()
