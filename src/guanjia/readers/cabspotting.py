"""San Francisco cab runs cut from the Cabspotting traces (CRAWDAD epfl/mobility): occupied runs are trips, vacant runs are time online."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.intake import Intake
from guanjia.readers.convert import constant, empty, encoded, text
from guanjia.readers.draft import Bools, Draft
from guanjia.readers.files import files
from guanjia.readers.foreign import core_time, stream, zone_of
from guanjia.readers.raw import Raw
from guanjia.readers.source import Reader, ReadOptions, Source

NAME = "cabspotting"
NEEDS = frozenset(["cab_id", "occupied", "start_ts", "end_ts", "start_lat_e5", "start_lon_e5", "end_lat_e5", "end_lon_e5"])
BAY = (36.8, 38.8, -123.6, -121.2)  # degrees: the Bay Area with a margin
STUCK_HOURS = 3
STUCK = "载客超过 3 小时，计价器可能未复位，照原样保留 / occupied for more than 3 hours, the meter may have stuck; kept"
FAR = "坐标远在湾区之外，已留空 / point far outside the Bay Area left empty"


def _open(path: Path, options: ReadOptions) -> Source:
    zone, intake = zone_of(options, "America/Los_Angeles"), Intake()
    intake.note(
        "一辆车由几名司机轮流开：结果说的是车，不是某一个人",
        "A cab is shared by several drivers: results are about the cab, never about one person",
    )
    paths = files(path, "*.parquet", "Cabspotting 的 Parquet 文件")
    streams = {
        name: replace(stream(paths, None, NEEDS, NAME, partial(_shape, occupied=occupied, zone=zone, options=options)), rows=None)
        for name, occupied in (("tasks", True), ("presence", False))  # how many runs are occupied is known only by reading them
    }
    return Source(NAME, zone, "vehicle", intake, paths, streams, options)


def _shape(raw: Raw, occupied: bool, zone: str, options: ReadOptions) -> Draft | None:
    flag = pc.equal(raw.columns["occupied"].cast(pa.bool_()), occupied)
    rows = raw.rows[np.asarray(pc.fill_null(flag, False).to_numpy(zero_copy_only=False), np.bool_)]
    if not len(rows):
        return None
    columns = {name: pc.filter(column, flag) for name, column in raw.columns.items() if name in NEEDS}
    cabs = columns["cab_id"].cast(pa.string())
    draft = Draft(raw.file, rows, {"worker_id": encoded(cabs), "platform": constant(options.platform or "Cabspotting", len(rows))})
    core_time(draft, "start_time", columns["start_ts"], zone)
    core_time(draft, "end_time", columns["end_ts"], zone)
    if not occupied:
        draft.columns["kind"] = constant("online", len(rows))
        return draft
    draft.columns |= {
        "task_id": pc.binary_join_element_wise(cabs, text(columns["start_ts"]), "-"),
        "kind": constant(options.kind or "ride_hailing", len(rows)),
        "region": constant(options.region, len(rows)),
    }
    long = pc.greater(pc.subtract(columns["end_ts"], columns["start_ts"]), STUCK_HOURS * 3600)
    draft.remark(STUCK, pc.sum(long).as_py() or 0)
    for end in ("start", "end"):
        _place(draft, end, columns[f"{end}_lat_e5"], columns[f"{end}_lon_e5"])
    return draft


def _place(draft: Draft, end: str, lat_e5: pa.Array, lng_e5: pa.Array) -> None:
    lat, lng = (np.asarray(column.to_numpy(zero_copy_only=False), np.float64) / 1e5 for column in (lat_e5, lng_e5))
    south, north, west, east = BAY
    far: Bools = ~((lat >= south) & (lat <= north) & (lng >= west) & (lng <= east))
    draft.remark(FAR, int(far.sum()))
    draft.columns[f"{end}_lat"] = pa.array(lat, mask=far) if len(lat) else empty(0, pa.float64())
    draft.columns[f"{end}_lng"] = pa.array(lng, mask=far) if len(lng) else empty(0, pa.float64())


READER = Reader(NAME, "旧金山出租车载客段", "San Francisco cab runs", NEEDS, _open)
