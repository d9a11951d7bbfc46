"""The figures of the analyst's page are those of the tables."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import h3
import numpy as np
import pyarrow.parquet as pq
import pytest

from guanjia.risk.backtest.baselines import NAMES
from guanjia.risk.backtest.table import OPTIMISTIC, PROVES_CODE
from guanjia.risk.guidance.lines import Relayed
from guanjia.writers.risk.guidance_view import MOST_LINES
from guanjia.writers.risk.map_view import MOST_CELLS
from guanjia.writers.risk.page_view import page_view
from guanjia.writers.risk_page.render import render
from tests.writers.offline import check
from tests.writers.risk.conftest import Stood

ABOUT = {"timezone": "Asia/Shanghai"}


def test_the_page_stands_alone(stood: Stood) -> None:
    """Nothing fetched, every drawing named, headings in order; the page in the folder is this one."""
    page = render(page_view(stood.it, ABOUT))
    check(page)
    assert (stood.folder / "risk.html").read_text(encoding="utf-8") == page


def test_cells_are_those_of_the_map(stood: Stood) -> None:
    """Each cell says the hours and the ratio of its row, and is painted by the levels of its shares; under ten hours without a ratio."""
    rows = {h3.int_to_str(row["area"]): row for row in pq.read_table(stood.folder / "map.parquet").to_pylist()}
    cells = page_view(stood.it, ABOUT).cells
    enough = {name for name, row in rows.items() if row["hours"] >= 10} or set(rows)
    assert {cell.cell for cell in cells} <= enough and len(cells) == min(len(enough), MOST_CELLS)
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
        patch.setattr("guanjia.writers.risk.map_view.MOST_CELLS", 10)
        shown = {cell.cell for cell in page_view(stood.it, ABOUT).cells}
    rows = sorted(stood.it.map.inside.to_pylist(), key=lambda row: -row["hours"])
    assert shown == {h3.int_to_str(row["area"]) for row in rows[:10]}


def test_headline_figures(stood: Stood) -> None:
    """All hours and accounts first, then the hours with a place; where no incidents were recorded none is not a zero."""
    hours = pq.read_table(stood.folder / "map.parquet", columns=["hours"])["hours"].to_numpy()
    about = json.loads((stood.folder / "risk.json").read_text(encoding="utf-8"))
    rows = pq.read_table(stood.folder / "portraits.parquet", columns=["worker_id", "platform"]).to_pylist()
    accounts = {(row["worker_id"], row["platform"]) for row in rows if row["platform"] != "*"}
    told = [figure for figure, _ in page_view(stood.it, ABOUT).figures]
    whole = about["hours_on_the_road"] + about["hours_without_a_place"]
    assert told[1:] == [f"{len(accounts):,}", f"{hours.sum():,.0f} h", f"{stood.it.on_road.injuries:,}"]
    assert float(told[0].replace(",", "")) == pytest.approx(whole, abs=1)
    assert page_view(replace(stood.it, recorded=False), ABOUT).figures[3][0] == "—"


def test_a_law_that_did_not_hold_is_said(stood: Stood) -> None:
    """An assessment as if elsewhere or of another day says so on this page too."""
    about = {**ABOUT, "hypothetical": True, "as_if": "310000"}
    assert "假设：按 310000" in render(page_view(stood.it, about)) and page_view(stood.it, ABOUT).hypothetical is None


def test_the_week_that_the_index_is_about(stood: Stood) -> None:
    """It looks back to a Sunday and speaks of the Monday after."""
    assert stood.it.index is not None
    monday = date.fromisoformat(str(stood.it.index.advisory.week.astype("datetime64[D]")))
    said = page_view(stood.it, ABOUT).index_week
    assert monday.weekday() == 0 and said is not None
    assert f"截至 {monday + timedelta(days=6)}" in said[0] and f"from {monday + timedelta(days=7)}" in said[1]
    assert page_view(replace(stood.it, index=None), ABOUT).index_week is None


def test_index_lines_are_those_of_the_index(stood: Stood) -> None:
    """Highest level first, then highest index; figures of the same row; no probability where there is none."""
    rows = {row["area"]: row for row in pq.read_table(stood.folder / "index.parquet").to_pylist()}
    lines = page_view(stood.it, ABOUT).index
    assert len(lines) == len(rows)
    for line in lines:
        row = rows[line.area]
        assert line.index == f"{row['index']:.0f} ({row['index_low']:.0f} – {row['index_high']:.0f})"
        assert line.probability == "" and line.reason == (row["reason_zh"], row["reason_en"])
    ranks = [(-(-1 if line.level is None else line.level), -rows[line.area]["index"]) for line in lines]
    assert ranks == sorted(ranks)


def test_the_backtest_is_that_of_the_file(stood: Stood) -> None:
    """Brier score with reliability and resolution, colours, injected excesses, and that it proves the code: for each known history."""
    view = page_view(stood.it, ABOUT).backtest
    assert view is not None and view.headline == stood.it.backtest.reason  # type: ignore[union-attr]
    told = json.loads((stood.folder / "backtest.json").read_text(encoding="utf-8"))["known_truth"]
    assert len(view.tests) == len(told) == 2
    for shown, known in zip(view.tests, told, strict=True):
        rows = {row[0][1]: row[1:] for row in shown.methods.rows}
        for each in known["methods"]:
            row = rows["index" if each["method"] == "index" else NAMES[each["method"]][1]]
            assert row[:3] == tuple(f"{each['brier'][part]:.5f}" for part in ("score", "reliability", "resolution"))
        assert rows["colours (yellow or higher)"][7] == f"{known['colours']['alerts_per_100']:.1f}"
        assert [row[3] for row in shown.power.rows] == [str(each["found"]) for each in known["power"]]
        assert PROVES_CODE in shown.notes
    assert OPTIMISTIC in view.notes and "Delay" in view.notes[0][1]


def test_what_choices_do_to_the_index(stood: Stood) -> None:
    """Sobol's totals on the page are those of risk.json; without an index there are none."""
    totals = json.loads((stood.folder / "risk.json").read_text(encoding="utf-8"))["index_sensitivity"]
    said = page_view(stood.it, ABOUT).sensitivity
    assert set(totals) == {"normalisation", "weights", "aggregation"} and said is not None
    assert all(f"{group} {value:.2f}" in said[1] for group, value in totals.items() if value is not None)
    assert page_view(replace(stood.it, index=None), ABOUT).sensitivity is None


