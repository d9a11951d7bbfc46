"""Findings: what a rule says of a worker and a span, with the measured value, the limit, the law and the rows it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.measures import Bool, Float, Int16, Int32, Int64
from guanjia.model.schema import LABEL, MOMENT


class Verdict(IntEnum):
    """What a rule says. *Cannot judge* is never folded into *met*."""

    MET = 0
    BREACH = 1
    CANNOT_JUDGE = 2

    @property
    def label(self) -> str:
        """The word written in tables."""
        return ("met", "breach", "cannot judge")[self]


VERDICTS = tuple(v.label for v in Verdict)
Verdicts = NDArray[np.int8]

FINDINGS = pa.schema(
    [
        pa.field("rule", LABEL),
        pa.field("verdict", LABEL),
        pa.field("worker_id", LABEL),  # "" where the finding is about a platform
        pa.field("platform", LABEL),  # "*" where it is about a person over all platforms
        pa.field("region", LABEL),
        pa.field("period", LABEL),  # day, run, week, month, platform-month, notice …
        pa.field("start", MOMENT),
        pa.field("end", MOMENT),
        pa.field("measured", pa.float64()),
        pa.field("limit", pa.float64()),
        pa.field("unit", LABEL),
        pa.field("scenario", LABEL),  # "" or what was assumed: allowance 10%
        pa.field("count", pa.int64()),  # tasks, lines or notices found wanting
        pa.field("owed", pa.int64()),  # minor units; null where no money follows
        pa.field("currency", LABEL),
        pa.field("law", LABEL),  # id of the law entry; "" where there is none
        pa.field("force", LABEL),
        pa.field("verified", pa.bool_()),
        pa.field("hypothetical", pa.bool_()),
        pa.field("missing", LABEL),  # for cannot judge: the field or the law that is missing
        pa.field("rows", pa.int64()),  # how many rows of the worker it rests on, between the next two
        pa.field("first_row", pa.int64()),
        pa.field("last_row", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Findings:
    """One rule's findings, column by column; every array is as long as ``unit``.

    ``unit`` is -1 for a finding about a platform. ``missing`` points into ``missings``, whose first label is "" (nothing missing).
    ``owed`` is `NULL` where no money follows. ``scenario`` points into ``scenarios``, whose first label is "".
    """

    rule: str
    period: str
    measure: str  # unit of measured and limit: hour, km/h, CNY/hour …
    unit: Int32
    platform: Int32
    region: Int16
    verdict: Verdicts
    start: Int64
    end: Int64
    measured: Float
    limit: Float
    entry: Int32
    count: Int64
    owed: Int64
    currency: Int16
    missing: Int16
    missings: tuple[str, ...]
    scenario: Int16
    scenarios: tuple[str, ...]
    rows: Int64
    first_row: Int64
    last_row: Int64

    def __len__(self) -> int:
        return len(self.unit)


def at_most(measured: Float, limit: Float, understated: Bool) -> Verdicts:
    """Verdict on a measure that must not exceed its limit.

    A limit of nan (no law) cannot be judged. A lower bound (``understated``) that exceeds the limit is still a breach; one that
    does not cannot be judged.

    >>> at_most(np.array([8.0, 8.1, 7.0, 9.0]), np.array([8.0, 8.0, 8.0, np.nan]), np.array([False, True, True, False])).tolist()
    [0, 1, 2, 2]
    """
    verdict = np.where(measured > limit, Verdict.BREACH, np.where(understated, Verdict.CANNOT_JUDGE, Verdict.MET))
    return np.where(np.isnan(limit), Verdict.CANNOT_JUDGE, verdict).astype(np.int8)


def at_least(measured: Float, limit: Float, unsure: Bool) -> Verdicts:
    """Verdict on a measure that must reach its limit; ``unsure`` marks measures that may be too low, whose shortfall cannot be judged.

    >>> at_least(np.array([20.0, 19.9, 10.0]), np.array([20.0, 20.0, 20.0]), np.array([False, False, True])).tolist()
    [0, 1, 2]
    """
    verdict = np.where(measured >= limit, Verdict.MET, np.where(unsure, Verdict.CANNOT_JUDGE, Verdict.BREACH))
    return np.where(np.isnan(limit) | np.isnan(measured), Verdict.CANNOT_JUDGE, verdict).astype(np.int8)


def labels(codes: NDArray[np.integer], words: Sequence[str]) -> pa.DictionaryArray:
    """A dictionary array of ``words`` at ``codes``."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(list(words), pa.string()))
