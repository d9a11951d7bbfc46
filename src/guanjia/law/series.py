"""Entries of one series put in order: each ends where the next begins, with no gap and no overlap left unsaid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from guanjia.law.entry import Entry
from guanjia.law.errors import LawbookError

_DAY = timedelta(days=1)


def closed(entries: Iterable[Entry], files: Mapping[str, str]) -> list[Entry]:
    """The entries, each with its last day; ``files`` names the file of each entry id for refusals.

    An entry without a last day of its own ends the day before the next of its series begins. LawbookError for an overlap,
    for a gap that no ``gap:`` explains, and for two entries of different series that hold for the same kind of work.
    """
    by_series: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_series[entry.series].append(entry)
    done = [entry for group in by_series.values() for entry in _close(sorted(group, key=lambda e: e.first_day), files)]
    _refuse_shared_kinds(done, files)
    return done


def _close(group: list[Entry], files: Mapping[str, str]) -> list[Entry]:
    following = [*group[1:], None]
    return [_end(entry, after, files) for entry, after in zip(group, following, strict=True)]


def _end(entry: Entry, after: Entry | None, files: Mapping[str, str]) -> Entry:
    if entry.last_day and entry.last_day < entry.first_day:
        raise _refusal(entry, files, "截止日早于起始日", "it ends before it begins", "改正 from 或 to", "mend 'from' or 'to'")
    if after is None:
        return entry
    if entry.last_day is None:
        return replace(entry, last_day=after.first_day - _DAY)
    if entry.last_day >= after.first_day:
        raise _refusal(
            entry,
            files,
            f"与 {after.id} 日期重叠",
            f"it overlaps {after.id}",
            f"把 to 改到 {after.first_day} 之前",
            f"end it before {after.first_day}",
        )
    if entry.last_day + _DAY < after.first_day and not after.gap:
        raise _refusal(
            after,
            files,
            f"与上一条之间有空档（{entry.last_day} 之后）",
            f"there is a gap after {entry.last_day}",
            "补上空档的数值，或写 gap: 原因",
            "fill the gap, or say 'gap: reason'",
        )
    return entry


def _refuse_shared_kinds(entries: list[Entry], files: Mapping[str, str]) -> None:
    """Two entries of one place and tier whose kinds differ but share one must not hold on the same day."""
    by_place: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kinds:
            by_place[(entry.topic, entry.jurisdiction, entry.tier, entry.product)].append(entry)
    for group in by_place.values():
        ordered = sorted(group, key=lambda e: e.first_day)
        for number, entry in enumerate(ordered):
            for other in ordered[number + 1 :]:
                if other.kinds != entry.kinds and set(other.kinds) & set(entry.kinds) and entry.in_force(other.first_day):
                    raise _refusal(
                        entry,
                        files,
                        f"与 {other.id} 对同一工种重叠",
                        f"it overlaps {other.id} for the same kind of work",
                        "分开工种或日期",
                        "part their kinds or days",
                    )


def _refusal(entry: Entry, files: Mapping[str, str], wrong_zh: str, wrong_en: str, mend_zh: str, mend_en: str) -> LawbookError:
    return LawbookError(files.get(entry.id, "lawbook"), entry.id, wrong_zh, wrong_en, mend_zh, mend_en)
