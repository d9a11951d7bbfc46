"""Every format on the real files beside the checkout, counted to the row."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from guanjia.model.schema import BY_NAME
from guanjia.readers import ReadOptions, Source, open_source

DATA = Path(__file__).parents[3] / "shared" / "data"


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{name}: not found")
    return path


def whole(source: Source, table: str) -> pa.Table:
    schema = BY_NAME[table].schema
    result = pa.Table.from_batches(source.batches(table), schema)
    assert source.intake.tables[table].balanced
    return result


def test_doordash_balances_and_wraps_the_month() -> None:
    """All 18,078 deliveries are used, and the 55 that pass the month's end are in the next month."""
    source = open_source(real("doordash/deliveries.csv"), "doordash")
    table = whole(source, "tasks")
    counts = source.intake.tables["tasks"]
    assert (counts.read, counts.used, table.num_rows) == (18_078, 18_078, 18_078)
    assert [n for text, n in counts.remarks.items() if "next month" in text] == [55]
    assert pc.sum(pc.less(table["end_time"], table["requested_time"])).as_py() == 0
    assert table["dispatch_time"].null_count == 18_078 and table["fare"].null_count == 18_078
    assert table["arrival_time"].null_count == 4_531
    assert source.timezone == "America/Los_Angeles" and any("2015-01" in zh for zh, _ in source.intake.notes)


def test_doordash_tips_to_the_cent() -> None:
    """The tips add up to those of the file, in exact arithmetic."""
    path = real("doordash/deliveries.csv")
    with path.open() as file:
        expected = sum(Decimal(row["Amount_of_tip"]) for row in csv.DictReader(file))
    table = whole(open_source(path, "doordash"), "tasks")
    assert pc.sum(table["tip"]).as_py() == int(expected * 100)


def test_doordash_month_without_31_days_is_refused() -> None:
    """A month too short for the file's days is an error that says so."""
    from guanjia.readers import InputError

    source = open_source(real("doordash/deliveries.csv"), "doordash", ReadOptions(month="2015-02"))
    with pytest.raises(InputError, match="31"):
        list(source.batches("tasks"))


def test_eleme_day() -> None:
    """All 7,111 orders of 665 riders are used, without an end time, and no request is later than its assignment's day."""
    source = open_source(real("eleme"), "eleme", ReadOptions(region="210200"))
    table = whole(source, "tasks")
    assert table.num_rows == 7_111 and table["end_time"].null_count == 7_111
    assert len(table["worker_id"].unique()) == 665
    assert table["region"].unique().to_pylist() == ["210200"] and source.timezone == "Asia/Shanghai"
    assert any("estimate" in en for _, en in source.intake.notes)


def test_uber_trips_and_payments() -> None:
    """3,348 trips: 9 split fares merged, 2 negative fares set aside; all 120 pay lines joined and equal to the file's sum."""
    folder = real("uber_export")
    source = open_source(folder, "uber-export")
    trips, lines = whole(source, "tasks"), whole(source, "pay_lines")
    counts = source.intake.tables["tasks"]
    assert (counts.read, counts.used, counts.merged, counts.set_aside) == (3_348, 3_337, 9, 2)
    assert counts.reasons == {"negative_money": 2}
    with (folder / "driver_payments_sample.csv").open() as file:
        expected = sum(Decimal(row["Local Amount"]) for row in csv.DictReader(file))
    assert lines.num_rows == 120 and pc.sum(lines["amount"]).as_py() == int(expected * 100)
    assert lines["task_id"].null_count == 0
    assert set(lines["task_id"].to_pylist()) <= set(trips["task_id"].to_pylist())
    assert sorted(trips["worker_id"].unique().to_pylist()) == ["driver", "driver-sample"]
    assert source.timezone == "America/Los_Angeles"


def test_uber_without_city_keeps_the_local_clock() -> None:
    """A trips file alone names no city: the clock is kept as if UTC, and the note says so."""
    source = open_source(real("uber_export/driver_lifetime_trips-0.csv"), "uber-export")
    first = whole(source, "tasks")["start_time"][0].as_py()
    assert first.isoformat() == "2025-07-23T09:35:50+00:00" and source.timezone == "UTC"
    assert any("--timezone" in zh for zh, _ in source.intake.notes)
    local = whole(open_source(source.paths[0], "uber-export", ReadOptions(timezone="America/Mexico_City")), "tasks")
    assert local["start_time"][0].as_py().isoformat() == "2025-07-23T15:35:50+00:00"


def test_cabspotting_runs() -> None:
    """Occupied runs are trips and vacant ones presence, together every run; subjects are vehicles."""
    source = open_source(real("cabspotting"), "cabspotting")
    tasks, presence = whole(source, "tasks"), whole(source, "presence")
    assert tasks.num_rows == 465_182 and tasks.num_rows + presence.num_rows == 950_144
    assert source.subject == "vehicle" and tasks["dispatch_time"].null_count == tasks.num_rows
    remarks = source.intake.tables["tasks"].remarks
    assert [n for text, n in remarks.items() if "3 hours" in text] == [27]
    assert pc.min(tasks["start_lat"]).as_py() > 36 and pc.max(tasks["start_lng"]).as_py() < -121
