"""The map against the truth of made-up cities."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import h3.api.numpy_int as h3
import numpy as np
import pyarrow.parquet as pq
import pytest

from guanjia.risk.exposure import HOURS_A_DAY, Exposure
from guanjia.risk.map import AREA_HOURS, AREAS, CLUSTERS, SIGNALS, RiskMap, risk_map
from guanjia.synthesis.city import write_city
from tests.risk.map.city import MONDAY, cells_around, city


def mapped(exposure: Exposure, threads: int = 1) -> RiskMap:
    return risk_map(exposure, np.random.default_rng(9), threads)


def column(table: object, name: str) -> np.ndarray:
    return np.array(table[name].to_numpy(zero_copy_only=False))  # type: ignore[index]


@pytest.fixture(scope="module")
def lognormal() -> tuple[np.ndarray, RiskMap]:
    truth = np.exp(0.6 * np.random.default_rng(2).standard_normal(600) - 0.18)
    return truth, mapped(city(truth, 700))


def test_shrunken_beat_raw(lognormal: tuple[np.ndarray, RiskMap]) -> None:
    """Shrunken ratios are less than half as far from the truth as raw ones, and 95 % intervals hold it."""
    truth, found = lognormal
    areas = found.inside
    place = np.searchsorted(cells_around(40)[:600], column(areas, "area"))
    truth = truth[place] * column(areas, "expected_injuries").sum() / (truth[place] * column(areas, "expected_injuries")).sum()
    raw = column(areas, "injuries") / column(areas, "expected_injuries")
    error = [np.sqrt(np.mean((ratio - truth) ** 2)) for ratio in (raw, column(areas, "ratio"))]
    assert error[1] < error[0] / 2
    held = (column(areas, "ratio_low") < truth) & (truth < column(areas, "ratio_high"))
    assert 0.9 < held.mean() < 0.99
    sure = column(areas, "exceedance") > 0.8
    assert sure.sum() >= 3 and (truth[sure] > 1.5).mean() >= 0.6


def test_sums_agree(lognormal: tuple[np.ndarray, RiskMap]) -> None:
    """Inside, published and by hour have the same hours; expected injuries add up to those met."""
    found = lognormal[1]
    assert (found.inside.schema, found.published.schema, found.hours.schema, found.clusters.schema) == (AREAS, AREAS, AREA_HOURS, CLUSTERS)
    hours = [column(table, "hours").sum() for table in (found.inside, found.published, found.hours)]
    assert hours == pytest.approx([hours[0]] * 3)
    for table in (found.inside, found.published):
        assert column(table, "expected_injuries").sum() == pytest.approx(column(table, "injuries").sum())
        assert set(column(table, "basis")) == {"observed"}
        assert table["expected_hot_spot"].null_count == table.num_rows
    assert set(column(found.published, "area")) == {h3.cell_to_parent(cell, 7) for cell in column(found.inside, "area")}


def test_every_column_says_what_it_means() -> None:
    """Each column of each table has its meaning in the schema."""
    assert all(field.metadata[b"meaning"] for schema in (AREAS, AREA_HOURS, CLUSTERS, SIGNALS) for field in schema)


@pytest.mark.parametrize("injuries", [0, 5])
def test_too_few(injuries: int) -> None:
    """With too few injuries every row says that it is expected risk, and no rate, interval or cluster is told."""
    found = mapped(city(np.ones(200), injuries))
    for table in (found.inside, found.published):
        assert set(column(table, "basis")) == {"expected"}
        for name in ("expected_injuries", "ratio", "ratio_low", "ratio_high", "exceedance", "cluster", "cluster_p"):
            assert table[name].null_count == table.num_rows, name
        assert table["expected_ratio"].null_count == 0
    assert found.clusters.num_rows == found.signals.num_rows == 0 and found.strata is None and found.basis == "expected"
    assert column(found.inside, "expected_ratio") == pytest.approx(1.0, rel=1e-5)


def test_expected_hot_spot() -> None:
    """A corner with twice the load is a hot spot, and only cells there or beside it are."""
    exposure = city(np.ones(300), 0)
    near = np.isin(exposure.cells, h3.grid_disk(exposure.cells[150], 2))
    noise = 1 + 0.05 * np.random.default_rng(1).standard_normal((300, 1))
    load = (exposure.load * noise * np.where(near, 2, 1)[:, None]).astype(np.float32)
    areas = mapped(replace(exposure, load=load)).inside
    hot = column(areas, "area")[column(areas, "expected_hot_spot").astype(bool)]
    assert set(exposure.cells[near]) & set(column(areas, "area")) <= set(hot)
    assert set(hot) <= set(np.asarray(h3.grid_disk(exposure.cells[150], 3), np.uint64))


def test_planted_cluster() -> None:
    """A quarter of five times the risk is found where it is; elsewhere nothing is."""
    truth = np.ones(500)
    near = np.isin(cells_around(40)[:500], h3.grid_disk(cells_around(40)[250], 2))
    truth[near] = 5
    found = mapped(city(truth, 300))
    whole = [row for row in found.clusters.to_pylist() if row["kind"] == "whole_period"]
    assert len(whole) == 1 and whole[0]["p"] < 0.001
    inside = set(whole[0]["cells"])
    planted = set(cells_around(40)[:500][near].tolist())
    assert len(inside & planted) / len(inside | planted) > 0.6
    assert inside == set(column(found.inside, "area")[column(found.inside, "cluster") == 1].tolist()) | (
        inside - set(column(found.inside, "area").tolist())
    )


def test_outbreak_of_the_last_week() -> None:
    """What began a week ago is told as lasting until the last day, with how often chance gives it."""
    exposure = city(np.ones(400), 150, days=56)
    centre = 200
    late = np.arange(49 * HOURS_A_DAY + 1, 56 * HOURS_A_DAY, 12)
    cells = np.append(exposure.injury_cells, np.full(len(late), centre))
    found = mapped(replace(exposure, injury_cells=cells, injury_columns=np.append(exposure.injury_columns, late)))
    row = next(row for row in found.clusters.to_pylist() if row["kind"] == "until_last_day")
    last = MONDAY + timedelta(days=55)
    assert int(exposure.cells[centre]) in row["cells"] and row["last_day"] == last
    assert timedelta(days=5) <= last - row["first_day"] <= timedelta(days=7)
    assert row["recurrence_days"] == pytest.approx(1 / max(row["p"], 1e-9)) and row["recurrence_days"] > 1_000


def test_threads_and_seed() -> None:
    """The same generator gives the same map, with any number of threads."""
    exposure = city(np.ones(120), 60)
    one, two = mapped(exposure), mapped(exposure, threads=2)
    assert all(getattr(one, name).equals(getattr(two, name)) for name in ("inside", "published", "hours", "clusters", "signals"))


def test_injuries_without_hours_are_left_out() -> None:
    """An injury in a cell where nobody's time is on record is counted apart."""
    exposure = city(np.ones(120), 60)
    exposure.seconds[7] = 0
    exposure.wet[7] = 0
    there = int((exposure.injury_cells == 7).sum())
    cells, columns = np.append(exposure.injury_cells, 7), np.append(exposure.injury_columns, 3)
    found = mapped(replace(exposure, injury_cells=cells, injury_columns=columns))
    assert found.left_out == there + 1 and found.why_en.startswith(f"{len(cells) - there - 1} injuries")
    assert column(found.inside, "injuries").sum() == len(cells) - found.left_out
    assert column(found.inside, "expected_injuries").sum() == pytest.approx(len(cells) - found.left_out)
    assert exposure.cells[7] not in column(found.inside, "area")


