"""Counting findings, against plain counting in Python."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.model.assessment import Assessment
from guanjia.model.findings import FINDINGS, VERDICTS
from guanjia.model.measures import ACROSS, Measures
from guanjia.writers.digest.counts import Counts, TaskCounts
from guanjia.writers.digest.forces import GROUPS, group
from guanjia.writers.digest.tallies import tallies, tasks_of

rows = st.lists(
    st.fixed_dictionaries(
        {
            "rule": st.sampled_from(["a", "b"]),
            "verdict": st.sampled_from(VERDICTS),
            "platform": st.sampled_from(["x", "y", ACROSS, None]),
            "region": st.sampled_from(["", "310000"]),
            "scenario": st.sampled_from(["", "allowance 0%", "allowance 10%"]),
            "force": st.sampled_from(["", "law", "guidance", "collective agreement"]),
            "owed": st.one_of(st.none(), st.integers(-(2**53) - 1, 2**53 + 1)),
            "currency": st.sampled_from(["CNY", "USD"]),
        }
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_counts_agree_with_plain_counting(given_rows: list[dict[str, object]]) -> None:
    """Every row of one platform counts once by scenario, platform and force; joint rows apart; money adds exactly."""
    found = tallies(pa.Table.from_pylist(given_rows, schema=FINDINGS))
    single = [row for row in given_rows if row["platform"] != ACROSS]
    plain = Counter((row["rule"], row["scenario"], row["verdict"]) for row in single)
    for (rule, scenario), counts in found.by_scenario.items():
        assert counts == Counts(*(plain[rule, scenario, verdict] for verdict in VERDICTS))
    assert sum(counts.total for counts in found.by_scenario.values()) == len(single)
    money = Counter[tuple[object, ...]]()
    for row in single:
        owed = row["owed"]
        if isinstance(owed, int):
            money[row["rule"], row["currency"], row["scenario"]] += owed
    assert {k: v for k, v in money.items() if v} == {(o.rule, o.currency, o.scenario): o.amount for o in found.owed if o.amount}
    kept = [row for row in single if (row["rule"], row["scenario"]) in found.counted_scenarios]
    assert found.total.total == len(kept)
    assert ACROSS not in found.by_platform
    assert sum(counts.total for counts in found.by_platform.values()) == len(kept)
    forces = Counter((group(str(row["force"])), row["verdict"]) for row in kept)
    assert found.by_force == {
        name: Counts(*(forces[name, verdict] for verdict in VERDICTS)) for name in GROUPS if any((name, v) in forces for v in VERDICTS)
    }
    joint = [row for row in given_rows if row["platform"] == ACROSS and (row["rule"], row["scenario"]) in found.counted_scenarios]
    assert sum(counts.total for counts in found.across_by_rule.values()) == len(joint)


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


def test_tasks_behind_findings(assessment: Assessment) -> None:
    """Counts and rows of judged findings add up to tasks, for a rule that judges task by task and for no other."""
    rule = replace(assessment.rules[0], tally=lambda batch, setting, law: pytest.fail("never called"))
    counts = tallies(assessment.findings)
    assert tasks_of(rule, counts, assessment.measures) == TaskCounts(3, 9)
    assert tasks_of(assessment.rules[0], counts, assessment.measures) is None
    by_sum = SimpleNamespace(tallies={"hours": SimpleNamespace(breached=np.zeros(2, np.int64))})
    assert tasks_of(rule, counts, cast(Measures, by_sum)) is None
