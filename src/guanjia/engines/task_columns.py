"""One batch of the tasks table as the kernels and the rules read it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.engines.columns import floats, integers, labels
from guanjia.engines.event_order import NO_EVENTS
from guanjia.engines.vocabulary import Vocabulary
from guanjia.engines.who import Who
from guanjia.kernels.fold_state import BILLED, REFUSED, TASK, Events, Tasks
from guanjia.kernels.great_circle import great_circle
from guanjia.model.clock import NULL
from guanjia.model.measures import TaskBatch
from guanjia.model.schema import KINDS

COLUMNS = (
    *("worker_id", "platform", "kind", "product", "region", "status"),
    *("requested_time", "dispatch_time", "arrival_time", "start_time", "end_time", "promised_time"),
    *("fare", "driver_trip_pay", "tip", "commission", "currency", "row"),
)
"""The columns of the tasks table that every assessment reads."""

PLACES = ("start_lat", "start_lng", "end_lat", "end_lng")
"""The columns that are read only where a rule asks how far tasks went."""

_BILLED_KINDS = np.array([KINDS.index("ride_hailing"), KINDS.index("freight")])


@dataclass
class Words:
    """The vocabularies shared by all tables of one reading."""

    who: Who
    regions: Vocabulary
    products: Vocabulary
    currencies: Vocabulary


@dataclass(frozen=True)
class TaskColumns:
    """A batch in both shapes, with the interval of each task on the task clock."""

    batch: TaskBatch
    tasks: Tasks
    currency: NDArray[np.int32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]  # equal to start where the record has no interval
    refused: Events

    def events(self) -> tuple[Events, Events, Events]:
        """The TASK events in row order, the BILLED events in order of their start, and the REFUSED events in row order."""
        index = np.arange(len(self.start), dtype=np.int32)
        on_task = Events(np.full(len(index), TASK, np.int8), self.batch.unit, self.start, self.end, index)
        picked = index[_to_bill(self.batch.kind) & _on_board(self.batch.started, self.batch.ended)]
        picked = picked[np.argsort(self.batch.started[picked], kind="stable")]
        billed = Events(
            np.full(len(picked), BILLED, np.int8), self.batch.unit[picked], self.batch.started[picked], self.batch.ended[picked], picked
        )
        return on_task, billed, self.refused


def task_columns(batch: pa.RecordBatch, words: Words, speeds: bool) -> TaskColumns:
    """Decode a batch of the tasks table; of refused tasks only the dispatch is kept, for no work was done.

    ``speeds`` asks for great-circle distances. Task time starts at dispatch_time; where that is missing it starts at the earliest later
    moment known, and the task is marked understated.
    """
    status = labels(batch, "status")
    completed, refused = _statuses(status)
    pushed = _refusals(batch.filter(pa.array(refused)), words) if refused.any() else NO_EVENTS
    if refused.any():
        keep = pa.array(~refused)
        batch, completed = batch.filter(keep), completed[~refused]
    dispatched, arrived, started = integers(batch, "dispatch_time"), integers(batch, "arrival_time"), integers(batch, "start_time")
    ended, requested, promised = integers(batch, "end_time"), integers(batch, "requested_time"), integers(batch, "promised_time")
    begun = _first_known(dispatched, arrived, started)
    start = _first_known(begun, ended, requested, promised)
    has_interval = (begun != NULL) & (ended != NULL) & (ended > start)
    end = np.where(has_interval, ended, start)
    understated = (dispatched == NULL) | ((ended == NULL) & completed)
    metres = _metres(batch) if speeds else np.full(batch.num_rows, np.nan)
    region = words.regions.encode(labels(batch, "region")).astype(np.int16)
    product = words.products.encode(labels(batch, "product")).astype(np.int16)
    kind = _kinds(labels(batch, "kind"))
    unit = words.who.encode(labels(batch, "worker_id"), labels(batch, "platform"))
    platform = words.who.platforms.encode(labels(batch, "platform"))
    money = [integers(batch, name) for name in ("driver_trip_pay", "tip", "fare", "commission")]
    base, tip, fare, commission = money
    row = integers(batch, "row")
    whose = (unit, row, platform, region, product, kind)
    known = TaskBatch(*whose, completed, requested, start, started, ended, promised, metres, fare, base, tip, commission)
    unbilled = _to_bill(kind) & ~_on_board(started, ended)
    tasks = Tasks(region, product, kind, start, dispatched != NULL, unbilled, completed, understated, base, tip, fare, commission, row)
    return TaskColumns(known, tasks, words.currencies.encode(labels(batch, "currency")), start, end, pushed)


def _to_bill(kind: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Rides and hauls."""
    result: NDArray[np.bool_] = (kind == _BILLED_KINDS[0]) | (kind == _BILLED_KINDS[1])
    return result


def _on_board(started: NDArray[np.int64], ended: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether goods or a passenger were on board for any time that the record states."""
    result: NDArray[np.bool_] = (started != NULL) & (ended != NULL) & (ended > started)
    return result


def _refusals(batch: pa.RecordBatch, words: Words) -> Events:
    """The dispatches of refused tasks, where the record has them."""
    moment = integers(batch, "dispatch_time")
    unit = words.who.encode(labels(batch, "worker_id"), labels(batch, "platform"))[moment != NULL]
    moment = moment[moment != NULL]
    return Events(np.full(len(unit), REFUSED, np.int8), unit, moment, moment, np.full(len(unit), -1, np.int32))


def _first_known(*columns: NDArray[np.int64]) -> NDArray[np.int64]:
    first = columns[0]
    for column in columns[1:]:
        if (first != NULL).all():
            break
        first = np.where(first == NULL, column, first)
    return first


def _statuses(column: pa.Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    words = Vocabulary("completed", "cancelled", "refused")
    codes = words.encode(column)
    return (codes == 0) | (codes == -1), codes == 2


def _kinds(column: pa.Array) -> NDArray[np.int16]:
    words = Vocabulary(*KINDS)
    codes = words.encode(column)
    return np.where(codes < len(KINDS), codes, -1).astype(np.int16)


def _metres(batch: pa.RecordBatch) -> NDArray[np.float64]:
    lat1, lng1, lat2, lng2 = (floats(batch, name) for name in PLACES)
    return great_circle(lat1, lng1, lat2, lng2)
