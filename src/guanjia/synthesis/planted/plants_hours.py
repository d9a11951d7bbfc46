"""Plants for the rules on hours of deliveries: the day, the run, the platform's daily stop, the weekly day of rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.moments import hours
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import PROMPTING, Stage

DAILY, RUN, STOP, WEEK = "daily_task_time", "continuous_task_time", "platform_daily_stop", "weekly_rest_day"


def daily(stage: Stage) -> Iterator[Person]:
    """外卖平台服务管理基本要求: order time at most eight hours a day."""
    for what, end, verdict, time in (
        ("eight hours exactly", "17:00", MET, "8:00"),
        ("one second over", "17:00:01", BREACH, "8:00:01"),
        ("one second under", "16:59:59", MET, "7:59:59"),
    ):
        name = f"{DAILY}: {what}"
        person, day = stage.person(name), stage.day(name)
        person = person.task(day, "08:00", "11:30").task(day, "12:00", "15:30").task(day, "16:00", end)
        yield person.earns(DAILY, verdict, measured=hours(time), limit=8.0)
    for what, spans, verdict, time in (
        ("two orders at once count once", (("08:00", "11:00"), ("10:00", "12:00"), ("12:30", "16:30")), MET, "8:00"),
        ("an order inside another", (("08:00", "11:00"), ("09:00", "10:00"), ("12:30", "16:30"), ("17:00", "18:00:01")), BREACH, "8:00:01"),
        ("orders that meet end to end", (("08:00", "11:00"), ("11:00", "12:00"), ("12:30", "16:30:01")), BREACH, "8:00:01"),
    ):
        name = f"{DAILY}: {what}"
        person, day = stage.person(name), stage.day(name)
        for begun, done in spans:
            person = person.task(day, begun, done)
        yield person.earns(DAILY, verdict, measured=hours(time))
    yield from _odd_days(stage)


def _odd_days(stage: Stage) -> Iterator[Person]:
    name = f"{DAILY}: past midnight, still one day"
    day = stage.day(name, 2)
    yield stage.person(name).task(day, "17:00", "20:30").task(day, "21:00", "25:30:01").earns(DAILY, BREACH, measured=hours("8:00:01"))
    name = f"{DAILY}: divided where the day begins at 04:00"
    day, person = stage.day(name, 2), stage.person(name, moved=False)
    yield person.task(day, "20:00", "23:30").task(day, "23:50", "28:20:01").earns(DAILY, MET, measured=hours("7:40"))
    name = f"{DAILY}: eight hours to 04:00 and one second more"
    day, person = stage.day(name, 2), stage.person(name, moved=False)
    yield person.task(day, "19:00", "22:30").task(day, "23:30", "28:00:01").earns(DAILY, MET, measured=hours("8:00"))
    name = f"{DAILY}: refused offers are no work"
    day = stage.day(name)
    person = stage.person(name).task(day, "08:00", "11:30").task(day, "12:00", "15:30").task(day, "16:00", "17:00")
    yield person.task(day, "18:00", "19:00", status="refused").earns(DAILY, MET, measured=8.0)
    name = f"{DAILY}: a cancelled order took its time"
    day = stage.day(name)
    person = stage.person(name).task(day, "08:00", "11:30").task(day, "12:00", "15:30").task(day, "16:00", "17:00")
    yield person.task(day, "18:00", "18:10", status="cancelled").earns(DAILY, BREACH, measured=hours("8:10"))
    for what, told, verdict in (
        ("an order without an end", {"end": None}, CANNOT),
        ("an order without acceptance", {"dispatch": None, "end": "10:00", "arrival": "09:00"}, CANNOT),
        ("no kind of work stated", {"end": "10:00", "kind": None}, CANNOT),
        ("cancelled without an end", {"end": None, "status": "cancelled"}, MET),
    ):
        name = f"{DAILY}: {what}"
        fields: dict[str, Any] = {"dispatch": "08:00", **told}
        yield stage.person(name).task(stage.day(name), **fields).earns(DAILY, verdict)
    for what, region in (("no place stated", None), ("a place that nobody knows", "990000")):
        name = f"{DAILY}: {what}"
        yield stage.person(name, region=region).task(stage.day(name), "08:00", "10:00").earns(DAILY, CANNOT, measured=2.0)
    name = f"{DAILY}: over eight hours on a lower bound"
    day = stage.day(name)
    person = stage.person(name).task(day, None, "11:30", arrival="08:00").task(day, "12:00", "15:30").task(day, "16:00", "17:00:01")
    yield person.earns(DAILY, BREACH, measured=hours("8:00:01"))
    for what, second, verdict in (("parcels bring the day over it", "2:00", CANNOT), ("parcels too, and still within", "1:00", MET)):
        name = f"{DAILY}: {what}"
        day = stage.day(name)
        person = stage.person(name).task(day, "08:00", "11:30").task(day, "12:00", "15:30")
        end = f"{16 + int(second[0])}:00"
        yield person.task(day, "16:00", end, kind="parcel_delivery").earns(DAILY, verdict, limit=8.0)


def continuous(stage: Stage) -> Iterator[Person]:
    """外卖平台服务管理基本要求: after four hours on end no order for twenty minutes, counted from completing the order in hand."""
    for what, spans, verdict, time in (
        ("four hours exactly", (("08:00", "12:00"), ("12:20", "12:50")), MET, "4:00"),
        ("an order as the limit is reached", (("08:00", "12:10"), ("12:00", "12:30")), MET, "4:30"),
        ("an order one second after it", (("08:00", "12:10"), ("12:00:01", "12:30")), BREACH, "4:30"),
        ("the order in hand may be finished", (("08:00", "11:50"), ("11:50", "12:30"), ("12:50", "13:30")), MET, "4:30"),
        ("a rest of 20 minutes", (("08:00", "12:30"), ("12:50", "13:10")), MET, "4:30"),
        ("a rest of 19:59", (("08:00", "12:30"), ("12:49:59", "13:10")), BREACH, "4:50:01"),
        ("rests of 15 and 15 minutes", (("08:00", "10:00"), ("10:15", "11:15"), ("11:30", "12:40"), ("12:45", "13:00")), BREACH, "4:25"),
        ("rests of 15 and then 30", (("08:00", "10:00"), ("10:15", "11:15"), ("11:45", "14:00"), ("14:00", "15:30")), MET, "3:45"),
        ("a break of 31 minutes", (("08:00", "11:00"), ("11:31", "14:31")), MET, "3:00"),
        ("overlapping orders count once", (("08:00", "10:30"), ("09:30", "12:00"), ("12:10", "12:10")), MET, "4:00"),
        ("past midnight", (("21:30", "25:20"), ("25:20", "25:40"), ("25:40", "26:00")), BREACH, "4:30"),
    ):
        name = f"{RUN}: {what}"
        person, day = stage.person(name), stage.day(name, 2)
        for begun, done in spans:
            person = person.task(day, begun, done)
        yield person.earns(RUN, verdict, measured=hours(time), limit=4.0, period="run" if verdict == BREACH else "day")
    for what, offer, verdict in (
        ("an offer refused after the limit", {"status": "refused"}, BREACH),
        ("an offer cancelled at once after it", {"status": "cancelled", "end": None}, BREACH),
    ):
        name = f"{RUN}: {what}"
        day = stage.day(name)
        fields: dict[str, Any] = {"end": "12:40", **offer}
        yield stage.person(name).task(day, "08:00", "12:30").task(day, "12:35", **fields).earns(RUN, verdict, count=1)
    name = f"{RUN}: an offer refused after a rest"
    day = stage.day(name)
    yield stage.person(name).task(day, "08:00", "12:30").task(day, "12:50", "12:55", status="refused").earns(RUN, MET, measured=4.5)
    name = f"{RUN}: across the beginning of the day"
    day, person = stage.day(name, 2), stage.person(name, moved=False)
    person = person.task(day, "24:00", "27:50").task(day, "27:50", "28:10").task(day, "28:15", "29:00")
    yield person.earns(RUN, BREACH, measured=hours("4:55"), count=1)
    name = f"{RUN}: twice in one day"
    day = stage.day(name)
    person = (
        stage.person(name).task(day, "06:00", "10:10").task(day, "10:11", "10:20").task(day, "14:00", "18:10").task(day, "18:11", "18:20")
    )
    yield person.earns(RUN, BREACH, count=1).earns(RUN, BREACH, count=1)
    name = f"{RUN}: an order without an end"
    day = stage.day(name)
    yield stage.person(name).task(day, "08:00", "11:00").task(day, "11:05", None).earns(RUN, CANNOT, measured=3.0)
    name = f"{RUN}: late on understated times"
    day = stage.day(name)
    yield stage.person(name).task(day, None, "12:02", arrival="08:00").task(day, "12:05", "12:20").earns(RUN, BREACH, count=1)
    name = f"{RUN}: understated yesterday, and on without a rest"
    day, person = stage.day(name, 2), stage.person(name, moved=False)
    person = person.task(day, None, "27:55", arrival="25:00").task(day, "28:05", "28:45").task(day, "28:50", "29:00")
    yield person.earns(RUN, CANNOT).earns(RUN, CANNOT)


def daily_stop(stage: Stage) -> Iterator[Person]:
    """The platform's promise: no more orders after twelve hours of order time."""
    long = (("06:00", "09:30"), ("10:00", "13:30"), ("14:00", "17:30"))
    for what, last, verdict, time in (
        ("twelve hours exactly, then an order", (("18:00", "19:30"), ("20:00", "20:00")), MET, "12:00"),
        ("an order as the limit is reached", (("18:00", "19:40"), ("19:30", "20:00")), MET, "12:30"),
        ("an order one second after it", (("18:00", "19:40"), ("19:30:01", "20:00")), BREACH, "12:30"),
        ("an order long after it", (("18:00", "19:40"), ("22:00", "22:10")), BREACH, "12:20"),
        ("the order in hand may be finished", (("18:00", "20:30"),), MET, "13:00"),
    ):
        name = f"{STOP}: {what}"
        person, day = stage.person(name, PROMPTING), stage.day(name)
        for begun, done in (*long, *last):
            person = person.task(day, begun, done)
        yield person.earns(STOP, verdict, measured=hours(time), limit=12.0)
    for what, fourth, told, verdict in (
        ("an offer refused after it", ("18:00", "19:40"), {"status": "refused"}, BREACH),
        ("an order without an end", ("18:00", "19:00"), {"end": None}, CANNOT),
    ):
        name = f"{STOP}: {what}"
        person, day = stage.person(name, PROMPTING), stage.day(name)
        for begun, done in (*long, fourth):
            person = person.task(day, begun, done)
        fields: dict[str, Any] = {"end": "20:10", **told}
        yield person.task(day, "20:00", **fields).earns(STOP, verdict)
    name = f"{STOP}: counted anew from 04:00"
    person, day = stage.person(name, PROMPTING, moved=False), stage.day(name, 2)
    for begun, done in (("12:00", "15:30"), ("16:00", "19:30"), ("20:00", "23:30"), ("24:00", "26:00"), ("28:00", "28:30")):
        person = person.task(day, begun, done)
    yield person.earns(STOP, MET, measured=12.5)


