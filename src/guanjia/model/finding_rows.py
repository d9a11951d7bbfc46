"""Building `Findings` with defaults for the columns that a rule has nothing to say about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.clock import NULL
from guanjia.model.findings import Findings, Verdict, Verdicts
from guanjia.model.measures import Bool, Days, Float, Int16, Int64, Periods, Runs, Units

Ints = NDArray[np.integer]
Coded = tuple[Ints, tuple[str, ...]]  # for many findings: indices into words, of which words[0] is ""

UNDERSTATED = "tasks.dispatch_time or tasks.end_time"  # times are lower bounds
SHARED_VEHICLE = "worker: the record is of a vehicle that several drivers share"


def findings(
    rule: str,
    period: str,
    measure: str,
    *,
    unit: Ints,
    platform: Ints,
    region: Ints,
    start: Int64,
    end: Int64,
    verdict: Ints,
    measured: Float,
    limit: Float,
    entry: Ints,
    count: Ints | Bool | None = None,
    owed: Int64 | None = None,
    currency: Ints | None = None,
    missing: Sequence[str] | Coded | None = None,
    scenario: Sequence[str] | Coded | None = None,
    rows: Ints | None = None,
    first_row: Int64 | None = None,
    last_row: Int64 | None = None,
) -> Findings:
    """Findings of one rule; ``missing`` and ``scenario`` are labels, one a finding, "" for none (or `Coded`). ``currency`` -1 is none."""
    size = len(unit)
    missings, missing_codes = _coded(missing, size)
    scenarios, scenario_codes = _coded(scenario, size)
    return Findings(
        rule,
        period,
        measure,
        unit.astype(np.int32),
        platform.astype(np.int32),
        region.astype(np.int16),
        verdict.astype(np.int8),
        start.astype(np.int64),
        end.astype(np.int64),
        measured.astype(np.float64),
        limit.astype(np.float64),
        entry.astype(np.int32),
        _or(count, size, 0, np.int64),
        _or(owed, size, NULL, np.int64),
        _or(currency, size, -1, np.int16),
        missing_codes,
        missings,
        scenario_codes,
        scenarios,
        _or(rows, size, 0, np.int64),
        _or(first_row, size, NULL, np.int64),
        _or(last_row, size, NULL, np.int64),
    )


def worker_findings(
    rule: str,
    period: str,
    measure: str,
    of: Days | Runs | Periods,
    units: Units,
    pick: NDArray[np.bool_] | Ints,
    *,
    verdict: Ints,
    measured: Float,
    limit: Float,
    entry: Ints,
    count: Ints | Bool | None = None,
    owed: Int64 | None = None,
    currency: Ints | None = None,
    missing: Sequence[str] | Coded | None = None,
    scenario: Sequence[str] | Coded | None = None,
) -> Findings:
    """Findings about the rows ``pick`` of worker-days, runs, weeks or months; the other arrays are as long as what is picked."""
    return findings(
        rule,
        period,
        measure,
        unit=of.unit[pick],
        platform=units.platform[of.unit[pick]],
        region=of.region[pick],
        start=of.start[pick],
        end=of.end[pick],
        verdict=verdict,
        measured=measured,
        limit=limit,
        entry=entry,
        count=count,
        owed=owed,
        currency=currency,
        missing=missing,
        scenario=scenario,
        rows=of.tasks[pick],
        first_row=of.first_row[pick],
        last_row=of.last_row[pick],
    )


def of_persons(verdict: Verdicts, units: Units) -> Verdicts:
    """The verdicts of a rule about a person: of a vehicle that several drivers share it cannot judge."""
    return np.full_like(verdict, Verdict.CANNOT_JUDGE) if units.subject == "vehicle" else verdict


def why(verdict: Verdicts, units: Units, *reasons: tuple[Bool, str]) -> Coded:
    """For each verdict *cannot judge* the first of ``reasons`` that holds, a shared vehicle before all others.

    Raises ValueError for a *cannot judge* without a reason: a finding must say what it misses.
    """
    codes = np.zeros(len(verdict), np.int16)
    open_ = verdict == Verdict.CANNOT_JUDGE
    words = [""]
    for holds, word in ((np.full(len(verdict), units.subject == "vehicle"), SHARED_VEHICLE), *reasons):
        hit = open_ & holds
        if hit.any():
            codes[hit] = words.index(word) if word in words else len(words)
            words += [] if word in words else [word]
            open_ = open_ & ~hit
    if open_.any():
        raise ValueError(f"{int(open_.sum())} findings cannot be judged and no reason is given")
    return codes, tuple(words)


def _coded(words: Sequence[str] | Coded | None, size: int) -> tuple[tuple[str, ...], Int16]:
    if words is None:
        return ("",), np.zeros(size, np.int16)
    if isinstance(words, tuple) and len(words) == 2 and isinstance(words[0], np.ndarray):
        return tuple(words[1]), words[0].astype(np.int16)
    encoded = pa.array(words, pa.string()).dictionary_encode()
    return ("", *encoded.dictionary.to_pylist()), (encoded.indices.to_numpy(zero_copy_only=False) + 1).astype(np.int16)


def _or(values: Ints | Bool | None, size: int, default: int, kind: type[np.integer]) -> Any:
    return np.full(size, default, kind) if values is None else np.asarray(values).astype(kind)
