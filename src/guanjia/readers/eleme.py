"""Ele.me dispatch contest files: ``order_*.txt``, comma separated, Unix seconds, shifted coordinates."""

from __future__ import annotations

from pathlib import Path

from guanjia.model.intake import Intake
from guanjia.readers.convert import constant, labels, numbers, text
from guanjia.readers.draft import Draft
from guanjia.readers.files import files
from guanjia.readers.foreign import core_time, side_time, stream, zone_of
from guanjia.readers.raw import Raw
from guanjia.readers.reasons import BAD_VALUE
from guanjia.readers.source import Reader, ReadOptions, Source

NAME = "eleme"
NEEDS = frozenset({"courier_id", "tracking_id", "create_time", "assigned_time", "promise_deliver_time", "estimate_pick_time"})
PLACES = {"start_lng": "pick_lng", "start_lat": "pick_lat", "end_lng": "deliver_lng", "end_lat": "deliver_lat"}


def _open(path: Path, options: ReadOptions) -> Source:
    zone, intake = zone_of(options, "Asia/Shanghai"), Intake()
    intake.note(
        "取货时间是平台的预计时间，不是实际时间；没有送达时间",
        "The pick-up time is the platform's estimate, not what happened; there is no delivery time",
    )
    intake.note("坐标经过平移，只能算距离，不能画在底图上", "Coordinates are shifted: good for distances, never to be drawn on a map")
    paths = files(path, "order_*.txt", "饿了么订单文件")

    def shape(raw: Raw) -> Draft:
        return _shape(raw, zone, options)

    return Source(NAME, zone, "person", intake, paths, {"tasks": stream(paths, options.encoding, NEEDS, NAME, shape)}, options)


def _shape(raw: Raw, zone: str, options: ReadOptions) -> Draft:
    size, columns = len(raw.rows), raw.columns
    draft = Draft(raw.file, raw.rows, {"task_id": text(columns["tracking_id"]), "worker_id": labels(columns["courier_id"])[0]})
    draft.columns |= {
        "platform": constant(options.platform or "饿了么", size),
        "kind": constant(options.kind or "food_delivery", size),
        "region": constant(options.region, size),
    }
    core_time(draft, "dispatch_time", columns["assigned_time"], zone)
    side_time(draft, "requested_time", columns["create_time"], zone)
    side_time(draft, "start_time", columns["estimate_pick_time"], zone)
    side_time(draft, "promised_time", columns["promise_deliver_time"], zone)
    for name, source in PLACES.items():
        if source in columns:
            read = numbers(columns[source])
            draft.columns[name] = read.values
            draft.remark(BAD_VALUE.format(name=source), int(read.bad.sum()))
    return draft


READER = Reader(NAME, "饿了么派单竞赛数据", "Ele.me dispatch contest files", NEEDS, _open)
