"""Commission over a month: for drivers with many orders, not more than the mean that the platform promised.

DiDi (2025-08): at 50 orders or more in a month, mean commission at most 25 %. Mean: all the platform kept over all fares of the month's
completed rides (not the mean of the orders' rates). Cancelled orders and other work, such as food delivery, count neither as orders nor in
the sums. A month with fewer orders than the promise asks for is not concerned. Where no number of orders is
stated, a mean of fewer than 10 orders is not printed: it says too little, and too much about single customers. A month that holds several
caps (a promise that begins within it), or fares without a rate, cannot be judged. Platforms without such a promise
are not concerned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from guanjia.kernels.take_rate import kept, over_cap, paired, parted, percent
from guanjia.law.by_task import NO_LAW, entry_values, kind_is, reasons, task_limits, task_verdicts
from guanjia.law.law import Law
from guanjia.model.clock import NULL
from guanjia.model.finding_rows import findings, of_persons, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import Groups, find, groups
from guanjia.model.measures import Float, Int32, Int64, Measures, Tally, TaskBatch, TaskVerdicts
from guanjia.model.money_words import month_of, number, told_apart, unit_of
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Setting, Text

CODE = "commission_monthly_mean"
TOPIC, ORDERS_TOPIC = "commission-monthly-mean", "commission-monthly-mean-orders"
KINDS = ("ride_hailing", "freight")
FIELDS = "tasks.commission or tasks.driver_trip_pay"
FEWEST = 10  # orders below which no mean is printed


def tally(batch: TaskBatch, setting: Setting, law: Law) -> TaskVerdicts:
    """What was kept of each fare, where a mean is promised; the sum is judged by the month."""
    _, entry, reason = task_limits(law, TOPIC, batch, KINDS, setting.regions, setting.platforms, setting.products)
    taken = kept(batch.fare, batch.base, batch.commission)
    stated = taken != NULL
    taken, fare = np.where(stated, taken, 0), np.maximum(batch.fare, 0)
    never = np.zeros(len(taken), np.bool_)
    promised = reason != NO_LAW  # most platforms promise no monthly mean, and then there is nothing to judge
    concerned = kind_is(batch, KINDS) & batch.completed & (batch.fare != NULL) & promised
    return task_verdicts(concerned, stated, percent(taken, fare), never, entry, reason, paired(taken, fare))


@dataclass(frozen=True)
class _Months:
    """One row a worker-month of the tally."""

    of: Groups
    rows: Int64  # the row of `Measures.months` it begins with
    orders: Int64
    taken: Int64
    fare: Int64
    entry: Int32
    parts: Int64  # caps and reasons the month holds


def _months(m: Measures, t: Tally) -> _Months:
    of = groups(t.unit, t.month)
    whole = groups(m.months.unit, m.months.number)
    place = find((m.months.unit[whole.first], m.months.number[whole.first]), (t.unit[of.first], t.month[of.first]))
    lawful = t.entry >= 0
    taken, fare = parted(of.sum(np.where(lawful, t.money, 0)))
    return _Months(
        of,
        whole.first[place],
        of.sum(np.where(lawful, t.judged, 0)),
        taken,
        fare,
        of.max(t.entry).astype(np.int32),
        of.sum(np.ones(len(t.unit), np.int64)),
    )


def _fewest(months: _Months, m: Measures, law: Law, t: Tally) -> Float:
    """How many orders the promise asks for before it binds; nan where no number is stated."""
    first = months.of.first
    platform = m.units.platform[t.unit[first]]
    found = np.full(len(first), np.nan)
    for kind in KINDS:
        limits = law.limits(
            ORDERS_TOPIC,
            m.months.start[months.rows],
            region=t.region[first],
            regions=m.units.regions,
            platform=platform,
            platforms=m.units.platforms,
            kind=kind,
        )
        found = np.fmax(found, limits.value)
    return found


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-month that the promise concerns."""
    t = m.tallies[CODE]
    of = _months(m, t)
    fewest = _fewest(of, m, law, t)
    pick = np.flatnonzero(~(of.orders < fewest) | (of.entry < 0))
    first = of.of.first[pick]
    orders, fare, taken, entry, rows = of.orders[pick], of.fare[pick], of.taken[pick], of.entry[pick], of.rows[pick]
    reason = _reason(of, t)[pick]
    none, few = entry < 0, orders < FEWEST
    several = (of.parts[pick] > 1) & ~none
    unsure = none | several | few | (fare <= 0)
    cap = entry_values(law, entry)
    breach = over_cap(np.where(unsure, 0, taken), np.where(unsure, 0, fare), cap) > 0
    verdict = np.where(unsure, Verdict.CANNOT_JUDGE, np.where(breach, Verdict.BREACH, Verdict.MET)).astype(np.int8)
    verdict = of_persons(verdict, m.units)
    missing = why(
        verdict,
        m.units,
        *reasons(law, np.where(none | several, reason, 0).astype(np.int8), TOPIC, FIELDS),
        (several, "one cap for the whole month"),
        (few, f"{FEWEST} orders: fewer say too little"),
        (fare <= 0, "tasks.fare"),
    )
    return [
        findings(
            CODE,
            "month",
            "percent",
            unit=t.unit[first],
            platform=m.units.platform[t.unit[first]],
            region=t.region[first],
            start=m.months.start[rows],
            end=m.months.end[rows],
            verdict=verdict,
            measured=np.where(unsure, np.nan, percent(taken, fare)),
            limit=cap,
            entry=entry,
            count=orders,
            owed=np.where(verdict == Verdict.BREACH, over_cap(taken, fare, cap), NULL),
            currency=m.months.currency[rows],
            missing=missing,
            rows=orders,
            first_row=m.months.first_row[rows],
            last_row=m.months.last_row[rows],
        )
    ]


def _reason(of: _Months, t: Tally) -> Int64:
    """A reason why some order of the month has no cap; 0 where all have one."""
    return np.maximum(of.of.max(np.where(t.entry < 0, t.reason, 0)), 0)


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Kept over fares, against the promised mean."""
    mean, cap = number(finding["measured"]), number(finding["limit"])
    if mean is None or cap is None:
        return [cannot(finding)]
    unit = unit_of(finding, m)
    t = m.tallies[CODE]
    mine = (t.unit == unit) & (t.month == month_of(finding, m)) & (t.entry >= 0)
    fare = int(parted(t.money[mine].sum(keepdims=True))[1][0]) / 100
    rate, promised = told_apart(mean, cap)
    return [
        (
            f"全月 {finding['count']} 单（已完成）：平台所留 ÷ 乘客所付 {fare:,.2f} = {rate}%",
            f"{finding['count']} completed orders in the month: kept ÷ fares {fare:,.2f} = {rate}%",
        ),
        (f"承诺的月均上限 {promised}%，{'超出' if mean > cap else '未超出'}", f"promised monthly mean {promised}%: {_kept(mean <= cap)}"),
    ]


def _kept(so: bool) -> str:
    return "kept" if so else "exceeded"


RULE = Rule(
    code=CODE,
    title=("月均抽成", "Monthly mean commission"),
    clock=("自然月", "calendar month"),
    needs=("tasks.kind", "tasks.platform", "tasks.fare", "tasks.commission", "tasks.driver_trip_pay"),
    topics=(TOPIC, ORDERS_TOPIC),
    check=check,
    steps=steps,
    tally=tally,
    tallied_kinds=KINDS,
)
