"""Rules: one file each. A rule is a function from recorded work and a dated, cited number to findings.

A rule's file ends with ``RULE = Rule(...)`` and is found by itself; nothing else is edited. See ``docs/add-a-rule.md``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from guanjia.law.law import Law
from guanjia.model.clock import Clock, Spans
from guanjia.model.findings import Findings
from guanjia.model.measures import Measures, RunMark, TaskBatch, TaskVerdicts, Weather
from guanjia.model.schema import KINDS

Text = tuple[str, str]  # Chinese, English


@dataclass(frozen=True)
class Marks:
    """Limits that the fold must watch for on a rule's behalf: daily task times (microseconds) and runs."""

    day: frozenset[int] = frozenset()
    runs: frozenset[RunMark] = frozenset()


@dataclass(frozen=True)
class Setting:
    """What a rule may know of a data set before its tasks are read."""

    clock: Clock
    regions: tuple[str, ...]
    platforms: tuple[str, ...]
    products: tuple[str, ...]
    weather: Weather | None


Windows = Mapping[str, Mapping[int, Spans]]  # window name -> region code (-1: every region) -> spans on quarters of an hour


def _no_marks(law: Law) -> Marks:
    return Marks()


def _no_windows(setting: Setting, law: Law) -> Windows:
    return {}


def _no_weeks(regions: Sequence[str], law: Law) -> bool:
    return False


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called, which clock and fields it reads, which law it applies, and the function that applies it.

    ``check`` turns measures and law into findings. It is called for some workers at a time; that of a rule ``about`` platforms is called
    once, with no worker's measures but all their weeks, where ``weeks`` says of the records' regions that it needs them. ``marks`` and
    ``windows`` ask the fold to watch for limits and spans. ``tally`` judges tasks of ``tallied_kinds`` one by one; its counts come back in
    ``Measures.tallies[code]``. ``steps`` gives the arithmetic of one finding, for `explain`. ``needs`` names the fields it reads,
    ``table.column``; coordinates are read only where a rule needs them.
    """

    code: str
    title: Text
    clock: Text
    needs: tuple[str, ...]
    topics: tuple[str, ...]
    check: Callable[[Measures, Law], Sequence[Findings]]
    steps: Callable[[Mapping[str, object], Measures], Sequence[Text]]
    marks: Callable[[Law], Marks] = field(default=_no_marks)
    windows: Callable[[Setting, Law], Windows] = field(default=_no_windows)
    tally: Callable[[TaskBatch, Setting, Law], TaskVerdicts] | None = None
    tallied_kinds: tuple[str, ...] = KINDS
    about: Literal["workers", "platforms"] = "workers"
    weeks: Callable[[Sequence[str], Law], bool] = field(default=_no_weeks)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule found in this folder, by code."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    rules = [importlib.import_module(f"{__name__}.{name}").RULE for name in names]
    return tuple(sorted(rules, key=lambda rule: rule.code))
