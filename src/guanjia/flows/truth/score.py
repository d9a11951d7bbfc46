"""How far a table of verdicts agrees with the answer key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from guanjia.model.findings import VERDICTS, Verdict

ABSENT = len(VERDICTS)  # the place of "no such row" beside the three verdicts
MET, BREACH, CANNOT = Verdict.MET, Verdict.BREACH, Verdict.CANNOT_JUDGE

Square = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class RuleScore:
    """The score of one rule (or of all, under the name ``*``).

    ``square[k][s]`` counts rows by the key's verdict ``k`` and the table's ``s``, in the order of `Verdict`; the last place of each is
    *no such row*. ``wrong`` counts rows that both have, by column, whose value is not the key's; columns that the table lacks are not in
    it. ``wrong_owed`` counts rows whose money differs, ``fen_wrong`` adds the differences up, in minor units without sign; a row or
    amount that is not there is 0. Both are None for a table without money.
    """

    rule: str
    square: Square
    wrong: dict[str, int]
    wrong_owed: int | None
    fen_wrong: int | None

    @property
    def rows(self) -> int:
        """Rows of the key."""
        return sum(map(sum, self.square[:ABSENT]))

    @property
    def precision(self) -> float | None:
        """Breaches that the key has, of those that the table has; None where the table has none."""
        return _share(self.square[BREACH][BREACH], sum(row[BREACH] for row in self.square))

    @property
    def recall(self) -> float | None:
        """Breaches that the table has, of those that the key has; None where the key has none."""
        return _share(self.square[BREACH][BREACH], sum(self.square[BREACH]))

    @property
    def wrong_verdicts(self) -> int:
        """Rows that both have, with different verdicts."""
        return sum(self.square[k][s] for k in range(ABSENT) for s in range(ABSENT) if k != s)

    @property
    def missed_cannot_judge(self) -> int:
        """Rows judged *met* or *breach* of which the key says that they cannot be judged: forced guesses."""
        return self.square[CANNOT][MET] + self.square[CANNOT][BREACH]

    @property
    def missing(self) -> int:
        """Rows of the key that the table lacks."""
        return sum(row[ABSENT] for row in self.square[:ABSENT])

    @property
    def unexpected(self) -> int:
        """Rows of the table that the key lacks."""
        return sum(self.square[ABSENT][:ABSENT])

    @property
    def perfect(self) -> bool:
        """Whether nothing differs."""
        return not (self.wrong_verdicts or self.missing or self.unexpected or any(self.wrong.values()) or self.wrong_owed)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def together(scores: Sequence[RuleScore], rule: str = "*") -> RuleScore:
    """The sum of several scores, of the same table."""
    zero = RuleScore(rule, ((0,) * (ABSENT + 1),) * (ABSENT + 1), {}, None, None)
    return reduce(_sum, scores, zero)


def _sum(one: RuleScore, other: RuleScore) -> RuleScore:
    return RuleScore(
        one.rule,
        tuple(tuple(a + b for a, b in zip(*rows, strict=True)) for rows in zip(one.square, other.square, strict=True)),
        {name: one.wrong.get(name, 0) + other.wrong.get(name, 0) for name in one.wrong | other.wrong},
        _plus(one.wrong_owed, other.wrong_owed),
        _plus(one.fen_wrong, other.fen_wrong),
    )


def _plus(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


@dataclass(frozen=True)
class Said:
    """What one side says of a row; None where it has no value. ``owed`` in minor units."""

    verdict: str
    measured: float | None
    limit: float | None
    count: int | None
    owed: int | None
    end: datetime | None


@dataclass(frozen=True)
class Disagreement:
    """One row on which key and table differ: who and when, the plant's name ("" for ordinary work), what differs, and both sides."""

    rule: str
    worker_id: str
    platform: str
    region: str
    period: str
    start: datetime | date | None  # a day where the table has no starts
    scenario: str
    unit: str
    planted: str
    differs: tuple[str, ...]  # verdict, measured, limit, count, end, owed; missing or unexpected alone
    key: Said | None
    table: Said | None


@dataclass(frozen=True)
class IntakeDifference:
    """A count of the reading that is not what was planted: table, what was counted, and both numbers."""

    table: str
    what: str  # read, used, merged, set_aside, or the reason for which rows were set aside
    expected: int
    found: int


@dataclass(frozen=True)
class Score:
    """How far a table agrees with the key: by rule, the first disagreements in full, and the reading (None where it is not known)."""

    rules: tuple[RuleScore, ...]
    first: tuple[Disagreement, ...]
    intake: tuple[IntakeDifference, ...] | None = None

    @property
    def total(self) -> RuleScore:
        """All rules together."""
        return together(self.rules)

    @property
    def perfect(self) -> bool:
        """Whether there was something to compare, and nothing differs."""
        return self.total.rows > 0 and self.total.perfect and not self.intake
