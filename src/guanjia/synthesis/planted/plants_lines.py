"""Plants for the rules on pay lines: deductions by what they are for, notice of the rule behind a fine, and paydays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import GENEROUS, Stage

TAKEN, PAYDAY = "deductions", "pay_interval"


def worked(stage: Stage, name: str, firm: str = "plain", pay: int | None = 30_000) -> Person:
    """A day of two orders that earn ``pay`` fen together."""
    day = stage.day(name, 3)
    return stage.person(name, firm).task(day, "08:00", "12:00", pay=pay).task(day, "13:00", "17:00", pay=None if pay is None else 0)


def deductions(stage: Stage) -> Iterator[Person]:
    """规则公示 seven days before a fine under it; the share of pay that was taken; deposits."""
    for what, words, what_for, before, at, verdict, days in (
        ("a fine under a rule seven days old", "超时扣款", "lateness", 7, "12:00", MET, 7),
        ("six days old", "超时扣款", "lateness", 6, "12:00", BREACH, 6),
        ("eight days old", "差评扣款", "complaint", 8, "12:00", MET, 8),
        ("published after the fine", "拒单扣款", "refusal", -5, "12:00", BREACH, -5),
        ("seven days by the calendar, six and a bit by the clock", "服务分扣分", "points", 7, "23:10", MET, 7),
        ("a fine whose kind is not stated", "违规罚款", "fine", 1, "12:00", BREACH, 1),
        ("a fine, whatever it names beside", "未戴头盔罚款", "fine", 7, "12:00", MET, 7),
    ):
        name = f"{TAKEN}: {what}"
        day = stage.day(name, 3)
        person = worked(stage, name).taken(day + 1, "00:20", -1_500, words, what_for, (day + 1 - before, at))
        person = person.earns(TAKEN, verdict, measured=float(days), limit=7.0, scenario=f"{what_for}, notice of the rule")
        yield person.earns(TAKEN, CANNOT, measured=5.0, limit=20.0, scenario=what_for)
    for what, words, what_for in (
        ("insurance", "意外险", "insurance"),
        ("income tax", "个税", "tax"),
        ("gear", "电动车租金", "equipment"),
        ("own social insurance", "社保", "social insurance"),
        ("words that tell nothing", "其他费用", "other"),
        ("a deposit, and no labour relation known", "装备押金", "deposit"),
    ):
        name = f"{TAKEN}: {what}"
        yield (
            worked(stage, name)
            .taken(stage.day(name, 3), "18:00", -3_000, words, what_for)
            .earns(TAKEN, CANNOT, measured=10.0, scenario=what_for)
        )
    name = f"{TAKEN}: no rule cited"
    person = worked(stage, name).taken(stage.day(name, 3), "18:00", -1_500, "超时扣款", "lateness")
    yield person.earns(TAKEN, CANNOT, limit=7.0, scenario="lateness, notice of the rule")
    name = f"{TAKEN}: a rule without its day"
    person = worked(stage, name).line(
        stage.day(name, 3), "18:00", "deduction", -1_500, reason="超时扣款", taken_for="lateness", rule="规则"
    )
    yield person.earns(TAKEN, CANNOT, limit=7.0, scenario="lateness, notice of the rule")
    name = f"{TAKEN}: no pay to compare with"
    yield (
        worked(stage, name, pay=None)
        .taken(stage.day(name, 3), "18:00", -300, "意外险", "insurance")
        .earns(TAKEN, CANNOT, scenario="insurance")
    )
    yield from _bound(stage)


def _bound(stage: Stage) -> Iterator[Person]:
    """A firm that agreed to the limits of 工资支付暂行规定 and 劳动合同法 is held to them, whatever the relation."""
    for what, amount, verdict in (
        ("a fifth of the month's pay exactly", -6_000, MET),
        ("one fen more than a fifth", -6_001, BREACH),
        ("one fen less", -5_999, MET),
    ):
        name = f"{TAKEN}: {what}"
        person = worked(stage, name, GENEROUS).taken(stage.day(name, 3), "18:00", amount, "电动车租金", "equipment")
        yield person.earns(TAKEN, verdict, measured=-amount / 300, limit=20.0, scenario="equipment")
    name = f"{TAKEN}: a fine given back is pay before deductions"
    person = worked(stage, name, GENEROUS).taken(stage.day(name, 3), "18:00", -6_300, "电动车租金", "equipment")
    yield person.taken(stage.day(name, 3), "19:00", 1_500, "超时扣款退回", "lateness").earns(
        TAKEN, MET, measured=20.0, scenario="equipment"
    )
    name = f"{TAKEN}: tips are no pay for the work"
    person = worked(stage, name, GENEROUS).line(stage.day(name, 3), "17:00", "tip", 5_000)
    yield person.taken(stage.day(name, 3), "18:00", -6_001, "电动车租金", "equipment").earns(TAKEN, BREACH, scenario="equipment")
    name = f"{TAKEN}: a deposit where it is forbidden"
    person = worked(stage, name, GENEROUS).taken(stage.day(name, 3), "18:00", -20_000, "保证金", "deposit")
    yield person.earns(TAKEN, BREACH, limit=0.0, owed=20_000, scenario="deposit")
    name = f"{TAKEN}: a forbidden deposit given back but for one fen"
    person = worked(stage, name, GENEROUS).taken(stage.day(name, 3), "18:00", -20_000, "保证金", "deposit")
    yield person.taken(stage.day(name, 3), "19:00", 19_999, "保证金退还", "deposit").earns(TAKEN, BREACH, owed=1, scenario="deposit")


def paydays(stage: Stage) -> Iterator[Person]:
    """人社厅发〔2023〕50号: no calendar month without a payday while pay is being earned."""
    begun = stage.first + timedelta(days=1)
    payday = begun + timedelta(days=2)
    beyond = (payday.replace(day=1) + timedelta(days=62)).replace(day=1)  # the first of the month after the next
    last = beyond - timedelta(days=1)
    for what, paid, verdict in (
        ("the last day of the next month", (last, "23:59:59"), MET),
        ("the first of the month after", (beyond, "00:00"), BREACH),
    ):
        name = f"{PAYDAY}: from payday to {what}"
        person = _earner(stage, name, begun).line(begun, "18:00", "base", 30_000, paid=(payday, "10:00"))
        person = person.line(begun + timedelta(days=1), "18:00", "base", 30_000, paid=paid)
        yield person.earns(PAYDAY, verdict, measured=float((paid[0] - payday).days), limit=float((last - payday).days))
    for what, its, verdict in (
        ("one payday", (("base", 0, 2),), CANNOT),
        ("no payday stated", (("base", 0, None),), CANNOT),
        ("paydays a week apart", (("base", 0, 2), ("base", 1, 9)), MET),
        ("a tip is no pay that is due", (("base", 0, 2), ("tip", 1, 9)), CANNOT),
        ("paid before it was earned", (("base", 0, 2), ("base", 9, 5)), CANNOT),
        ("incentives have paydays too", (("incentive", 0, 2), ("incentive", 1, 9)), MET),
    ):
        name = f"{PAYDAY}: {what}"
        person = _earner(stage, name, begun)
        for kind, earned, paid_on in its:
            payout = None if paid_on is None else (begun + timedelta(days=paid_on), "10:00")
            person = person.line(begun + timedelta(days=earned), "18:00", kind, 30_000, paid=payout)
        yield person.earns(PAYDAY, verdict)
    name = f"{PAYDAY}: a long gap in which a payday may be missing"
    day = stage.on(begun)
    person = stage.person(name, moved=False).task(day, "08:00", "12:00", pay=30_000)
    person = person.line(begun, "18:00", "incentive", 500, paid=(begun + timedelta(days=2), "10:00"))
    yield person.line(begun, "19:00", "incentive", 500, paid=(beyond, "10:00")).earns(PAYDAY, CANNOT, count=0)
    name = f"{PAYDAY}: a pause in the work is not counted"
    person = _earner(stage, name, begun).line(begun, "18:00", "base", 30_000, paid=(begun + timedelta(days=2), "10:00"))
    later = begun + timedelta(days=11)
    yield person.line(later, "18:00", "base", 30_000, paid=(later + timedelta(days=3), "10:00")).earns(PAYDAY, MET, measured=3.0)


def _earner(stage: Stage, name: str, begun: date) -> Person:
    day = stage.on(begun)
    return stage.person(name, moved=False).task(day, "08:00", "12:00").task(day, "13:00", "17:00")


ALL = (deductions, paydays)
