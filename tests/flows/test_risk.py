"""From a small city through the assessment to what the steward sees: the figures agree, and what cannot be told is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from guanjia.cli.assess import assess
from guanjia.flows import risk as flow
from guanjia.flows.risk import Steward
from guanjia.readers.errors import InputError
from guanjia.synthesis.city import write_city
from guanjia.wiring.stewarding import steward_to_folder

ON_ROAD = ("food_delivery", "parcel_delivery", "ride_hailing", "freight")
SPARED = "known_truth"  # the same whatever the records: worked out once


@pytest.fixture(scope="module", autouse=True)
def known_truth() -> Iterator[None]:
    """The histories of known truth are drawn once for all tests of this file."""
    made = flow.known_truth(1)
    with patch.object(flow, SPARED, lambda seed: made):
        yield


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weeks of a city."""
    return write_city(tmp_path_factory.mktemp("flow") / "city", tasks=20_000)


@pytest.fixture(scope="module")
def out(city: Path) -> Path:
    """Its assessment."""
    return assessed(city, city.parent / "out")


@pytest.fixture(scope="module")
def seen(out: Path) -> Steward:
    """What the steward sees in it, also left in the folder."""
    return steward_to_folder(out, seed=1, threads=1, overwrite=False)


def assessed(records: Path, out: Path) -> Path:
    """The folder that ``guanjia assess`` leaves."""
    asked = [str(records), "--out", str(out), "--tables-only", "--quiet", "--region", "310000"]
    CliRunner().invoke(assess, asked, catch_exceptions=False)
    return out


def tasks(path: Path, *rows: dict[str, object]) -> Path:
    """Records of a few deliveries in Shanghai."""
    columns = dict.fromkeys(name for row in rows for name in row)
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in columns}), path)
    return path


def delivery(number: int, day: int, kind: str = "food_delivery") -> dict[str, object]:
    """Half an hour of it."""
    return {
        "task_id": f"t{number}",
        "worker_id": "w",
        "platform": "P",
        "kind": kind,
        "region": "310000",
        "dispatch_time": f"2026-03-{day:02d} 08:00:00",
        "end_time": f"2026-03-{day:02d} 08:30:00",
        "start_lat": 31.2,
        "start_lng": 121.4,
        "end_lat": 31.22,
        "end_lng": 121.4,
    }


def told(out: Path) -> dict[str, Any]:
    """What the folder says of itself."""
    found: dict[str, Any] = json.loads((out / "risk" / "risk.json").read_text(encoding="utf-8"))
    return found


def test_hours_are_those_of_the_assessment(seen: Steward, city: Path, out: Path) -> None:
    """Every day of a worker who only rides has in its portrait the hours that worker_days counts, to a microsecond."""
    work = pq.read_table(city / "tasks", columns=["worker_id", "platform", "kind"])
    other = {(row["worker_id"], row["platform"]) for row in work.to_pylist() if row["kind"] not in ON_ROAD}
    days = pq.read_table(out / "worker_days.parquet").to_pylist()
    off = {row["person_id"] for row in days if (row["worker_id"], row["platform"]) in other}
    wanted = {
        (row["worker_id"], row["platform"], row["day"]): row["task_time"].total_seconds() / 3600
        for row in days
        if row["task_time"] and (row["person_id"] or row["worker_id"]) not in off and (row["worker_id"], row["platform"]) not in other
    }
    found = {(row["worker_id"], row["platform"], row["day"]): row["hours"] for row in seen.portraits.to_pylist()}
    assert len(wanted) > 1000
    assert {key: found.get(key) for key in wanted} == pytest.approx(wanted, abs=1e-6)
    assert len(found) == told(out)["portraits"] == seen.portraits.num_rows


def test_riding_lies_on_the_map_or_has_no_place(seen: Steward, out: Path) -> None:
    """The riding of whole persons is the time on the map and the time without a place; the tables of the map sum to the first."""
    linked = {row["worker_id"] for row in seen.portraits.to_pylist() if row["platform"] == "*"}
    persons = pq.read_table(out / "worker_days.parquet", columns=["worker_id", "platform", "person_id"]).to_pylist()
    parts = {(row["worker_id"], row["platform"]) for row in persons if row["person_id"] in linked and row["platform"] != "*"}
    riding = sum(row["riding"] for row in seen.portraits.to_pylist() if (row["worker_id"], row["platform"]) not in parts)
    about = told(out)
    assert linked and about["hours_on_the_road"] + about["hours_without_a_place"] == pytest.approx(riding, abs=0.2)
    for name in ("map", "areas", "area_hours"):
        hours = pq.read_table(out / "risk" / f"{name}.parquet", columns=["hours"])["hours"].to_numpy().sum()
        assert hours == pytest.approx(about["hours_on_the_road"], abs=0.1)
    shares = pq.read_table(out / "risk" / "contributions.parquet")
    assert shares["seconds"].to_numpy().sum() / 3600 == pytest.approx(about["hours_on_the_road"], rel=1e-3)
    assert about["injuries"] == pq.read_table(out.parent / "city" / "incidents.parquet").num_rows


