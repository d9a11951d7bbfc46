"""What is asked of the records: which law, which rules, which clock, and how they are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from guanjia.engines.spark.tables import PREFIX
from guanjia.flows.ports import Method
from guanjia.law.law import Law, load
from guanjia.model.clock import MINUTE
from guanjia.model.schema import KINDS
from guanjia.readers.source import ReadOptions
from guanjia.rules import Rule, all_rules

_DAY_MINUTES = 24 * 60
_YEAR_HOURS = 366 * 24


@dataclass(frozen=True)
class Question:
    """What is asked of the records: which law, which rules, which clock. The visible parameters of an assessment."""

    as_if: str | None = None
    on: date | None = None
    tiers: Mapping[str, str] | None = None
    lawbooks: tuple[str, ...] = ()
    rules: tuple[str, ...] | None = None
    allowances: tuple[float, ...] = (0.0, 0.1, 0.2)
    day_start: str = "04:00"
    rest_minutes: float = 20
    leave_out_rests_minutes: float | None = None

    def law(self) -> Law:
        """The law asked for; LawbookError or UnknownRegion where it cannot be."""
        return load([Path(folder) for folder in self.lawbooks], as_if=self.as_if, on=self.on, tiers=self.tiers or {})

    def method(self, timezone: str) -> Method:
        """How to measure; `AskedWrongly` for parameters that make no sense."""
        if not 0 < self.rest_minutes <= _DAY_MINUTES or round(self.rest_minutes * MINUTE) < 1:
            raise AskedWrongly(
                f"休息（--rest）须大于 0、不超过 {_DAY_MINUTES} 分钟，现在是 {self.rest_minutes:g}",
                f"the rest (--rest) must be above 0 and at most {_DAY_MINUTES} minutes, not {self.rest_minutes:g}",
            )
        wrong = [share for share in self.allowances if not 0 <= share <= 1]
        if wrong:
            raise AskedWrongly(
                f"宽放（--allowance）须在 0% 到 100% 之间，现在是 {wrong[0] * 100:g}%",
                f"an allowance (--allowance) must lie between 0% and 100%, not {wrong[0] * 100:g}%",
            )
        left_out = self.leave_out_rests_minutes
        if left_out is not None and not 0 <= left_out <= _DAY_MINUTES:
            raise AskedWrongly(
                f"不计入的休息（--leave-out-rests）须在 0 到 {_DAY_MINUTES} 分钟之间，现在是 {left_out:g}",
                f"the rests left out (--leave-out-rests) must be between 0 and {_DAY_MINUTES} minutes, not {left_out:g}",
            )
        return Method(
            timezone,
            _quarter_hour(self.day_start),
            round(self.rest_minutes * MINUTE),
            tuple(dict.fromkeys(self.allowances)),
            None if left_out is None else round(left_out * MINUTE),
        )


class AskedWrongly(ValueError):
    """A parameter that makes no sense: which, its value and what it may be, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")


def _quarter_hour(text: str) -> time:
    try:
        found = datetime.strptime(text, "%H:%M").time()
    except ValueError:
        found = None
    if found is None or found.minute % 15:
        raise AskedWrongly(
            f"一天的起点（--day-start）须是整刻钟，写成 04:00 或 05:30，现在是“{text}”",
            f"the start of the day (--day-start) is a quarter of an hour, written 04:00 or 05:30, not '{text}'",
        )
    return found


def chosen_rules(codes: Sequence[str] | None) -> tuple[Rule, ...]:
    """The rules of these codes, or all; `AskedWrongly` names a code that there is not."""
    by_code = {rule.code: rule for rule in all_rules()}
    missing = [code for code in codes or () if code not in by_code]
    if missing:
        names = ", ".join(by_code)
        raise AskedWrongly(f"没有规则 {'、'.join(missing)}。可用：{names}", f"no such rule: {', '.join(missing)}. Rules: {names}")
    return tuple(by_code.values()) if codes is None else tuple(by_code[code] for code in dict.fromkeys(codes))


def checked(read: ReadOptions, law: Law) -> ReadOptions:
    """The options with the region as a code and its time zone; UnknownRegion or `AskedWrongly` where they cannot be."""
    if not 0 < read.max_task_hours <= _YEAR_HOURS:
        raise AskedWrongly(
            f"--max-task-hours 须大于 0、不超过 {_YEAR_HOURS}，现在是 {read.max_task_hours:g}",
            f"--max-task-hours must be above 0 and at most {_YEAR_HOURS}, not {read.max_task_hours:g}",
        )
    if read.kind is not None and read.kind not in KINDS:
        raise AskedWrongly(f"没有工种“{read.kind}”。可用：{'、'.join(KINDS)}", f"no kind of work '{read.kind}'. Kinds: {', '.join(KINDS)}")
    if read.region is None:
        return read
    code = law.places.code(read.region)
    return replace(read, region=code, timezone=read.timezone or law.places.zone(code))


def law_version(law: Law) -> str:
    """The first 16 hex digits of a hash over every entry: the same law, the same version."""
    text = "\n".join(repr(entry) for entry in law.entries)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def asked_words(records: Path | str, format: str, read: ReadOptions, question: Question) -> dict[str, object]:
    """What `explain_from_folder` must know, as plain values."""
    place = str(records) if str(records).startswith(PREFIX) else str(Path(records).absolute())
    asked = {"records": place, "format": format, "read": asdict(replace(read, rejects=None)), "question": asdict(question)}
    return {"asked": json.loads(json.dumps(asked, default=str))}


def read_options(saved: Mapping[str, Any]) -> ReadOptions:
    """The options that `asked_words` wrote down."""
    mapping = saved["mapping"]
    return ReadOptions(**{**saved, "mapping": None if mapping is None else Path(mapping), "rejects": None})


def question_of(saved: Mapping[str, Any]) -> Question:
    """The question that `asked_words` wrote down."""
    given = dict(saved)
    given["on"] = None if given["on"] is None else date.fromisoformat(given["on"])
    for name in ("lawbooks", "rules", "allowances"):
        given[name] = None if given[name] is None else tuple(given[name])
    return Question(**given)
