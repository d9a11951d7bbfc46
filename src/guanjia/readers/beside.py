"""Amounts that stand in columns beside the order (扣款, 补贴): each becomes a pay line of its task."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.schema import LABEL, MOMENT, TASKS
from guanjia.readers import convert, reasons
from guanjia.readers.checks import check
from guanjia.readers.draft import Bools, Draft, Int64
from guanjia.readers.duplicates import Duplicates
from guanjia.readers.headings import Found
from guanjia.readers.raw import Raw
from guanjia.readers.shaping import Shape

TAKEN = frozenset({"deduction", "commission"})


def lines(raw: Raw, draft: Draft, how: Shape, seen: Duplicates) -> Iterator[Draft]:
    """The pay lines beside one batch of tasks, a draft for each amount column; lines of tasks set aside are set aside with them."""
    check(draft, TASKS, how.options.max_task_hours)
    seen.mark(draft)
    aside: Bools = np.zeros(len(draft), np.bool_)
    for trouble in draft.troubles:
        aside |= trouble.mask
    merged = draft.merged if draft.merged is not None else np.zeros(len(draft), np.bool_)
    for kind, found in how.plan.pay:
        yield _lines(raw, draft, how, kind, found, aside, merged & ~aside)


def _lines(raw: Raw, draft: Draft, how: Shape, kind: str, found: Found, aside: Bools, merged: Bools) -> Draft:
    source = raw.columns[found.heading]
    read = convert.money(source, how.places[found.heading])
    amount = pc.negate(pc.abs(read.values)) if kind in TAKEN else read.values
    some: Bools = np.asarray(pc.fill_null(pc.not_equal(amount, 0), False).to_numpy(zero_copy_only=False), np.bool_) | read.bad
    at: Int64 = np.flatnonzero(some)
    places = pa.array(at)
    made = Draft(raw.file, raw.rows[at], {})
    for name in ("worker_id", "platform", "task_id", "currency"):
        if name in draft.columns:
            made.columns[name] = draft.columns[name].take(places)
    made.columns |= {
        "time": _time(draft).take(places),
        "kind": convert.constant(kind, len(at)),
        "reason": _reason(raw, how, found, places),
        "amount": amount.take(places),
    }
    made.trouble(aside[at], "task_id", "task_set_aside")
    made.trouble(read.bad[at], found.heading, "unreadable_number", source.take(places))
    made.merged = merged[at] if merged[at].any() else None
    made.remark(reasons.HALF_FEN, read.rounded)
    return made


def _time(draft: Draft) -> pa.Array:
    times = [draft.columns[name] for name in ("end_time", "start_time", "dispatch_time") if name in draft.columns]
    return pc.coalesce(*times) if times else convert.empty(len(draft), MOMENT)


def _reason(raw: Raw, how: Shape, found: Found, places: pa.Array) -> pa.Array:
    """The file's own words for the amount, or the heading it stands under."""
    written = convert.text(raw.columns[how.plan.reason]).take(places) if how.plan.reason else pa.nulls(len(places), pa.string())
    return convert.encoded(pc.fill_null(written, found.heading)) if len(places) else pa.nulls(0, LABEL)
