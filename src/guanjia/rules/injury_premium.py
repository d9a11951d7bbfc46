"""Occupational-injury premium: the platform pays so much for each order, at the place of the order; the worker pays nothing.

人社部发〔2025〕24号: 出行 0.01, 即时配送 0.07 or 0.25, 同城货运 0.18 yuan an order, as far as the notices were read; which of the two
rates of instant delivery holds depends on the platform's own history, and where it is not known the month cannot be judged, unless the
premium falls short even without those orders. Due: completed orders in the records x rate, by kind and region; regions not yet in the
scheme add nothing. Paid: all the platform's ``injury_premium`` lines of the month, whether or not they name a worker. The rates are base
rates: one that was floated for the platform (by up to a half) is entered as an agreement of topic injury-premium. Before 2026 the scheme
bound the platforms it named (topic injury-scheme); whether it bound another, unless it entered a rate of its own, is not known, and its
months cannot be judged. A finding is about the platform; records of some workers only show a lower bound of what is due, so that *met*
holds for these records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.kernels.pay import minor_rate
from guanjia.law.by_task import NO_LAW, reasons
from guanjia.law.law import Law, Limits
from guanjia.model.clock import NULL
from guanjia.model.finding_rows import findings, why
from guanjia.model.findings import Findings, Verdict
from guanjia.model.groups import groups
from guanjia.model.measures import Bool, Measures, PlatformMonths
from guanjia.model.money_words import money, number
from guanjia.model.schema import KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE, TOPIC, SCHEME = "injury_premium", "injury-premium", "injury-scheme"
COVERED = ("food_delivery", "parcel_delivery", "ride_hailing", "freight")
NO_LINES = "pay_lines of kind injury_premium"
NOT_NAMED = f"law:{SCHEME}:the platform is not among those named before 2026"
_NOT_YET = 3  # reason of `law.REASONS`: the scheme had not begun there


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each platform-month with orders of a covered kind."""
    of = m.platform_months
    found = _rates(of, m, law)
    concerned = np.isin(of.kind, [KINDS.index(kind) for kind in COVERED]) | (of.kind < 0)
    outside = (found.reason == NO_LAW) | (found.reason == _NOT_YET)
    unnamed = concerned & (of.tasks > 0) & (found.reason == 0) & ~_bound(of, found, m, law)
    unknown = concerned & (of.tasks > 0) & ((found.reason != 0) & ~outside | (of.kind < 0)) | unnamed
    lawful = concerned & (found.reason == 0) & ~unnamed
    each = groups(of.platform, of.month)
    due = each.sum(np.where(lawful, of.tasks * minor_rate(found.value), 0))
    premium, any_unknown = np.abs(each.sum(of.premium)), each.sum(unknown) > 0
    orders = each.sum(np.where(concerned, of.tasks, 0))
    pick = np.flatnonzero((orders > 0) & (of.platform[each.first] > 0))
    no_law, no_lines = each.sum(lawful | unknown) == 0, (premium == 0) | (m.lines is None)
    short = premium < due
    verdict = np.where(
        no_law | no_lines | (any_unknown & ~short), Verdict.CANNOT_JUDGE, np.where(short, Verdict.BREACH, Verdict.MET)
    ).astype(np.int8)[pick]
    reason = each.max(np.where(unknown, found.reason, 0))
    reason = np.where(no_law, each.max(np.where(concerned & outside, found.reason, 0)), reason)[pick].astype(np.int8)
    first = each.first[pick]
    return [
        findings(
            CODE,
            "platform-month",
            "CNY",
            unit=np.full(len(pick), -1),
            platform=of.platform[first],
            region=of.region[first],
            start=of.start[first],
            end=of.end[first],
            verdict=verdict,
            measured=np.where(no_lines, np.nan, premium / 100)[pick],
            limit=np.where(no_law | (any_unknown & (due == 0)), np.nan, due / 100)[pick],
            entry=each.max(np.where(lawful, found.entry, -1))[pick],
            count=orders[pick],
            owed=np.where(verdict == Verdict.BREACH, (due - premium)[pick], NULL),
            currency=np.full(len(pick), m.currencies.index("CNY") if "CNY" in m.currencies else -1),
            missing=why(
                verdict,
                m.units,
                *reasons(law, reason, TOPIC),
                (each.sum(unnamed)[pick] > 0, NOT_NAMED),
                (any_unknown[pick], "tasks.kind"),
                (no_lines[pick], NO_LINES),
            ),
            rows=orders[pick],
        )
    ]


def _bound(of: PlatformMonths, found: Limits, m: Measures, law: Law) -> Bool:
    """Whether the scheme bound the platform: it was named, or all were, or it entered a rate of its own."""
    scheme = law.limits(SCHEME, of.start, region=of.region, regions=m.units.regions, platform=of.platform, platforms=m.units.platforms)
    own = np.array([*(entry.jurisdiction.startswith("platform:") for entry in law.entries), False])[found.entry]
    result: Bool = (scheme.reason == 0) | own
    return result


def _rates(of: PlatformMonths, m: Measures, law: Law) -> Limits:
    """The rate of each platform, month, region and kind."""
    size = len(of.platform)
    value, entry, reason = np.full(size, np.nan), np.full(size, -1, np.int32), np.zeros(size, np.int8)
    for kind in COVERED:
        rows = np.flatnonzero(of.kind == KINDS.index(kind))
        part = law.limits(
            TOPIC,
            of.start[rows],
            region=of.region[rows],
            regions=m.units.regions,
            platform=of.platform[rows],
            platforms=m.units.platforms,
            kind=kind,
        )
        value[rows], entry[rows], reason[rows] = part.value, part.entry, part.reason
    return Limits(value, entry, reason, np.zeros(0))


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Orders by kind, what is due for them, what was paid, and the difference."""
    lines: list[Text] = [(f"记录中完成的订单 {finding['count']:,} 单", f"{finding['count']:,} completed orders in the records")]
    due, paid = number(finding["limit"]), number(finding["measured"])
    if due is not None:
        zh, en = ("至少应缴", "at least due") if finding["verdict"] == "cannot judge" else ("应缴", "due")
        lines.append(
            (
                f"{zh}（单量 × 每单费率，合计）{due:,.2f} 元；按基准额计，平台如有浮动后的费率，请填入约定表",
                f"{en} (orders × rate, added up) CNY {due:,.2f}, at base rates; enter a rate floated for the platform as an agreement",
            )
        )
    if paid is not None:
        lines.append((f"实缴 {paid:,.2f} 元", f"paid CNY {paid:,.2f}"))
    if isinstance(finding["owed"], int):
        zh, en = money(finding["owed"])
        lines.append((f"少缴 {zh}", f"short by {en}"))
    if finding["verdict"] == "met":
        zh = "记录可能只是该平台订单的一部分；就这些订单而言已缴足"
        lines.append((zh, "these records may hold a part of the platform's orders only; for these the premium suffices"))
    if finding["verdict"] == "cannot judge":
        lines.append(cannot(finding))
    return lines


RULE = Rule(
    code=CODE,
    title=("职业伤害保障费", "Occupational-injury premium"),
    clock=("自然月，按单计", "calendar month, order by order"),
    needs=("tasks.kind", "tasks.region", "tasks.platform", "pay_lines.kind", "pay_lines.amount"),
    topics=(TOPIC, SCHEME),
    check=check,
    steps=steps,
    about="platforms",
)
