"""Uber's own data export for drivers: lifetime trips and itemised payments, in local time with a false ``Z``.

A file family (``driver``, ``driver-sample``) is one worker; ``-0``, ``-1`` are chunks of one export. Trips and pay lines are joined by the
request time, the only thing they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from guanjia.model.intake import Intake
from guanjia.model.schema import LABEL, MOMENT
from guanjia.readers.convert import constant, encoded, labels, moments, money, numbers, text
from guanjia.readers.draft import Bools, Draft, Drafts, Stream
from guanjia.readers.errors import InputError
from guanjia.readers.files import files, raw_file
from guanjia.readers.foreign import core_time, require
from guanjia.readers.raw import Raw, RawFile
from guanjia.readers.reasons import BAD_VALUE
from guanjia.readers.regions import checked_zone, timezone_of
from guanjia.readers.source import Reader, ReadOptions, Source

NAME = "uber-export"
REQUEST, BEGIN, DROPOFF = "Local Request Timestamp", "Begin Trip Local Timestamp", "Local Dropoff Timestamp"
TRIPS = frozenset({"Product Name", "Status", REQUEST, BEGIN, DROPOFF, "Local Original Fare", "Currency Code"})
PAYMENTS = frozenset({"Local Amount", "Currency Code", "Classification", "Category", "Local Timestamp"})
METRES_PER_MILE = 1609.344
PAY_KIND = {
    "driver_payment_fares": "base",
    "driver_payment_charges": "base",
    "driver_payment_tolls": "reimbursement",
    "existing_driver_incentive": "incentive",
    "tip": "tip",
    "commission": "commission",
    "commission_adjustment": "commission",
}
SPLIT = "fare_split"
RESERVED = "预约单的请求时间晚于上车时间，接单时间留空 / reserved trip requested after it began: acceptance time left empty"
NO_TRIP = "收入明细没有对应的行程 / pay line without a trip at its time"
EATS = "混有外卖的收入明细，保留 / Eats pay line among the trips', kept"
OTHER_LINE = "类别“{}”不认识，按调整读 / category '{}' is not known, read as an adjustment"


@dataclass(frozen=True)
class _Export:
    trips: tuple[RawFile, ...]
    payments: tuple[RawFile, ...]


def family(path: Path) -> str:
    """The worker a file belongs to.

    >>> family(Path("driver_lifetime_trips-0.csv")), family(Path("driver_payments_sample.csv"))
    ('driver', 'driver-sample')
    """
    parts = re.sub(r"-\d+$", "", path.stem).replace("lifetime_trips", "").replace("payments", "")
    return "-".join(part for part in re.split(r"[_\s]+", parts) if part) or "driver"


@cache
def _cities() -> dict[str, str]:
    table = yaml.safe_load((Path(__file__).parent / "uber_cities.yaml").read_text(encoding="utf-8"))
    return {city.casefold(): zone for zone, cities in table.items() for city in cities}


def _open(path: Path, options: ReadOptions) -> Source:
    paths = files(path, "*.csv", "Uber 导出的 CSV 文件")
    opened = [raw_file(each, options.encoding) for each in paths]
    payments = tuple(file for file in opened if set(file.header) >= PAYMENTS)
    trips = tuple(file for file in opened if set(file.header) >= TRIPS)
    if not trips:
        trips = (require(next((file for file in opened if file not in payments), opened[0]), TRIPS, NAME),)
    export, intake = _Export(trips, payments), Intake()
    zone = _zone(export, options, intake)
    intake.note(
        "接单时间取司机收到行程的时间；费用是乘客付的，不是司机所得",
        "Task time starts when the driver was given the trip; the fare is the passenger's, not the driver's",
    )
    streams = {"tasks": Stream(_trip_drafts(export, zone, options))}
    if payments:
        streams["pay_lines"] = Stream(_pay_drafts(export, zone, options))
    used = tuple(file.path for file in (*trips, *payments))
    return Source(NAME, zone, "person", intake, used, streams, options)


def _zone(export: _Export, options: ReadOptions, intake: Intake) -> str:
    if options.timezone or options.region:
        return checked_zone(options.timezone) if options.timezone else timezone_of(options.region or "")
    found: dict[str, str] = {}
    for file in export.payments:
        for raw in file.batches({"City Name"}):
            for city in raw.columns["City Name"].unique().to_pylist() if "City Name" in raw.columns else []:
                zone = _cities().get((city or "").casefold())
                if zone is not None:
                    found[city] = zone
    if len(set(found.values())) > 1:
        raise InputError(
            f"收入明细里的城市跨几个时区（{'、'.join(found)}）。请分开读，或用 --timezone 指明",
            f"The pay lines' cities lie in several zones ({', '.join(found)}). Read them apart, or give --timezone",
        )
    if found:
        city, zone = next(iter(found.items()))
        intake.note(f"时区按收入明细的城市 {city} 取 {zone}", f"Time zone {zone}, from the pay lines' city {city}")
        lone = sorted({family(f.path) for f in export.trips} - {family(f.path) for f in export.payments})
        if lone:
            intake.note(
                f"{'、'.join(lone)} 没有收入明细，也按 {zone} 读；若不是同一地方，请用 --timezone 分开读",
                f"{', '.join(lone)} has no pay lines and is read as {zone} too; if it is elsewhere, read it apart with --timezone",
            )
        return zone
    intake.note(
        "导出里没有城市，时区不明：当地钟点原样当作 UTC 读，日期和夜间是对的，时刻本身不是；请加 --timezone",
        "The export names no city, so the zone is unknown: the local clock is kept as if it were UTC. Days and nights are right, "
        "the moments are not; give --timezone",
    )
    return "UTC"


def _wall(column: pa.Array) -> pa.Array:
    """Local clock readings without the false Z."""
    return pc.replace_substring_regex(text(column), "Z$", "")


def _ids(file: RawFile, column: pa.Array) -> pa.Array:
    clock = pc.replace_substring(pc.utf8_slice_codeunits(_wall(column), 0, 19), "T", " ")
    return pc.binary_join_element_wise(family(file.path), clock, " ")


def _trip_drafts(export: _Export, zone: str, options: ReadOptions) -> Drafts:
    def drafts(_: frozenset[str]) -> Iterator[Draft]:
        whole = _whole_trips(export)
        for file in export.trips:
            for raw in file.batches(None):
                draft = _trip(file, raw, zone, options)
                split = pc.equal(text(raw.columns["Status"]), SPLIT)
                told = pc.and_(split, pc.is_in(draft.columns["task_id"], whole))
                mask: Bools = np.asarray(pc.fill_null(told, False).to_numpy(zero_copy_only=False), np.bool_)
                draft.merged = mask if mask.any() else None
                yield draft

    return drafts


def _whole_trips(export: _Export) -> pa.Array:
    """Ids of the trips told in full; a split fare repeats one of them for a second passenger's share."""
    found: list[pa.Array] = []
    for file in export.trips:
        for raw in file.batches({REQUEST, "Status"}):
            found.append(pc.filter(_ids(file, raw.columns[REQUEST]), pc.not_equal(text(raw.columns["Status"]), SPLIT)))
    return pa.concat_arrays(found) if found else pa.array([], pa.string())


