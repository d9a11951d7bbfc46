"""A band over days."""

from __future__ import annotations

from guanjia.writers.drawing.band import band


def test_a_missing_day_breaks_the_band_and_a_lone_day_is_a_bar() -> None:
    """Two days, a gap, one day: one area with four corners and one lone point."""
    drawn = band(["a", "b", "c", "d"], [(1.0, 2.0, 3.0), (2.0, 3.0, 4.0), None, (1.0, 1.5, 2.0)], (0, 2, 4))
    assert len(drawn.areas) == len(drawn.lines) == len(drawn.points) == 1
    assert len(drawn.areas[0].split()) == 4
    _, low, middle, high = drawn.points[0]
    assert low > middle > high  # SVG counts downward


def test_heights_run_from_first_tick_to_last_and_no_further() -> None:
    """A value at the last tick lies at its gridline, as does one beyond it."""
    drawn = band(["a", "b"], [(0.0, 4.0, 9.0), (0.0, 4.0, 4.0)], (0, 2, 4), mark=2)
    heights = {point.split(",")[1] for point in drawn.areas[0].split()}
    assert heights == {str(drawn.across[0][0]), str(drawn.across[-1][0])}
    assert drawn.mark == (drawn.across[1][0], "2")


def test_no_days_draw_nothing() -> None:
    """An empty history leaves bare axes."""
    drawn = band([], [], (0, 1))
    assert not (drawn.areas or drawn.lines or drawn.points or drawn.along)
