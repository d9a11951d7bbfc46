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
    region: Text
    level: int | None
    index: str
    probability: str  # of excess next week, with its interval; empty without a calibrated one
    stability: str  # share of runs over other weights and normalisations that give the same colour
    reason: Text  # the pillars that drive it, the veto, or why it cannot be judged


@dataclass(frozen=True)
class BacktestLine:
    """The index or one of its baselines over the weeks held out."""

    name: Text
    brier: str
    skill: str
    precision_recall: str
    roc: str
    alerts: str  # per 100 area-weeks
    precision: str  # PPV
    lead: str


@dataclass(frozen=True)
class Backtest:
    """The backtest in a headline that does not flatter, its table, and remarks."""

    headline: Text
    rows: tuple[BacktestLine, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class GuidanceLine:
    """One line of guidance for an area and an hour of the week."""

    where: str
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
    cautions: tuple[Text, ...] = field(default=INSIDE_THE_HOUSE)
