"""summary.json: every count by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from guanjia.model.assessment import Assessment
from guanjia.writers.summary_json import write


def test_counts(assessment: Assessment, tmp_path: Path) -> None:
    """Three accounts, 57 tasks, and verdicts that count one scenario of a rule only."""
    told = json.loads(write(assessment, tmp_path).read_text(encoding="utf-8"))
    assert (told["workers"], told["tasks"], told["worker_days"], told["task_hours"]) == (3, 57, 4, 28.5)
    assert (told["first_day"], told["last_day"]) == ("2025-07-01", "2025-07-02")
    assert told["verdicts"] == {"met": 2, "breach": 3, "cannot_judge": 1, "breach_share_of_judged": 0.6}
    assert told["by_platform"]["饿了么"]["cannot_judge"] == 1
    assert told["owed_at_least"] == {"CNY": {"minor_units": 40_000, "rule": "pay"}}
    assert told["cannot_judge"] == [{"missing": "law:daily-task-time:region not given", "count": 1, "rules": ["hours"]}]
    assert told["unverified_law"] == ["310000/minimum-hourly-wage@2025-01-01"]
    assert told["intake"]["tables"]["tasks"]["set_aside"] == 2
    assert told["hypothetical"] is None
    scenarios = {row["scenario"]: (row["counted"], row["breach"]) for row in told["by_rule"] if row["rule"] == "pay"}
    assert scenarios == {"allowance 0%": (True, 1), "allowance 10%": (False, 2), "allowance agreed 5%": (False, 1)}


def test_hypothetical(hypothetical: Assessment, tmp_path: Path) -> None:
    """A hypothetical assessment says by which law it judged, in both languages."""
    told = json.loads(write(hypothetical, tmp_path).read_text(encoding="utf-8"))
    assert told["hypothetical"]["zh"] == "假设：按 310000 上海市 的规定判断"
    assert told["hypothetical"]["en"].startswith("Hypothetical: judged by the law of Shanghai")


def test_across_and_force(linked: Assessment, tmp_path: Path) -> None:
    """A joint day stands by itself; forces are counted apart; tasks in breach are told for rules that judge tasks."""
    rules = (replace(linked.rules[0], tally=lambda batch, setting, law: pytest.fail("never called")), *linked.rules[1:])
    told = json.loads(write(replace(linked, rules=rules), tmp_path).read_text(encoding="utf-8"))
    assert told["verdicts"] == {"met": 4, "breach": 3, "cannot_judge": 1, "breach_share_of_judged": round(3 / 7, 6)}
    assert set(told["by_platform"]) == {"美团", "饿了么"} and told["workers"] == 4
    assert told["across_platforms"] == {
        "workers": 1,
        "worker_days": 1,
        "tasks": 12,
        "by_rule": {"hours": {"met": 0, "breach": 1, "cannot_judge": 0, "breach_share_of_judged": 1.0}},
    }
    assert {name: (row["breach"], row["met"], row["cannot_judge"]) for name, row in told["by_force"].items()} == {
        "binding": (0, 0, 0),
        "agreement": (0, 0, 0),
        "advisory": (3, 4, 0),
        "none": (0, 0, 1),
    }
    hours = next(row for row in told["by_rule"] if row["rule"] == "hours")
    assert (hours["tasks_breached"], hours["tasks_judged"]) == (5, 15)
    assert all("tasks_judged" not in row for row in told["by_rule"] if row["rule"] == "pay")
