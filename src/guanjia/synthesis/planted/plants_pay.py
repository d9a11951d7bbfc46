"""Plants for the rules on pay: the hourly floor with its allowances, and pay on statutory holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import GENEROUS, Stage
from guanjia.synthesis.planted.statute import HOLIDAYS

FLOOR, HOLIDAY = "minimum_hourly_pay", "holiday_pay"
NONE, TEN = "allowance 0%", "allowance 10%"


def ten_hours(stage: Stage, name: str, pay: int | None, firm: str = "plain", end: str = "19:00", **told: Any) -> Person:
    """Two orders of five hours together, with a rest between; ``pay`` in fen for the second, none for the first."""
    region: dict[str, Any] = {"region": told.pop("region")} if "region" in told else {}
    person, day = stage.person(name, firm, **region), stage.day(name)
    return person.task(day, "08:00", "13:00", pay=None if pay is None else 0, **told).task(day, "14:00", end, pay=pay, **told)


def floor(stage: Stage) -> Iterator[Person]:
    """Shanghai: 25 yuan an hour (非全日制) from 2025-07-01, own social insurance outside it."""
    for what, pay, end, verdict, owed in (
        ("exactly the floor", 25_000, "19:00", MET, None),
        ("one fen below", 24_999, "19:00", BREACH, 1),
        ("one fen above", 25_001, "19:00", MET, None),
        ("one second more work at the floor", 25_000, "19:00:01", BREACH, 1),
        ("one second less", 25_000, "18:59:59", MET, None),
    ):
        name = f"{FLOOR}: {what}"
        yield ten_hours(stage, name, pay, end=end).earns(FLOOR, verdict, limit=25.0, owed=owed, scenario=NONE)
    name = f"{FLOOR}: the floor with an allowance of ten percent"
    yield (
        ten_hours(stage, name, 27_500)
        .earns(FLOOR, MET, measured=25.0, scenario=TEN)
        .earns(FLOOR, BREACH, owed=2_500, scenario="allowance 20%")
    )
    name = f"{FLOOR}: one fen below with an allowance of ten percent"
    yield ten_hours(stage, name, 27_499).earns(FLOOR, BREACH, owed=1, scenario=TEN)
    name = f"{FLOOR}: an agreed allowance of twelve percent"
    yield ten_hours(stage, name, 25_000, GENEROUS).earns(FLOOR, BREACH, owed=3_000, scenario="allowance agreed 12%")
    name = f"{FLOOR}: two orders at once, time once and pay twice"
    day = stage.day(name)
    person = stage.person(name).task(day, "08:00", "10:00", pay=4_000).task(day, "09:00", "11:00", pay=3_500)
    yield person.earns(FLOOR, MET, measured=25.0, scenario=NONE)
    yield from _lines(stage)
    yield from _waiting(stage)
    yield from _unknown(stage)


def _lines(stage: Stage) -> Iterator[Person]:
    for what, kind, words, amount, verdict, owed in (
        ("tips never count", "tip", None, 5_000, BREACH, 1_000),
        ("reimbursements never count", "reimbursement", None, 5_000, BREACH, 1_000),
        ("a night supplement does not count", "supplement_night", None, 5_000, BREACH, 1_000),
        ("a weather supplement does not count", "supplement_weather", None, 5_000, BREACH, 1_000),
        ("an incentive counts", "incentive", None, 1_000, MET, None),
        ("an adjustment counts", "adjustment", None, 1_000, MET, None),
        ("an adjustment one fen too small", "adjustment", None, 999, BREACH, 1),
        ("a commission line lowers pay", "commission", None, -500, BREACH, 1_500),
        ("a fine lowers pay", "deduction", ("超时扣款", "lateness"), -500, BREACH, 1_500),
        ("a fine given back is pay", "deduction", ("超时扣款退回", "lateness"), 1_000, MET, None),
        ("income tax does not lower pay", "deduction", ("代扣个税", "tax"), -500, BREACH, 1_000),
        ("own social insurance is outside the floor", "deduction", ("代缴社保", "social insurance"), -500, BREACH, 1_500),
        ("commercial medical insurance lowers pay", "deduction", ("商业医疗保险", "insurance"), -500, BREACH, 1_500),
    ):
        name = f"{FLOOR}: {what}"
        person, day = ten_hours(stage, name, 24_000), stage.day(name)
        person = person.line(day, "20:00", kind, amount) if words is None else person.taken(day, "20:00", amount, *words)
        yield person.earns(FLOOR, verdict, owed=owed, scenario=NONE)
    name = f"{FLOOR}: a tip on the task never counts"
    yield ten_hours(stage, name, 24_999, tip=5_000).earns(FLOOR, BREACH, owed=1, scenario=NONE)
    name = f"{FLOOR}: own social insurance is inside the floor of Tianjin"
    person = ten_hours(stage, name, 26_600, region="120000")
    yield person.taken(stage.day(name), "20:00", -2_000, "代缴社保", "social insurance").earns(
        FLOOR, MET, measured=26.6, limit=26.6, scenario=NONE
    )
    for what, pay, verdict, owed in (
        ("one fen below with it", 25_699, CANNOT, None),
        ("the floor even with it", 25_700, MET, None),
        ("one fen below even without it", 23_699, BREACH, 1),
    ):
        name = f"{FLOOR}: own social insurance where no text says, {what}"
        person = ten_hours(stage, name, pay, region="440300").taken(stage.day(name), "20:00", -2_000, "代缴社保", "social insurance")
        yield person.earns(FLOOR, verdict, limit=23.7, owed=owed, scenario=NONE)
    name = f"{FLOOR}: pay as one base line of the month"
    yield ten_hours(stage, name, None).line(stage.day(name) + 1, "12:00", "base", 24_000).earns(FLOOR, BREACH, owed=1_000, scenario=NONE)


def _waiting(stage: Stage) -> Iterator[Person]:
    for what, kind, start, end, verdict, owed in (
        ("an hour required online is work", "required", "20:00", "21:00", BREACH, 2_500),
        ("one second required online is work", "required", "20:00", "20:00:01", BREACH, 1),
        ("required time inside an order counts once", "required", "14:00", "15:00", MET, None),
        ("an hour online and free to leave is not", "online", "20:00", "21:00", MET, None),
        ("a declared rest is not", "rest", "20:00", "21:00", MET, None),
    ):
        name = f"{FLOOR}: {what}"
        yield ten_hours(stage, name, 25_000).span(kind, stage.day(name), start, end).earns(FLOOR, verdict, owed=owed, scenario=NONE)
    name = f"{FLOOR}: the allowance is of task time, not of required time"
    person = ten_hours(stage, name, 30_000).span("required", stage.day(name), "20:00", "21:00")
    yield person.earns(FLOOR, MET, measured=25.0, scenario=TEN)
    name = f"{FLOOR}: a cancelled order's time counts"
    person = ten_hours(stage, name, 25_000).task(stage.day(name), "20:00", "20:06", status="cancelled")
    yield person.earns(FLOOR, BREACH, owed=250, scenario=NONE)
    name = f"{FLOOR}: a refused order's does not"
    person = ten_hours(stage, name, 25_000).task(stage.day(name), "20:00", "20:06", status="refused")
    yield person.earns(FLOOR, MET, scenario=NONE)


def _unknown(stage: Stage) -> Iterator[Person]:
    name = f"{FLOOR}: no pay stated"
    yield ten_hours(stage, name, None).earns(FLOOR, CANNOT, limit=25.0, scenario=NONE)
    name = f"{FLOOR}: one order states its pay, and it is enough"
    day = stage.day(name)
    yield stage.person(name).task(day, "08:00", "09:00", pay=6_000).task(day, "09:30", "10:30").earns(FLOOR, MET, scenario=NONE)
    name = f"{FLOOR}: enough for the hours known, an order without an end"
    day = stage.day(name)
    yield stage.person(name).task(day, "08:00", "10:00", pay=5_000).task(day, "12:00", None, pay=2_500).earns(FLOOR, CANNOT, scenario=NONE)
    name = f"{FLOOR}: short on a lower bound of hours"
    day = stage.day(name)
    yield (
        stage.person(name)
        .task(day, "08:00", "10:00", pay=4_999)
        .task(day, "12:00", None, pay=0)
        .earns(FLOOR, BREACH, owed=1, scenario=NONE)
    )
    for what, told in (
        ("no place stated", {"region": None}),
        ("a place that nobody knows", {"region": "990000"}),
        ("a province whose areas differ", {"region": "440000"}),
        ("pay in dollars", {"currency": "USD"}),
    ):
        name = f"{FLOOR}: {what}"
        yield ten_hours(stage, name, 30_000, **told).earns(FLOOR, CANNOT, scenario=NONE)
    for region, rate in (("440300", 2_370), ("440600", 1_980), ("441300", 1_830), ("445200", 1_740), ("110000", 2_770), ("120000", 2_660)):
        for less, verdict in ((0, MET), (1, BREACH)):
            name = f"{FLOOR}: {region}, {less} fen below"
            yield ten_hours(stage, name, 10 * rate - less, region=region).earns(
                FLOOR, verdict, limit=rate / 100, owed=less or None, scenario=NONE
            )


def holidays(stage: Stage) -> Iterator[Person]:
    """人社厅发〔2023〕50号: pay above the normal on statutory holidays; Beijing: 65.10 yuan an hour."""
    for feast in _feasts(stage):
        yield from _holiday(stage, feast)


def _feasts(stage: Stage) -> list[date]:
    """Holidays of the town that have an ordinary working day of the same month within it."""
    found = []
    for number in range(2, stage.days - 1):
        its = stage.first + timedelta(days=number)
        if its in HOLIDAYS and _ordinary(stage, its) is not None and its - timedelta(days=1) not in HOLIDAYS:
            found.append(its)
    return found


def _ordinary(stage: Stage, feast: date) -> int | None:
    """A day of the feast's month in the town, apart from any holiday."""
    for number in range(stage.days - 1):
        its = stage.first + timedelta(days=number)
        near = {its + timedelta(days=n) for n in (-1, 0, 1, 2)}
        if its.month == feast.month and not near & HOLIDAYS:
            return number
    return None


