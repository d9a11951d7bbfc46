"""The published layouts on small files: waybills with refusals, times without a year, exports in chunks, stuck meters."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.readers import ReadOptions, open_source
from tests.readers.make import read, text_file

TSL = (
    "dt,order_id,waybill_id,courier_id,da_id,is_courier_grabbed,is_weekend,estimate_arrived_time,is_prebook,poi_id,sender_lng,sender_lat,"
    "recipient_lng,recipient_lat,grab_lng,grab_lat,dispatch_time,grab_time,fetch_time,arrive_time,estimate_meal_prepare_time,"
    "order_push_time,platform_order_time"
)
LADE = (
    "order_id,region_id,city,courier_id,lng,lat,aoi_id,aoi_type,accept_time,accept_gps_time,accept_gps_lng,accept_gps_lat,"
    "delivery_time,delivery_gps_time,delivery_gps_lng,delivery_gps_lat,ds"
)
DOORDASH = (
    "Customer_placed_order_datetime,Placed_order_with_restaurant_datetime,Driver_at_restaurant_datetime,Delivered_to_consumer_datetime,"
    "Driver_ID,Restaurant_ID,Consumer_ID,Is_New,Delivery_Region,Is_ASAP,Order_total,Amount_of_discount,Amount_of_tip,Refunded_amount"
)
TRIPS = (
    "Product Name,Status,Local Request Timestamp,Begin Trip Local Timestamp,Local Dropoff Timestamp,Trip Distance (miles),"
    "Duration (Seconds),Local Base Fare,Local Original Fare,Local Cancellation Fee,Currency Code"
)
PAYMENTS = "City Name,Local Amount,Currency Code,Classification,Category,Local Timestamp"


def test_tsl_refusals_are_tasks_of_their_own(tmp_path: Path) -> None:
    """An order refused once and taken once gives two waybills; 0 is a missing time or place; degrees are divided by a million."""
    tail = "174532000,45893000,174542000,45903000,0,0,1665975140"
    path = text_file(
        tmp_path / "all_waybill_info_meituan_0322.csv",
        TSL,
        f"20221017,1,11,100,3,0,0,1665978000,0,9,{tail},0,0,0,0,1665975100,1665975000",
        f"20221017,1,12,101,3,1,0,1665978000,0,9,{tail},1665975160,1665975500,1665976000,0,1665975100,1665975000",
        "20221017,2,13,101,3,1,0,0,0,9,0,0,0,0,0,0,0,1665975160,1665975500,1665976000,0,0,0",
    )
    source = open_source(tmp_path, "meituan-tsl")
    tasks = read(source).to_pylist()
    assert [(t["task_id"], t["status"]) for t in tasks] == [("11", "refused"), ("12", "completed"), ("13", "completed")]
    assert tasks[0]["dispatch_time"] is None and tasks[1]["dispatch_time"].isoformat() == "2022-10-17T02:52:40+00:00"
    assert (tasks[1]["start_lng"], tasks[1]["start_lat"], tasks[2]["start_lat"]) == (174.532, 45.893, None)
    assert tasks[2]["promised_time"] is None and source.paths == (path,)


def test_lade_takes_its_year_from_the_option(tmp_path: Path) -> None:
    """The year comes from --month, announced when it does not; a delivery after New Year is in the next year."""
    row = "7,1,重庆,c9,106.5,29.6,50,14,{},{},106.5,29.6,{},{},106.6,29.7,1231"
    path = text_file(
        tmp_path / "delivery_cq.csv",
        LADE,
        row.format(*["12-31 20:00:00"] * 2, *["01-01 09:00:00"] * 2),
        row.replace("7,", "8,", 1).format(*["05-02 08:00:00"] * 2, *["05-02 09:30:00"] * 2),
    )
    source = open_source(path, "lade", ReadOptions(month="2021-10"))
    tasks = read(source).to_pylist()
    assert tasks[0]["end_time"].isoformat() == "2022-01-01T01:00:00+00:00" and tasks[1]["end_time"].year == 2021
    assert not source.intake.notes and open_source(path, "lade").intake.notes


def test_doordash_small(tmp_path: Path) -> None:
    """A bad delivery time sets the row aside; a February file reads with February; the basket is nobody's pay."""
    rest = "86,12,5,FALSE,Palo Alto,TRUE,20.45,0,{},0"
    path = text_file(
        tmp_path / "d.csv",
        DOORDASH,
        f"28 23:50:00,28 23:51:00,01 00:05:00,01 00:20:00,{rest.format('3.075')}",
        f"14 20:27:45,,,xx,{rest.format('1')}",
    )
    source = open_source(path, "doordash", ReadOptions(month="2015-02"))
    task = read(source).to_pylist()[0]
    assert task["end_time"].isoformat() == "2015-03-01T00:20:00+00:00" and task["arrival_time"].month == 3
    assert (task["tip"], task["fare"], task["driver_trip_pay"], task["worker_id"]) == (308, None, None, "86")
    assert source.intake.tables["tasks"].reasons == {"unreadable_time": 1}


