"""One reading for risk, on records small enough to follow by hand and on the demo city."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import h3
import numpy as np
import pyarrow as pa
import pytest

from guanjia.engines.risk.measure import measure_on_road
from guanjia.flows.ports import Method
from guanjia.kernels.on_road.price import AS_IT_WAS
from guanjia.model.schema import BY_NAME
from guanjia.readers.in_memory import open_tables
from guanjia.readers.registry import open_source
from guanjia.readers.source import ReadOptions
from guanjia.risk.on_road import OnRoad

NOON = datetime(2026, 7, 6, 4, tzinfo=UTC)  # a Monday, 12:00 in Shanghai
HERE, THERE = (31.20, 121.45), (31.25, 121.45)  # 5.6 km apart


def table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    """Rows of one of our tables; what is not told is null."""
    schema = BY_NAME[name].schema
    columns = [
        pa.array([row.get(field.name, number + 1 if field.name == "row" else None) for number, row in enumerate(rows)]) for field in schema
    ]
    return pa.table(
        [
            column.cast(field.type) if not pa.types.is_dictionary(field.type) else column.cast(pa.string()).dictionary_encode()
            for column, field in zip(columns, schema, strict=True)
        ],
        names=schema.names,
    )


def task(worker: str, minutes: int, length: int, platform: str = "甲", promised: int | None = None, **told: object) -> dict[str, object]:
    """A delivery from HERE to THERE, dispatched ``minutes`` after noon, picked up at once."""
    start = NOON + timedelta(minutes=minutes)
    return {
        "task_id": f"{worker}-{platform}-{minutes}",
        "worker_id": worker,
        "platform": platform,
        "kind": "food_delivery",
        "region": "310101",
        "status": "completed",
        "dispatch_time": start,
        "start_time": start,
        "end_time": start + timedelta(minutes=length),
        "promised_time": None if promised is None else start + timedelta(minutes=promised),
        "start_lat": HERE[0],
        "start_lng": HERE[1],
        "end_lat": THERE[0],
        "end_lng": THERE[1],
        **told,
    }


def read(tables: dict[str, list[dict[str, object]]], tmp_path: Path, zone: str = "Asia/Shanghai") -> OnRoad:
    """The reading of some tables."""
    source = open_tables({name: table(name, rows) for name, rows in tables.items()}, ReadOptions(timezone=zone), "person")
    found = measure_on_road(source, lambda code: (code, "310000"), Method(zone), lambda *_: None, tmp_path)
    assert found is not None
    return found


def test_two_orders_in_one_box_are_one_ride(tmp_path: Path) -> None:
    """Overlapping tasks count once, along the way from pick-up to drop-off and on to the next place."""
    found = read({"tasks": [task("W", 0, 30), task("W", 0, 30, task_id="second"), task("V", 60, 20)]}, tmp_path)
    assert found.exposure.seconds.sum() == pytest.approx(50 * 60)
    assert found.exposure.first_day == date(2026, 7, 6)
    assert np.flatnonzero(found.exposure.seconds.sum(axis=0)).tolist() == [12, 13]
    between = {
        h3.str_to_int(h3.latlng_to_cell(HERE[0] + (THERE[0] - HERE[0]) * share, HERE[1], 8)) for share in np.linspace(0.001, 0.999, 500)
    }
    passed = set(found.exposure.cells.tolist())
    assert passed <= between and len(passed) >= 0.7 * len(between)  # corners that are cut for under 150 m are not seen
    assert found.days.hours[:, AS_IT_WAS].tolist() == pytest.approx([0.5, 1 / 3])


def test_a_person_on_two_platforms_is_one_privacy_unit(tmp_path: Path) -> None:
    """Linked accounts ride as one person over all platforms; each account has a day of its own for its own platform."""
    links: list[dict[str, object]] = [{"worker_id": "W", "platform": name, "person_id": "P"} for name in ("甲", "乙")]
    found = read({"tasks": [task("W", 0, 30), task("W", 10, 30, "乙")], "links": links}, tmp_path)
    assert len(np.unique(found.shares.person)) == 1
    assert found.exposure.seconds.sum() == pytest.approx(40 * 60)
    days = {
        (found.worker[unit], found.platform[unit]): hours
        for unit, hours in zip(found.days.unit, found.days.hours[:, AS_IT_WAS], strict=True)
    }
    assert days == pytest.approx({("P", "*"): 2 / 3, ("W", "甲"): 0.5, ("W", "乙"): 0.5})


def test_heat_pressure_and_injuries(tmp_path: Path) -> None:
    """Heat comes from the nearest place with weather, pressure from promises, and an injury lies in its cell and hour."""
    weather = [{"region": "310000", "start_time": NOON, "end_time": NOON + timedelta(hours=1), "temperature": 37.0, "rain": 1.0}]
    hurt = {"incident_id": "I", "worker_id": "W", "platform": "甲", "time": NOON + timedelta(minutes=5), "lat": HERE[0], "lng": HERE[1]}
    nowhere = {"incident_id": "J", "time": NOON + timedelta(minutes=5), "lat": 10.0, "lng": 10.0}
    found = read({"tasks": [task("W", 0, 30, promised=20), task("W", 70, 30)], "weather": weather, "incidents": [hurt, nowhere]}, tmp_path)
    days = found.days
    assert days.pressed.tolist() == pytest.approx([0.5]) and days.promised.tolist() == pytest.approx([0.5])
    assert days.felt.tolist() == pytest.approx([0.5]) and days.heat.tolist() == pytest.approx([1.0])
    assert np.nansum(found.exposure.hot) == np.nansum(found.exposure.wet) == pytest.approx(1800)
    assert np.isnan(found.exposure.hot).any()
    assert found.exposure.injury_columns.tolist() == [12]
    met = h3.int_to_str(int(found.exposure.cells[found.exposure.injury_cells[0]]))
    assert h3.grid_distance(met, h3.latlng_to_cell(*HERE, 8)) <= 1
    assert (found.injuries, found.unplaced.injuries, found.shares.injuries.sum()) == (2, 1, 1)
    assert found.injuries_by_risk.sum() == 1
    assert found.promises.short_15.value.tolist() == [14] and found.promises.short_15.hour.tolist() == [
        12
    ]  # 5.56 km x 1.35 at 15 km/h: 30.03 min, and 3 at the door


def test_an_hour_of_weather_where_clocks_differ_by_half_an_hour(tmp_path: Path) -> None:
    """In India 04:30 UTC is 10:00: that hour is hot, and no other."""
    start = NOON + timedelta(minutes=30)
    weather = [{"region": "310000", "start_time": start, "end_time": start + timedelta(hours=1), "temperature": 37.0}]
    found = read({"tasks": [task("W", 0, 120)], "weather": weather}, tmp_path, "Asia/Kolkata")  # 09:30 to 11:30
    assert np.flatnonzero(found.exposure.seconds.sum(axis=0)).tolist() == [9, 10, 11]
    assert np.nansum(found.exposure.hot, axis=0)[[9, 10, 11]].tolist() == pytest.approx([0, 3600, 0])
    assert found.days.felt.tolist() == found.days.hot.tolist() == pytest.approx([1.0])


@pytest.mark.parametrize(("start", "passed"), [((11, 1), [0, 1, 2]), ((3, 8), [0, 1, 3, 4])])
def test_when_clocks_change(tmp_path: Path, start: tuple[int, int], passed: list[int]) -> None:
    """Three hours from half past midnight in California: an hour that comes twice holds both, one that is skipped nothing."""
    first = datetime(2026, *start, 0, 30, tzinfo=ZoneInfo("America/Los_Angeles")).astimezone(UTC)
    minutes = round((first - NOON).total_seconds() / 60)
    found = read({"tasks": [task("W", minutes + 20 * turn, 20) for turn in range(9)]}, tmp_path, "America/Los_Angeles")
    by_hour = found.exposure.seconds.sum(axis=0)
    assert np.flatnonzero(by_hour).tolist() == passed and by_hour.sum() == pytest.approx(3 * 3600)
    assert found.days.hours[:, AS_IT_WAS].sum() == found.days.night.sum() == pytest.approx(3)
    assert (found.days.risk[:, AS_IT_WAS] > 0).all() and np.isfinite(found.days.sleepiness[0]).all()


def test_without_promises_pressure_is_not_known(tmp_path: Path) -> None:
    """No promise on record is not the same as none that was too short."""
    assert not read({"tasks": [task("W", 0, 30)]}, tmp_path).exposure.judged.any()


def test_promises_of_cars_are_not_judged_by_the_limits_of_e_bikes(tmp_path: Path) -> None:
    """A ride of 5.6 km promised in 20 minutes presses nobody in a car."""
    found = read({"tasks": [task("W", 0, 30, promised=20, kind="ride_hailing"), task("V", 0, 30, promised=20)]}, tmp_path)
    assert found.days.promised.tolist() == pytest.approx([0, 0.5]) and found.days.pressed.tolist() == pytest.approx([0, 0.5])
    assert found.exposure.judged.sum() == found.exposure.pressed.sum() == pytest.approx(1800)


def test_rest_is_not_lost_where_a_run_crosses_the_start_of_the_day(tmp_path: Path) -> None:
    """Work past 04:00 begins a day without a gap; the rest of the day before still counts."""
    early = 15 * 60 + 30  # minutes after noon: 03:30
    found = read({"tasks": [task("W", 0, 30), task("W", early, 60)]}, tmp_path)
    assert found.days.day.tolist() == [found.days.day[0], found.days.day[0] + 1]
    assert found.days.rest_before[1] == pytest.approx(15)


def test_incidents_count_once_and_within_the_days(tmp_path: Path) -> None:
    """Rows of one number are one incident; what happened before or after the records is none of theirs."""
    hurt = {"incident_id": "I", "worker_id": "W", "platform": "甲", "time": NOON + timedelta(minutes=5), "lat": HERE[0], "lng": HERE[1]}
    years_ago = {**hurt, "incident_id": "J", "time": NOON - timedelta(days=700)}
    found = read({"tasks": [task("W", 0, 30)], "incidents": [hurt, hurt, {**hurt, "time": NOON}, years_ago]}, tmp_path)
    assert (found.injuries, found.unplaced.repeated, found.unplaced.outside) == (1, 2, 1)
    assert found.shares.injuries.sum() == 1


def test_the_way_of_a_long_haul_is_not_known(tmp_path: Path) -> None:
    """A haul of 130 km is time on the road, but on no cell; the ride in town is."""
    found = read({"tasks": [task("W", 0, 150, end_lat=HERE[0] + 1.2, kind="freight"), task("V", 0, 30)]}, tmp_path)
    assert found.exposure.seconds.sum() == pytest.approx(1800)
    assert found.unplaced.seconds == pytest.approx(9000)
    assert found.days.riding.tolist() == pytest.approx([2.5, 0.5])


def test_the_check_by_the_other_model(tmp_path: Path) -> None:
    """A night's work after a day's ends with more lapses than the day's."""
    found = read({"tasks": [task("W", 0, 360), task("W", 36 * 60, 360)]}, tmp_path)
    assert found.days.lapses[1] > found.days.lapses[0]
    assert read({"tasks": [task("W", 0, 30, promised=60)]}, tmp_path).exposure.pressed.sum() == 0