def test_synthetic_city(tmp_path: Path) -> None:
    """On the exposure and true intensity of `guanjia synth`, shrunken ratios of cells are nearer to the truth than raw ones."""
    truth = pq.read_table(write_city(tmp_path / "city", 4_000, 10) / "answers" / "risk.parquet").to_pandas()
    rng = np.random.default_rng(3)
    truth["met"] = rng.poisson(truth["expected"] * (400 / truth["expected"].sum()))
    cells = np.unique(truth["cell"])
    place = np.searchsorted(cells, truth["cell"])
    shape = (len(cells), HOURS_A_DAY)
    seconds, wet = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    np.add.at(seconds, (place, truth["hour"]), truth["exposure_seconds"])
    np.add.at(wet, (place, truth["hour"]), truth["exposure_seconds"] * (truth["weather"] != "dry"))
    ids = np.array([h3.str_to_int(cell) for cell in cells], np.uint64)
    assert (np.diff(ids.astype(np.int64)) > 0).all()
    events = (np.repeat(place, truth["met"]), np.repeat(truth["hour"].to_numpy(np.int64), truth["met"]))
    unknown = np.full_like(seconds, np.nan)
    regions = np.zeros(len(cells), np.int32)
    found = mapped(
        Exposure(ids, regions, ("310000",), MONDAY, seconds, seconds, seconds, seconds * np.float32(0.25), unknown, wet, *events)
    ).inside.to_pandas()
    meant = np.bincount(place, truth["expected"] * (400 / truth["expected"].sum()))[np.searchsorted(ids, found["area"])]
    wanted = meant / found["expected_injuries"]
    weight = found["hours"] / found["hours"].sum()
    raw, ours = (
        float((weight * (ratio - wanted) ** 2).sum()) for ratio in (found["injuries"] / found["expected_injuries"], found["ratio"])
    )
    assert ours < raw


@pytest.mark.parametrize(("cells", "injuries", "days"), [(1, 0, 1), (1, 60, 1), (2, 60, 3), (60, 40, 1)])
def test_small_cities(cells: int, injuries: int, days: int) -> None:
    """One cell or one day make a map, if a poor one."""
    found = mapped(city(np.ones(cells), injuries, days))
    assert found.inside.num_rows <= cells
    assert column(found.inside, "hours").sum() == pytest.approx(column(found.published, "hours").sum())


def test_nobody_on_the_road() -> None:
    """Without hours every table is empty, and the basis is expected."""
    exposure = city(np.ones(4), 50, days=2)
    exposure.seconds[:] = 0
    found = mapped(exposure)
    assert found.basis == "expected" and found.left_out == len(exposure.injury_cells)
    assert [table.num_rows for table in (found.inside, found.published, found.hours, found.clusters, found.signals)] == [0] * 5