def weekly(stage: Stage) -> Iterator[Person]:
    """外卖平台服务管理基本要求: one day of rest a week, Monday to Sunday; work is tasks and required presence."""
    for what, days, verdict, free in (
        ("six days and one of rest", range(6), MET, 1),
        ("seven days", range(7), BREACH, 0),
        ("five days", range(5), MET, 2),
    ):
        name = f"{WEEK}: {what}"
        monday = stage.week(name)
        person = stage.person(name).days(range(monday, monday + len(days)), "10:00", "11:00")
        yield person.earns(WEEK, verdict, measured=float(free), limit=1.0)
    six = range(6)
    for what, seventh, verdict in (
        ("required presence on the seventh", ("required", "10:00", "10:00:01"), BREACH),
        ("free to leave on the seventh", ("online", "10:00", "14:00"), MET),
        ("a declared rest on the seventh", ("rest", "10:00", "14:00"), MET),
    ):
        name = f"{WEEK}: {what}"
        monday = stage.week(name)
        person = stage.person(name).days(range(monday, monday + len(six)), "10:00", "11:00")
        yield person.span(seventh[0], monday + 6, seventh[1], seventh[2]).earns(WEEK, verdict)
    for what, told, verdict in (
        ("an order refused on the seventh", {"end": "10:10", "status": "refused"}, MET),
        ("cancelled without a length on the seventh", {"end": None, "status": "cancelled"}, CANNOT),
        ("done without an end on the seventh", {"end": None}, BREACH),
        ("parcels on the seventh", {"end": "11:00", "kind": "parcel_delivery"}, CANNOT),
    ):
        name = f"{WEEK}: {what}"
        monday = stage.week(name)
        person = stage.person(name).days(range(monday, monday + 6), "10:00", "11:00")
        yield person.task(monday + 6, "10:00", **told).earns(WEEK, verdict)
    name = f"{WEEK}: Sunday to Saturday, and then a Sunday of rest"
    monday = stage.week(name, 2) + 7
    person = stage.person(name).days(range(monday - 1, monday + 6), "10:00", "11:00")
    yield person.earns(WEEK, MET, measured=6.0).earns(WEEK, MET, measured=1.0)
    name = f"{WEEK}: twelve days on end over two weeks"
    monday = stage.week(name, 2)
    person = stage.person(name).days(range(monday + 1, monday + 13), "10:00", "11:00")
    yield person.earns(WEEK, MET, measured=1.0).earns(WEEK, MET, measured=1.0)
    for what, last, verdict in (
        ("the seventh day ends before Sunday's 04:00", "27:59:59", MET),
        ("a night into Sunday's 04:00 and one second", "28:00:01", BREACH),
    ):
        name = f"{WEEK}: {what}"
        monday = stage.week(name)
        person = stage.person(name, moved=False).days(range(monday, monday + 5), "10:00", "11:00")
        yield person.task(monday + 5, "26:00", last).earns(WEEK, verdict)


ALL = (daily, continuous, daily_stop, weekly)
