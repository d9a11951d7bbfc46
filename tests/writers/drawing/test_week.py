"""The grid of a week."""

from __future__ import annotations

import pytest

from guanjia.writers.drawing.week import SHADES, Week, grid


def test_days_hours_and_blanks_stand_in_their_places() -> None:
    """Hour 25 is Tuesday 01:00; a missing hour has no shade; the greatest value has the darkest."""
    values: list[float | None] = [1.0] * 168
    values[25], values[167] = None, 3.0
    drawn = grid(Week(("周", "week"), ("时", "h"), values))
    assert drawn.rows[1][1][1] == (None, "—")
    assert drawn.rows[6][1][23] == (SHADES - 1, "3.0")
    assert drawn.rows[0][1][0] == (0, "1.0")
    assert (drawn.least, drawn.most) == ("1.0", "3.0")


def test_a_week_of_other_length_is_refused() -> None:
    """Neither 167 nor 169 hours pass."""
    with pytest.raises(ValueError, match="168"):
        grid(Week(("周", "week"), ("时", "h"), [0.0] * 167))


def test_an_empty_week_is_drawn_blank() -> None:
    """With no value at all every cell is blank."""
    assert {shade for _, cells in grid(Week(("", ""), ("", ""), [None] * 168)).rows for shade, _ in cells} == {None}
