from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.flows.truth.judged import judged
from guanjia.flows.truth.score import Score
from guanjia.flows.truth.scoring import SeveralRows, score
from guanjia.model.findings import VERDICTS
from tests.flows.truth.rows import DAY, row, table

BREACH = {"verdict": "breach", "measured": 8.5}


def scored(key: list[dict[str, Any]], found: list[dict[str, Any]], without: tuple[str, ...] = (), **options: Any) -> Score:
    return score(judged(table(*key)), judged(table(*found, without=without)), **options)


def test_the_key_against_itself_is_perfect() -> None:
    """The same rows in another order, with extra copies of nothing, score 1 and 1 and 0 fen."""
    rows = [row(worker_id=f"w{n}", **(BREACH if n % 2 else {}), owed=n * 100) for n in range(6)]
    result = scored(rows, rows[::-1])
    assert result.perfect and not result.first
    assert (result.total.precision, result.total.recall, result.total.fen_wrong, result.total.rows) == (1.0, 1.0, 0, 6)


def test_precision_and_recall_are_about_breaches() -> None:
    """Three breaches in the key, two of them found, and two false alarms: 2 of 4 and 2 of 3."""
    key = [row(worker_id=f"w{n}", **(BREACH if n < 3 else {})) for n in range(6)]
    found = [row(worker_id=f"w{n}", **(BREACH if n in (0, 1, 4, 5) else {})) for n in range(6)]
    (rule,) = scored(key, found).rules
    assert (rule.precision, rule.recall, rule.wrong_verdicts) == (2 / 4, 2 / 3, 3)


def test_a_forced_guess_is_counted_as_such() -> None:
    """Met or breach where the key says that it cannot be judged; saying so without need is a wrong verdict, but no guess."""
    key = [row(worker_id=w, verdict=v) for w, v in (("a", "cannot judge"), ("b", "cannot judge"), ("c", "met"))]
    found = [row(worker_id=w, verdict=v) for w, v in (("a", "met"), ("b", "breach"), ("c", "cannot judge"))]
    (rule,) = scored(key, found).rules
    assert (rule.missed_cannot_judge, rule.wrong_verdicts, rule.precision, rule.recall) == (2, 3, 0.0, None)


def test_missing_and_unexpected_rows() -> None:
    """A row that only one side has counts against recall or precision, and its money is wrong by all of it."""
    key = [row(worker_id="a", **BREACH, owed=700), row(worker_id="b")]
    found = [row(worker_id="b"), row(worker_id="c", **BREACH, owed=50), row(worker_id="b")]
    (rule,) = scored(key, found).rules
    assert (rule.missing, rule.unexpected, rule.precision, rule.recall) == (1, 2, 0.0, 0.0)
    assert (rule.wrong_owed, rule.fen_wrong) == (2, 750)


@pytest.mark.parametrize(
    ("fact", "value"),
    [("measured", 8.0 * (1 + 3e-9)), ("measured", None), ("limit", 7.0), ("count", 1), ("end", DAY + timedelta(hours=23)), ("owed", 1)],
)
def test_each_fact_that_differs_is_named(fact: str, value: object) -> None:
    """A value that is not the key's is counted under its column and named; the verdict may still be right."""
    result = scored([row()], [row(**{fact: value})])
    assert not result.perfect and result.total.wrong_verdicts == 0
    assert [d.differs for d in result.first] == [(fact,)]


def test_what_the_key_does_not_ask_is_not_wrong() -> None:
    """A measured value, limit or count where the key has none is left alone, and so is a residue of rounding; no money is as good as 0."""
    key = row(measured=None, limit=None, count=None, owed=None)
    assert scored([key], [row(count=3, owed=0)]).perfect
    assert scored([row(measured=8.0)], [row(measured=8.0 * (1 + 1e-12))]).perfect


def test_infinite_and_no_number() -> None:
    """A speed without end is itself only, and no number at all is never a number."""
    inf, nan = float("inf"), float("nan")
    assert scored([row(measured=inf)], [row(measured=inf)]).perfect
    for said, due in ((9.0, inf), (inf, 9.0), (-inf, inf), (nan, 9.0)):
        assert scored([row(measured=due)], [row(measured=said)]).total.wrong["measured"] == 1


def test_columns_that_a_table_lacks_are_not_scored() -> None:
    """A table of verdicts alone can be perfect; its money is not known, not 0."""
    found = scored([row(owed=5, **BREACH)], [row(**BREACH)], without=("measured", "limit", "owed", "count", "end"))
    assert found.perfect and found.total.fen_wrong is None and found.total.wrong == {}


