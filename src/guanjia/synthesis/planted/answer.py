"""One row of the answer key, and what a limit says of a row of work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from guanjia.synthesis.planted.daybook import ACROSS, Account
from guanjia.synthesis.planted.statute import KINDS, LAW, Number, look_up

MET, BREACH, CANNOT = "met", "breach", "cannot judge"


@dataclass(frozen=True)
class Answer:
    """One finding that the law calls for; moments in UTC microseconds, ``owed`` in minor units, None: not asked."""

    rule: str
    worker: str
    platform: str
    region: str
    period: str
    start: int
    end: int
    unit: str
    verdict: str
    measured: float | None = None
    limit: float | None = None
    owed: int | None = None
    count: int | None = None
    scenario: str = ""
    planted: str = ""


@dataclass(frozen=True)
class Scope:
    """The limit for a row of work: where it holds several kinds of work that have limits, the smallest."""

    number: Number | None
    concerned: bool  # the rule has something to say
    unsure: bool  # no number, or not known which: cannot be judged, whatever was measured
    mixed: bool  # other work is in it too, so that its time is an upper bound

    @property
    def value(self) -> float | None:
        """The limit; None where there is none."""
        return None if self.number is None or self.number.value is None else float(self.number.value)

    def judged(self, verdict: str) -> str:
        """A verdict on a person's work as far as the limit lets it stand."""
        return CANNOT if self.unsure or (self.mixed and verdict == BREACH) else verdict


def scope(
    agreed: tuple[Number, ...],
    topic: str,
    account: Account,
    day: date,
    kinds: Collection[str],
    region: str | None,
    product: str | None = "",
    *,
    always: Collection[str] = (),
    only: Collection[str] = KINDS,
    tasks: bool = True,
) -> Scope:
    """What ``topic`` says of work of some ``kinds`` on a day; work of the kinds ``always`` is concerned even where no law is found."""
    chosen: Number | None = None
    concerned = lineless = unlike = False
    covered: set[str] = set()
    for kind in (kind for kind in KINDS if kind in kinds and kind in only):
        found = look_up(agreed, topic, day, region, _firm(account), kind, product or "").number
        there = found is not None or kind in always
        unlike |= there and chosen is not None and found is not chosen
        smaller = found is not None and found.value is not None and (chosen is None or chosen.value is None or found.value < chosen.value)
        if there and smaller:
            chosen = found
        concerned |= there
        if found is not None and found.value is not None:
            covered.add(kind)
        lines = {number.product for number in (*agreed, *LAW) if number.topic == topic and number.product} if not product else set()
        if found is None and not product:
            lineless |= any(look_up(agreed, topic, day, region, _firm(account), kind, line).number is not None for line in lines)
    unstated = not kinds and tasks
    concerned |= lineless or (unstated and bool(always))
    unsure = unstated or lineless or chosen is None or chosen.value is None
    return Scope(chosen, concerned, unsure, unlike or bool(set(kinds) - covered))


def _firm(account: Account) -> str:
    return "" if account.platform == ACROSS else account.platform


def named(answer: Answer, plant: str) -> Answer:
    """The row with the name of the plant it was made for."""
    return replace(answer, planted=plant)
