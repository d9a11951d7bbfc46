"""New York City, individual requirement: a delivery worker's pay in a pay period reaches trip time x the minimum rate.

6 RCNY 7-810 (b)(1) (standard method). Trip time here is task time, overlapping trips counted once. Pay: all that the app paid for the
work, bonuses and supplements too, less deductions; no tips, no reimbursements. A trip's time and pay belong to the day of its dispatch.
The pay period is taken as the week from Monday to Sunday, and the rate is that of its first day, as the rule says. Each app by itself;
only where the work was done in US-NYC; a week that also holds other work, whose pay and hours are not told apart, cannot be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.kernels.pay import due, hourly, minor_rate
from guanjia.law.by_task import reasons
from guanjia.law.day_bounds import weeks_in_several_regions
from guanjia.law.law import Law
from guanjia.model.clock import NULL
from guanjia.model.finding_rows import UNDERSTATED, of_persons, why, worker_findings
from guanjia.model.findings import Findings, Verdict
from guanjia.model.measures import Measures
from guanjia.model.money_words import hours_minutes, money, number, rows_of, unit_of
from guanjia.model.pay_kinds import FOR_WORK, SUPPLEMENTS, of_kinds
from guanjia.model.schema import KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE, TOPIC, PLACE = "nyc_minimum_pay_individual", "minimum-pay-individual", "US-NYC"
CREDITED = (*FOR_WORK, *SUPPLEMENTS, "deduction")
MIXED = "tasks.kind: food delivery and other work in one week"
SEVERAL = "tasks.region: several regions on one day"


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker and week with food deliveries in New York City."""
    of = m.weeks
    here = np.array([code == PLACE for code in m.units.regions] + [False]) | (law.as_if == PLACE)
    food = (of.kinds >> KINDS.index("food_delivery") & 1) > 0
    pick = np.flatnonzero(here[of.region] & food & (of.booked_time > 0) & (m.units.platform[of.unit] > 0))
    trip, mixed = of.booked_time[pick], of.kinds[pick] != 1 << KINDS.index("food_delivery")
    several = weeks_in_several_regions(m, law)[pick]
    found = law.limits(TOPIC, of.start[pick], region=of.region[pick], regions=m.units.regions, kind="food_delivery")
    pay = of.base[pick] + of_kinds(of.pay[pick], CREDITED)
    least = due(minor_rate(found.value), trip)
    unpaid = (of.paid_tasks[pick] < of.tasks[pick] - of.cancelled[pick]) & (
        (of.paid_tasks[pick] > 0) | (of_kinds(of.pay[pick], ("base",)) == 0)
    )
    understated = of.understated[pick] > 0
    foreign = np.array([code != "USD" for code in m.currencies] + [True, True])[of.currency[pick]]
    short = pay < least
    unsure = (found.reason != 0) | foreign | mixed | several | np.where(short, unpaid, understated)
    verdict = np.where(unsure, Verdict.CANNOT_JUDGE, np.where(short, Verdict.BREACH, Verdict.MET)).astype(np.int8)
    verdict = of_persons(verdict, m.units)
    return [
        worker_findings(
            CODE,
            "week",
            "USD/hour",
            of,
            m.units,
            pick,
            verdict=verdict,
            measured=np.where(unpaid | foreign | mixed | several, np.nan, hourly(pay, trip)),
            limit=found.value,
            entry=found.entry,
            count=(verdict == Verdict.BREACH).astype(np.int64),
            owed=np.where(verdict == Verdict.BREACH, least - pay, NULL),
            currency=of.currency[pick],
            missing=why(
                verdict,
                m.units,
                *reasons(law, found.reason, TOPIC),
                (foreign, "currency: USD"),
                (mixed, MIXED),
                (several, SEVERAL),
                (unpaid, "tasks.driver_trip_pay"),
                (understated, UNDERSTATED),
            ),
        )
    ]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Trip time x rate, pay, and the difference."""
    rate = number(finding["limit"])
    rows = rows_of(finding, m.weeks, unit_of(finding, m), m)
    trip, pay = int(m.weeks.booked_time[rows].sum()), int((m.weeks.base[rows] + of_kinds(m.weeks.pay[rows], CREDITED)).sum())
    lines: list[Text] = [(f"接单时间（trip time）{hours_minutes(trip)}", f"trip time {hours_minutes(trip)}")]
    if rate is not None:
        least = int(due(minor_rate(np.array([rate])), np.array([trip]))[0])
        zh, en = money(least, "USD")
        lines.append((f"应得 = {trip / 3.6e9:.2f} × {rate:.2f} = {zh}", f"due = {trip / 3.6e9:.2f} × {rate:.2f} = {en}"))
        zh, en = money(pay, "USD")
        lines.append((f"实得（不含小费和报销）{zh}", f"paid (without tips and reimbursements) {en}"))
        if finding["verdict"] == "breach":
            zh, en = money(least - pay, "USD")
            lines.append((f"差额 {zh}", f"short by {en}"))
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("纽约市最低报酬：个人要求", "New York City minimum pay: individual requirement"),
    clock=("每周接单时间（trip time）", "trip time in the week"),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time", "tasks.driver_trip_pay", "tasks.currency"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
)
