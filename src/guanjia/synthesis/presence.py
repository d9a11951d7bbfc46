"""Time online, and the morning meetings for which some riders must be online."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from guanjia.model.schema import PRESENCE, PRESENCE_KINDS
from guanjia.synthesis.columns import labels, moments, records
from guanjia.synthesis.people import People
from guanjia.synthesis.plan import Plan
from guanjia.synthesis.setting import DAY, Int, Setting
from guanjia.synthesis.spans import Spans, starts


def required(who: People, plan: Plan, rng: np.random.Generator) -> Spans:
    """Meetings of some half an hour that end before the person's first wave of the day, on days with work for the first identity."""
    first = starts(plan.person, plan.start // DAY)
    person, begin = plan.person[first], plan.start[first]
    here = np.unique(plan.identity * 1_024 + plan.stint_start // DAY)
    present = np.isin(person * 1_024 + begin // DAY, here)
    end = begin - rng.integers(0, 600, len(first))
    start = np.maximum(end - rng.integers(1_200, 2_400, len(first)), begin // DAY * DAY)
    rows = who.required[person] & present & (end - start >= 600)
    return Spans(person[rows], start[rows], end[rows])


def online(plan: Plan, meetings: Spans, rng: np.random.Generator) -> Spans:
    """One span online a day for each identity, a little longer than its work, within the worker's day."""
    first = starts(plan.identity, plan.stint_start // DAY)
    last = np.append(first[1:], len(plan.identity)) - 1
    day = plan.stint_start[first] // DAY
    start = np.maximum(plan.stint_start[first] - rng.integers(60, 1_200, len(first)), day * DAY)
    end = np.minimum(plan.stint_end[last] + rng.integers(0, 900, len(first)), (day + 1) * DAY)
    return Spans(plan.identity[first], start, end)


def rests(plan: Plan, rng: np.random.Generator) -> Spans:
    """Rests that some declared, between two waves."""
    gap = plan.stint_start[1:] - plan.stint_end[:-1]
    rows = np.flatnonzero((plan.identity[1:] == plan.identity[:-1]) & (gap >= 1_800) & (gap < 14_400))
    rows = rows[rng.random(len(rows)) < 0.2]
    return Spans(plan.identity[rows], plan.stint_end[rows] + 60, plan.stint_start[rows + 1] - 60)


def presence_table(setting: Setting, worker: pa.StringArray, platform: Int, names: tuple[str, ...], *kinds: tuple[str, Spans]) -> pa.Table:
    """Spans of presence as a table, each of `PRESENCE_KINDS`."""
    unit = np.concatenate([spans.unit for _, spans in kinds])
    start, end = (np.concatenate([getattr(spans, name) for _, spans in kinds]) for name in ("start", "end"))
    kind = np.concatenate([np.full(len(spans.unit), PRESENCE_KINDS.index(name)) for name, spans in kinds])
    columns = {
        "worker_id": pa.DictionaryArray.from_arrays(pa.array(unit.astype(np.int32)), worker),
        "platform": labels(platform[unit], names),
        "kind": labels(kind, PRESENCE_KINDS),
        "start_time": moments((start + setting.zero) * 1_000_000),
        "end_time": moments((end + setting.zero) * 1_000_000),
    }
    return records(PRESENCE, len(unit), columns)
