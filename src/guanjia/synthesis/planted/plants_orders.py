"""Plants for the rules that judge order by order: commission, and the speed that a promised time asks for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.script import Person, Place
from guanjia.synthesis.planted.stage import HAULS, HIRE, TAXIS, Stage
from guanjia.synthesis.planted.statute import DETOUR

ORDER, MEAN, STANDARD, PRODUCT = "commission_per_order", "commission_monthly_mean", "promise_speed_standard", "promise_speed_product"
EARTH = 6_371_000  # metres
HERE: Place = (31.1, 121.4)
Fields = dict[str, Any]

ORDERS: Final[tuple[tuple[str, Fields, str, int], ...]] = (
    ("fare less pay, where no commission is stated", {"fare": 10_000, "pay": 7_299}, BREACH, 1),
    ("the commission stands before fare less pay", {"fare": 10_000, "pay": 7_000, "commission": 2_700}, MET, 0),
    ("a tip is no part of the fare", {"fare": 10_000, "commission": 2_701, "tip": 1_000}, BREACH, 1),
    ("neither commission nor pay", {"fare": 10_000}, CANNOT, 0),
)


def commission(stage: Stage) -> Iterator[Person]:
    """A declared cap of 27 % of an order, rounded down to a whole fen."""
    for what, fare, taken, verdict, owed in (
        ("exactly the cap", 10_000, 2_700, MET, None),
        ("one fen more", 10_000, 2_701, BREACH, 1),
        ("one fen less", 10_000, 2_699, MET, None),
        ("an odd fare, the cap rounded down", 1_001, 270, MET, None),
        ("an odd fare, one fen more", 1_001, 271, BREACH, 1),
    ):
        name = f"{ORDER}: {what}"
        person = stage.person(name, TAXIS).task(stage.day(name), "08:00", "09:00", picked="08:10", fare=fare, commission=taken)
        yield person.earns(ORDER, verdict, measured=taken * 100 / fare, limit=27.0, owed=owed)
    for what, told, verdict, count in ORDERS:
        name = f"{ORDER}: {what}"
        person = stage.person(name, TAXIS).task(stage.day(name), "08:00", "09:00", picked="08:10", **told)
        yield person.earns(ORDER, verdict, count=count)
    name = f"{ORDER}: two of three beyond the cap"
    day = stage.day(name)
    person = stage.person(name, TAXIS)
    for hour, taken in (("08", 2_700), ("10", 2_702), ("12", 2_703)):
        person = person.task(day, f"{hour}:00", f"{hour}:30", picked=f"{hour}:05", fare=10_000, commission=taken)
    yield person.earns(ORDER, BREACH, measured=27.03, owed=5, count=2)
    for firm in (HIRE, HAULS):
        name = f"{ORDER}: a firm that declared none ({firm})"
        yield stage.person(name, firm).task(stage.day(name), "08:00", "09:00", fare=10_000, commission=4_000).earns(ORDER, CANNOT)
    name = f"{ORDER}: a cancellation fee is no fare"
    yield stage.person(name, TAXIS).task(stage.day(name), "08:00", "09:00", fare=500, commission=500, status="cancelled")


def monthly(stage: Stage) -> Iterator[Person]:
    """At fifty orders or more in a month a mean of at most 25 %: of the money, not of the rates."""
    name = f"{MEAN}: fifty orders at exactly a quarter"
    yield _fifty(stage, name, 50, 2_500).earns(MEAN, MET, measured=25.0, limit=25.0, count=50)
    name = f"{MEAN}: forty-nine orders, not concerned"
    yield _fifty(stage, name, 49, 4_000).earns(ORDER, BREACH, measured=40.0, count=49)
    for what, fare, taken, verdict, owed in (
        ("one fen more in the month", 10_000, 2_501, BREACH, 1),
        ("one fen less in the month", 10_000, 2_499, MET, None),
        ("the mean is of the money", 100_000, 26_001, BREACH, 1_001),
    ):
        name = f"{MEAN}: {what}"
        person = _fifty(stage, name, 49, 2_500).task(stage.day(name, 4), "20:00", "20:10", fare=fare, commission=taken)
        yield person.earns(MEAN, verdict, owed=owed, count=50)
    for what, told, verdict in (
        ("a cancelled order is not one of the fifty", {"fare": 100_000, "commission": 0, "status": "cancelled"}, BREACH),
        ("one order without a rate", {"fare": 10_000}, CANNOT),
        ("food deliveries count neither way", {"fare": 100_000, "commission": 0, "kind": "food_delivery"}, BREACH),
    ):
        name = f"{MEAN}: {what}"
        person = _fifty(stage, name, 50, 2_501).task(stage.day(name, 4), "20:00", "20:10", **told)
        yield person.earns(MEAN, verdict, count=50)
    name = f"{MEAN}: forty-nine and a cancelled one"
    person = _fifty(stage, name, 49, 2_600).task(stage.day(name, 4), "20:00", "20:05", fare=0, commission=0, status="cancelled")
    yield person.earns(ORDER, MET, measured=26.0)


def _fifty(stage: Stage, name: str, orders: int, taken: int) -> Person:
    return stage.person(name, TAXIS).many(orders, stage.day(name, 4), fare=10_000, commission=taken)


def north(metres: float) -> Place:
    """A place so many metres due north: on a sphere, an angle of metres over its radius."""
    return HERE[0] + math.degrees(metres / EARTH), HERE[1]


def speeds(stage: Stage) -> Iterator[Person]:
    """外卖平台服务管理基本要求: 15 km/h; GB 17761-2024: 25 km/h; over 1.35 road metres for each straight one."""
    for rule, limit in ((STANDARD, 15), (PRODUCT, 25)):
        exact = limit * 1_000 / 4 / DETOUR  # straight metres whose road takes a quarter of an hour at the limit
        for what, metres, verdict in (("exactly", exact, MET), ("one metre more", exact + 1, BREACH), ("one metre less", exact - 1, MET)):
            name = f"{rule}: {limit} km/h, {what}"
            person = stage.person(name).task(
                stage.day(name), "12:00", "12:40", picked="12:10", promised="12:25", origin=HERE, target=north(metres)
            )
            yield person.earns(rule, verdict, measured=round(metres * DETOUR / 250, 6), limit=float(limit))
        for what, promised, verdict in (("one second less time", "12:24:59", BREACH), ("one second more time", "12:25:01", MET)):
            name = f"{rule}: {limit} km/h, {what}"
            person = stage.person(name).task(
                stage.day(name), "12:00", "12:40", picked="12:10", promised=promised, origin=HERE, target=north(exact)
            )
            yield person.earns(rule, verdict, limit=float(limit))
    near = north(1_000)
    untold: tuple[tuple[str, Fields], ...] = (
        ("no promise stated", {"picked": "12:10", "origin": HERE, "target": near}),
        ("no pick-up stated", {"promised": "12:40", "origin": HERE, "target": near}),
        ("no place of the drop-off", {"picked": "12:10", "promised": "12:40", "origin": HERE}),
        ("a promise that had run out at the pick-up", {"picked": "12:40", "promised": "12:40", "origin": HERE, "target": near}),
        ("coordinates 0,0", {"picked": "12:10", "promised": "12:40", "origin": (0.0, 0.0), "target": near}),
        (
            "parcels, which no standard binds",
            {"picked": "12:10", "promised": "12:25", "origin": HERE, "target": near, "kind": "parcel_delivery"},
        ),
    )
    for what, told in untold:
        name = f"{STANDARD}: {what}"
        person = stage.person(name).task(stage.day(name), "12:00", "12:50", **told)
        yield person.earns(STANDARD, CANNOT)
    name = f"{STANDARD}: longitude written before latitude"
    far = north(3_000)
    person = stage.person(name).task(
        stage.day(name), "12:00", "12:40", picked="12:10", promised="12:25", origin=HERE[::-1], target=far[::-1]
    )
    yield person.earns(STANDARD, BREACH, measured=16.2)
    name = f"{STANDARD}: one of three promises too fast"
    person, day = stage.person(name), stage.day(name)
    for hour, metres in (("10", 500.0), ("12", 3_000.0), ("14", 700.0)):
        person = person.task(day, f"{hour}:00", f"{hour}:40", picked=f"{hour}:10", promised=f"{hour}:25", origin=HERE, target=north(metres))
    yield person.earns(STANDARD, BREACH, measured=16.2, count=1)
    name = f"{STANDARD}: a cancelled order is not held to its promise"
    yield stage.person(name).task(
        day, "12:00", "12:40", picked="12:10", promised="12:12", origin=HERE, target=north(3_000), status="cancelled"
    )


ALL = (commission, monthly, speeds)
