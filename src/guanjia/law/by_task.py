"""Law for tasks judged one by one: limits kind by kind, verdicts, and the findings that their tally makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from guanjia.law.dated import Dated
from guanjia.law.law import NOT_STATED, Law, Limits
from guanjia.model.clock import NULL
from guanjia.model.finding_rows import findings, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import find
from guanjia.model.measures import Bool, Days, Float, Int32, Int64, Measures, Periods, Tally, TaskBatch, TaskVerdicts
from guanjia.model.schema import KINDS

Reasons = NDArray[np.int8]

RUN_OUT = NOT_STATED + 1  # reason of a rule on promised times: there was no time left to keep the promise in
NO_LAW = 2  # reason of `law.REASONS`: nothing of this topic for this region (or platform)


def kind_is(batch: TaskBatch, kinds: Sequence[str]) -> Bool:
    """Tasks of one of the kinds."""
    result: Bool = np.isin(batch.kind, [KINDS.index(kind) for kind in kinds])
    return result


def task_limits(
    law: Law, topic: str, batch: TaskBatch, kinds: Sequence[str], regions: Sequence[str], platforms: Sequence[str], products: Sequence[str]
) -> tuple[Float, Int32, Reasons]:
    """Limit (nan none), entry and reason at the dispatch of each task of one of the ``kinds``; other tasks have none."""
    codes, scopes = batch.scopes
    value, entry, reason = np.full(len(scopes), np.nan), np.full(len(scopes), -1, np.int32), np.zeros(len(scopes), np.int8)
    changing: list[tuple[int, Dated]] = []
    for number, (kind, region, platform, product) in enumerate(scopes):
        if kind < 0 or KINDS[kind] not in kinds:
            continue
        place, firm, line = _name(regions, region), _name(platforms, platform), _name(products, product)
        dated = law.dated(topic, place, platform=firm, kind=KINDS[kind], product=line)
        first, last = dated.step_at(batch.span)
        value[number], entry[number], reason[number] = dated.values[first], dated.entries[first], dated.reasons[first]
        if first != last:
            changing.append((number, dated))
    values, entries, reasons_ = value[codes], entry[codes], reason[codes]
    for number, dated in changing:
        rows = np.flatnonzero(codes == number)
        step = dated.step_at(batch.dispatched[rows])
        values[rows], entries[rows], reasons_[rows] = dated.values[step], dated.entries[step], dated.reasons[step]
    return values, entries, reasons_


def _name(names: Sequence[str], code: int) -> str:
    return names[code] if code >= 0 else ""


def row_limits(law: Law, topic: str, m: Measures, of: Days | Periods, rows: NDArray[np.integer], moments: Int64) -> Limits:
    """The limit at ``moments`` for some rows of worker-days, weeks or months, as for the first of the kinds of work each holds."""
    size = len(rows)
    value, entry, reason = np.full(size, np.nan), np.full(size, -1, np.int32), np.zeros(size, np.int8)
    kinds = of.kinds[rows]
    left = np.ones(size, np.bool_)
    for bit, kind in [*enumerate(KINDS), (-1, "")]:
        part = np.flatnonzero(left & ((kinds >> bit & 1 == 1) if kind else True))
        left[part] = False
        found = law.limits(
            topic,
            moments[part],
            region=of.region[rows[part]],
            regions=m.units.regions,
            platform=m.units.platform[of.unit[rows[part]]],
            platforms=m.units.platforms,
            kind=kind,
        )
        value[part], entry[part], reason[part] = found.value, found.entry, found.reason
    return Limits(value, entry, reason, np.full(len(law.entries), np.nan))


def promise_verdicts(batch: TaskBatch, kinds: Sequence[str], speed: Float, limit: Float, entry: Int32, reason: Reasons) -> TaskVerdicts:
    """Verdicts on the speed that a completed delivery's promise asks for, an infinite one not judged.

    A promise that has run out at the pick-up may be the platform's fault or the worker's, who came late.
    """
    stated = (batch.promised != NULL) & (batch.started != NULL) & ~np.isnan(speed)
    run_out = stated & np.isinf(speed) & (reason == 0)
    reason = np.where(run_out, RUN_OUT, reason).astype(np.int8)
    return task_verdicts(kind_is(batch, kinds) & batch.completed, stated, speed, speed > limit, entry, reason)


def task_verdicts(
    concerned: Bool, stated: Bool, measured: Float, breached: Bool, entry: Int32, reason: Reasons, money: Int64 | None = None
) -> TaskVerdicts:
    """Verdicts on ``concerned`` tasks: judged where the law has a number and the record has ``stated`` what is needed, else the reason."""
    lawful = reason == 0
    judged = concerned & stated & lawful
    return TaskVerdicts(
        judged=judged,
        breached=judged & breached,
        measured=measured,
        entry=np.where(judged, entry, -1).astype(np.int32),
        reason=np.where(concerned & ~judged, np.where(lawful, NOT_STATED, reason), 0).astype(np.int8),
        money=np.zeros(len(measured), np.int64) if money is None else money,
    )


def entry_values(law: Law, entry: Int32) -> Float:
    """The number of each entry (index into ``law.entries``); nan for -1."""
    known = np.array([one.value for one in law.entries] + [np.nan], np.float64)
    result: Float = known[entry]
    return result


def reasons(law: Law, codes: NDArray[np.integer], topic: str, fields: str = "") -> list[tuple[Bool, str]]:
    """What `model.finding_rows.why` needs for reason codes; ``fields`` names what the record lacks where the code is `NOT_STATED`."""
    own = {NOT_STATED: fields, RUN_OUT: "the promise had run out at pick-up"}
    return [(codes == code, own[code] if code in own else law.reason_words(int(code), topic)) for code in np.unique(codes) if code]


def tally_findings(
    rule: str,
    measure: str,
    topic: str,
    fields: str,
    m: Measures,
    law: Law,
    *,
    owed: bool = False,
    compared: Mapping[str, str] | None = None,
) -> Findings:
    """One finding for each row of the rule's tally: a breach where any task was one, with the worst task's measure.

    The tasks are judged, not the worker: a record of a shared vehicle is as good as a person's. ``owed`` books the tallied money.
    ``compared``: topics whose number is shown beside the measure but does not bind, so that it cannot be judged, and why.
    """
    t: Tally = m.tallies[rule]
    units = replace(m.units, subject="person")
    month = find((m.months.unit, m.months.number), (t.unit, t.month))
    verdict = np.where(t.entry < 0, Verdict.CANNOT_JUDGE, np.where(t.breached > 0, Verdict.BREACH, Verdict.MET)).astype(np.int8)
    limit = entry_values(law, t.entry)
    topics = np.array([*(entry.topic for entry in law.entries), ""])[t.entry]
    unbound = [(topics == other, word) for other, word in (compared or {}).items()]
    for rows, _ in unbound:
        verdict[rows] = Verdict.CANNOT_JUDGE
    due = None
    if owed:
        due = np.where(verdict == Verdict.BREACH, t.money, np.iinfo(np.int64).min)
    return findings(
        rule,
        "month",
        measure,
        unit=t.unit,
        platform=units.platform[t.unit],
        region=t.region,
        start=m.months.start[month],
        end=m.months.end[month],
        verdict=verdict,
        measured=np.where(t.entry < 0, np.nan, t.worst),
        limit=limit,
        entry=t.entry,
        count=t.breached,
        owed=due,
        currency=m.months.currency[month],
        missing=why(verdict, units, *reasons(law, np.where(t.entry < 0, t.reason, 0).astype(np.int8), topic, fields), *unbound),
        rows=t.judged,
        first_row=t.worst_row,
        last_row=t.worst_row,
    )
