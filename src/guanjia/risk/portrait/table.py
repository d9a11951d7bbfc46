"""Portraits as an Arrow table: one row a worker and day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.kernels.fatigue.alertness_walk import kss_band
from guanjia.kernels.on_road.price import AS_IT_WAS
from guanjia.model.schema import LABEL
from guanjia.risk.on_road import RoadDays
from guanjia.risk.portrait.belief import Belief
from guanjia.risk.portrait.words import ALONE, CHANGES, PURPOSE, TERMS

Float = NDArray[np.float64]

DAILY_REST: Final = 11.0
"""Hours off below which a return is quick (injury rate ratio 1.39, see the published effects); no Chinese law sets it for platform work."""
FEWEST_FALL: Final = 0.005  # a change is named where it lowers relative risk by more than half a percent
SLEEPY: Final = 7.0  # KSS: sleepy, but no effort to stay awake
MOST_NAMED: Final = 3
TIGHT, NIGHTLY, HEATED = 0.25, 0.25, 0.5  # shares, degree-hours, from which each is named (judgement)
TERM_NAMED: Final = 1.02  # ratio above which a term of the index is named (judgement)

_CHANGE = pa.struct(
    [
        pa.field("code", pa.string()),
        pa.field("relative_risk", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("hours", pa.float64()),
    ]
)
_CONTRIBUTOR = pa.struct([pa.field("code", pa.string()), pa.field("value", pa.float64())])
_COLUMNS: Final[tuple[tuple[str, pa.DataType, str], ...]] = (
    ("worker_id", LABEL, "the account's own id; of a row over all platforms, the person's"),
    ("platform", LABEL, "the platform; * over all platforms of a linked person"),
    ("day", pa.date32(), "the worker's day, from the start of day of the assessment"),
    ("hours", pa.float64(), "hours on task; overlapping tasks count once"),
    ("longest_run", pa.float64(), "hours of the longest run that no rest breaks, as in worker_days"),
    ("on_duty", pa.float64(), "longest time on duty, hours: waits under an hour count, nine hours off end it"),
    ("rest_before", pa.float64(), "longest hours off since the day before began; null on a worker's first day"),
    ("rest_debt", pa.float64(), "hours by which rest_before is short of eleven"),
    ("night_share", pa.float64(), "share of hours on task between 22:00 and 06:00"),
    ("riding", pa.float64(), "hours on the road"),
    ("pressure", pa.float64(), "share of riding to promises that asked for more than 15 km/h; null where no promise can be judged"),
    (
        "heat_hours",
        pa.float64(),
        "hours on task at an air temperature of 35 degrees C or more; null where the temperature of some of it is not known",
    ),
    ("heat_dose", pa.float64(), "degree-hours above 35 degrees C (our measure)"),
    (
        "heat_strain",
        pa.float64(),
        "degree-hours of WBGT above 28.4, the ISO 7243 line at 300 W (our measure); null where it cannot be told",
    ),
    ("heat_screening", pa.bool_(), "heat_strain rests on the simplified WBGT without sun and wind: for screening only"),
    (
        "sleepiness_low",
        pa.float64(),
        "highest KSS of the day's duties, best of the sleep scenarios; inferred; above 9 it has left the scale",
    ),
    ("sleepiness", pa.float64(), "the same, in bed at 23:00 where work allowed"),
    ("sleepiness_high", pa.float64(), "the same, worst of the scenarios"),
    (
        "lapses",
        pa.float64(),
        "the unified model's PVT lapses at the worst end of the day's duties, in bed at 23:00: a check on the other model",
    ),
    ("young", pa.bool_(), "the worker's records begin less than seven days before: sleepiness rests on what was assumed"),
    ("risk_index", pa.float64(), "mean HSE/RR446 Risk Index of an hour on task"),
    ("relative_risk", pa.float64(), "expected relative risk of an hour on task; 1 is an hour of the middle of a rested day"),
    ("relative_risk_low", pa.float64(), "lower end of its 95 % interval"),
    ("relative_risk_high", pa.float64(), "upper end of its 95 % interval"),
    ("contributors", pa.list_(_CONTRIBUTOR), "what weighed most, greatest first: terms of the index as ratios, then what stands beside it"),
    ("changes", pa.list_(_CHANGE), "up to three changes that would lower the relative risk most, worked through anew, with the hours left"),
)
PORTRAITS: Final = pa.schema(
    [pa.field(name, kind, metadata={"meaning": meaning}) for name, kind, meaning in _COLUMNS],
    metadata={
        "purpose_zh": PURPOSE[0],
        "purpose_en": PURPOSE[1],
        "never": json.dumps(["speed score", "punishment", "dispatch discrimination"]),
    },
)
"""The columns of ``portraits.parquet``; what they must not be used for is part of the schema."""


def portraits(days: RoadDays, worker: Sequence[str], platform: Sequence[str], longest_run: Float, belief: Belief) -> pa.Table:
    """`PORTRAITS` of ``days``; ``longest_run`` in hours, nan where the assessment has no such day."""
    hours = days.hours[:, AS_IT_WAS]
    index = days.risk[:, AS_IT_WAS] / hours
    expected, low, high = belief.ratio(index)
    asleep = kss_band(days.sleepiness)
    pressure = _share(days.pressed, days.promised)
    known = hours - 1e-6  # a dose is told where the weather of the whole day's work is known
    night = days.night / hours
    given = {
        "worker_id": _names(worker, days.unit),
        "platform": _names(platform, days.unit),
        "day": pa.array(days.day, pa.int32()).view(pa.date32()),
        "hours": hours,
        "longest_run": longest_run,
        "on_duty": days.on_duty,
        "rest_before": days.rest_before,
        "rest_debt": np.maximum(DAILY_REST - days.rest_before, 0),
        "night_share": night,
        "riding": days.riding,
        "pressure": pressure,
        "heat_hours": np.where(days.felt >= known, days.hot, np.nan),
        "heat_dose": np.where(days.felt >= known, days.heat, np.nan),
        "heat_strain": np.where(days.strained >= known, days.strain, np.nan),
        "heat_screening": days.screening,
        **dict(zip(("sleepiness_low", "sleepiness", "sleepiness_high"), asleep, strict=True)),
        "lapses": days.lapses,
        "young": days.young,
        "risk_index": index,
        "relative_risk": expected,
        "relative_risk_low": low,
        "relative_risk_high": high,
        "contributors": _contributors(days, pressure, night, asleep[1]),
        "changes": _changes(days, index, belief),
    }
    return pa.table([_array(given[field.name], field.type) for field in PORTRAITS], schema=PORTRAITS)


def _share(part: Float, whole: Float) -> Float:
    return np.where(whole > 0, part / np.maximum(whole, 1e-12), np.nan)


def _names(names: Sequence[str], of: NDArray[np.int32]) -> pa.Array:
    present, place = np.unique(of, return_inverse=True)
    words = pa.array([names[number] for number in present], pa.string()).dictionary_encode()
    codes = words.indices.to_numpy()[place].astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes), words.dictionary)


def _array(values: object, kind: pa.DataType) -> pa.Array:
    """A column; nan becomes null."""
    if isinstance(values, pa.Array):
        return values
    return pa.array(values, kind, from_pandas=True)


def _contributors(days: RoadDays, pressure: Float, night: Float, asleep: Float) -> pa.Array:
    """The greatest terms above 1, then what stands beside the index where it is marked."""
    terms = days.terms / days.hours[:, [AS_IT_WAS]]
    shown = (
        ("pressure", pressure, TIGHT),
        ("heat", days.heat, HEATED),
        ("night", night, NIGHTLY),
        ("sleepiness", asleep, SLEEPY),
    )
    assert [name for name, _, _ in shown] == [name for name, _ in ALONE]
    values = np.column_stack([terms, *(value for _, value, _ in shown)])
    named = np.column_stack([terms > TERM_NAMED, *(value >= least for _, value, least in shown)])
    rank = np.where(named, np.column_stack([terms, *(np.full(len(terms), -place) for place in range(1, len(shown) + 1))]), -np.inf)
    order = np.argsort(-rank, axis=1, kind="stable")
    codes = [name for name, _ in (*TERMS, *ALONE)]
    return _lists(named, order, {"code": (codes, None), "value": (None, values)}, _CONTRIBUTOR, values.shape[1])


def _changes(days: RoadDays, index: Float, belief: Belief) -> pa.Array:
    """The changes that lower the relative risk most."""
    places = list(CHANGES)
    hours = days.hours[:, places]
    changed = np.where(hours > 0, days.risk[:, places] / np.maximum(hours, 1e-12), np.nan)
    expected, low, high = belief.ratio(changed)
    before = belief.ratio(index)[0]
    named = expected < before[:, None] * (1 - FEWEST_FALL)  # nan compares false
    order = np.argsort(np.where(named, expected, np.inf), axis=1, kind="stable")
    codes = [code for code, _ in CHANGES.values()]
    columns = {"code": (codes, None), "relative_risk": (None, expected), "low": (None, low), "high": (None, high), "hours": (None, hours)}
    return _lists(named, order, columns, _CHANGE, MOST_NAMED)


def _lists(
    named: NDArray[np.bool_],
    order: NDArray[np.intp],
    columns: dict[str, tuple[list[str] | None, Float | None]],
    kind: pa.StructType,
    most: int,
) -> pa.Array:
    """Lists of structs: of each row the named places in ``order``, at most ``most``."""
    counts = np.minimum(named.sum(axis=1), most)
    rows = np.repeat(np.arange(len(named)), counts)
    ends = np.cumsum(counts)
    place = order[rows, np.arange(len(rows)) - np.repeat(ends - counts, counts)]
    fields = [
        pa.array(codes).take(pa.array(place)) if codes is not None else pa.array(values[rows, place])  # type: ignore[index]
        for codes, values in columns.values()
    ]
    offsets = np.append(0, ends).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays(fields, fields=list(kind)))
