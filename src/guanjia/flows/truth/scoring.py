"""Score a table of verdicts against the answer key of a synthetic city."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.flows.truth.comparing import Comparison
from guanjia.flows.truth.judged import DAY, WHO_AND_WHEN, Judged
from guanjia.flows.truth.pairing import Float, Int64, numbered, paired
from guanjia.flows.truth.parts import ROWS, parts
from guanjia.flows.truth.score import Disagreement, RuleScore, Score, together

OTHER_ALLOWANCE = r"allowance (0*[1-9]|0*\.0*[1-9])"  # any but 0 %


class SeveralRows(ValueError):
    """Rows of a table that fit several rows of the key: the ``rule``, the ``day`` or start, and the columns that would tell them apart."""

    def __init__(self, rule: str, when: str, columns: Collection[str]) -> None:
        super().__init__(f"{rule} {when}: {', '.join(columns)}")
        self.rule, self.when, self.columns = rule, when, tuple(columns)


def score(key: Judged, table: Judged, rules: Collection[str] | None = None, most: int = 10, rows: int = ROWS) -> Score:
    """Score ``table`` against ``key`` by ``rules`` (all when None), naming ``most`` disagreements; `SeveralRows` where it is too vague.

    Rows are matched on those columns of `WHO_AND_WHEN` that the table has, and on the day where it has no start. A table without
    scenarios is asked what holds without an allowance.
    """
    names = [DAY if name == "start" and "start" not in table.columns else name for name in WHO_AND_WHEN]
    names = [name for name in names if name in table.columns]
    by_rule: dict[str, RuleScore] = {}
    first: list[Disagreement] = []
    for mine, theirs in parts(key, table, rows):
        mine, theirs = _asked(mine, rules), _asked(theirs, rules)
        if "scenario" not in table.columns:
            mine = mine.filter(pc.invert(pc.match_substring_regex(pc.fill_null(mine["scenario"].cast(pa.string()), ""), OTHER_ALLOWANCE)))
        numbers = numbered(mine, theirs, names)
        if len(names) < len(WHO_AND_WHEN) or DAY in names:
            _only_one(mine, *numbers)
        compared = Comparison(mine, theirs, paired(*numbers, _ties(mine), _ties(theirs)), table.columns)
        for found in compared.scores():
            by_rule[found.rule] = together([by_rule[found.rule], found], found.rule) if found.rule in by_rule else found
        first += compared.first(most)
    return Score(tuple(by_rule[rule] for rule in sorted(by_rule)), tuple(_in_turn(first)[:most]))


def _asked(table: pa.Table, rules: Collection[str] | None) -> pa.Table:
    if rules is None:
        return table
    return table.filter(pc.is_in(table["rule"].cast(pa.string()), pa.array(sorted(rules), pa.string())))


def _only_one(key: pa.Table, mine: Int64, theirs: Int64) -> None:
    """`SeveralRows` where a row of the table fits several of the key that a column more would tell apart."""
    numbers, counts = np.unique(mine, return_counts=True)
    vague = np.flatnonzero(np.isin(mine, np.intersect1d(numbers[counts > 1], theirs)))
    if not len(vague):
        return
    alike = key.take(vague)
    full, _ = numbered(alike, alike, WHO_AND_WHEN)
    of = mine[vague]
    order = np.lexsort((full, of))
    apart = np.flatnonzero((of[order][1:] == of[order][:-1]) & (full[order][1:] != full[order][:-1]))
    if len(apart):
        alike = alike.take(order[apart[0] : apart[0] + 2])
        told = [name for name in WHO_AND_WHEN if alike[name][0] != alike[name][1]]
        row = alike.slice(0, 1).to_pylist()[0]
        raise SeveralRows(row["rule"], f"{row['worker_id'] or row['platform']} {row[DAY] or row['start']}", told)


def _ties(table: pa.Table) -> tuple[Float, Float]:
    """What tells rows apart that speak of the same thing, such as two limits of one day."""
    limit, measured = (pc.fill_null(table[name], np.inf).to_numpy() for name in ("limit", "measured"))
    return limit, measured


def _in_turn(found: list[Disagreement]) -> list[Disagreement]:
    """The first of each rule, then the second of each …: ten disagreements are to show more than one rule's."""
    ordered = sorted(found, key=lambda d: (d.rule, str(d.start), d.worker_id, d.platform, d.region, d.scenario))
    turns: dict[str, int] = {}
    ranked = []
    for each in ordered:
        turns[each.rule] = turns.get(each.rule, 0) + 1
        ranked.append((turns[each.rule], each))
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]
