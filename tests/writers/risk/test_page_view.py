"""The figures of the analyst's page are those of the tables."""

from __future__ import annotations

from dataclasses import replace

import h3
import numpy as np
import pyarrow.parquet as pq
import pytest

from guanjia.risk.guidance.lines import Relayed
from guanjia.writers.risk.page_view import MOST_CELLS, MOST_LINES, page_view
from guanjia.writers.risk_page.render import render
from tests.writers.offline import check
from tests.writers.risk.conftest import Stood


def test_the_page_stands_alone(stood: Stood) -> None:
    """Nothing fetched, every drawing named, headings in order; the page in the folder is this one."""
    page = render(page_view(stood.it))
    check(page)
    assert (stood.folder / "risk.html").read_text(encoding="utf-8") == page


def test_cells_are_those_of_the_map(stood: Stood) -> None:
    """Each cell says the hours and the ratio of its row, and is painted by the levels of its shares; under ten hours without a ratio."""
    rows = {h3.int_to_str(row["area"]): row for row in pq.read_table(stood.folder / "map.parquet").to_pylist()}
    cells = page_view(stood.it).cells
    assert len(cells) == min(len(rows), MOST_CELLS)
    for cell in cells:
        row = rows[cell.cell]
        row |= {} if row["hours"] >= 10 else {"expected_ratio": None}  # a few passing riders tell nothing of a place
        ratio = "" if row["expected_ratio"] is None else f" · {row['expected_ratio']:.2f}"
        assert cell.says == f"{row['hours']:,.0f} h{ratio}"
        steps = ((0.8, 0.95, 1.05, 1.2), *[(0.02, 0.05, 0.1, 0.25)] * 3)
        names = ("expected_ratio", "pressed_share", "hot_share", "night_share")
        levels = [None if row[name] is None else sum(row[name] >= step for step in of) for name, of in zip(names, steps, strict=True)]
        assert list(cell.levels) == levels


def test_the_busiest_cells_are_shown(stood: Stood) -> None:
    """Where there are more cells than a page holds, those with most hours stay."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guanjia.writers.risk.page_view.MOST_CELLS", 10)
        shown = {cell.cell for cell in page_view(stood.it).cells}
    rows = sorted(stood.it.map.inside.to_pylist(), key=lambda row: -row["hours"])
    assert shown == {h3.int_to_str(row["area"]) for row in rows[:10]}


def test_headline_figures(stood: Stood) -> None:
    """Hours, workers, cells, injuries, as the tables have them."""
    hours = pq.read_table(stood.folder / "map.parquet", columns=["hours"])["hours"].to_numpy()
    people = set(pq.read_table(stood.folder / "contributions.parquet", columns=["person"])["person"].to_pylist())
    told = [figure for figure, _ in page_view(stood.it).figures]
    assert told == [f"{hours.sum():,.0f}", f"{len(people):,}", f"{len(hours):,}", f"{stood.it.on_road.injuries:,}"]


def test_index_lines_are_those_of_the_index(stood: Stood) -> None:
    """Highest level first, then highest index; figures of the same row; no probability where there is none."""
    rows = {row["area"]: row for row in pq.read_table(stood.folder / "index.parquet").to_pylist()}
    lines = page_view(stood.it).index
    assert len(lines) == len(rows)
    for line in lines:
        row = rows[line.area]
        assert line.index == f"{row['index']:.0f} ({row['index_low']:.0f} – {row['index_high']:.0f})"
        assert line.probability == "" and line.reason == (row["reason_zh"], row["reason_en"])
    ranks = [(-(-1 if line.level is None else line.level), -rows[line.area]["index"]) for line in lines]
    assert ranks == sorted(ranks)


def test_the_week_is_the_mean_of_its_hours(stood: Stood) -> None:
    """Each hour of the week: load over seconds on that weekday and hour, blank under an hour of riding."""
    exposure, week = stood.it.on_road.exposure, page_view(stood.it).week
    assert week is not None and len(week.values) == 168
    sums = np.zeros((2, 168))
    for column in range(exposure.seconds.shape[1]):
        hour = (stood.it.first_day.weekday() * 24 + column) % 168
        sums[:, hour] += [exposure.seconds[:, column].sum(dtype=np.float64), exposure.load[:, column].sum(dtype=np.float64)]
    for hour in range(168):
        value = week.values[hour]
        assert (value is None) == (sums[0, hour] <= 3600)
        if value is not None:
            assert value == pytest.approx(sums[1, hour] / sums[0, hour], rel=1e-5)


def test_guidance_in_turn(stood: Stood) -> None:
    """Only lines that tell something, at most so many, and no worker among them."""
    view = page_view(stood.it)
    told = [line for line in stood.it.guidance if not line.cannot_tell]
    assert len(view.guidance) == min(len(told), MOST_LINES) and told
    assert {line.tasks for line in view.guidance} <= {f"{line.tasks:,}" for line in told}


def test_warnings_are_relayed_with_their_station(stood: Stood) -> None:
    """One line a signal, region and station, hours added; without a station, or lifting a warning, there is none."""
    hour = 3_600_000_000
    relayed = (
        ("310000", Relayed("暴雨红色预警", "上海台", 0, hour)),
        ("310000", Relayed("暴雨红色预警", "上海台", 5 * hour, 7 * hour)),
        ("310000", Relayed("高温橙色预警", "", 0, hour)),
        ("310000", Relayed("解除暴雨红色预警", "上海台", 7 * hour, 8 * hour)),
    )
    said = page_view(replace(stood.it, relayed=relayed)).warnings
    assert said == (("转述：上海台 对上海市发布“暴雨红色预警”，共 3 小时", said[0][1]),)
    assert "上海台" in said[0][1] and "3 h" in said[0][1]