def test_uber_chunks_eats_and_unknown_lines(tmp_path: Path) -> None:
    """Chunks of one export are one worker; tolls, Eats and unknown categories keep their amounts; cancelled trips have no end."""
    at = "2025-02-09T04:16:38.000Z"
    text_file(
        tmp_path / "driver_lifetime_trips-0.csv",
        TRIPS,
        f"UberX,completed,{at},2025-02-09T04:21:57.000Z,2025-02-09T04:31:17.000Z,1,560,0.1,18.9,0.0,USD",
    )
    text_file(tmp_path / "driver_lifetime_trips-1.csv", TRIPS, "UberX,rider_canceled,2025-02-09T05:00:00.000Z,,,0.0,0,,0.0,0.0,USD")
    lines = ["-2.5,USD,x.tolls,driver_payment_tolls", "4,USD,eats.fare.base,driver_payment_fares", "1.01,USD,x.y,new_thing"]
    text_file(
        tmp_path / "driver_payments-0.csv",
        PAYMENTS,
        *(f"Los Angeles,{line},2025-02-09 04:16:38" for line in lines),
        "Los Angeles,-1,USD,a.commission,commission,2025-02-10 00:00:00",
    )
    source = open_source(tmp_path, "uber-export")
    tasks, pay = read(source).to_pylist(), read(source, "pay_lines").to_pylist()
    assert {t["worker_id"] for t in tasks} == {"driver"}
    assert (tasks[0]["distance"], tasks[0]["dispatch_time"].isoformat()) == (1609, "2025-02-09T12:16:38+00:00")
    assert (tasks[1]["status"], tasks[1]["end_time"]) == ("cancelled", None)
    assert [(p["kind"], p["amount"]) for p in pay] == [("reimbursement", -250), ("base", 400), ("adjustment", 101), ("commission", -100)]
    assert [p["task_id"] is None for p in pay] == [False, False, False, True]
    assert sum(source.intake.tables["pay_lines"].remarks.values()) == 3


def test_cabspotting_small(tmp_path: Path) -> None:
    """Occupied runs are trips, vacant ones presence; a stuck meter is kept with a remark, a point in Nevada emptied."""
    columns = {
        "cab_id": ["a", "a", "b"],
        "occupied": [True, False, True],
        "start_ts": [1_211_033_530, 1_211_036_000, 1_211_033_530],
        "end_ts": [1_211_035_844, 1_211_036_100, 1_211_133_530 - 80_000],
        "start_lat_e5": [3_775_000, 3_775_000, 3_947_000],
        "start_lon_e5": [-12_240_000, -12_240_000, -11_600_000],
        "end_lat_e5": [3_775_000] * 3,
        "end_lon_e5": [-12_240_000] * 3,
    }
    pq.write_table(pa.table(columns), tmp_path / "runs.parquet")
    source = open_source(tmp_path, "cabspotting")
    tasks, presence = read(source).to_pylist(), read(source, "presence").to_pylist()
    assert [(t["worker_id"], t["row"], t["start_lat"]) for t in tasks] == [("a", 1, 37.75), ("b", 3, None)]
    assert [(p["kind"], p["row"]) for p in presence] == [("online", 2)]
    assert sorted(source.intake.tables["tasks"].remarks.values()) == [1, 1]
