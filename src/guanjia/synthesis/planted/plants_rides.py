"""Plants for the rules on hours of drivers: driving without a stop, and a ride-hailing firm's own stops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.moments import hours
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import HAULS, HIRE, TAXIS, Stage

DRIVING, SERVICE, BILLED = "continuous_driving", "platform_continuous_service", "platform_billed_time"
Rides = tuple[tuple[str, str], ...]


def rides(person: Person, day: int, spans: Rides, **told: Any) -> Person:
    """Rides whose passenger gets in when they are dispatched."""
    for begun, done in spans:
        person = person.task(day, begun, done, **{"picked": begun, **told})
    return person


def driving(stage: Stage) -> Iterator[Person]:
    """道路交通安全法实施条例 art. 62(7): not more than four hours without a stop of twenty minutes."""
    hour = (("08:00", "09:00"), ("09:02", "10:02"), ("10:04", "11:04"), ("11:06", "12:06"))
    for what, spans, verdict, time in (
        ("four hours exactly", hour, MET, "4:00"),
        ("one second more", (*hour, ("12:08", "12:08:01")), BREACH, "4:00:01"),
        ("one second less", (*hour[:3], ("11:06", "12:05:59")), MET, "3:59:59"),
        ("rides of two hours exactly", (("08:00", "10:00"), ("10:00", "12:00"), ("12:05", "12:35")), BREACH, "4:30"),
        ("a ride one second longer than two hours", (("08:00", "10:00:01"), ("10:05", "12:00"), ("12:05", "12:35")), CANNOT, "4:25:01"),
        ("a stop of twenty minutes", (("08:00", "10:00"), ("10:00", "10:30"), ("10:50", "12:30"), ("12:30", "13:30")), MET, "2:40"),
        ("a stop of 19:59", (("08:00", "10:00"), ("10:00", "10:30"), ("10:49:59", "12:30"), ("12:30", "13:30")), BREACH, "5:10:01"),
        ("two passengers at once count once", (("08:00", "09:30"), ("09:00", "10:30"), ("10:30", "12:00")), MET, "4:00"),
        ("rides that overlap for hours", tuple((f"{8 + n:02}:00", f"{9 + n:02}:10") for n in range(5)), CANNOT, "5:10"),
    ):
        name = f"{DRIVING}: {what}"
        person = rides(stage.person(name, HIRE), stage.day(name), spans)
        yield person.earns(DRIVING, verdict, measured=hours(time), limit=4.0)
    name = f"{DRIVING}: through the night and 04:00"
    day = stage.day(name, 2)
    night = tuple((f"{23 + n}:50", f"{24 + n}:45") for n in range(6))
    yield rides(stage.person(name, HIRE, moved=False), day, night).earns(DRIVING, BREACH, measured=5.5, period="run")
    for what, spans, told, verdict in (
        ("over four hours on orders, under four with passengers", (("08:00", "12:10"),), {"picked": "09:00"}, CANNOT),
        ("no pick-up on record, over four hours on orders", (("08:00", "13:00"),), {"picked": None}, CANNOT),
        ("no pick-up on record, under four hours", (("08:00", "11:00"),), {"picked": None}, MET),
        ("a ride without an end", (("08:00", "09:00"),), {"end": None}, CANNOT),
    ):
        name = f"{DRIVING}: {what}"
        person, day = stage.person(name, HIRE), stage.day(name)
        for begun, done in spans:
            fields: dict[str, Any] = {"dispatch": begun, "end": done, **told}
            person = person.task(day, **fields)
        yield person.earns(DRIVING, verdict)
    name = f"{DRIVING}: hauls of an hour each, with loading that may be a stop"
    person = rides(stage.person(name, HAULS), stage.day(name), (*hour, ("12:08", "12:08:01")))
    yield person.earns(DRIVING, CANNOT, measured=hours("4:00:01"))
    name = f"{DRIVING}: a haul may hold a stop"
    yield rides(stage.person(name, HAULS), stage.day(name), (("08:00", "13:00"),)).earns(DRIVING, CANNOT, measured=5.0)


def service(stage: Stage) -> Iterator[Person]:
    """滴滴网约车驾驶员防疲劳驾驶规则: four hours of service without one rest of twenty minutes, then a stop."""
    for what, spans, verdict in (
        ("a ride as four hours are reached", (("08:00", "12:10"), ("12:00", "12:30")), MET),
        ("a ride one second after", (("08:00", "12:10"), ("12:00:01", "12:30")), BREACH),
        ("one rest of 20 minutes within the four hours", (("08:00", "10:00"), ("10:20", "13:00"), ("13:05", "13:30")), MET),
        ("a rest of 19:59", (("08:00", "10:00"), ("10:19:59", "13:00"), ("13:05", "13:30")), BREACH),
        ("rests of 15 and 15 minutes", (("08:00", "10:00"), ("10:15", "11:30"), ("11:45", "13:00"), ("13:05", "13:30")), BREACH),
    ):
        name = f"{SERVICE}: {what}"
        yield rides(stage.person(name, TAXIS), stage.day(name), spans).earns(SERVICE, verdict, limit=4.0)
    name = f"{SERVICE}: a ride without an end"
    yield stage.person(name, TAXIS).task(stage.day(name), "08:00", None, picked="08:05").earns(SERVICE, CANNOT)


def billed(stage: Stage) -> Iterator[Person]:
    """The same rules: ten billed hours (快车), nine (专车), then six hours of rest."""
    for what, line, spans, verdict, time in (
        ("ten hours exactly", "快车", (("06:00", "11:00"), ("12:00", "17:00")), MET, "10:00"),
        ("a ride as ten hours are reached", "快车", (("06:00", "11:00"), ("12:00", "17:05"), ("17:00", "17:30")), MET, "10:30"),
        ("a ride one second after ten hours", "快车", (("06:00", "11:00"), ("12:00", "17:05"), ("17:00:01", "17:30")), BREACH, "10:30"),
        ("six hours of rest", "快车", (("06:00", "15:00"), ("21:00", "23:00")), MET, "11:00"),
        ("5:59:59 of rest", "快车", (("06:00", "15:00"), ("20:59:59", "22:30"), ("22:40", "22:50")), BREACH, "10:40:01"),
        ("shared rides count once", "快车", (("06:00", "12:00"), ("10:00", "16:00")), MET, "10:00"),
        ("nine hours for the dearer line", "专车", (("06:00", "15:10"), ("15:20", "15:40")), BREACH, "9:30"),
    ):
        name = f"{BILLED}: {what}"
        person = rides(stage.person(name, TAXIS, product=line), stage.day(name), spans)
        yield person.earns(BILLED, verdict, measured=hours(time), limit=10.0 if line == "快车" else 9.0)
    name = f"{BILLED}: the way to the passenger is not billed"
    person = stage.person(name, TAXIS).task(stage.day(name), "06:00", "12:00", picked="07:30")
    yield person.task(stage.day(name), "12:00", "18:00", picked="13:30").earns(BILLED, MET, measured=9.0)
    unjudged: tuple[tuple[str, str | None, dict[str, Any], float | None], ...] = (
        ("a line whose rest was not read", "豪华车", {"picked": "06:00", "end": "18:00"}, 6.0),
        ("no line stated", None, {"picked": "06:00", "end": "20:00"}, None),
        ("no pick-up on record", "快车", {"end": "18:00"}, 10.0),
        ("a ride without an end", "快车", {"picked": "06:00", "end": None}, 10.0),
    )
    for what, its_line, told, limit in unjudged:
        name = f"{BILLED}: {what}"
        person = stage.person(name, TAXIS, product=its_line).task(stage.day(name), "06:00", **told)
        yield person.earns(BILLED, CANNOT, limit=limit)
    name = f"{BILLED}: a line without a limit, nothing promised"
    yield rides(stage.person(name, TAXIS, product="代驾"), stage.day(name), (("06:00", "20:00"),))


ALL = (driving, service, billed)