def test_the_week_is_the_mean_of_its_hours(stood: Stood) -> None:
    """Each hour of the week: load over seconds on that weekday and hour, blank under an hour of riding."""
    exposure, week = stood.it.on_road.exposure, page_view(stood.it, ABOUT).week
    assert week is not None and len(week.values) == 168
    sums = np.zeros((2, 168))
    for column in range(exposure.seconds.shape[1]):
        hour = (stood.it.first_day.weekday() * 24 + column) % 168
        sums[:, hour] += [exposure.seconds[:, column].sum(dtype=np.float64), exposure.load[:, column].sum(dtype=np.float64)]
    for hour in range(168):
        value = week.values[hour]
        assert (value is None) == (sums[0, hour] < 36_000)
        if value is not None:
            assert value == pytest.approx(sums[1, hour] / sums[0, hour], rel=1e-5)


def test_guidance_in_turn(stood: Stood) -> None:
    """Only lines that tell something, at most so many; areas under one warning are one line with their pick-ups summed."""
    view = page_view(stood.it, ABOUT)
    told = [line for line in stood.it.guidance if not line.cannot_tell]
    assert told and len(view.guidance) <= MOST_LINES and view.untold == len(stood.it.guidance) - len(told)
    weather = [line for line in told if line.relayed]
    kinds = {tuple((each.signal, each.station) for each in line.relayed) for line in weather}
    shown = [line for line in view.guidance if line.when[1] == "while the warning stands"]
    assert len(shown) == len(kinds) and sum(int(line.tasks.replace(",", "")) for line in shown) == sum(line.tasks for line in weather)
    assert all("." not in line.effect[1].partition("(")[0] for line in shown)  # a prior of cars elsewhere has no decimals


def test_warnings_are_relayed_with_their_station(stood: Stood) -> None:
    """One line a signal, region and station, with the times on the local clock; without a station, or lifting a warning, there is none."""
    hour = 3_600_000_000
    relayed = (
        ("310000", Relayed("暴雨红色预警", "上海台", 0, hour)),
        ("310000", Relayed("暴雨红色预警", "上海台", 5 * hour, 7 * hour)),
        ("310000", Relayed("高温橙色预警", "", 0, hour)),
        ("310000", Relayed("解除暴雨红色预警", "上海台", 7 * hour, 8 * hour)),
    )
    said = page_view(replace(stood.it, relayed=relayed), ABOUT).warnings
    times = "1970-01-01 08:00 – 01-01 09:00, 1970-01-01 13:00 – 01-01 15:00"
    assert said == ((f"上海台 对上海市发布“暴雨红色预警”：{times}（均已结束）", said[0][1]),)
    many = tuple(("310000", Relayed("大雾橙色预警", "上海台", at * hour, (at + 1) * hour)) for at in range(0, 20, 2))
    (line,) = page_view(replace(stood.it, relayed=many), ABOUT).warnings
    assert "等 10 次" in line[0] and "7 more times" in line[1]
