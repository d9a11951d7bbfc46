"""A town of planted people: who lives there, what the platforms agreed, the weather, and which tables its records hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from guanjia.synthesis.planted.daybook import ACROSS, Account, Day, day_book
from guanjia.synthesis.planted.script import SHANGHAI, Line, Notice, Person
from guanjia.synthesis.planted.statute import Number


@dataclass(frozen=True)
class Sky:
    """One span of weather in a region."""

    region: str
    start: int
    end: int
    temperature: float | None = None
    forecast: float | None = None
    warning: str | None = None


@dataclass(frozen=True)
class Town:
    """A town. ``absent`` names the tables that its records lack; ``covered`` the first and last day that a platform's records cover,
    where that is not seen from the town's own people.
    """

    name: str
    people: tuple[Person, ...]
    zone: ZoneInfo = SHANGHAI
    agreed: tuple[Number, ...] = ()
    sky: tuple[Sky, ...] = ()
    told_all: tuple[Notice, ...] = ()  # to all workers of a platform, and changes of its rules
    premiums: tuple[Line, ...] = ()  # the platforms' own injury premiums
    absent: frozenset[str] = frozenset()
    covered: Mapping[str, tuple[date, date]] = field(default_factory=dict)

    @cached_property
    def books(self) -> tuple[tuple[Account, list[Day]], ...]:
        """Every account with its days, and every person who worked on several platforms with the days of all of them together."""
        accounts = [self._account(person.name, person.platform, (person,)) for person in self.people]
        books = [(account, day_book(account)) for account in accounts]
        at_work = {account.worker for account, days in books if any(day.worked or day.online for day in days)}
        several: dict[str, list[Person]] = {}
        for person in self.people:
            if person.same and person.name in at_work:
                several.setdefault(person.same, []).append(person)
        joint = [self._account(name, ACROSS, tuple(them)) for name, them in several.items() if len(them) > 1]
        return (*books, *((account, day_book(account)) for account in joint))

    def _account(self, worker: str, platform: str, people: tuple[Person, ...]) -> Account:
        tasks = [task for person in people for task in person.tasks]
        done = sorted((task for task in tasks if task.status != "refused"), key=lambda task: task.start)
        offers = sorted(task.start for task in tasks if task.status == "refused" and task.dispatch is not None)
        spans = () if "presence" in self.absent else tuple(span for person in people for span in person.spans)
        lines = () if "pay_lines" in self.absent else tuple(line for person in people for line in person.lines)
        told = () if "notices" in self.absent else self.told_all + tuple(notice for person in people for notice in person.notices)
        mine = tuple(notice for notice in told if notice.platform == platform and notice.worker in (worker, None))
        return Account(worker, platform, self.zone, tuple(done), tuple(offers), spans, lines, mine)

    @cached_property
    def coverage(self) -> Mapping[str, tuple[date, date]]:
        """The first and the last day of work or presence on each platform."""
        seen: dict[str, list[date]] = {}
        for account, days in self.books:
            if account.platform != ACROSS:
                seen.setdefault(account.platform, []).extend(day.day for day in days if day.worked or day.online)
        return {platform: (min(days), max(days)) for platform, days in seen.items() if days} | dict(self.covered)

    def days_on_record(self, account: Account) -> tuple[date, date] | None:
        """The first and the last day that the records of an account cover; over all platforms, those that all of the person's have."""
        theirs = {person.platform for person in self.people if person.same == account.worker and account.platform == ACROSS}
        known = [self.coverage[platform] for platform in theirs or {account.platform} if platform in self.coverage]
        return (max(first for first, _ in known), min(last for _, last in known)) if known else None