def test_work_that_is_not_on_the_road(tmp_path: Path) -> None:
    """Streams and visits are not riding: there is nothing to tell."""
    source = open_tables({"tasks": table("tasks", [task("W", 0, 30, kind="streaming")])}, ReadOptions(timezone="Asia/Shanghai"), "person")
    assert measure_on_road(source, lambda code: (code,), Method("Asia/Shanghai"), lambda *_: None, tmp_path) is None


def test_the_city_adds_up(tmp_path: Path) -> None:
    """On a synthetic city exposure, shares and days hold the same hours, whatever the buckets."""
    from guanjia.synthesis.city import write_city

    city = write_city(tmp_path / "city", tasks=20_000)
    found = measure_on_road(
        open_source(city, None, ReadOptions()), lambda code: (code,), Method("Asia/Shanghai"), lambda *_: None, tmp_path
    )
    assert found is not None
    seconds = found.exposure.seconds.sum(dtype=np.float64)
    assert found.shares.seconds.sum() == pytest.approx(seconds, rel=1e-3)
    whole = np.array([found.platform[unit] == "*" for unit in found.days.unit])
    linked = {found.worker[unit] for unit in np.unique(found.days.unit[whole])}
    assert linked
    assert found.by_risk.sum() == pytest.approx(seconds + found.unplaced.seconds, rel=1e-4)
