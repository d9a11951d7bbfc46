"""Plants for New York City's minimum pay of app-based deliveries (6 RCNY § 7-810), over the days on which its clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.moments import monday
from guanjia.synthesis.planted.plants_platforms import Firm
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import Stage
from guanjia.synthesis.planted.statute import NEW_YORK_RATES

INDIVIDUAL, AGGREGATE = "nyc_minimum_pay_individual", "nyc_minimum_pay_aggregate"
FORWARD, BACK = (date(2025, 3, 9), date(2026, 3, 8)), (date(2025, 11, 2), date(2026, 11, 1))  # 15 USC § 260a
Told = dict[str, Any]


def cents(stage: Stage, day: int) -> int | None:
    """The hourly rate of the pay period that a day lies in: that of its Monday; None where it was not found."""
    begun = monday(stage.date(day))
    value = next(number.value for number in NEW_YORK_RATES if number.stands(begun))
    return None if value is None else round(value * 100)


def judged(rate: int | None, verdict: str, owed: int | None = None) -> Told:
    """What is stated of a row: nothing can be judged where the rate was not found."""
    return {"verdict": CANNOT} if rate is None else {"verdict": verdict, "limit": rate / 100, "owed": owed}


def individual(stage: Stage) -> Iterator[Person]:
    """§ 7-810(b)(1): for each week, trip time at the rate; tips come on top."""
    for what, more, end, verdict, owed in (
        ("exactly the rate", 0, "19:00", MET, None),
        ("one cent below", -1, "19:00", BREACH, 1),
        ("one cent above", 1, "19:00", MET, None),
        ("one second more at the rate", 0, "19:00:01", BREACH, 1),
        ("one second less", 0, "18:59:59", MET, None),
    ):
        person, rate = _ten_hours(stage, f"{INDIVIDUAL}: {what}", more, end)
        yield person.earns(INDIVIDUAL, **judged(rate, verdict, owed))
    for what, kind, amount, verdict, owed in (
        ("a tip line never counts", "tip", 5_000, BREACH, 1_000),
        ("an incentive counts", "incentive", 1_000, MET, None),
        ("an incentive one cent too small", "incentive", 999, BREACH, 1),
        ("a supplement counts", "supplement_weather", 1_000, MET, None),
        ("a deduction lowers pay", "deduction", -1, BREACH, 1_001),
        ("a reimbursement never counts", "reimbursement", 5_000, BREACH, 1_000),
    ):
        name = f"{INDIVIDUAL}: {what}"
        person, rate = _ten_hours(stage, name, -1_000)
        reason: Told = {"reason": "damage", "taken_for": "other"} if kind == "deduction" else {}
        person = person.line(stage.day(name, 2), "20:00", kind, amount, **reason)
        yield person.earns(INDIVIDUAL, **judged(rate, verdict, owed))
    person, rate = _ten_hours(stage, f"{INDIVIDUAL}: a tip on the trip never counts", -1, tip=5_000)
    yield person.earns(INDIVIDUAL, **judged(rate, BREACH, 1))
    name = f"{INDIVIDUAL}: two trips at once, time once and pay twice"
    day = stage.day(name, 2)
    rate = cents(stage, day)
    person = stage.person(name).task(day, "08:00", "10:00", pay=2 * (rate or 0)).task(day, "09:00", "11:00", pay=rate or 0)
    yield person.earns(INDIVIDUAL, **judged(rate, MET))
    for what, told in (("pay in yuan", {"currency": "CNY"}), ("parcels too", {"kind": "parcel_delivery"})):
        name = f"{INDIVIDUAL}: {what}"
        person, _ = _ten_hours(stage, name, 5_000)
        yield person.task(stage.day(name, 2), "20:00", "20:10", **told).earns(INDIVIDUAL, CANNOT)
    name = f"{INDIVIDUAL}: pay not stated"
    yield stage.person(name).task(stage.day(name), "08:00", "10:00").earns(INDIVIDUAL, CANNOT)
    name = f"{INDIVIDUAL}: enough for the hours known, a trip without an end"
    person, _ = _ten_hours(stage, name, 0)
    yield person.task(stage.day(name, 2), "20:00", None, pay=0).earns(INDIVIDUAL, CANNOT)


def clocks(stage: Stage) -> Iterator[Person]:
    """Trips through the hour that the clocks skip, and through the one that they tell twice."""
    for change, wall, hours_passed in (
        *((day, ("01:00", "04:30"), 2.5) for day in FORWARD),
        *((day, ("00:30", "03:30"), 4.0) for day in BACK),
    ):
        number = stage.on(change)
        if not 1 <= number < stage.days - 1:
            continue
        rate = cents(stage, number)
        due = round((rate or 2_000) * hours_passed)
        for less, verdict in ((0, MET), (1, BREACH)):
            name = f"{INDIVIDUAL}: {change}, {less} cents below"
            person = stage.person(name, moved=False).task(number, *wall, pay=due - less)
            yield person.earns(INDIVIDUAL, **judged(rate, verdict, less or None))
        name = f"daily_task_time: {change}, a night over the change"
        yield (
            stage.person(name, moved=False)
            .task(number - 1, "22:00", "28:00", pay=20_000)
            .earns("daily_task_time", CANNOT, measured=5.0 if change in FORWARD else 7.0)
        )
        name = f"{INDIVIDUAL}: from Sunday's 04:00 on it is another week than Monday's ({change})"
        person = stage.person(name, moved=False).task(number, "20:00", "28:30", pay=cents(stage, number) or 1)
        yield person.task(number + 1, "08:00", "09:00", pay=cents(stage, number + 1) or 1).earns(INDIVIDUAL, BREACH if rate else CANNOT)


def firms(stage: Stage) -> Iterator[Firm]:
    """§ 7-810(b)(2): an app's pay of the week against trip time and time on call of all its workers."""
    for what, more, on_call, told, verdict, owed in (
        ("exactly the rate with time on call", 0, ("13:00", "15:00"), {}, MET, None),
        ("one cent below with time on call", -1, ("13:00", "15:00"), {}, BREACH, 1),
        ("one second more on call", 0, ("13:00", "15:00:01"), {}, BREACH, 1),
        ("one second less on call", 0, ("13:00", "14:59:59"), {}, MET, None),
        ("time on call within a trip counts once", 0, ("12:00", "15:00"), {}, MET, None),
        ("a tip never counts", -1, ("13:00", "15:00"), {"tip": 9_000}, BREACH, 1),
        ("pay in yuan", 0, ("13:00", "15:00"), {"currency": "CNY"}, CANNOT, None),
    ):
        name = f"{AGGREGATE}: {what}"
        day = stage.day(name, 2)
        rate = cents(stage, day)
        one = _employee(stage, name, what).task(day, "08:00", "13:00", pay=(rate or 100) * 4, **told)
        other = replace(_employee(stage, name, what), name=f"{name}, second courier").task(
            day, "08:00", "11:00", pay=(rate or 100) * 6 + more
        )
        one = one.span("online", day, *on_call)
        row = judged(None if told.get("currency") else rate, verdict, owed)
        yield Firm(one.earns(AGGREGATE, **{**row, "count": 2}))
        yield Firm(other)


def _ten_hours(stage: Stage, name: str, more: int, end: str = "19:00", **told: Any) -> tuple[Person, int | None]:
    """Two trips of five hours within a week, paid at the rate and ``more`` cents; and the rate."""
    day = stage.day(name, 2)
    rate = cents(stage, day)
    person = stage.person(name).task(day, "08:00", "13:00", pay=0, **told)
    return person.task(day, "14:00", end, pay=(rate or 2_000) * 10 + more, **told), rate


def _employee(stage: Stage, name: str, what: str) -> Person:
    return replace(stage.person(name, moved=False), platform=f"纽约外卖（{what}）")


PEOPLE: Final = (individual, clocks)
FIRMS: Final = (firms,)
