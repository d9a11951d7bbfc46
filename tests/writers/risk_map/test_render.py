"""The map page: everything is there without script, and nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace

import h3
import pytest

from guanjia.writers.drawing.week import Week
from guanjia.writers.risk_map.render import look, ordered, render
from guanjia.writers.risk_map.view import MapCell, MapView
from tests.writers.offline import check

WORDS = (("低", "low"), ("略高", "slight"), ("偏高", "raised"), ("高", "high"), ("很高", "very high"))


def disk(rings: int) -> tuple[MapCell, ...]:
    """Cells of all levels, one in seven hatched, one in eleven blank and one in thirteen of noise alone."""
    cells = sorted(h3.grid_disk(h3.latlng_to_cell(30.27, 120.15, 7), rings))
    return tuple(
        MapCell(cell, None, noisy=at % 13 == 0)
        if at % 11 == 0 or at % 13 == 0
        else MapCell(cell, at % 5, noisy=True)
        if at % 7 == 0
        else MapCell(cell, at % 5, ("", ""), "1.25", "0.90–1.70")
        for at, cell in enumerate(cells)
    )


def made_up(rings: int = 3) -> MapView:
    """A small map with outlines and a week."""
    outline = {"type": "Polygon", "coordinates": [[[120.1, 30.2], [120.2, 30.2], [120.2, 30.3], [120.1, 30.2]]]}
    title = ("甲市 <地图>", "Map of A")
    week = Week(("时段", "hours"), ("相对风险", "relative risk"), [1.0] * 168)
    return MapView(title, "2026-03", ("某局", "an office"), ("预期风险", "expected risk"), disk(rings), WORDS, outlines=outline, week=week)


def test_it_stands_alone() -> None:
    """Well-formed, labelled, headings in order, no network, one known script; titles are escaped."""
    text = render(made_up())
    check(text)
    assert "甲市 &lt;地图&gt;" in text


def test_drawing_and_table_hold_the_same_cells_in_the_same_order() -> None:
    """The n-th path is the n-th row: the script relies on it, and so does whoever reads the page without one."""
    view = made_up()
    text = render(view)
    cells = ordered(view.cells)
    rows = re.findall(r"<tr><td>([0-9a-f]{15})<td>(\S+?)<td>", text)
    assert rows == [
        (cell.cell, ("*" if cell.noisy else "–") if cell.level is None else str(cell.level) + "*" * cell.noisy) for cell in cells
    ]
    drawn = re.search(r'<g class="cells">(.*?)</g></g>', text, re.DOTALL)
    assert drawn is not None
    looks = [
        found[1] for found in re.finditer(r'<g class="(\w+)">((?:<path d="[^"]+"/>)+)', drawn[1]) for _ in range(found[2].count("<path"))
    ]
    assert looks == [look(cell) for cell in cells]


def test_high_levels_come_first_and_blanks_last() -> None:
    """Levels fall down the table; what is blank stands at its foot."""
    levels = [-1 if cell.level is None else cell.level for cell in ordered(made_up().cells)]
    assert levels == sorted(levels, reverse=True)


def test_what_must_not_be_concluded_is_said() -> None:
    """Advisory, no punishment, nothing about one person."""
    text = render(made_up())
    for words in ("不是法定预警", "不得用作对劳动者扣罚", "不得据此推断任何个人"):
        assert words in text


def test_fifteen_hundred_cells_stay_small() -> None:
    """1,519 cells with figures, numbers on two levels in five and a table take under 210 kB."""
    assert len(render(made_up(22)).encode()) < 210_000


def test_no_cell_at_all_is_said_in_words() -> None:
    """Nothing to draw is no drawing and no script."""
    text = render(replace(made_up(), cells=(), outlines=None, week=None))
    check(text)
    assert "没有可画的网格" in text


def test_a_level_beyond_the_scale_is_refused() -> None:
    """Levels run from 0 to 4."""
    with pytest.raises(ValueError, match="0 to 4"):
        MapCell("87309a42effffff", 5)