def _holiday(stage: Stage, feast: date) -> Iterator[Person]:
    on, plain = stage.on(feast), _ordinary(stage, feast) or 0
    for what, pay, day, begun, done, verdict in (
        ("one fen above other days", 10_001, on, "08:00", "12:00", MET),
        ("the same as on other days", 10_000, on, "08:00", "12:00", BREACH),
        ("one fen below", 9_999, on, "08:00", "12:00", BREACH),
        ("dispatched in the small hours of the day", 10_001, on, "00:00", "04:00", MET),
        ("dispatched in its last second", 10_000, on, "23:59:59", "27:59:59", BREACH),
    ):
        name = f"{HOLIDAY}: {what} ({feast})"
        person = stage.person(name, moved=False).task(day, begun, done, pay=pay).task(plain, "08:00", "12:00", pay=10_000)
        if begun == "00:00" and (feast - timedelta(days=1)).month != feast.month:
            continue
        yield person.earns(HOLIDAY, verdict, limit=25.0)
    for what, day, begun in (("taken on the eve, worked into it", on - 1, "23:59:59"), ("taken at the midnight after it", on, "24:00")):
        name = f"{HOLIDAY}: {what} ({feast})"
        if feast + timedelta(days=1) in HOLIDAYS and begun == "24:00":
            continue
        yield stage.person(name, moved=False).task(day, begun, "27:00", pay=10_000).task(plain, "08:00", "12:00", pay=10_000)
    work = ((on, "08:00", "12:00", 10_000), (plain, "08:00", "12:00", 10_000))
    for what, kind, amount, verdict in (
        ("a holiday supplement counts", "supplement_holiday", 1, MET),
        ("an incentive that may be for it", "incentive", 1, CANNOT),
        ("a tip does not count", "tip", 5_000, BREACH),
        ("a weather supplement does not count", "supplement_weather", 5_000, BREACH),
    ):
        name = f"{HOLIDAY}: {what} ({feast})"
        person = stage.person(name)
        for day, begun, done, pay in work:
            person = person.task(day, begun, done, pay=pay)
        yield person.line(on, "20:00", kind, amount).earns(HOLIDAY, verdict)
    name = f"{HOLIDAY}: nothing but holiday work ({feast})"
    yield stage.person(name).task(on, "08:00", "12:00", pay=10_000).earns(HOLIDAY, CANNOT, measured=25.0)
    name = f"{HOLIDAY}: pay of another day not stated ({feast})"
    yield stage.person(name).task(on, "08:00", "12:00", pay=10_000).task(plain, "08:00", "12:00").earns(HOLIDAY, CANNOT)
    name = f"{HOLIDAY}: an order without an end ({feast})"
    person = stage.person(name).task(on, "08:00", "12:00", pay=9_000).task(on, "13:00", None, pay=4_000)
    yield person.task(plain, "08:00", "12:00", pay=10_000).earns(HOLIDAY, CANNOT)
    for less, verdict in ((0, MET), (1, BREACH)):
        name = f"{HOLIDAY}: {less} fen below the floor of Beijing ({feast})"
        person = stage.person(name, region="110000").task(on, "08:00", "12:00", pay=26_040 - less).task(plain, "08:00", "12:00", pay=12_000)
        yield person.earns(HOLIDAY, verdict, limit=65.1, owed=less or None, scenario="holiday floor, allowance 0%")


ALL = (floor, holidays)
