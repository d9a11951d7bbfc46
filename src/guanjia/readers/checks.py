"""What every row must pass, whatever it was read from."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.clock import HOUR
from guanjia.model.measures import ACROSS
from guanjia.model.schema import Table
from guanjia.readers import reasons
from guanjia.readers.draft import Bools, Draft
from guanjia.readers.places_check import check_places
from guanjia.readers.weather_check import check_weather

FREIGHT_HOURS = 30 * 24.0  # a long haul is one task
PRICES = ("fare", "driver_trip_pay", "tip")
PLACES = {"tasks": (("start_lat", "start_lng"), ("end_lat", "end_lng")), "incidents": (("lat", "lng"),)}
TIMES = ("dispatch_time", "arrival_time", "start_time", "end_time", "requested_time", "promised_time")
NEEDED = {
    "tasks": frozenset(
        [
            "task_id",
            "worker_id",
            "platform",
            "kind",
            "status",
            *TIMES,
            "fare",
            "driver_trip_pay",
            "tip",
            "commission",
            "currency",
        ]
    )
}


def needed(table: Table, wanted: frozenset[str]) -> frozenset[str]:
    """The columns to read so that checks always see the same, whatever columns are wanted."""
    required = {column.name for column in table.columns if column.required}
    spans = {"start_time", "end_time"} & {column.name for column in table.columns}
    pairs = {name for pair in PLACES.get(table.name, ()) if wanted & set(pair) for name in pair}
    return wanted | required | spans | pairs | NEEDED.get(table.name, frozenset())


def _true(mask: pa.Array) -> Bools | None:
    """The mask as numpy with nulls as false; None when nothing is true, which is the usual case."""
    if not pc.any(mask).as_py():
        return None
    return np.asarray(pc.fill_null(mask, False).to_numpy(zero_copy_only=False), np.bool_)


def _required(draft: Draft, table: Table) -> None:
    for column in table.columns:
        if not column.required or column.name == "row":
            continue
        array = draft.columns.get(column.name)
        if array is None:
            draft.trouble(np.ones(len(draft), np.bool_), column.name, "missing_required")
            continue
        masks = [pc.is_null(array)] if array.null_count else []
        if pa.types.is_dictionary(array.type):
            blank = pc.is_in(array.dictionary, pa.array(["", None], pa.string()))
            if pc.any(blank).as_py():
                masks.append(pc.fill_null(blank.take(array.indices), True))
        elif pa.types.is_string(array.type):
            masks.append(pc.equal(pc.binary_length(array), 0))
        for mask in masks:
            found = _true(mask)
            if found is not None:
                draft.trouble(found, column.name, "missing_required")


def _reserved(draft: Draft) -> None:
    """A platform must not bear the mark of all platforms together."""
    platforms = draft.columns.get("platform")
    if platforms is None or len(platforms) == 0:
        return
    if pa.types.is_dictionary(platforms.type):
        marked = pc.equal(platforms.dictionary, ACROSS)
        found = _true(pc.fill_null(marked.take(platforms.indices), False)) if pc.any(marked).as_py() else None
    else:
        found = _true(pc.equal(platforms, ACROSS))
    if found is not None:
        draft.trouble(found, "platform", "reserved_label")


def _order(draft: Draft, begin: pa.Array, name: str) -> None:
    end = draft.columns["end_time"]
    early = _true(pc.less(end, begin))
    if early is not None:
        draft.trouble(early, name, "end_before_start")


def _length(draft: Draft, begin: pa.Array, max_hours: float) -> None:
    span = pc.subtract(draft.columns["end_time"].cast(pa.int64()), begin.cast(pa.int64()))
    long = _true(pc.greater(span, int(max_hours * HOUR)))
    if long is None:
        return
    kind = draft.columns.get("kind")
    if kind is not None:
        freight = np.asarray(pc.fill_null(pc.equal(kind.cast(pa.string()), "freight"), False).to_numpy(zero_copy_only=False), np.bool_)
        longer = _true(pc.greater(span, int(max(max_hours, FREIGHT_HOURS) * HOUR)))
        long &= ~freight | (longer if longer is not None else np.zeros(len(draft), np.bool_))
    draft.trouble(long, "end_time", "too_long", details=f"{max_hours:g}")


def _clock(draft: Draft, max_hours: float) -> None:
    columns = draft.columns
    dispatch, start = columns.get("dispatch_time"), columns.get("start_time")
    if dispatch is not None and start is not None:
        late = _true(pc.greater(dispatch, start))
        if late is not None:
            draft.remark(reasons.LATE_DISPATCH, int(late.sum()))
    if "end_time" not in columns:
        return
    for begin in (dispatch, start):
        if begin is not None:
            _order(draft, begin, "end_time")
    if dispatch is not None or start is not None:
        _length(
            draft,
            pc.coalesce(dispatch, start) if dispatch is not None and start is not None else dispatch if start is None else start,
            max_hours,
        )


def _some_time(draft: Draft) -> None:
    """A task without any moment belongs to no day."""
    known = [draft.columns[name] for name in TIMES if name in draft.columns]
    if any(times.null_count == 0 for times in known):
        return
    timed = np.zeros(len(draft), np.bool_)
    for times in known:
        timed |= np.asarray(pc.is_valid(times).to_numpy(zero_copy_only=False), np.bool_)
    draft.trouble(~timed, "dispatch_time", "no_time")


def _prices(draft: Draft) -> None:
    for name in PRICES:
        if name in draft.columns:
            negative = _true(pc.less(draft.columns[name], 0))
            if negative is not None:
                draft.trouble(negative, name, "negative_money")


def check(draft: Draft, table: Table, max_hours: float) -> None:
    """Mark the rows of a draft that must be set aside, and mend or remark on the rest."""
    _required(draft, table)
    _reserved(draft)
    if table.name == "tasks":
        _some_time(draft)
        _clock(draft, max_hours)
        _prices(draft)
    elif "start_time" in draft.columns and "end_time" in draft.columns:
        _order(draft, draft.columns["start_time"], "end_time")
        same = _true(pc.equal(draft.columns["start_time"], draft.columns["end_time"]))
        if same is not None:
            draft.remark(reasons.EMPTY_SPAN, int(same.sum()))
    check_places(draft, PLACES.get(table.name, ()))
    if table.name == "weather":
        check_weather(draft)
