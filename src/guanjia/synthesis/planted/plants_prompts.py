"""Plants for prompts and stops: whether the platform told the worker, within ten minutes, when a limit was passed."""

from __future__ import annotations

from collections.abc import Iterator

from guanjia.synthesis.planted.answer import BREACH, CANNOT, MET
from guanjia.synthesis.planted.moments import hours
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.stage import PROMPTING, Stage

PROMPT = "prompt_given"
DAY = (("08:00", "11:50"), ("12:20", "16:10"))  # 7:40; with an order from 16:40 eight hours are passed at 17:00


def prompted(stage: Stage) -> Iterator[Person]:
    """人社厅发〔2023〕50号 art. 5: a rest prompt on reaching the daily limit."""
    for what, end, at, verdict in (
        ("prompted as eight hours were passed", "17:30", "17:00", MET),
        ("ten minutes late", "17:30", "17:10", MET),
        ("ten minutes and one second late", "17:30", "17:10:01", BREACH),
        ("ten minutes early", "17:30", "16:50", MET),
        ("ten minutes and one second early", "17:30", "16:49:59", BREACH),
        ("no prompt", "17:30", None, BREACH),
        ("one second over eight hours, no prompt", "17:00:01", None, BREACH),
    ):
        name = f"{PROMPT}: {what}"
        person = _day(stage, name).task(stage.day(name), "16:40", end)
        person = person if at is None else person.prompt(stage.day(name), at)
        yield person.earns(PROMPT, verdict, limit=8.0, period="day", count=int(verdict == BREACH))
    name = f"{PROMPT}: eight hours exactly, none due"
    yield _day(stage, name).task(stage.day(name), "16:40", "17:00").earns("daily_task_time", MET, measured=8.0)
    name = f"{PROMPT}: yesterday's prompt is not today's"
    yield (
        _day(stage, name, 1)
        .task(stage.day(name, 2) + 1, "16:40", "17:30")
        .prompt(stage.day(name, 2), "17:00")
        .earns(PROMPT, BREACH, period="day")
    )
    name = f"{PROMPT}: eight hours on understated times"
    person = _day(stage, name).task(stage.day(name), "11:50", None).task(stage.day(name), "16:40", "17:10")
    yield person.earns(PROMPT, CANNOT, period="day")
    yield from _every_hour(stage)


def _day(stage: Stage, name: str, later: int = 0, firm: str = "plain") -> Person:
    person, day = stage.person(name, firm), stage.day(name, later + 1) + later
    for begun, done in DAY:
        person = person.task(day, begun, done)
    return person


def _every_hour(stage: Stage) -> Iterator[Person]:
    """美团公告: at eight hours, and then every hour, to twelve."""
    for what, told, verdict, absent in (
        ("prompted every hour", ("17:00", "18:50", "19:50"), MET, 0),
        ("the last of the hourly prompts is absent", ("17:00", "18:50"), BREACH, 1),
        ("the first alone", ("17:00",), BREACH, 2),
    ):
        name = f"{PROMPT}: {what}"
        day = stage.day(name)
        person = _day(stage, name, firm=PROMPTING).task(day, "16:40", "17:10").task(day, "18:00", "20:00")
        for at in told:
            person = person.prompt(day, at)
        yield person.earns(PROMPT, verdict, measured=hours("10:10"), limit=8.0, count=absent, period="day")
    name = f"{PROMPT}: none is due from twelve hours on"
    person, day = stage.person(name, PROMPTING), stage.day(name)
    for begun, done in (("06:00", "09:00"), ("09:30", "12:30"), ("13:00", "16:00"), ("16:30", "19:30"), ("20:00", "21:30")):
        person = person.task(day, begun, done)
    yield person.earns(PROMPT, BREACH, measured=13.5, count=4)


def stopped(stage: Stage) -> Iterator[Person]:
    """外卖平台服务管理基本要求: over four hours a fatigue prompt, and no pushing for twenty minutes from the order in hand."""
    on = (("08:00", "12:10"), ("12:05", "12:10"))
    pushed = (("08:00", "12:10"), ("12:13", "12:30"))
    for what, spans, prompt, stop, verdict, count in (
        ("prompted, and no order came", (("08:00", "12:30"),), "12:10", None, MET, 0),
        ("prompted one second too late", (("08:00", "12:30"),), "12:10:01", None, BREACH, 1),
        ("neither prompt nor later order", (("08:00", "12:30"),), None, None, BREACH, 1),
        ("prompted, and pushed on", pushed, "12:00", None, BREACH, 1),
        ("neither prompt nor stop", pushed, None, None, BREACH, 2),
        ("stopped for twenty minutes after the order in hand", on, "12:00", ("12:10", "12:30"), MET, 0),
        ("stopped for 19:59", on, "12:00", ("12:10", "12:29:59"), BREACH, 1),
        ("stopped while the order in hand goes on", on, "12:00", ("12:06", "12:29:59"), BREACH, 1),
        ("an order within the stop", pushed, "12:00", ("12:10", "12:30"), BREACH, 1),
        ("a stop without an end", on, "12:00", ("12:10", None), CANNOT, 0),
    ):
        name = f"{PROMPT}: {what}"
        person, day = stage.person(name), stage.day(name)
        for begun, done in spans:
            person = person.task(day, begun, done)
        person = person if prompt is None else person.prompt(day, prompt)
        person = person if stop is None else person.stopped(day, *stop)
        yield person.earns(PROMPT, verdict, limit=4.0, count=count, period="run")
    name = f"{PROMPT}: four hours on understated times"
    person, day = stage.person(name), stage.day(name)
    yield person.task(day, None, "10:00", arrival="08:00").task(day, "10:00", "12:10").earns(PROMPT, CANNOT, period="run")


ALL = (prompted, stopped)
