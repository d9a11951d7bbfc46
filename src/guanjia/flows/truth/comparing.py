"""Key and table side by side: what differs, counted by rule, and the first disagreements in full."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.flows.truth.judged import DAY, FACTS, WHO_AND_WHEN
from guanjia.flows.truth.pairing import NONE, Int64, Pairs
from guanjia.flows.truth.score import ABSENT, Disagreement, RuleScore, Said
from guanjia.model.findings import VERDICTS

CLOSE: Final = 1e-9  # of the key's value
_ZERO: Final = 1e-12  # what is as good as nothing
_SIDES: Final = ABSENT + 1
Bool = NDArray[np.bool_]


class Comparison:
    """One part of key and table, paired."""

    def __init__(self, key: pa.Table, table: pa.Table, pairs: Pairs, has: Collection[str]) -> None:
        self._key, self._table, self._pairs = key, table, pairs
        self._both = (pairs.key != NONE) & (pairs.table != NONE)
        self._verdicts = _verdicts(key)[pairs.key], _verdicts(table)[pairs.table]
        self._wrong = {fact: self._differs(fact) for fact in FACTS if fact in has}
        self._fen = self._money("key") - self._money("table") if "owed" in has else None

    def scores(self) -> list[RuleScore]:
        """The score of each rule of this part."""
        rules, of = self._rules()
        places = (of * _SIDES + self._verdicts[0]) * _SIDES + self._verdicts[1]
        squares = np.bincount(places, minlength=len(rules) * _SIDES**2).reshape(-1, _SIDES, _SIDES)
        wrong = {fact: np.bincount(of[mask], minlength=len(rules)) for fact, mask in self._wrong.items()}
        owed, fen = (None, None) if self._fen is None else _sums(of, np.abs(self._fen), len(rules))
        return [
            RuleScore(
                rule,
                tuple(tuple(row) for row in squares[i].tolist()),
                {fact: int(counts[i]) for fact, counts in wrong.items()},
                None if owed is None else owed[i],
                None if fen is None else fen[i],
            )
            for i, rule in enumerate(rules)
        ]

    def first(self, most: int) -> list[Disagreement]:
        """The first disagreements of each rule, at most ``most`` of it."""
        differ = np.flatnonzero((self._verdicts[0] != self._verdicts[1]) | self._facts_differ())
        _, of = self._rules()
        starts = _either(self._pairs, _starts(self._key), _starts(self._table))
        order = differ[np.lexsort((starts[differ], of[differ]))]
        place_within_rule = np.arange(len(order)) - np.searchsorted(of[order], of[order])
        return [self._named(int(row)) for row in order[place_within_rule < most]]

    def _facts_differ(self) -> Bool:
        differ = np.zeros(len(self._pairs.key), np.bool_)
        for mask in self._wrong.values():
            differ |= mask
        return differ if self._fen is None else differ | (self._fen != 0)

    def _rules(self) -> tuple[list[str], Int64]:
        rules = sorted(set(_words(self._key)) | set(_words(self._table)))
        return rules, _either(self._pairs, _places(self._key, rules), _places(self._table, rules))

    def _differs(self, fact: str) -> Bool:
        """Rows of both whose value is not the key's, where the key has one."""
        mine, theirs = (_numbers(side[fact]) for side in (self._key, self._table))
        asked, given = (np.asarray(pc.is_valid(side[fact])) for side in (self._key, self._table))
        wrong = np.zeros(len(self._both), np.bool_)
        k, t = self._pairs.key[self._both], self._pairs.table[self._both]
        alike = _close(mine[k], theirs[t]) if fact in ("measured", "limit") else mine[k] == theirs[t]
        wrong[self._both] = asked[k] & ~(given[t] & alike)
        return wrong

    def _money(self, side: str) -> Int64:
        """Minor units of each pair's row on one side; nothing said is 0."""
        table, rows = (self._key, self._pairs.key) if side == "key" else (self._table, self._pairs.table)
        return np.append(pc.fill_null(table["owed"], 0).to_numpy(), 0)[rows]

    def _named(self, row: int) -> Disagreement:
        k, t = int(self._pairs.key[row]), int(self._pairs.table[row])
        mine = None if k == NONE else self._key.slice(k, 1).to_pylist()[0]
        theirs = None if t == NONE else self._table.slice(t, 1).to_pylist()[0]
        who = mine or theirs or {}
        names: list[str] = ["verdict"] if self._verdicts[0][row] != self._verdicts[1][row] else []
        names += [fact for fact, mask in self._wrong.items() if mask[row]]
        names += ["owed"] if self._fen is not None and self._fen[row] else []
        alone = ["missing"] if theirs is None else ["unexpected"] if mine is None else names
        return Disagreement(
            **{name: who[name] or "" for name in WHO_AND_WHEN if name != "start"},
            start=who["start"] or who[DAY],
            planted=(mine or {}).get("planted") or "",
            differs=tuple(alone),
            key=_said(mine),
            table=_said(theirs),
        )


def _close(key: NDArray[np.float64], table: NDArray[np.float64]) -> Bool:
    """Whether values are the key's but for a residue of rounding; infinite ones only where both are."""
    finite = np.isfinite(key) & np.isfinite(table)
    gap = np.abs(np.where(finite, table, 0.0) - np.where(finite, key, 0.0))
    result: Bool = (key == table) | (finite & (gap <= np.maximum(CLOSE * np.abs(key), _ZERO)))
    return result


def _said(row: dict[str, Any] | None) -> Said | None:
    return None if row is None else Said(*(row[name] for name in ("verdict", "measured", "limit", "count", "owed", "end")))


def _sums(of: Int64, amounts: Int64, count: int) -> tuple[list[int], list[int]]:
    """By rule, how many amounts are not zero, and their sum; whole numbers, never floats."""
    sums = np.zeros(count, np.int64)
    np.add.at(sums, of, amounts)
    return np.bincount(of[amounts != 0], minlength=count).tolist(), sums.tolist()


def _verdicts(table: pa.Table) -> Int64:
    """The verdict of each row by its place in `VERDICTS`, and after the last row one for *no such row*."""
    return np.append(_places(table, VERDICTS, "verdict"), ABSENT)


def _words(table: pa.Table) -> list[str]:
    words: list[str] = pc.unique(table["rule"].cast(pa.string())).to_pylist()
    return words


def _places(table: pa.Table, words: Sequence[str], name: str = "rule") -> Int64:
    """The place in ``words`` of each row's label."""
    found: Int64 = pc.index_in(table[name].cast(pa.string()), pa.array(list(words), pa.string())).to_numpy().astype(np.int64)
    return found


def _either(pairs: Pairs, key: Int64, table: Int64) -> Int64:
    """The key's value where there is one, else the table's."""
    return np.where(pairs.key == NONE, np.append(table, 0)[pairs.table], np.append(key, 0)[pairs.key])


def _starts(table: pa.Table) -> Int64:
    days = pc.multiply(table[DAY].cast(pa.int32()).cast(pa.int64()), 86_400_000_000)
    starts: Int64 = pc.fill_null(pc.coalesce(table["start"].cast(pa.int64()), days), 0).to_numpy()
    return starts


def _numbers(column: pa.ChunkedArray) -> NDArray[Any]:
    plain = column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column
    numbers: NDArray[Any] = pc.fill_null(plain, 0).to_numpy()
    return numbers
