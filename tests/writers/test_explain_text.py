"""The explanation in a terminal of 80 columns."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console

from guanjia.model.explanation import Explanation
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
    for said in ("违反 breach", "12 − 8 = 4 小时", "NOT read in its source", "orders.csv:2", "欠付 ¥12.34", "假设：甲"):
        assert said in text, said
