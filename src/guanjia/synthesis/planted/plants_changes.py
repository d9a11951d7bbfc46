"""Plants around the day on which a number of the law, or of an agreement, changes: the day before, the day itself, midnight and 04:00."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.moments import ONE_DAY, hours
from guanjia.synthesis.planted.plants_orders import HERE, north
from guanjia.synthesis.planted.plants_platforms import Firm
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import HIRE, Stage
from guanjia.synthesis.planted.statute import DETOUR, RIDE, Number

FLOOR, NONE = "minimum_hourly_pay", "allowance 0%"
# First day, place, and the hourly floors before and from it, fen: the texts stand in `statute.WAGES`.
WAGES: Final = (
    (date(2025, 7, 1), "310000", 2_400, 2_500),
    (date(2025, 9, 1), "110000", 2_640, 2_770),
    (date(2025, 9, 1), "120000", 2_440, 2_660),
)
STANDARD, DESIGN_SPEED = date(2025, 12, 4), date(2025, 9, 1)  # 外卖平台服务管理基本要求; GB 17761-2024


def _within(stage: Stage, first: date) -> bool:
    return 3 <= stage.on(first) < stage.days - 3


def wages(stage: Stage) -> Iterator[Person]:
    """A new floor binds work of the days that begin (04:00) on or after its first; a night over the change is held to both."""
    for first, region, old, new in WAGES:
        if not _within(stage, first):
            continue
        day = stage.on(first)
        for what, on, span, pay, verdict, limit, owed in (
            ("the day before, the old floor exactly", day - 1, ("08:00", "12:00"), 4 * old, MET, old, None),
            ("the day before, one fen below the old floor", day - 1, ("08:00", "12:00"), 4 * old - 1, BREACH, old, 1),
            ("its first day, the new floor exactly", day, ("08:00", "12:00"), 4 * new, MET, new, None),
            ("its first day, one fen below the new floor", day, ("08:00", "12:00"), 4 * new - 1, BREACH, new, 1),
            ("from 04:00 of its first day, one fen below", day, ("04:00", "08:00"), 4 * new - 1, BREACH, new, 1),
            ("to 24:00 of the day before, the old floor", day - 1, ("20:00", "24:00"), 4 * old, MET, old, None),
            ("one second past midnight, the old floor of four hours", day - 1, ("20:00:01", "24:00:01"), 4 * old, CANNOT, old, None),
            ("a night over it at the new floor", day - 1, ("22:00", "26:00"), 4 * new, MET, old, None),
            ("a night over it, one fen below the new floor", day - 1, ("22:00", "26:00"), 4 * new - 1, CANNOT, old, None),
            ("a night over it, one fen below the old floor", day - 1, ("22:00", "26:00"), 4 * old - 1, BREACH, old, 1),
            ("midnight to 04:00 at the new floor", day, ("00:00", "04:00"), 4 * new, MET, old, None),
            ("midnight to 04:00, one fen below the old floor", day, ("00:00", "04:00"), 4 * old - 1, BREACH, old, 1),
        ):
            name = f"{FLOOR}: a new floor of {region}: {what}"
            person = stage.person(name, moved=False, region=region).task(on, *span, pay=pay)
            yield person.earns(FLOOR, verdict, limit=limit / 100, owed=owed, scenario=NONE)


def standard(stage: Stage) -> Iterator[Person]:
    """外卖平台服务管理基本要求, published on a Thursday, 2025-12-04: nothing is asked of the days, runs and weeks that began before it."""
    if not _within(stage, STANDARD):
        return
    day = stage.on(STANDARD)
    for what, on, start, end, verdict, time in (
        ("the day before it, over eight hours", day - 1, "08:00", "17:00", CANNOT, "9:00"),
        ("its first day, one second over", day, "08:00", "16:00:01", BREACH, "8:00:01"),
        ("its first day, eight hours", day, "04:00", "12:00", MET, "8:00"),
        ("a night into it, still the day before", day - 1, "19:00", "28:00", CANNOT, "9:00"),
        ("from its first 04:00, one second over", day, "04:00", "12:00:01", BREACH, "8:00:01"),
    ):
        name = f"daily_task_time: {what}"
        yield stage.person(name, moved=False).task(on, start, end).earns("daily_task_time", verdict, measured=hours(time))
    for what, on, verdict in (("the day before it", day - 1, CANNOT), ("its first day", day, BREACH)):
        name = f"continuous_task_time: {what}, an order after four hours"
        person = stage.person(name, moved=False).task(on, "08:00", "12:10").task(on, "12:00:01", "12:30")
        yield person.earns("continuous_task_time", verdict)
    monday = day - STANDARD.weekday()
    for what, begun, verdict in (("the week it came in", monday, CANNOT), ("the week after", monday + 7, BREACH)):
        name = f"weekly_rest_day: {what}, seven days"
        yield stage.person(name).days(range(begun, begun + 7), "10:00", "11:00").earns("weekly_rest_day", verdict)
    yield from _speed(stage, "promise_speed_standard", STANDARD, 15)


def design_speed(stage: Stage) -> Iterator[Person]:
    """GB 17761-2024, in force from 2025-09-01: 25 km/h."""
    if _within(stage, DESIGN_SPEED):
        yield from _speed(stage, "promise_speed_product", DESIGN_SPEED, 25)


def _speed(stage: Stage, rule: str, first: date, limit: int) -> Iterator[Person]:
    far = north(limit * 1_000 / 4 / DETOUR + 1)  # a metre too far for a quarter of an hour
    for what, at, picked, promised, verdict in (
        ("dispatched in the last second before it", "23:59:59", "24:05", "24:20", CANNOT),
        ("dispatched as it begins", "24:00", "24:05", "24:20", BREACH),
    ):
        name = f"{rule}: {what}"
        person = stage.person(name, moved=False)
        person = person.task(stage.on(first) - 1, at, "24:30", picked=picked, promised=promised, origin=HERE, target=far)
        yield person.earns(rule, verdict)


def agreements(stage: Stage) -> Iterator[Firm]:
    """A firm whose agreed allowance, cap and daily stop change in the middle of a month."""
    first = stage.first + 10 * ONE_DAY
    if first.month != stage.first.month:
        first = stage.first + 24 * ONE_DAY
    day, since = stage.on(first), stage.first - 200 * ONE_DAY
    rate = next(new if first >= its else old for its, region, old, new in WAGES if region == stage.region)
    for number, (less, verdict) in enumerate(((0, MET), (1, BREACH)), 1):
        name = f"{FLOOR}: an agreed allowance of ten, then twelve percent, {less} fen below"
        person = _employee(stage, name, f"宽放{number}号")
        person = person.task(day - 1, "08:00", "18:00", pay=rate * 11).task(day, "08:00", "18:00", pay=rate * 112 // 10 - less)
        agreed = _then("allowance", 10, 12, since, first, person.platform, ())
        yield Firm(person.earns(FLOOR, verdict, owed=less or None, scenario="allowance agreed"), agreed=agreed)
    name = "commission_per_order: a cap of 27, then 25 percent"
    person = _employee(stage, name, "封顶1号", HIRE)
    for start in ("23:59:59", "24:00"):
        person = person.task(day - 1, start, "24:30", picked=start, fare=10_000, commission=2_501)
    rule = "commission_per_order"
    person = person.earns(rule, MET, limit=27.0, count=0).earns(rule, BREACH, limit=25.0, owed=1, count=1)
    yield Firm(person, agreed=_then("commission-per-order", 27, 25, since, first, person.platform, (RIDE,)))
    for number, (on, verdict) in enumerate(((day - 1, MET), (day, BREACH)), 1):
        name = f"platform_daily_stop: twelve hours, then ten, {verdict}"
        person = _employee(stage, name, f"停派{number}号")
        for begun, done in (("06:00", "09:30"), ("10:00", "13:30"), ("14:00", "17:00:01"), ("18:00", "18:10")):
            person = person.task(on, begun, done)
        agreed = _then("platform-daily-stop", 12, 10, since, first, person.platform, ())
        yield Firm(person.earns("platform_daily_stop", verdict, limit=12.0 if on < day else 10.0), agreed=agreed)


def _employee(stage: Stage, name: str, platform: str, firm: str = "plain") -> Person:
    return replace(stage.person(name, firm, moved=False), platform=platform)


def _then(topic: str, old: float, new: float, since: date, first: date, platform: str, kinds: tuple[str, ...]) -> tuple[Number, ...]:
    where = f"platform:{platform}"
    return Number(topic, old, since, where, kinds, last=first - ONE_DAY), Number(topic, new, first, where, kinds)


PEOPLE: Final = (wages, standard, design_speed)
FIRMS: Final = (agreements,)
