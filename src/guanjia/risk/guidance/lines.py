"""A line of guidance: who may do what, where and when, why, and what to expect of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isnan

Text = tuple[str, str]  # Chinese, English

NAN = float("nan")
NINE_IN_TEN = 0.9


class Kind(StrEnum):
    """What a line asks for."""

    LENGTHEN_15 = "lengthen_promise_15"
    LENGTHEN_25 = "lengthen_promise_25"
    CAP_CARRIED = "cap_carried"
    PAUSE = "pause_in_severe_weather"
    REST_FIRST = "rest_first"


@dataclass(frozen=True)
class Effect:
    """What is expected of following a line: a share between 0 and 1 with its 95% interval; NaN where it cannot be told."""

    what: Text
    value: float
    low: float
    high: float
    basis: Text


@dataclass(frozen=True)
class Relayed:
    """An official warning as it was issued: its words, the station, and its span in UTC microseconds. Relayed, never made."""

    signal: str
    station: str
    start: int
    end: int


@dataclass(frozen=True)
class Guidance:
    """One line. ``value`` is in ``unit`` with its 95% interval; NaN is *cannot tell*, and ``reason`` says why."""

    kind: Kind
    value: float
    low: float
    high: float
    unit: str
    reason: Text
    effect: Effect
    tasks: int  # tasks it rests on
    area: int | None = None  # H3 cell at resolution 7
    hour: int | None = None  # hour of the week on the clock of the workplace, 0 is Monday 00:00 to 01:00
    relayed: tuple[Relayed, ...] = ()
    platform: str | None = None  # the only platform that may see the line; None for all
    worker: str | None = None

    @property
    def cannot_tell(self) -> bool:
        """Whether the records do not bear a value."""
        return isnan(self.value)


def no_effect(what: Text, why: Text) -> Effect:
    """An effect that cannot be told."""
    return Effect(what, NAN, NAN, NAN, why)
