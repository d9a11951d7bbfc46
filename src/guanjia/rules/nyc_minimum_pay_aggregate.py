"""New York City, aggregate requirement: an app's pay to all its workers reaches all trip and on-call time x the minimum rate.

6 RCNY 7-810 (b)(2) (standard method). On-call time is time online without a trip, so trip and on-call time together are time online.
Without presence records on-call time is not known: a shortfall on trip time alone is still a breach, anything else cannot be judged. Pay
and pay period as in the individual requirement: trips belong to the day of their dispatch, on-call time to the day it passed. The finding
is about the platform and the workers in these records; it speaks for the app only if they are all its workers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.kernels.pay import due, hourly, minor_rate
from guanjia.law.by_task import reasons
from guanjia.law.day_bounds import weeks_in_several_regions
from guanjia.law.law import Law
from guanjia.model.clock import NULL
from guanjia.model.finding_rows import UNDERSTATED, findings, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import groups
from guanjia.model.measures import Bool, Int64, Measures
from guanjia.model.money_words import hours_minutes, money, number, rows_of_platform
from guanjia.model.pay_kinds import FOR_WORK, SUPPLEMENTS, of_kinds
from guanjia.model.schema import KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE, TOPIC, PLACE = "nyc_minimum_pay_aggregate", "minimum-pay-aggregate", "US-NYC"
CREDITED = (*FOR_WORK, *SUPPLEMENTS, "deduction")
MIXED = "tasks.kind: food delivery and other work in one worker's week"
SEVERAL = "tasks.region: several regions on one day"


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each platform and week with food deliveries in New York City."""
    of = m.weeks
    platform = m.units.platform[of.unit]
    food = (of.kinds >> KINDS.index("food_delivery") & 1) > 0
    worked = _trip_and_on_call(m)
    pick = np.flatnonzero(_here(m, law) & (food | (of.kinds == 0)) & (worked > 0) & (platform > 0))
    each = groups(platform[pick], of.number[pick])
    first, region = pick[each.first], each.max(of.region[pick])
    time, pay = each.sum(worked[pick]), each.sum(of.base[pick] + of_kinds(of.pay[pick], CREDITED))
    unpaid = (
        each.sum((of.paid_tasks < of.tasks - of.cancelled)[pick] & ((of.paid_tasks[pick] > 0) | (of_kinds(of.pay[pick], ("base",)) == 0)))
        > 0
    )
    found = law.limits(TOPIC, of.start[first], region=region, regions=m.units.regions, kind="food_delivery")
    least = due(minor_rate(found.value), time)
    usd = np.array([code == "USD" for code in m.currencies] + [False, False])
    foreign = each.sum(~usd[of.currency[pick]] & (of.tasks[pick] > 0)) > 0
    understated = each.sum(of.understated[pick]) > 0
    mixed = each.sum((of.kinds[pick] & ~(1 << KINDS.index("food_delivery"))) != 0) > 0
    several = each.sum(weeks_in_several_regions(m, law)[pick]) > 0
    offline = np.full(len(first), not m.has_presence)
    short = pay < least
    unsure = (found.reason != 0) | foreign | mixed | several | np.where(short, unpaid, understated | offline)
    verdict = np.where(unsure, Verdict.CANNOT_JUDGE, np.where(short, Verdict.BREACH, Verdict.MET)).astype(np.int8)
    workers = each.sum(np.ones(len(pick), np.int64))
    return [
        findings(
            CODE,
            "platform-week",
            "USD/hour",
            unit=np.full(len(first), -1),
            platform=platform[first],
            region=region,
            start=of.start[first],
            end=of.end[first],
            verdict=verdict,
            measured=np.where(unpaid | foreign | mixed | several, np.nan, hourly(pay, time)),
            limit=found.value,
            entry=found.entry,
            count=workers,
            owed=np.where(verdict == Verdict.BREACH, least - pay, NULL),
            currency=of.currency[first],
            missing=why(
                verdict,
                m.units,
                *reasons(law, found.reason, TOPIC),
                (foreign, "currency: USD"),
                (mixed, MIXED),
                (several, SEVERAL),
                (short & unpaid, "tasks.driver_trip_pay"),
                (offline, "presence"),
                (understated, UNDERSTATED),
            ),
            rows=each.sum(of.tasks[pick]),
        )
    ]


def _in_the_city(regions: Sequence[str], law: Law) -> bool:
    """Whether any of the regions is New York City, or is taken for it."""
    return PLACE in regions or law.as_if == PLACE


def _trip_and_on_call(m: Measures) -> Int64:
    """Of each worker-week: the time of the trips dispatched in it, and time online without a trip that passed in it."""
    of = m.weeks
    result: Int64 = of.online_time - of.task_time + of.booked_time
    return result


def _here(m: Measures, law: Law) -> Bool:
    """Worker-weeks in the city, and those without any trip, whose place is not recorded, where their platform worked nowhere else."""
    of = m.weeks
    city = np.array([code == PLACE for code in m.units.regions] + [False]) | (law.as_if == PLACE)
    unplaced = np.array([not code for code in m.units.regions] + [True])
    here, nowhere = city[of.region], unplaced[of.region]
    each = groups(m.units.platform[of.unit], of.number)
    only = (each.sum(here) > 0) & (each.sum(~here & ~nowhere) == 0)
    result: Bool = here | (nowhere & only[each.of])
    return result


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Trip and on-call time x rate, pay, and the difference."""
    rate = number(finding["limit"])
    rows = rows_of_platform(finding, m.weeks, m)
    online, trip = int(_trip_and_on_call(m)[rows].sum()), int(m.weeks.booked_time[rows].sum())
    pay = int((m.weeks.base[rows] + of_kinds(m.weeks.pay[rows], CREDITED)).sum())
    trips, waiting, total = hours_minutes(trip), hours_minutes(online - trip), hours_minutes(online)
    lines: list[Text] = [
        (
            f"{finding['count']} 名劳动者：接单时间 {trips} + 待命时间 {waiting} = {total}",
            f"{finding['count']} workers: trip time {trips} + on-call time {waiting} = {total}",
        )
    ]
    if rate is not None:
        least = int(due(minor_rate(np.array([rate])), np.array([online]))[0])
        zh, en = money(least, "USD")
        lines.append((f"合计应得 = {online / 3.6e9:.2f} × {rate:.2f} = {zh}", f"due in all = {online / 3.6e9:.2f} × {rate:.2f} = {en}"))
        zh, en = money(pay, "USD")
        lines.append((f"合计实得（不含小费和报销）{zh}", f"paid in all (without tips and reimbursements) {en}"))
        if finding["verdict"] == "breach":
            zh, en = money(least - pay, "USD")
            lines.append((f"差额 {zh}", f"short by {en}"))
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("纽约市最低报酬：总量要求", "New York City minimum pay: aggregate requirement"),
    clock=("平台全体劳动者每周的接单时间与待命时间", "trip and on-call time of all of the app's workers in the week"),
    needs=("tasks.kind", "tasks.region", "tasks.dispatch_time", "tasks.end_time", "tasks.driver_trip_pay", "tasks.currency", "presence"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
    about="platforms",
    weeks=_in_the_city,
)
