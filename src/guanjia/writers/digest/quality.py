"""What became of the rows read: counts by table, and why rows were set aside, without any value of theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guanjia.model.intake import Intake, Rejected
from guanjia.writers.digest.words import Text

_QUOTED_ZH = re.compile("(“)([^”]*)(”)")
_QUOTED_EN = re.compile(r"((?<!\w)')([^']*)('(?!\w))")


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
    """The rows set aside by reason, most frequent first, each with the first row of which ``intake.rejected`` keeps the words."""
    counts: dict[str, int] = {}
    for table in intake.tables.values():
        for reason, count in table.reasons.items():
            counts[reason] = counts.get(reason, 0) + count
    first: dict[str, Rejected] = {}
    for rejected in intake.rejected:
        first.setdefault(rejected.reason, rejected)
    found = [_of_reason(reason, count, first.get(reason)) for reason, count in counts.items()]
    return tuple(sorted(found, key=lambda group: (-group.count, group.reason)))


def _of_reason(reason: str, count: int, row: Rejected | None) -> SetAside:
    if row is None:
        return SetAside(reason, "", (reason, reason), count, "", 0)
    return SetAside(reason, row.column, _masked(row), count, row.file, row.row)


def remark(text: str) -> Text:
    """A remark written as ``Chinese / English``, in its two parts.

    >>> remark("时间缺失 / time missing")
    ('时间缺失', 'time missing')
    """
    zh, _, en = text.partition(" / ")
    return zh, en or zh


def _masked(row: Rejected) -> Text:
    """The words without the row's values; what stands in quotes is kept only where it is the column's name."""
    zh, en = ((text.replace(row.value, "…") if row.value else text) for text in (row.zh, row.en))

    def hide(found: re.Match[str]) -> str:
        return found[0] if found[2] == row.column else f"{found[1]}…{found[3]}"

    return _QUOTED_ZH.sub(hide, zh), _QUOTED_EN.sub(hide, en)
