"""A platform's promise of more pay in bad weather: so much for each order dispatched while an official warning stands.

No law sets such a supplement; a platform or a collective agreement may promise one (agreements, topic weather-supplement, unit
CNY/order), with the word of the warning that sets it off. Due: the promised sum for each completed order dispatched in a span whose
official warning holds that word, in the region or one it lies in; where several promises hold at once, the highest. Paid: the month's
``supplement_weather`` lines; a supplement hidden in the task's own pay is not seen. Hours that the weather table does not hold are taken
to have no warning, unless it says nothing at all about the region; a warning that says 解除 is lifted. Warnings are relayed, never made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from guanjia.kernels.pay import minor_rate
from guanjia.kernels.warnings_in_force import inside
from guanjia.law.dated import day_start
from guanjia.law.entry import Entry
from guanjia.law.errors import UnknownRegion
from guanjia.law.law import NOT_STATED, Law
from guanjia.model.clock import NULL
from guanjia.model.finding_rows import findings, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import find, groups
from guanjia.model.measures import Bool, Int64, Measures, TaskBatch, TaskVerdicts
from guanjia.model.measures import Weather as WeatherTable
from guanjia.model.money_words import money, number
from guanjia.model.pay_kinds import of_kinds
from guanjia.model.schema import KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Setting, Text

CODE, TOPIC = "weather_supplement", "weather-supplement"
NO_WEATHER = "weather (of the region)"
NO_LINES = "pay_lines"
LIFTED = "解除"  # 解除暴雨红色预警: the message that ends a warning


def tally(batch: TaskBatch, setting: Setting, law: Law) -> TaskVerdicts:
    """What is due for each completed order under the platform's promise."""
    size = len(batch.unit)
    money_due, entry = np.zeros(size, np.int64), np.full(size, -1, np.int32)
    unknown = np.zeros(size, np.bool_)
    for index, promise in enumerate(law.entries):
        if promise.topic == TOPIC:
            rows = np.flatnonzero(_promised(promise, batch, setting, law))
            told, warned = _warned(promise.contains.get("condition", ""), batch, rows, setting, law)
            unknown[rows[~told]] = True
            sum_of_one = int(minor_rate(np.array([promise.value]))[0])
            better = rows[warned & (sum_of_one > money_due[rows])]
            money_due[better], entry[better] = sum_of_one, index
    judged = entry >= 0
    return TaskVerdicts(
        judged=judged,
        breached=np.zeros(size, np.bool_),
        measured=np.where(judged, money_due / 100, np.nan),
        entry=entry,
        reason=np.where(unknown & ~judged, NOT_STATED, 0).astype(np.int8),
        money=money_due,
    )


def _promised(promise: Entry, batch: TaskBatch, setting: Setting, law: Law) -> Bool:
    """Completed orders that the promise is for: its platform, region, kind, product line and days."""
    name, _, place = promise.jurisdiction.removeprefix("platform:").partition("@")
    codes, scopes = batch.scopes
    fits = np.array([_fits(promise, name, place, scope, setting, law) for scope in scopes], np.bool_)
    if not fits.any():
        return np.zeros(len(codes), np.bool_)
    zone = setting.clock.zone.key
    in_force = batch.dispatched >= day_start(promise.first_day, zone)
    if promise.last_day is not None:
        in_force &= batch.dispatched < day_start(promise.last_day + timedelta(days=1), zone)
    if law.on is not None:
        in_force = np.full(len(in_force), promise.in_force(law.on))
    return batch.completed & fits[codes] & in_force


def _fits(promise: Entry, name: str, place: str, scope: tuple[int, int, int, int], setting: Setting, law: Law) -> bool:
    """Whether a promise of platform ``name`` for ``place`` ("" everywhere) is for tasks of a scope (kind, region, platform, product)."""
    kind, region, platform, product = scope
    return (
        law.platforms.name(setting.platforms[platform]) == name
        and (not place or (region >= 0 and place in _chain(law, setting.regions[region])))
        and (not promise.kinds or (kind >= 0 and KINDS[kind] in promise.kinds))
        and (not promise.product or (product >= 0 and setting.products[product] == promise.product))
    )


