"""Counting findings, against plain counting in Python."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.model.findings import FINDINGS, VERDICTS
from guanjia.writers.digest.tallies import Counts, tallies

rows = st.lists(
    st.fixed_dictionaries(
        {
            "rule": st.sampled_from(["a", "b"]),
            "verdict": st.sampled_from(VERDICTS),
            "platform": st.sampled_from(["x", "y", None]),
            "region": st.sampled_from(["", "310000"]),
            "scenario": st.sampled_from(["", "allowance 0%", "allowance 10%"]),
            "owed": st.one_of(st.none(), st.integers(-(2**53) - 1, 2**53 + 1)),
            "currency": st.sampled_from(["CNY", "USD"]),
        }
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_counts_agree_with_plain_counting(given_rows: list[dict[str, object]]) -> None:
    """By scenario and rule every row counts once; money adds exactly; headline counts are a union of scenarios."""
    found = tallies(pa.Table.from_pylist(given_rows, schema=FINDINGS))
    plain = Counter((row["rule"], row["scenario"], row["verdict"]) for row in given_rows)
    for (rule, scenario), counts in found.by_scenario.items():
        assert counts == Counts(*(plain[rule, scenario, verdict] for verdict in VERDICTS))
    assert sum(counts.total for counts in found.by_scenario.values()) == len(given_rows)
    money = Counter[tuple[object, ...]]()
    for row in given_rows:
        owed = row["owed"]
        if isinstance(owed, int):
            money[row["rule"], row["currency"], row["scenario"]] += owed
    assert {k: v for k, v in money.items() if v} == {(o.rule, o.currency, o.scenario): o.amount for o in found.owed if o.amount}
    kept = [row for row in given_rows if (row["rule"], row["scenario"]) in found.counted_scenarios]
    assert found.total.total == len(kept)
    assert sum(counts.total for counts in found.by_platform.values()) == len(kept)


def _row(scenario: str, verdict: str) -> dict[str, object]:
    return {"rule": "a", "scenario": scenario, "verdict": verdict}


def test_headlines_take_the_most_cautious_full_scenario() -> None:
    """An agreed allowance that holds for few is not taken, though it has fewest breaches; what had no scenario is counted with it."""
    table = pa.Table.from_pylist(
        [
            _row("", "cannot judge"),
            _row("allowance 0%", "met"),
            _row("allowance 0%", "breach"),
            _row("allowance 10%", "breach"),
            _row("allowance 10%", "breach"),
            _row("allowance agreed 5%", "met"),
        ],
        schema=FINDINGS,
    )
    assert tallies(table).by_rule == {"a": Counts(1, 1, 1)}


def test_a_rule_judged_without_scenario_counts_those_rows_only() -> None:
    """Where a rule judged without any assumption, its other scenarios stay out of headlines."""
    table = pa.Table.from_pylist([_row("", "met"), _row("allowance 10%", "breach")], schema=FINDINGS)
    assert tallies(table).by_rule == {"a": Counts(1, 0, 0)}
