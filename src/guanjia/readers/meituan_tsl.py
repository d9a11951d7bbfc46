"""Meituan's INFORMS-TSL 2024 waybills: Unix seconds with 0 for missing, degrees times a million, one waybill for each refusal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.intake import Intake
from guanjia.model.schema import LABEL
from guanjia.readers.convert import constant, encoded, labels, numbers, text
from guanjia.readers.draft import Draft
from guanjia.readers.files import files
from guanjia.readers.foreign import core_time, side_time, stream, zone_of
from guanjia.readers.raw import Raw
from guanjia.readers.reasons import BAD_VALUE
from guanjia.readers.source import Reader, ReadOptions, Source

NAME = "meituan-tsl"
NEEDS = frozenset(
    [
        "waybill_id",
        "order_id",
        "courier_id",
        "is_courier_grabbed",
        "dispatch_time",
        "grab_time",
        "fetch_time",
        "arrive_time",
        "platform_order_time",
    ]
)
PLACES = {"start_lng": "sender_lng", "start_lat": "sender_lat", "end_lng": "recipient_lng", "end_lat": "recipient_lat"}
NO_TIME = pa.array(["0", "0.0"])


def _open(path: Path, options: ReadOptions) -> Source:
    zone, intake = zone_of(options, "Asia/Shanghai"), Intake()
    intake.note("坐标经过平移，只能算距离，不能画在底图上", "Coordinates are shifted: good for distances, never to be drawn on a map")
    intake.note(
        "接单时间取骑手接单（grab_time）；一张运单一行，拒单的运单单列",
        "Task time starts when the courier accepted (grab_time); one row a waybill, refused waybills on their own",
    )
    paths = files(path, "*waybill*.csv", "运单文件")

    def shape(raw: Raw) -> Draft:
        return _shape(raw, zone, options)

    return Source(NAME, zone, "person", intake, paths, {"tasks": stream(paths, options.encoding, NEEDS, NAME, shape)}, options)


def _no_zero(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.is_in(text(column), NO_TIME), pa.scalar(None, pa.string()), text(column))


def _shape(raw: Raw, zone: str, options: ReadOptions) -> Draft:
    size, columns = len(raw.rows), raw.columns
    grabbed = text(columns["is_courier_grabbed"])
    refused = pc.equal(grabbed, "0")
    status = pc.if_else(refused, pa.scalar("refused"), pa.scalar("completed"))
    draft = Draft(raw.file, raw.rows, {"task_id": text(columns["waybill_id"]), "worker_id": labels(columns["courier_id"])[0]})
    draft.columns |= {
        "platform": constant(options.platform or "美团", size),
        "kind": constant(options.kind or "food_delivery", size),
        "region": constant(options.region, size),
        "status": encoded(status) if size else pa.nulls(0, LABEL),
    }
    core_time(draft, "dispatch_time", _no_zero(columns["grab_time"]), zone)
    core_time(draft, "start_time", _no_zero(columns["fetch_time"]), zone)
    core_time(draft, "end_time", _no_zero(columns["arrive_time"]), zone)
    side_time(draft, "requested_time", _no_zero(columns["platform_order_time"]), zone)
    if "estimate_arrived_time" in columns:
        side_time(draft, "promised_time", _no_zero(columns["estimate_arrived_time"]), zone)
    for name, source in PLACES.items():
        if source in columns:
            read = numbers(columns[source])
            plain = read.values.to_numpy(zero_copy_only=False) / 1e6
            missing = np.isnan(plain) | (plain == 0)
            draft.columns[name] = pa.array(plain, mask=missing)
            draft.remark(BAD_VALUE.format(name=source), int(read.bad.sum()))
    return draft


READER = Reader(NAME, "美团 TSL 运单", "Meituan TSL waybills", NEEDS, _open)