def _chain(law: Law, code: str) -> tuple[str, ...]:
    try:
        return law.places.ancestors(code)
    except UnknownRegion:
        return (code,)


def _warned(condition: str, batch: TaskBatch, rows: Int64, setting: Setting, law: Law) -> tuple[Bool, Bool]:
    """For each of the rows: whether the weather table speaks of its region, and whether a warning with the word stood at dispatch."""
    told, warned = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_)
    weather = setting.weather
    if weather is None:
        return told, warned
    word = np.array([bool(warning) and condition in warning and LIFTED not in warning for warning in weather.warnings], np.bool_)
    for region in np.unique(batch.region[rows]):
        here = np.flatnonzero(batch.region[rows] == region)
        of_region = _spans_of(weather, _chain(law, setting.regions[region]) if region >= 0 else (), setting)
        told[here] = of_region.any()
        spans = np.flatnonzero(of_region & word[weather.warning])
        warned[here] = inside(batch.dispatched[rows[here]], weather.start[spans], weather.end[spans])
    return told, warned


def _spans_of(weather: WeatherTable, chain: Sequence[str], setting: Setting) -> Bool:
    """Rows of the weather table for a place or one it lies in; a country is too wide to have weather."""
    near = np.array([bool(code) and code in chain and code != "CN" for code in setting.regions] + [False], np.bool_)
    result: Bool = near[weather.region]
    return result


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each worker-month with an order for which a supplement was promised and due, or whose weather is not known."""
    t = m.tallies[CODE]
    each, months = groups(t.unit, t.month), groups(m.months.unit, m.months.number)
    row = find((m.months.unit[months.first], m.months.number[months.first]), (t.unit[each.first], t.month[each.first]))
    due = each.sum(np.where(t.entry >= 0, t.money, 0))
    orders = each.sum(np.where(t.entry >= 0, t.judged, 0))
    paid = months.sum(of_kinds(m.months.pay, ("supplement_weather",)))[row]
    no_weather, no_lines = each.sum(t.entry < 0) > 0, np.full(len(each), m.lines is None)
    short = paid < due
    unsure = no_lines | (no_weather & ~short)
    verdict = np.where(unsure, Verdict.CANNOT_JUDGE, np.where(short, Verdict.BREACH, Verdict.MET)).astype(np.int8)
    units = replace(m.units, subject="person")  # the promise is for the order, whoever drove
    first = months.first[row]
    return [
        findings(
            CODE,
            "month",
            "CNY",
            unit=t.unit[each.first],
            platform=m.units.platform[t.unit[each.first]],
            region=t.region[each.first],
            start=m.months.start[first],
            end=m.months.end[first],
            verdict=verdict,
            measured=np.where(no_lines, np.nan, paid / 100),
            limit=np.where(no_weather & (due == 0), np.nan, due / 100),
            entry=each.max(t.entry),
            count=orders,
            owed=np.where(verdict == Verdict.BREACH, due - paid, NULL),
            currency=m.months.currency[first],
            missing=why(verdict, units, (no_lines, NO_LINES), (no_weather, NO_WEATHER)),
            rows=orders,
            first_row=t.worst_row[each.first],
            last_row=t.worst_row[each.first],
        )
    ]


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Orders under a warning, what was promised for them, what was paid, and the difference."""
    due, paid = number(finding["limit"]), number(finding["measured"])
    lines: list[Text] = []
    if due is not None:
        zh = f"官方预警期间派的 {finding['count']} 单，按平台承诺应补贴合计 {due:,.2f} 元"
        lines.append((zh, f"{finding['count']} orders dispatched under an official warning: CNY {due:,.2f} promised for them"))
    if paid is not None:
        lines.append((f"当月天气补贴行合计 {paid:,.2f} 元", f"weather supplement lines of the month: CNY {paid:,.2f}"))
    if isinstance(finding["owed"], int):
        zh, en = money(finding["owed"])
        lines.append((f"差额 {zh}", f"short by {en}"))
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("恶劣天气补贴", "Weather supplement"),
    clock=("官方预警信号生效期间派的单", "orders dispatched while an official warning stands"),
    needs=("tasks.dispatch_time", "tasks.region", "weather.warning", "pay_lines.kind", "agreements.topic", "agreements.condition"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
    tally=tally,
)
