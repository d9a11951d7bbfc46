"""What the analyst's page shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.cautions import INSIDE_THE_HOUSE
from guanjia.writers.drawing.week import Week

Status = Literal["seen", "judgement", "memory"]


@dataclass(frozen=True)
class Layer:
    """One thing the map can show; ``steps`` says what each of its five levels means, from 0 upward."""

    name: Text
    says: Text  # what it measures, with its unit and its basis
    steps: tuple[str, str, str, str, str]


@dataclass(frozen=True)
class RiskCell:
    """One cell: its level in each layer, None where it cannot be told, and its figures in words."""

    cell: str  # H3 index
    levels: tuple[int | None, ...]
    says: str = ""


@dataclass(frozen=True)
class IndexLine:
    """One area of the index: level 0 none, 1 blue, 2 yellow, 3 orange, 4 red, None where it cannot be judged."""

    area: str
    region: Text  # with the middle of the cell
    level: int | None
    index: str
    probability: str  # of excess next week; empty without a calibrated one
    stability: str  # share of runs over other weights and normalisations that give the same colour
    reason: Text  # which hard breach, which pillars are missing, or why it cannot be judged


@dataclass(frozen=True)
class Figures:
    """A table: its headings, and rows whose first cell is a name."""

    headings: tuple[Text, ...]
    rows: tuple[tuple[Text | str, ...], ...]


@dataclass(frozen=True)
class Replayed:
    """One history on which the index was replayed."""

    name: Text
    methods: Figures  # the index, its baselines and the colours over the weeks held out
    power: Figures  # injected excesses, and how many were found
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Backtest:
    """The backtest in a headline that does not flatter, each history, and remarks on all."""

    headline: Text
    tests: tuple[Replayed, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class GuidanceLine:
    """One line of guidance: for an area and an hour of the week, or for all areas of a warning."""

    where: Text | str
    when: Text
    what: Text
    why: Text
    effect: Text  # with its interval
    tasks: str


@dataclass(frozen=True)
class Assumption:
    """One number that results rest on: where it is from, and whether that was read, judged or recalled."""

    name: Text
    value: str
    source: str
    status: Status


@dataclass(frozen=True)
class RiskPageView:
    """The page. ``basis`` says whether the map rests on injuries that were recorded or on what is expected."""

    period: str
    basis: Literal["observed", "expected"]
    basis_reason: Text
    layers: tuple[Layer, ...]
    cells: tuple[RiskCell, ...]
    index: tuple[IndexLine, ...]
    backtest: Backtest | None
    guidance: tuple[GuidanceLine, ...]
    assumptions: tuple[Assumption, ...]
    method: tuple[Text, ...]
    figures: tuple[tuple[str, Text], ...] = ()  # up to four headline numbers with their words
    warnings: tuple[Text, ...] = ()  # official ones, relayed with station and time
    outlines: Mapping[str, Any] | None = None
    week: Week | None = None
    sensitivity: Text | None = None  # how far choices move the index
    hypothetical: Text | None = None  # what was assumed of the law, where it was not that of the place and time
    index_week: Text | None = None
    untold: int = 0  # lines of guidance for which the records are too few
    cautions: tuple[Text, ...] = field(default=INSIDE_THE_HOUSE)
