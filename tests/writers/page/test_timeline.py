"""Blocks on a day's bar."""

from __future__ import annotations

import pytest

from guanjia.model.explanation import Explanation
from guanjia.writers.page.timeline import blocks, lanes, ticks


def test_blocks_lanes_and_edges(explanation: Explanation) -> None:
    """Overlapping tasks lie in two lanes, and a task past the day's end is cut there."""
    day = explanation.days[0]
    found = blocks(day, day.tasks)
    assert [(block.left, block.width, block.lane) for block in found] == [
        (25.0, 12.5, 0),
        (pytest.approx(100 / 3), pytest.approx(100 / 6), 1),
        (75.0, 25.0, 0),
    ]
    assert lanes(found) == 2
    assert [hour for _, hour in ticks(day)] == ["04", "08", "12", "16", "20", "00", "04"]
