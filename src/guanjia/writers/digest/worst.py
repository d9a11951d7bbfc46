"""The worst breaches of each rule: furthest beyond the limit, one for each worker."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from guanjia.model.clock import NULL
from guanjia.writers.digest.columns import Bool, coded, real, whole
from guanjia.writers.digest.tallies import BREACH, Tallies

_LOOKED_AT = 60  # candidates per rule from which different workers are picked


@dataclass(frozen=True)
class Case:
    """One breach, as a report shows it. ``start`` and ``end`` are UTC microseconds; ``owed`` is None where no money follows."""

    worker: str
    platform: str
    region: str
    start: int
    end: int
    measured: float
    limit: float
    unit: str
    count: int
    owed: int | None
    currency: str
    scenario: str


def worst(findings: pa.Table, counts: Tallies, rows: Bool | None = None, each: int = 3) -> dict[str, list[Case]]:
    """By rule, up to ``each`` breaches of different workers, furthest from the limit first; earlier first among equals.

    ``rows`` are those to look among, by default the ones that headlines count.
    """
    breaches = np.flatnonzero((counts.verdicts == BREACH) & (counts.counted if rows is None else rows))
    excess = np.abs(real(findings, "measured") - real(findings, "limit"))[breaches]
    owed = whole(findings, "owed")
    excess = np.where(np.isnan(excess), np.where(owed[breaches] == NULL, 0, owed[breaches]), excess)
    starts = whole(findings, "start")[breaches]
    rules = counts.rules.codes[breaches]
    workers, platforms = coded(findings, "worker_id"), counts.platforms
    who = workers.codes[breaches].astype(np.int64) * len(platforms.words) + platforms.codes[breaches]
    chosen: dict[str, list[int]] = {}
    for code, rule in enumerate(counts.rules.words):
        mine = np.flatnonzero(rules == code)
        if not len(mine):
            continue
        if len(mine) > _LOOKED_AT:
            edge = np.partition(excess[mine], len(mine) - _LOOKED_AT)[len(mine) - _LOOKED_AT]
            mine = mine[excess[mine] >= edge]
        order = mine[np.lexsort((who[mine], starts[mine], -excess[mine]))]
        _, first = np.unique(who[order], return_index=True)
        chosen[rule] = [int(i) for i in breaches[order[np.sort(first)[:each]]]]
    return {rule: [_case(findings, row) for row in picked] for rule, picked in chosen.items()}


def _case(findings: pa.Table, row: int) -> Case:
    one = findings.slice(row, 1)
    value = {name: one.column(name)[0].as_py() for name in ("worker_id", "platform", "region", "unit", "currency", "scenario", "owed")}
    start, end = (int(whole(one, name)[0]) for name in ("start", "end"))
    measured, limit = (float(real(one, name)[0]) for name in ("measured", "limit"))
    text = {name: value[name] or "" for name in ("worker_id", "platform", "region", "unit", "currency", "scenario")}
    return Case(
        text["worker_id"],
        text["platform"],
        text["region"],
        start,
        end,
        measured,
        limit,
        text["unit"],
        int(one.column("count")[0].as_py() or 0),
        value["owed"],
        text["currency"],
        text["scenario"],
    )
