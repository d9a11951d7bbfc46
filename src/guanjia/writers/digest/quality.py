"""What became of the rows read: counts by table, and why rows were set aside, without any value of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from guanjia.model.intake import Intake, Rejected
from guanjia.writers.digest.words import Text


@dataclass(frozen=True)
class SetAside:
    """Rows set aside for one reason in one column: the words (the first row's value left out), the count, and the first such row."""

    reason: str
    column: str
    words: Text
    count: int
    file: str
    row: int


def set_aside(intake: Intake) -> tuple[SetAside, ...]:
    """The rows kept in ``intake.rejected`` by reason and column, most frequent first."""
    groups: dict[tuple[str, str], list[Rejected]] = {}
    for rejected in intake.rejected:
        groups.setdefault((rejected.reason, rejected.column), []).append(rejected)
    found = [SetAside(reason, column, _masked(rows[0]), len(rows), rows[0].file, rows[0].row) for (reason, column), rows in groups.items()]
    return tuple(sorted(found, key=lambda group: (-group.count, group.reason, group.column)))


def remark(text: str) -> Text:
    """A remark written as ``Chinese / English``, in its two parts.

    >>> remark("时间缺失 / time missing")
    ('时间缺失', 'time missing')
    """
    zh, _, en = text.partition(" / ")
    return zh, en or zh


def _masked(row: Rejected) -> Text:
    if not row.value:
        return row.zh, row.en
    return row.zh.replace(row.value, "…"), row.en.replace(row.value, "…")
