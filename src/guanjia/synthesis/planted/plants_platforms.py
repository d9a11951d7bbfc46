"""Plants for the rules about a platform as a whole: injury premiums, and notice before changed rules take effect. Each has its own firm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.script import Line, Notice, Person
from guanjia.synthesis.planted.stage import HIRE, Stage
from guanjia.synthesis.planted.statute import FOOD, FREIGHT, HOME, RIDE, Number

PREMIUM, NOTICE, MEAN, WEEK = "injury_premium", "rule_change_notice", "commission_monthly_mean", "weekly_rest_day"


@dataclass(frozen=True)
class Firm:
    """A firm of its own: someone who works for it, and what it paid, announced and agreed."""

    person: Person
    premiums: tuple[Line, ...] = ()
    told: tuple[Notice, ...] = ()
    agreed: tuple[Number, ...] = ()
    brief: bool = False  # its records cover no other days than those of this person's work


def premiums(stage: Stage) -> Iterator[Firm]:
    """人社部发〔2025〕24号: 0.01 yuan a ride, 0.18 a haul; 0.07 or 0.25 a delivery, by the platform's history."""
    for number, (what, orders, paid, rate, verdict, due, owed) in enumerate(
        (
            ("thirty rides, paid", {RIDE: 30}, (30,), None, MET, 0.30, None),
            ("one fen short", {RIDE: 30}, (29,), None, BREACH, 0.30, 1),
            ("one fen more", {RIDE: 30}, (31,), None, MET, 0.30, None),
            ("an amount written with a minus", {RIDE: 30}, (-30,), None, MET, 0.30, None),
            ("in several lines", {RIDE: 30}, (10, 20), None, MET, 0.30, None),
            ("hauls, one fen short", {FREIGHT: 10}, (179,), None, BREACH, 1.80, 1),
            ("deliveries, at which rate is not known", {FOOD: 10}, (70,), None, CANNOT, None, None),
            ("deliveries at the lower rate, agreed", {FOOD: 10}, (70,), 0.07, MET, 0.70, None),
            ("deliveries at the higher rate, agreed", {FOOD: 10}, (70,), 0.25, BREACH, 2.50, 180),
            ("rides short, whatever the rate of the deliveries", {RIDE: 30, FOOD: 5}, (20,), None, BREACH, 0.30, 10),
            ("no line in the records", {RIDE: 30}, (), None, CANNOT, 0.30, None),
            ("no kind of work stated", {RIDE: 30, "": 1}, (30,), None, CANNOT, 0.30, None),
        ),
        1,
    ):
        name = f"{PREMIUM}: {what}"
        person, day = _employee(stage, name, f"保费{number}号"), stage.day(name, 4)
        for index, (kind, count) in enumerate(orders.items()):
            person = person.many(count, day + 2 * index, kind=kind or None)
        person = person.task(day + 1, "20:00", "20:10", kind=RIDE, status="cancelled").task(day + 1, "21:00", "21:10", kind=HOME)
        lines = tuple(Line(None, person.platform, person.at(day + 2, "12:00"), PREMIUM, amount) for amount in paid)
        agreed = (
            ()
            if rate is None
            else (Number("injury-premium", rate, stage.first.replace(month=1, day=1), f"platform:{person.platform}", (FOOD,)),)
        )
        yield Firm(person.earns(PREMIUM, verdict, limit=due, owed=owed, count=sum(orders.values())), lines, agreed=agreed)


def _employee(stage: Stage, name: str, platform: str) -> Person:
    return replace(stage.person(name, HIRE), platform=platform)


def changes(stage: Stage) -> Iterator[Firm]:
    """劳动规则公示指引: published at least seven days before it takes effect, by the calendar."""
    for number, (what, published, effective, verdict, days) in enumerate(
        (
            ("seven days", "12:00", (7, "12:00"), MET, 7.0),
            ("six days", "12:00", (6, "12:00"), BREACH, 6.0),
            ("eight days", "12:00", (8, "12:00"), MET, 8.0),
            ("six days and almost a seventh", "00:00", (6, "23:59:59"), BREACH, 6.0),
            ("seven days by the calendar alone", "23:59:59", (7, "00:00"), MET, 7.0),
            ("in effect before it was published", "12:00", (-1, "12:00"), BREACH, -1.0),
            ("no day of effect", "12:00", None, CANNOT, None),
        ),
        1,
    ):
        name = f"{NOTICE}: {what}"
        day = stage.day(name)
        person = replace(_employee(stage, name, f"公示{number}号"), shift=0).task(day, "08:00", "09:00")
        end = None if effective is None else person.at(stage.first + timedelta(days=day + effective[0]), effective[1])
        told = Notice(None, person.platform, "rule_change", person.at(day, published), end, "计价规则调整")
        yield Firm(person.earns(NOTICE, verdict, measured=days, limit=7.0), told=(told, told))


def few_orders(stage: Stage) -> Iterator[Firm]:
    """A promised monthly mean of 25 % that says of no number of orders: none of fewer than ten is judged (docs/method.md)."""
    for number, (orders, taken, verdict, owed) in enumerate(
        ((1, 2_600, CANNOT, None), (9, 2_600, CANNOT, None), (10, 2_500, MET, None), (10, 2_501, BREACH, 10)), 1
    ):
        name = f"{MEAN}: {orders} orders at {taken / 100:.2f} %, no number promised"
        person = _employee(stage, name, f"均值{number}号").many(orders, stage.day(name, 2), fare=10_000, commission=taken)
        agreed = Number(MEAN.replace("_", "-"), 25, stage.first.replace(month=1, day=1), f"platform:{person.platform}", (RIDE,))
        yield Firm(person.earns(MEAN, verdict, limit=25.0, owed=owed, count=orders), agreed=(agreed,))


def brief(stage: Stage) -> Iterator[Firm]:
    """A day without work is a day of rest only where the records cover it: for a linked person, those of both firms."""
    name = f"{WEEK}: linked, and four days of records of one of the two firms"
    monday = stage.week(name)
    one, other = (stage.person(name, moved=False, same=name) for _ in range(2))
    other = replace(other, name=f"{name}, second account", platform="短档1号")
    yield Firm(one.days(range(monday, monday + 4), "10:00", "11:00").earns(WEEK, CANNOT, measured=0.0).earns(WEEK, MET, measured=3.0))
    yield Firm(other.days(range(monday, monday + 4), "14:00", "15:00").earns(WEEK, CANNOT, measured=0.0), brief=True)


ALL = (premiums, changes, few_orders, brief)


def coverage(people: Mapping[str, Person], stage: Stage) -> Iterator[Person]:
    """For each platform somebody with a housework visit, for which no premium is due, on the first and on the last day of the records."""
    for platform, like in people.items():
        usual = Person("", f"keeper of {platform}", platform, like.day0, like.zone, like.region, HOME, currency=like.currency)
        yield usual.task(-stage.before, "10:00", "10:20").task(stage.days - 1, "10:00", "10:20")
