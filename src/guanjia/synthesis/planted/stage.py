"""Where and when plants stand: the days of their town, the firms they work for, and the draws that a seed makes for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from guanjia.synthesis.planted.moments import SECOND
from guanjia.synthesis.planted.script import SHANGHAI, Person
from guanjia.synthesis.planted.statute import FOOD, FREIGHT, HOLIDAYS, RIDE, Number

PLAIN, PROMPTING, GENEROUS, TAXIS, HIRE, HAULS = "plain", "prompting", "generous", "taxis", "hire", "hauls"
FIRMS: Final = {PLAIN: "甲家外卖", PROMPTING: "乙家外卖", GENEROUS: "丙家外卖", TAXIS: "丁家出行", HIRE: "戊家出行", HAULS: "己家货运"}
KIND_OF: Final = {TAXIS: RIDE, HIRE: RIDE, HAULS: FREIGHT}
ICE: Final = "道路结冰"
HOT_PLACE: Final = "310116"  # a district with a hot spell of its own, invented
LATEST_SHIFT: Final = 45 * 60  # seconds


def agreements(firms: Mapping[str, str], first: date = date(2026, 1, 1)) -> tuple[Number, ...]:
    """What the invented firms agreed or promised: the same hours as the firms that they are drawn after."""
    rows = (
        (PROMPTING, "platform-daily-prompt", 8, (FOOD,), ""),
        (PROMPTING, "platform-prompt-interval", 1, (FOOD,), ""),
        (PROMPTING, "platform-daily-stop", 12, (FOOD,), ""),
        (GENEROUS, "allowance", 12, (), ""),
        (GENEROUS, "weather-supplement", 2, (FOOD,), ""),
        (GENEROUS, "deduction-limit", 20, (), ""),
        (GENEROUS, "deposit-forbidden", 0, (), ""),
        (GENEROUS, "heat-stop", 40, (FOOD,), ""),
        (GENEROUS, "heat-limit-hours", 6, (FOOD,), ""),
        (GENEROUS, "heat-hottest-hours", 3, (FOOD,), ""),
        (TAXIS, "platform-continuous-service", 4, (RIDE,), ""),
        (TAXIS, "platform-continuous-rest", 20, (RIDE,), ""),
        (TAXIS, "platform-billed-time", 10, (RIDE,), "快车"),
        (TAXIS, "platform-billed-time", 9, (RIDE,), "专车"),
        (TAXIS, "platform-billed-time", 6, (RIDE,), "豪华车"),
        (TAXIS, "platform-billed-rest", 6, (RIDE,), "快车"),
        (TAXIS, "platform-billed-rest", 6, (RIDE,), "专车"),
        (TAXIS, "commission-per-order", 27, (RIDE,), ""),
        (TAXIS, "commission-monthly-mean", 25, (RIDE,), ""),
        (TAXIS, "commission-monthly-mean-orders", 50, (RIDE,), ""),
    )
    return tuple(
        Number(
            topic,
            value,
            first,
            f"platform:{firms[firm]}" + (f"（{HOT_PLACE}）" if topic.startswith("heat") else ""),
            kinds,
            product=product,
            condition=ICE if topic == "weather-supplement" else "",
        )
        for firm, topic, value, kinds, product in rows
    )


@dataclass(frozen=True)
class Stage:
    """``days`` days from Monday ``first``; every draw depends on the seed and the plant's name alone, never on the order of plants."""

    first: date
    days: int
    seed: int
    region: str = "310000"
    firms: Mapping[str, str] = field(default_factory=lambda: FIRMS)
    zone: ZoneInfo = SHANGHAI
    before: int = 0  # days of the records before ``first``, on which no plant stands

    def person(self, plant: str, firm: str = PLAIN, *, moved: bool = True, same: str = "", **told: Any) -> Person:
        """A person without any work yet; where ``moved``, the clock times of the script are shifted together by up to 45 minutes."""
        shift = self._draw(plant).randrange(LATEST_SHIFT) * SECOND if moved else 0
        usual = {
            "region": self.region,
            "kind": KIND_OF.get(firm, FOOD),
            "product": "快车" if firm == TAXIS else None,
            "zone": self.zone,
            "currency": "CNY" if self.zone == SHANGHAI else "USD",
        }
        fields = {**usual, **told}
        # Work elsewhere is for a firm of that place, so that each firm's orders and premiums lie in one region.
        name = self.firms[firm] + ("" if fields["region"] == self.region else f"（{fields['region'] or '无地区'}）")
        return replace(Person(plant, plant, name, self.first, same=same, shift=shift), **fields)

    def day(self, plant: str, room: int = 1) -> int:
        """A day from which ``room`` days lie in the town, in one month, none of them a statutory holiday."""
        fit = [day for day in range(self.days - room + 1) if self._fits(day, room)]
        return self._draw(plant + " day").choice(fit)

    def week(self, plant: str, weeks: int = 1) -> int:
        """The Monday of a week of the town that is followed by ``weeks`` - 1 more."""
        return 7 * self._draw(plant + " week").randrange(self.days // 7 - weeks + 1)

    def on(self, day: date) -> int:
        """The number of a calendar day."""
        return (day - self.first).days

    def date(self, day: int) -> date:
        """The calendar day of a number."""
        return self.first + timedelta(days=day)

    def _fits(self, day: int, room: int) -> bool:
        dates = [self.first + timedelta(days=day + n) for n in range(room + 1)]
        return len({(its.year, its.month) for its in dates}) == 1 and not HOLIDAYS & set(dates)

    def _draw(self, what: str) -> Random:
        return Random(f"{self.seed}: {what}")