def test_the_same_records_and_seed_give_the_same_answers(seen: Steward, out: Path) -> None:
    """A second run writes the same bytes, whatever the threads."""
    before = {path: path.read_bytes() for path in sorted((out / "risk").rglob("*")) if path.is_file()}
    steward_to_folder(out, seed=1, threads=2, overwrite=True)
    assert sorted(path for path in (out / "risk").rglob("*") if path.is_file()) == list(before)
    assert [path.name for path, was in before.items() if path.read_bytes() != was] == []


def test_days_and_injuries_do_not_depend_on_the_seed(seen: Steward, out: Path) -> None:
    """The seed draws the intervals; what was counted stays."""
    other = steward_to_folder(out, seed=2, threads=1, overwrite=True)
    assert other.portraits.equals(seen.portraits)
    for field in fields(other.on_road.exposure):
        one, two = getattr(seen.on_road.exposure, field.name), getattr(other.on_road.exposure, field.name)
        np.testing.assert_array_equal(one, two)


def test_without_incidents_risk_is_expected(tmp_path: Path, city: Path) -> None:
    """No table of incidents: the map is of expected risk and says why, and the backtest says that there is nothing to test with."""
    bare = tmp_path / "bare"
    bare.mkdir()
    for part in city.iterdir():
        if part.name not in ("incidents.parquet", "answers"):
            (bare / part.name).symlink_to(part)
    it = steward_to_folder(assessed(bare, tmp_path / "out"), seed=1, threads=1, overwrite=False)
    assert it.map.basis == "expected" and it.belief.injuries == 0 and (it.belief.mean, told(tmp_path / "out")["injuries"]) == (0.5, 0)
    assert it.backtest is not None and it.backtest.reason is not None and "injur" in it.backtest.reason[1]
    assert it.index is not None and np.isnan(it.index.advisory.probability).all()


def test_no_whole_week_no_index(tmp_path: Path) -> None:
    """Two days of one worker: a portrait and a map, neither index nor backtest."""
    records = tasks(tmp_path / "tasks.parquet", delivery(1, 3), delivery(2, 4))
    it = steward_to_folder(assessed(records, tmp_path / "out"), seed=1, threads=1, overwrite=False)
    assert it.index is None and it.backtest is None and it.portraits["hours"].to_pylist() == [0.5, 0.5]
    assert (str(it.first_day), str(it.last_day)) == ("2026-03-03", "2026-03-04")
    assert pq.read_table(tmp_path / "out" / "risk" / "index.parquet").num_rows == 0


def test_nothing_on_the_road(tmp_path: Path) -> None:
    """Streams are no road: said in plain words, and nothing is left behind."""
    out = assessed(tasks(tmp_path / "tasks.parquet", delivery(1, 3, "streaming")), tmp_path / "out")
    with pytest.raises(InputError, match="no work on the road"):
        steward_to_folder(out, seed=1, threads=1, overwrite=False)
    assert not (out / "risk").exists()


def test_records_without_places(tmp_path: Path) -> None:
    """Portraits need no places; all time is told as without one, and the map is empty."""
    bare = {name: value for name, value in delivery(1, 3).items() if not name.endswith(("lat", "lng"))}
    it = steward_to_folder(assessed(tasks(tmp_path / "tasks.parquet", bare), tmp_path / "out"), seed=1, threads=1, overwrite=False)
    assert it.portraits.num_rows == 1 and it.map.inside.num_rows == 0 and it.index is None
    assert told(tmp_path / "out")["hours_without_a_place"] == 0.5


def test_records_that_changed_since(tmp_path: Path) -> None:
    """Other records than those assessed are refused, and so are records that are gone."""
    records = tasks(tmp_path / "tasks.parquet", delivery(1, 3))
    out = assessed(records, tmp_path / "out")
    tasks(records, delivery(1, 3), delivery(2, 4))
    with pytest.raises(InputError, match="has changed since it was assessed"):
        steward_to_folder(out, seed=1, threads=1, overwrite=False)
    records.unlink()
    with pytest.raises(InputError, match="are gone"):
        steward_to_folder(out, seed=1, threads=1, overwrite=False)


def test_vehicles_that_several_drivers_share(tmp_path: Path) -> None:
    """Nobody's own load can be seen in them: no portraits are made up."""
    runs: dict[str, list[object]] = {"cab_id": ["a", "a"], "occupied": [1, 1]}
    runs |= {"start_ts": [1_211_000_000, 1_211_004_000], "end_ts": [1_211_000_600, 1_211_004_900]}
    runs |= {f"{end}_{axis}_e5": [degrees] * 2 for end in ("start", "end") for axis, degrees in (("lat", 3_775_000), ("lon", -12_241_000))}
    pq.write_table(pa.table(runs), tmp_path / "runs.parquet")
    asked = [str(tmp_path / "runs.parquet"), "--format", "cabspotting", "--out", str(tmp_path / "out"), "--tables-only", "--quiet"]
    CliRunner().invoke(assess, asked, catch_exceptions=False)
    with pytest.raises(InputError, match="vehicles that several drivers share"):
        steward_to_folder(tmp_path / "out", seed=1, threads=1, overwrite=False)