def test_two_rows_about_the_same_thing_are_told_apart_by_limit() -> None:
    """A hot day has a row on the hours in all and one on the hottest hours; they are compared each with its own, in any order."""
    two = [row(limit=6.0, measured=7.0, verdict="breach"), row(limit=0.0, measured=0.0)]
    assert scored(two, two[::-1]).perfect


def test_only_some_rules() -> None:
    """Rules that are not asked are on neither side."""
    key = [row(), row(rule="weekly_rest_day", verdict="breach")]
    assert scored(key, [row()], rules={"daily_task_time"}).perfect
    assert scored(key, [row()]).total.missing == 1


def test_nothing_is_not_perfect() -> None:
    """Where there is nothing to compare, nothing is shown."""
    assert not scored([row()], [row()], rules={"weekly_rest_day"}).perfect


def test_without_scenarios_no_allowance_is_asked() -> None:
    """A table without scenarios is held against the row of no allowance, and against none of the others."""
    key = [row(rule="minimum_hourly_pay", scenario=f"allowance {n}%", verdict=v) for n, v in ((0, "met"), (10, "breach"), (20, "breach"))]
    assert scored(key, [row(rule="minimum_hourly_pay", scenario="")], without=("scenario",)).perfect


def test_a_table_too_vague_says_what_it_lacks() -> None:
    """Two rows of the key that only a column more would tell apart: the column is named."""
    key = [row(rule="deductions", scenario=name) for name in ("lateness", "deposit")]
    with pytest.raises(SeveralRows) as vague:
        scored(key, [row(rule="deductions")], without=("scenario",))
    assert vague.value.columns == ("scenario",) and "w1" in vague.value.when


def test_the_first_disagreements_show_every_rule() -> None:
    """Ten disagreements of one rule do not hide the one of another; who, when, both sides and the plant's name are told."""
    key = [row(worker_id=f"w{n}") for n in range(9)] + [row(rule="weekly_rest_day", planted="seven days in a row", **BREACH)]
    found = [each | {"verdict": "cannot judge"} for each in key]
    first = scored(key, found, most=3).first
    assert [d.rule for d in first] == ["daily_task_time", "weekly_rest_day", "daily_task_time"]
    assert first[1].planted == "seven days in a row" and first[1].start == DAY
    assert first[1].key and first[1].table and (first[1].key.verdict, first[1].table.verdict) == ("breach", "cannot judge")


ROWS = st.lists(
    st.builds(
        row,
        rule=st.sampled_from(["daily_task_time", "weekly_rest_day"]),
        worker_id=st.sampled_from(["a", "b", "c", ""]),
        platform=st.sampled_from(["P", "*"]),
        verdict=st.sampled_from(VERDICTS),
        owed=st.none() | st.integers(-5, 5),
    ),
    max_size=12,
    unique_by=lambda r: (r["rule"], r["worker_id"], r["platform"]),
)


def by_hand(key: list[dict[str, Any]], found: list[dict[str, Any]]) -> tuple[Counter[tuple[str, str, str]], int]:
    """(rule, key's verdict, table's verdict) counted, and fen wrong, with dictionaries."""

    def indexed(rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], dict[str, Any]]:
        return {(r["rule"], r["worker_id"], r["platform"]): r for r in rows}

    mine, theirs, none = indexed(key), indexed(found), {"verdict": "no such row", "owed": 0}
    counted = Counter((who[0], mine.get(who, none)["verdict"], theirs.get(who, none)["verdict"]) for who in mine | theirs)
    fen = sum(abs((mine.get(who, none)["owed"] or 0) - (theirs.get(who, none)["owed"] or 0)) for who in mine | theirs)
    return counted, fen


@settings(deadline=None, max_examples=60)  # parts pass through files
@given(ROWS, ROWS, st.sampled_from([1, 3, 1000]))
def test_counts_are_those_of_dictionaries(key: list[dict[str, Any]], found: list[dict[str, Any]], rows: int) -> None:
    """Whatever the rows, and in however many parts they pass, every pair of verdicts and every fen is counted as dictionaries do."""
    result = scored(key, found, rows=rows)
    words = (*VERDICTS, "no such row")
    square = Counter({(r.rule, words[k], words[s]): r.square[k][s] for r in result.rules for k in range(4) for s in range(4)})
    counted, fen = by_hand(key, found)
    assert +square == counted
    assert (result.total.fen_wrong or 0) == fen
