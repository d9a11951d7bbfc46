"""The folder of ``guanjia risk``: every file told of is there, agrees with the others, and keeps to whom it is for."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from guanjia.risk.index.levels import ADVISORY
from guanjia.risk.portrait.belief import PRIOR_MEAN, PRIOR_SPREAD
from guanjia.risk.portrait.words import PURPOSE
from guanjia.writers.risk.folder import FILES, write_risk
from tests.writers.risk.conftest import Stood


def read(path: Path) -> Any:
    """The JSON of a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_files_are_those_it_tells_of(stood: Stood) -> None:
    """No file more and none less, and every one explained."""
    assert {path.name for path in stood.folder.iterdir()} == set(FILES)
    about = read(stood.folder / "risk.json")
    assert about["files"] == FILES and all(about["files"].values())


def test_what_is_about_persons_is_for_the_owner_alone(stood: Stood) -> None:
    """Portraits and contributions cannot be read by others on the machine."""
    for name in ("portraits.parquet", "contributions.parquet"):
        assert stat.S_IMODE((stood.folder / name).stat().st_mode) == 0o600
    lists = stood.folder / "rest_first"
    assert stat.S_IMODE(lists.stat().st_mode) == 0o700 and list(lists.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in lists.iterdir()} == {0o600}


def test_no_worker_is_named_outside_what_is_for_workers(stood: Stood) -> None:
    """No id of a worker stands in the page, the map, the index, the policies, or the file about it all."""
    workers = set(stood.it.portraits["worker_id"].to_pylist())
    assert len(workers) > 10
    for name in ("risk.html", "risk.json", "policies.json", "geographies.json", "backtest.json"):
        text = (stood.folder / name).read_text(encoding="utf-8")
        assert [worker for worker in workers if worker in text] == []
    for name in ("map", "areas", "area_hours", "clusters", "signals", "index", "contributions"):
        assert "worker_id" not in pq.read_schema(stood.folder / f"{name}.parquet").names


def test_a_list_of_rest_names_one_platform(stood: Stood) -> None:
    """Each file holds the workers of its own platform only."""
    rows = stood.it.portraits.to_pylist()
    lists = [read(path) for path in sorted((stood.folder / "rest_first").iterdir())]
    assert lists and len({each["platform"] for each in lists}) == len(lists)
    for each in lists:
        own = {row["worker_id"] for row in rows if row["platform"] == each["platform"]}
        assert each["rest_first"] and {line["worker"] for line in each["rest_first"]} <= own
        assert not any("困倦" in line["reason"]["zh"] or "sleep" in line["reason"]["en"] for line in each["rest_first"])


def test_counts_agree(stood: Stood) -> None:
    """What risk.json counts is what the tables hold."""
    about = read(stood.folder / "risk.json")
    assert about["portraits"] == pq.read_metadata(stood.folder / "portraits.parquet").num_rows
    assert about["guidance"]["told"] + about["guidance"]["cannot_tell"] == len(stood.it.guidance)
    assert about["basis"] == pq.read_table(stood.folder / "areas.parquet")["basis"][0].as_py()
    told = sum(len(policy["rules"]) for policy in read(stood.folder / "policies.json")["policies"])
    assert 0 < told <= about["guidance"]["told"]
    untold = read(stood.folder / "policies.json")["guanjia"]["cannot_tell"]
    assert sum(max(len(each["hours_of_week"]), 1) for each in untold) == about["guidance"]["cannot_tell"] > 0


def test_the_unit_that_a_publication_can_protect(stood: Stood) -> None:
    """Whether accounts are joined into people, and over how many platforms; "*" is no platform."""
    road = stood.it.on_road
    assert read(stood.folder / "risk.json")["privacy_unit"] == {"links": "*" in road.platform, "platforms": len(set(road.platform) - {"*"})}


def test_the_prior_is_told_as_it_is_used(stood: Stood) -> None:
    """Mean and spread of the code, to the last digit."""
    assert read(stood.folder / "risk.json")["belief"]["prior"] == [PRIOR_MEAN, PRIOR_SPREAD]


def test_purpose_notice_and_assumptions_are_told(stood: Stood) -> None:
    """For whom portraits are, that the index is no warning, and every assumption with source and status."""
    about = read(stood.folder / "risk.json")
    assert about["notices"] == [{"zh": zh, "en": en} for zh, en in (PURPOSE, ADVISORY)]
    assert len(about["assumptions"]) > 30
    assert all(line["source"] and line["status"] in ("seen", "judgement", "memory") for line in about["assumptions"])
    assert pq.read_schema(stood.folder / "portraits.parquet").metadata[b"purpose_en"].decode() == PURPOSE[1]


def test_the_index_by_area(stood: Stood) -> None:
    """One row an area of the panel; bounds hold the index; no number where nothing can be told."""
    rows = pq.read_table(stood.folder / "index.parquet").to_pylist()
    assert stood.it.index is not None
    assert [row["area"] for row in rows] == [f"{int(area):x}" for area in stood.it.index.panel.areas]
    areas = {f"{area:x}" for area in pq.read_table(stood.folder / "areas.parquet")["area"].to_pylist()}
    for row in rows:
        assert row["area"] in areas and row["probability"] is None  # two weeks cannot calibrate it
        assert row["index_low"] - 1e-9 <= row["index"] <= row["index_high"] + 1e-9


def test_the_backtest_tells_both_histories(stood: Stood) -> None:
    """That of the records says why nothing was scored; those of known truth are there for every scale."""
    told = read(stood.folder / "backtest.json")
    assert told["records"]["reason"] and told["records"]["scored"] == 0
    assert all(each["reason"] is None and each["scored"] > 1000 for each in told["known_truth"]) and len(told["known_truth"]) == 2


def test_records_without_an_index(stood: Stood, tmp_path: Path) -> None:
    """A table of no rows and an empty place for the backtest; the page says that there is none."""
    write_risk(replace(stood.it, index=None, backtest=None), {"timezone": "Asia/Shanghai"}, tmp_path)
    assert pq.read_table(tmp_path / "index.parquet").num_rows == 0
    assert read(tmp_path / "backtest.json")["records"] is None
    assert "there is no index" in (tmp_path / "risk.html").read_text(encoding="utf-8")