def _trip(file: RawFile, raw: Raw, zone: str, options: ReadOptions) -> Draft:
    size, columns = len(raw.rows), raw.columns
    done = pc.is_in(text(columns["Status"]), pa.array(["completed", SPLIT]))
    product = text(columns["Product Name"])
    item = pc.if_else(pc.match_substring(product, "Item"), "parcel_delivery", "ride_hailing")
    kind = pc.if_else(pc.match_substring(product, "Eats", ignore_case=True), "food_delivery", item)
    draft = Draft(raw.file, raw.rows, {"task_id": _ids(file, columns[REQUEST])}, lost=raw.lost)
    draft.columns |= {
        "worker_id": constant(family(file.path), size),
        "platform": constant(options.platform or "Uber", size),
        "kind": constant(options.kind, size) if options.kind else encoded(kind),
        "product": labels(product)[0],
        "region": constant(options.region, size),
        "status": encoded(pc.if_else(done, "completed", "cancelled")) if size else pa.nulls(0, LABEL),
        "currency": labels(columns["Currency Code"])[0],
    }
    core_time(draft, "dispatch_time", _wall(columns[REQUEST]), zone)
    core_time(draft, "start_time", _wall(columns[BEGIN]), zone)
    core_time(draft, "end_time", _wall(columns[DROPOFF]), zone)
    draft.columns["requested_time"] = draft.columns["dispatch_time"]
    late = pc.fill_null(pc.greater(draft.columns["dispatch_time"], draft.columns["start_time"]), False)
    draft.remark(RESERVED, pc.sum(late).as_py() or 0)
    draft.columns["dispatch_time"] = pc.if_else(late, pa.scalar(None, MOMENT), draft.columns["dispatch_time"])
    fare = money(columns["Local Original Fare"], 2)
    draft.columns["fare"] = fare.values
    draft.trouble(fare.bad, "Local Original Fare", "unreadable_number", columns["Local Original Fare"])
    if "Trip Distance (miles)" in columns:
        far = numbers(columns["Trip Distance (miles)"], pa.int32(), METRES_PER_MILE)
        draft.columns["distance"] = far.values
        draft.remark(BAD_VALUE.format(name="Trip Distance (miles)"), int(far.bad.sum()))
    return draft


