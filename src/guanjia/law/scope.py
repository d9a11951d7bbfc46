"""Which limit applies to a row of measured work: by the kinds of work it holds, its place, platform, product line and day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from guanjia.law import units as law_units
from guanjia.law.law import Law, Limits
from guanjia.model.clock import HOUR
from guanjia.model.finding_rows import Coded, of_persons, why
from guanjia.model.findings import Verdict, Verdicts
from guanjia.model.measures import Bool, Float, Int16, Int32, Int64, Units
from guanjia.model.schema import KINDS

NO_KIND = "tasks.kind"
NO_PRODUCT = "tasks.product"
RELATION = "labour relation (whether there is one)"
OTHER_WORK = "time by kind: the span also holds work that this limit does not cover"


def durations(law: Law, topic: str) -> tuple[int, ...]:
    """All distinct durations that any entry of the topic may give, in microseconds."""
    found = {round(e.value * law_units.DURATIONS_US[e.unit]) for e in law.entries if e.topic == topic and e.value == e.value}
    return tuple(sorted(found))


class Work(Protocol):
    """Rows of measured work, such as `Days`, `Runs` or `Periods`; those that have a ``product`` are looked up by it too."""

    @property
    def unit(self) -> Int32: ...  # noqa: D102
    @property
    def region(self) -> Int16: ...  # noqa: D102
    @property
    def kinds(self) -> Int16: ...  # noqa: D102
    @property
    def tasks(self) -> NDArray[np.integer]: ...  # noqa: D102


@dataclass(frozen=True)
class Scope:
    """The limit for each row. Where a row holds several kinds of work that have limits, the smallest."""

    value: Float  # nan where none
    entry: Int32  # index into law.entries; -1 none
    reason: NDArray[np.int8]  # law.REASONS
    concerned: Bool  # the rule has something to say about this row
    lineless: Bool  # no product line is stated, and there is a limit for some line only
    unstated: Bool  # no task states its kind of work; not so for a day with nothing but the end of a task of the day before
    mixed: Bool  # the row also holds work of kinds that the limit does not cover, or covers otherwise, so its time is an upper bound
    topic: str
    law: Law

    def us(self) -> Int64:
        """The limits in microseconds; 0 where there is none."""
        sizes = np.array([law_units.DURATIONS_US.get(entry.unit, 0) for entry in self.law.entries] + [0], np.float64)
        return np.round(np.nan_to_num(self.value) * sizes[self.entry]).astype(np.int64)

    def hours(self) -> Float:
        """The limits in hours; nan where there is none."""
        return np.where(np.isnan(self.value), np.nan, self.us() / HOUR)

    def at(self, pick: NDArray[np.integer]) -> Scope:
        """The limits of some of the rows."""
        some = {name: getattr(self, name)[pick] for name in ("value", "entry", "reason", "concerned", "lineless", "unstated", "mixed")}
        return replace(self, **some)

    def judged(self, verdict: Verdicts, units: Units, *reasons: tuple[Bool, str]) -> tuple[Verdicts, Coded]:
        """The verdicts on a person's work, and what is missing where they cannot be given; ``reasons`` come after those of the law.

        A time that holds other work too is an upper bound: it can show that a limit was kept, not that it was broken.
        """
        doubtful = self.mixed & (verdict == Verdict.BREACH)
        verdict = of_persons(np.where(doubtful, Verdict.CANNOT_JUDGE, verdict).astype(np.int8), units)
        return verdict, why(verdict, units, *self._reasons(), (doubtful, OTHER_WORK), *reasons)

    def _reasons(self) -> list[tuple[Bool, str]]:
        words = [(self.reason == code, self.law.reason_words(int(code), self.topic)) for code in np.unique(self.reason) if code]
        return [(self.unstated, NO_KIND), (self.lineless, NO_PRODUCT), *words]


def relation_needed(found: Scope) -> Bool:
    """Whether the entry of each row binds only within a labour relation, which records do not say: its note begins so."""
    notes = [entry.note.startswith("labour relation only") for entry in found.law.entries] + [False]
    return np.array(notes, np.bool_)[found.entry]


def scope(
    law: Law,
    topic: str,
    units: Units,
    of: Work,
    moments: Int64,
    always: Collection[str] = (),
    only: Collection[str] = KINDS,
) -> Scope:
    """The limit of ``topic`` for each row of ``of`` at ``moments``.

    Rows that hold one of the kinds ``always`` (or state no kind) are concerned even where no law is found, so that the rule can
    say so. Rows of other kinds are concerned only where an entry covers them, such as a platform's own agreement, or may cover them: one
    for a product line, where the row states none. ``only`` keeps to some kinds of work.
    """
    size = len(of.unit)
    value, entry, reason = np.full(size, np.nan), np.full(size, -1, np.int32), np.zeros(size, np.int8)
    concerned, covered, unlike = np.zeros(size, np.bool_), np.zeros(size, np.int64), np.zeros(size, np.bool_)
    lineless, product = np.zeros(size, np.bool_), getattr(of, "product", np.zeros(size, np.int16))
    lines = sorted({e.product for e in law.entries if e.topic == topic and e.product}) if hasattr(of, "product") else []
    for bit, kind in enumerate(KINDS):
        rows = np.flatnonzero(of.kinds >> bit & 1)
        if not len(rows) or kind not in only:
            continue
        found = _limits(law, topic, units, of, moments, rows, kind, product[rows], units.products)
        there = (found.entry >= 0) | (kind in always)
        unlike[rows] |= there & (entry[rows] >= 0) & (found.entry != entry[rows])
        better = there & (np.isnan(value[rows]) | (found.value < value[rows]))
        hit = rows[better]
        value[hit], entry[hit], reason[hit] = found.value[better], found.entry[better], found.reason[better]
        concerned[rows[there]] = True
        covered[rows[there & ~np.isnan(found.value)]] |= 1 << bit
        for line in lines:
            asked = rows[(found.entry < 0) & (product[rows] <= 0)]
            of_line = _limits(law, topic, units, of, moments, asked, kind, np.zeros(len(asked), np.int16), (line,))
            lineless[asked[of_line.entry >= 0]] = True
    unstated = (of.kinds == 0) & (of.tasks > 0)
    concerned |= lineless | (unstated & bool(always))
    return Scope(value, entry, reason, concerned, lineless, unstated, unlike | ((of.kinds & ~covered) != 0), topic, law)


def _limits(
    law: Law,
    topic: str,
    units: Units,
    of: Work,
    moments: Int64,
    rows: NDArray[np.integer],
    kind: str,
    product: NDArray[np.integer],
    products: Sequence[str],
) -> Limits:
    return law.limits(
        topic,
        moments[rows],
        region=of.region[rows],
        regions=units.regions,
        platform=units.platform[of.unit[rows]],
        platforms=units.platforms,
        kind=kind,
        product=product,
        products=products,
    )
