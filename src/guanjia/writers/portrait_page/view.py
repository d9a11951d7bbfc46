"""What a worker's own page shows, as plain values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from guanjia.writers.digest.words import Text
from guanjia.writers.drawing.band import Span
from guanjia.writers.risk_page.view import Assumption


@dataclass(frozen=True)
class PortraitDay:
    """One day; None where a value cannot be told."""

    date: datetime.date
    hours: float | None  # of task time
    longest_run: float | None  # hours
    rest_debt: float | None  # hours off before the first task, short of eleven (our reference: no law sets it)
    night_share: float | None  # 0 to 1
    pressed_share: float | None  # share of riding to promises that asked for more than 15 km/h
    heat_dose: float | None  # degree-hours of air temperature above 35 degrees C
    sleepiness: Span | None  # KSS 1 to 9, low, middle and high over the sleep scenarios
    risk: Span | None  # expected relative risk with its interval, 1 is the reference
    lapses: float | None  # of a reaction test, by the unified model: the check on sleepiness


@dataclass(frozen=True)
class Contributor:
    """What weighs on the expected risk, and how much."""

    name: Text
    says: Text
    share: float  # 0 to 1 of what lies above the reference


@dataclass(frozen=True)
class Change:
    """One change that would lower the expected risk, recomputed from this worker's own days, each by itself."""

    what: Text
    before: str
    after: str
    effect: Text  # with its interval


@dataclass(frozen=True)
class PortraitView:
    """One worker's page."""

    worker: str
    platforms: tuple[Text, ...]
    period: str
    headline: Text
    days: tuple[PortraitDay, ...]
    contributors: tuple[Contributor, ...]
    changes: tuple[Change, ...]  # at most three, the strongest first
    assumptions: tuple[Assumption, ...]
    method: tuple[Text, ...]
    not_told_apart: Text | None = None  # said where no day's interval leaves 1 out
    warm_up: Text | None = None  # said where the history is too short to settle

    @property
    def day_form(self) -> str:
        """How days are written: with the year where there is more than one."""
        return "%m-%d" if len({day.date.year for day in self.days}) < 2 else "%Y-%m-%d"
