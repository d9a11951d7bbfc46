"""Plants for people with accounts on two platforms: what each platform sees, and what the person did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guanjia.synthesis.planted.answer import BREACH, MET
from guanjia.synthesis.planted.moments import hours
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import PLAIN, PROMPTING, Stage

DAILY, RUN = "daily_task_time", "continuous_task_time"
Spans = tuple[tuple[str, str], ...]


def linked(stage: Stage) -> Iterator[Person]:
    """One body over two apps: an hour worked for both at once is one hour."""
    for what, first, second, rule, verdict, time in (
        ("eight hours in all", (("08:00", "11:30"),), (("12:00", "15:30"), ("16:00", "17:00")), DAILY, MET, "8:00"),
        ("one second over eight in all", (("08:00", "11:30"),), (("12:00", "15:30"), ("16:00", "17:00:01")), DAILY, BREACH, "8:00:01"),
        ("an hour for both at once is one", (("08:00", "11:00"),), (("10:00", "12:00"), ("12:30", "16:30")), DAILY, MET, "8:00"),
        ("four hours on end by turns", (("08:00", "10:00"), ("12:10", "12:30")), (("10:10", "12:20"),), RUN, MET, "4:20"),
        ("and an order of the other after them", (("08:00", "10:00"), ("12:30", "12:40")), (("10:10", "12:20"),), RUN, BREACH, "4:20"),
        ("a rest on both of 20 minutes", (("08:00", "10:30"), ("13:10", "14:00")), (("10:50", "13:10"),), RUN, MET, "3:10"),
    ):  # fmt: skip
        name = f"linked: {what}"
        yield from _two(stage, name, first, second, rule, verdict, hours(time))
    name = "linked: rest on each platform, and none in all"
    monday = stage.week(name)
    one, other = _accounts(stage, name)
    one = one.days(range(monday, monday + 4), "10:00", "11:00")
    yield other.days(range(monday + 3, monday + 7), "14:00", "15:00").earns("weekly_rest_day", BREACH, measured=0.0)
    yield one.earns("weekly_rest_day", MET, measured=3.0)
    for what, pay, verdict, owed in (("the floor in all", 14_000, MET, None), ("one fen below it in all", 13_999, BREACH, 1)):
        name = f"linked: {what}"
        day = stage.day(name)
        one, other = _accounts(stage, name)
        yield one.task(day, "08:00", "12:00", pay=11_000)
        yield other.task(day, "13:00", "19:00", pay=pay).earns(
            "minimum_hourly_pay", verdict, owed=owed, measured=(11_000 + pay) / 1_000, scenario="allowance 0%"
        )
    name = "linked: an account without work"
    one, other = _accounts(stage, name)
    yield one.task(stage.day(name), "08:00", "12:00")
    yield other
    name = "not linked: the same hours by two people"
    day = stage.day(name)
    one, other = (replace(account, same="") for account in _accounts(stage, name))
    yield one.task(day, "08:00", "11:30").earns(DAILY, MET, measured=3.5)
    yield other.task(day, "12:00", "15:30").task(day, "16:00", "17:00:01").earns(DAILY, MET)


def _accounts(stage: Stage, name: str) -> tuple[Person, Person]:
    one, other = (stage.person(name, firm, same=name) for firm in (PLAIN, PROMPTING))
    return one, replace(other, name=f"{name}, second account")


def _two(stage: Stage, name: str, first: Spans, second: Spans, rule: str, verdict: str, time: float) -> Iterator[Person]:
    one, other = _accounts(stage, name)
    day = stage.day(name)
    for begun, done in first:
        one = one.task(day, begun, done)
    for begun, done in second:
        other = other.task(day, begun, done)
    yield one.earns(rule, verdict, measured=time)
    yield other


ALL = (linked,)
