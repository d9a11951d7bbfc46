"""Cainiao's LaDe last-mile deliveries: times ``MM-DD HH:MM:SS`` without a year, which ``--month`` gives.

``ds`` is month and day as a number without a year, so it cannot give the year either.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.intake import Intake
from guanjia.readers.convert import constant, labels, numbers, text
from guanjia.readers.draft import Draft
from guanjia.readers.files import files
from guanjia.readers.foreign import core_time, month_of, stream, zone_of
from guanjia.readers.raw import Raw
from guanjia.readers.reasons import BAD_VALUE
from guanjia.readers.source import Reader, ReadOptions, Source

NAME = "lade"
NEEDS = frozenset({"order_id", "courier_id", "accept_time", "delivery_time", "ds"})
DEFAULT_MONTH = "2022-01"
TURNED = "跨年的送达时间，已归入下一年 / delivery past the year's end, moved to the next year"
PLACES = {"start_lat": "accept_gps_lat", "start_lng": "accept_gps_lng", "end_lat": "delivery_gps_lat", "end_lng": "delivery_gps_lng"}


def _open(path: Path, options: ReadOptions) -> Source:
    year, _ = month_of(options, DEFAULT_MONTH)
    zone, intake = zone_of(options, "Asia/Shanghai"), Intake()
    if options.month is None:
        intake.note(
            f"文件没有年份，按 {year} 年读（星期几和节假日因此不可靠）；知道年份请加 --month",
            f"The file has no year; read as {year}, so weekdays and holidays are not to be relied on. Give --month if known",
        )
    paths = files(path, "*.csv", "LaDe 的 CSV 文件")

    def shape(raw: Raw) -> Draft:
        return _shape(raw, year, zone, options)

    return Source(NAME, zone, "person", intake, paths, {"tasks": stream(paths, options.encoding, NEEDS, NAME, shape)}, options)


def _shape(raw: Raw, year: int, zone: str, options: ReadOptions) -> Draft:
    size, columns = len(raw.rows), raw.columns
    accepted, delivered = text(columns["accept_time"]), text(columns["delivery_time"])
    turned = pc.fill_null(pc.and_(pc.starts_with(accepted, "12-"), pc.starts_with(delivered, "01-")), False)
    draft = Draft(raw.file, raw.rows, {"task_id": text(columns["order_id"]), "worker_id": labels(columns["courier_id"])[0]})
    draft.columns |= {
        "platform": constant(options.platform or "菜鸟", size),
        "kind": constant(options.kind or "parcel_delivery", size),
        "region": constant(options.region, size),
    }
    draft.remark(TURNED, pc.sum(turned).as_py() or 0)
    years = pc.if_else(turned, pa.scalar(str(year + 1)), pa.scalar(str(year)))
    core_time(draft, "dispatch_time", pc.binary_join_element_wise(pa.scalar(str(year)), accepted, "-"), zone)
    core_time(draft, "end_time", pc.binary_join_element_wise(years, delivered, "-"), zone)
    for name, source in PLACES.items():
        if source in columns:
            read = numbers(columns[source])
            draft.columns[name] = read.values
            draft.remark(BAD_VALUE.format(name=source), int(read.bad.sum()))
    return draft


READER = Reader(NAME, "菜鸟 LaDe 末端配送", "Cainiao LaDe deliveries", NEEDS, _open)
