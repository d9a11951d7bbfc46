"""summary.json: every count by hand."""

from __future__ import annotations

import json
from pathlib import Path

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