def _pay_drafts(export: _Export, zone: str, options: ReadOptions) -> Drafts:
    def drafts(_: frozenset[str]) -> Iterator[Draft]:
        whole = _whole_trips(export)
        for file in export.payments:
            for raw in file.batches(None):
                yield _pay(file, raw, zone, options, whole)

    return drafts


def _pay(file: RawFile, raw: Raw, zone: str, options: ReadOptions, trips: pa.Array) -> Draft:
    size, columns = len(raw.rows), raw.columns
    ids = _ids(file, columns["Local Timestamp"])
    known = pc.is_in(ids, trips)
    category, classification = text(columns["Category"]), text(columns["Classification"])
    kinds, unknown = labels(category, tuple(PAY_KIND.values()), PAY_KIND)
    draft = Draft(raw.file, raw.rows, {"worker_id": constant(family(file.path), size)}, lost=raw.lost)
    draft.columns |= {
        "platform": constant(options.platform or "Uber", size),
        "task_id": pc.if_else(known, ids, pa.scalar(None, pa.string())),
        "kind": encoded(pc.fill_null(kinds.cast(pa.string()), "adjustment")),
        "reason": encoded(classification),
        "currency": labels(columns["Currency Code"])[0],
    }
    read = moments(_wall(columns["Local Timestamp"]), zone)
    draft.columns["time"] = read.values
    draft.trouble(read.bad, "Local Timestamp", "unreadable_time", columns["Local Timestamp"])
    amount = money(columns["Local Amount"], 2)
    draft.columns["amount"] = amount.values
    draft.trouble(amount.bad, "Local Amount", "unreadable_number", columns["Local Amount"])
    for name, count in unknown.items():
        draft.remark(OTHER_LINE.format(name, name), count)
    draft.remark(NO_TRIP, size - (pc.sum(known).as_py() or 0))
    words = pc.binary_join_element_wise(category, classification, " ", null_handling="replace")
    eats = pc.match_substring_regex(words, "(?i)eats|delivery")
    draft.remark(EATS, pc.sum(eats).as_py() or 0)
    return draft


READER = Reader(NAME, "Uber 司机数据导出", "Uber driver data export", TRIPS, _open)
