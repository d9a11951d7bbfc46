"""How a planted person is written down: what was done, what was paid, and the row of the answer key that it is meant to earn.

    person("continuous_task_time: one second over", "甲外卖").task(1, "08:00", "12:10").task(1, "12:00:01", "12:30")

Days are counted from the first day of the script's town; clock times are those of the wall; money is in fen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from guanjia.synthesis.planted.moments import moment

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
NEW_YORK: Final = ZoneInfo("America/New_York")
Day = int | date
Place = tuple[float, float]


@dataclass(frozen=True)
class Task:
    """One task as it is told; moments in UTC microseconds, money in minor units, None where the record says nothing."""

    worker: str
    platform: str
    dispatch: int | None
    end: int | None
    kind: str | None = "food_delivery"
    product: str | None = None
    region: str | None = "310000"
    status: str | None = "completed"
    arrival: int | None = None
    picked: int | None = None
    promised: int | None = None
    origin: Place | None = None
    target: Place | None = None
    fare: int | None = None
    pay: int | None = None
    tip: int | None = None
    commission: int | None = None
    currency: str | None = "CNY"
    id: str = ""

    @property
    def start(self) -> int:
        """When its time starts: at dispatch, else at the earliest later moment known."""
        known = (self.dispatch, self.arrival, self.picked, self.end, self.promised)
        return next(told for told in known if told is not None)

    @property
    def stop(self) -> int:
        """When its time ends; its start where the record has no interval."""
        begun = any(told is not None for told in (self.dispatch, self.arrival, self.picked))
        return self.end if begun and self.end is not None and self.end > self.start else self.start

    @property
    def completed(self) -> bool:
        """Whether it was done; an empty status says that it was."""
        return self.status in ("completed", None)

    @property
    def understated(self) -> bool:
        """Whether its time is a lower bound: no acceptance, or done without an end."""
        return self.dispatch is None or (self.end is None and self.completed)


@dataclass(frozen=True)
class Line:
    """One pay line; ``taken_for`` is the class of a deduction, known because the script chose the words."""

    worker: str | None
    platform: str
    time: int
    kind: str
    amount: int
    reason: str | None = None
    taken_for: str = "other"
    rule: str | None = None
    published: int | None = None
    paid: int | None = None
    currency: str | None = "CNY"


@dataclass(frozen=True)
class Span:
    """A span of presence."""

    worker: str
    platform: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Notice:
    """One notice; ``worker`` None: to all workers of the platform."""

    worker: str | None
    platform: str
    kind: str
    time: int
    end: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Earns:
    """A row of the key that the plant was made for, stated by hand; what is None is not stated."""

    rule: str
    verdict: str
    measured: float | None = None
    limit: float | None = None
    owed: int | None = None
    count: int | None = None
    scenario: str | None = None
    period: str | None = None


@dataclass(frozen=True)
class Person:
    """A planted person on one platform; every method gives the person with one more thing done."""

    plant: str
    name: str
    platform: str
    day0: date
    zone: ZoneInfo = SHANGHAI
    region: str | None = "310000"
    kind: str | None = "food_delivery"
    product: str | None = None
    currency: str | None = "CNY"
    same: str = ""  # the person behind the account, where accounts are linked
    shift: int = 0  # microseconds by which all clock times of the script are later
    tasks: tuple[Task, ...] = ()
    lines: tuple[Line, ...] = ()
    spans: tuple[Span, ...] = ()
    notices: tuple[Notice, ...] = ()
    earned: tuple[Earns, ...] = ()

    def at(self, day: Day, text: str) -> int:
        """A clock time of a day of the script."""
        return moment(day if isinstance(day, date) else self.day0 + timedelta(days=day), text, self.zone) + self.shift

    def _told(self, day: Day, text: str | None) -> int | None:
        return None if text is None else self.at(day, text)

    def task(
        self,
        day: Day,
        dispatch: str | None,
        end: str | None,
        *,
        arrival: str | None = None,
        picked: str | None = None,
        promised: str | None = None,
        **told: Any,
    ) -> Person:
        """One task; ``told`` are further fields of `Task`."""
        usual = {"kind": self.kind, "product": self.product, "region": self.region, "currency": self.currency}
        times = {
            "dispatch": self._told(day, dispatch),
            "end": self._told(day, end),
            "arrival": self._told(day, arrival),
            "picked": self._told(day, picked),
            "promised": self._told(day, promised),
        }
        fields = {"worker": self.name, "platform": self.platform, **usual, **times, **told}
        done = Task(**fields, id=f"{self.name}-{len(self.tasks) + 1}")
        return replace(self, tasks=(*self.tasks, done))

    def days(self, days: range, dispatch: str, end: str, **told: Any) -> Person:
        """The same task on several days."""
        result = self
        for day in days:
            result = result.task(day, dispatch, end, **told)
        return result

    def many(self, count: int, day: int, every_day: int = 15, **told: Any) -> Person:
        """``count`` tasks of ten minutes, half an hour apart from 08:00, ``every_day`` of them a day."""
        result = self
        for number in range(count):
            minute = 8 * 60 + number % every_day * 30
            begun, done = (f"{m // 60:02}:{m % 60:02}" for m in (minute, minute + 10))
            result = result.task(day + number // every_day, begun, done, **told)
        return result

    def line(self, day: Day, text: str, kind: str, amount: int, *, paid: tuple[Day, str] | None = None, **told: Any) -> Person:
        """A pay line; ``paid``: day and clock time of the payout."""
        payout = None if paid is None else self.at(*paid)
        done = Line(self.name, self.platform, self.at(day, text), kind, amount, paid=payout, **{"currency": self.currency, **told})
        return replace(self, lines=(*self.lines, done))

    def taken(self, day: Day, text: str, amount: int, words: str, what_for: str, published: tuple[Day, str] | None = None) -> Person:
        """A deduction (negative; positive: given back), in the platform's words, and what it is for."""
        rule = None if published is None else "配送服务规则 3.2"
        when = None if published is None else self.at(*published)
        return self.line(day, text, "deduction", amount, reason=words, taken_for=what_for, rule=rule, published=when)

    def span(self, kind: str, day: Day, start: str, end: str) -> Person:
        """Presence: online, required, or rest."""
        done = Span(self.name, self.platform, kind, self.at(day, start), self.at(day, end))
        return replace(self, spans=(*self.spans, done))

    def prompt(self, day: Day, text: str) -> Person:
        """A rest prompt."""
        done = Notice(self.name, self.platform, "rest_prompt", self.at(day, text), reason="请休息")
        return replace(self, notices=(*self.notices, done))

    def stopped(self, day: Day, text: str, until: str | None) -> Person:
        """A dispatch stop and when orders were pushed again."""
        done = Notice(self.name, self.platform, "dispatch_stop", self.at(day, text), self._told(day, until), "暂停派单")
        return replace(self, notices=(*self.notices, done))

    def earns(self, rule: str, verdict: str, **told: Any) -> Person:
        """The row that this person was written for."""
        return replace(self, earned=(*self.earned, Earns(rule, verdict, **told)))
