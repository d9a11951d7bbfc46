"""The explanation in a terminal of 80 columns."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console

from guanjia.model.explanation import Explanation, RowLine
from guanjia.writers.explain_text import bar, render


def test_bar_by_half_hours(explanation: Explanation) -> None:
    """Six hours free, six busy, six of rest, then busy to the end of the day though the task runs on."""
    assert bar(explanation.days[0]) == "·" * 12 + "█" * 12 + "░" * 12 + "█" * 12


def test_fits_eighty_columns(explanation: Explanation) -> None:
    """No line is wider than the terminal, and nothing that a worker needs is left out."""
    out = io.StringIO()
    Console(file=out, width=80).print(render(explanation))
    text = out.getvalue()
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    for said in ("1 条违反", "违反 breach", "12 − 8 = 4 小时", "【未核】", "orders.csv:2", "欠付 ¥12.34", "假设：甲"):
        assert said in text, said


def _printed(explanation: Explanation) -> str:
    out = io.StringIO()
    Console(file=out, width=80).print(render(explanation))
    return out.getvalue()


def test_few_rows_and_each_language_once(explanation: Explanation) -> None:
    """The first breach of a rule lists six rows and says how many more there are; its English stands in one block."""
    line = replace(explanation.findings[0], rows=tuple(RowLine("orders.csv", row, "x") for row in range(1, 16)))
    text = _printed(replace(explanation, findings=(line,)))
    assert text.count("orders.csv:") == 6 and "…另有 9 行" in text
    assert text.count("measured 12 h") == text.count("12 − 8 = 4 h") == 1


def test_two_thousand_tasks_stay_readable(explanation: Explanation) -> None:
    """Ninety days of work and a hundred and fifty findings of six rules fit in four hundred lines, with the breaches first."""
    one = explanation.findings[0]
    rows = tuple(RowLine("orders.csv", row, "x" * 90) for row in range(1, 25))
    verdicts = ("breach", "cannot judge", "met")
    lines = tuple(
        replace(
            one,
            title=(f"规则{n % 6}", f"rule {n % 6}"),
            rows=rows,
            finding=dict(one.finding) | {"verdict": verdicts[n % 3], "missing": "x"},
        )
        for n in range(150)
    )
    text = _printed(replace(explanation, findings=lines, days=explanation.days * 90))
    assert len(text.splitlines()) < 400
    assert text.index("违反 breach") < text.index("无法判断 cannot") < text.index("符合 met") < text.index("手上有单")
    assert "…另有" in text
