"""DoorDash deliveries as published for recruiting: ``DD HH:MM:SS`` UTC without year or month, one row a delivery.

The courier's acceptance is not in the export, so dispatch stays empty; ``Order_total`` is the customer's basket and nobody's pay.
"""

from __future__ import annotations

import calendar
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.clock import DAY
from guanjia.model.intake import Intake
from guanjia.model.schema import MOMENT
from guanjia.readers.convert import constant, labels, moments, money, text
from guanjia.readers.draft import Draft
from guanjia.readers.errors import InputError
from guanjia.readers.files import files
from guanjia.readers.foreign import month_of, stream, zone_of
from guanjia.readers.raw import Raw
from guanjia.readers.reasons import BAD_VALUE
from guanjia.readers.source import Reader, ReadOptions, Source

NAME = "doordash"
PLACED, ARRIVED, DELIVERED = "Customer_placed_order_datetime", "Driver_at_restaurant_datetime", "Delivered_to_consumer_datetime"
NEEDS = frozenset({PLACED, ARRIVED, DELIVERED, "Driver_ID", "Amount_of_tip"})
DEFAULT_MONTH = "2015-01"  # any month of 31 days fits the file; this one is announced as assumed
WRAP = 15 * DAY  # a later step this much earlier in the month belongs to the next one
WRAPPED = "跨月的时间，已归入下月 / time past the month's end, moved to the next month"
EARLY_ARRIVAL = "到店时间不在下单与送达之间，已留空 / arrival not between order and delivery, left empty"


def _open(path: Path, options: ReadOptions) -> Source:
    year, month = month_of(options, DEFAULT_MONTH)
    zone, intake = zone_of(options, "America/Los_Angeles"), Intake()
    if options.month is None:
        intake.note(
            f"文件没有年月，按 {DEFAULT_MONTH} 读（星期几和节假日因此不可靠）；知道月份请加 --month",
            f"The file has no year or month; read as {DEFAULT_MONTH}, so weekdays and holidays are not reliable. Give --month if known",
        )
    intake.note(
        "导出里没有接单时间，任务时间只能从到店算起，偏短",
        "The export has no acceptance time: task time can only count from arrival at the restaurant, and is too short",
    )
    intake.note("导出里没有订单号，用行号代替", "The export has no order number; the row number stands for it")
    paths = files(path, "*.csv", "DoorDash 的 CSV 文件")

    def shape(raw: Raw) -> Draft:
        return _shape(raw, year, month, options, several=len(paths) > 1)

    return Source(NAME, zone, "person", intake, paths, {"tasks": stream(paths, options.encoding, NEEDS, NAME, shape)}, options)


def _times(values: pa.Array, year: int, month: int) -> tuple[pa.Array, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    plain = text(values)
    days = pc.max(pc.if_else(pc.match_substring_regex(plain, r"^\d\d "), pc.utf8_slice_codeunits(plain, 0, 2), None)).as_py()
    length = calendar.monthrange(year, month)[1]
    if days is not None and length < int(days) <= 31:
        raise InputError(
            f"文件里有 {days} 日，而 {year}-{month:02d} 只有 {length} 天。请用 --month 给一个 31 天的月份",
            f"The file has day {days}, but {year}-{month:02d} has {length} days. Give a month of 31 days with --month",
        )
    read = moments(pc.binary_join_element_wise(f"{year}-{month:02d}", plain, "-"), "UTC")
    return read.values, read.bad


def _wrapped(values: pa.Array, since: pa.Array, year: int, month: int) -> tuple[pa.Array, int]:
    """Times moved to the next month where they lie far before ``since``."""
    late = pc.fill_null(pc.less(pc.add(values.cast(pa.int64()), WRAP), since.cast(pa.int64())), False)
    ahead = pc.add(values.cast(pa.int64()), calendar.monthrange(year, month)[1] * DAY)
    return pc.if_else(late, ahead, values.cast(pa.int64())).cast(MOMENT), pc.sum(late).as_py() or 0


def _shape(raw: Raw, year: int, month: int, options: ReadOptions, several: bool) -> Draft:
    size, columns = len(raw.rows), raw.columns
    numbers = pa.array(raw.rows).cast(pa.string())
    draft = Draft(raw.file, raw.rows, {"task_id": pc.binary_join_element_wise(raw.file, numbers, "#") if several else numbers})
    draft.columns |= {
        "worker_id": labels(columns["Driver_ID"])[0],
        "platform": constant(options.platform or "DoorDash", size),
        "kind": constant(options.kind or "food_delivery", size),
        "region": constant(options.region, size),
        "currency": constant("USD", size),
    }
    placed, bad = _times(columns[PLACED], year, month)
    draft.columns["requested_time"] = placed
    draft.remark(BAD_VALUE.format(name=PLACED), int(bad.sum()))
    end, bad = _times(columns[DELIVERED], year, month)
    end, wrapped = _wrapped(end, placed, year, month)
    draft.remark(WRAPPED, wrapped)
    draft.columns["end_time"] = end
    draft.trouble(bad, DELIVERED, "unreadable_time", columns[DELIVERED])
    arrival, bad = _times(columns[ARRIVED], year, month)
    draft.remark(BAD_VALUE.format(name=ARRIVED), int(bad.sum()))
    arrival, _ = _wrapped(arrival, placed, year, month)
    odd = pc.fill_null(pc.or_kleene(pc.greater(arrival, end), pc.less(arrival, placed)), False)
    draft.remark(EARLY_ARRIVAL, pc.sum(odd).as_py() or 0)
    draft.columns["arrival_time"] = pc.if_else(odd, pa.scalar(None, MOMENT), arrival)
    tip = money(columns["Amount_of_tip"], 2)
    draft.columns["tip"] = tip.values
    draft.trouble(tip.bad, "Amount_of_tip", "unreadable_number", columns["Amount_of_tip"])
    return draft


READER = Reader(NAME, "DoorDash 配送记录", "DoorDash deliveries", NEEDS, _open)
