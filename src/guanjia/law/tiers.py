"""Which wage area (档, 类区) a district is in, from the lists that notices publish and from what the user says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guanjia.law.records import Reader


@dataclass(frozen=True)
class TierList:
    """One published list: for these topics, from one local day to another (inclusive), the tier of each place code."""

    topics: frozenset[str]
    first_day: date
    last_day: date | None
    tier_of: Mapping[str, str]
    source: str
    verified: bool

    def holds(self, day: date) -> bool:
        """Whether the list is in force on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def read_tiers(reader: Reader, content: object) -> Iterator[TierList]:
    """The lists of a tiers.yaml: ``topics`` and ``lists`` of from, to, source, verified, note and tiers (tier to place codes)."""
    top = reader.mapping(content, "", {"topics", "lists"})
    topics = frozenset(map(str, top.get("topics", ())))
    for topic in sorted(topics - set(reader.topics)):
        raise reader.refuse(
            "topics", f"不认识的主题“{topic}”", f"unknown topic '{topic}'", "在 topics.yaml 里声明", "declare it in topics.yaml"
        )
    for number, row in enumerate(top.get("lists", ()), 1):
        yield _read_list(reader, row, topics, f"lists #{number}")


def _read_list(reader: Reader, row: Mapping[str, Any], topics: frozenset[str], label: str) -> TierList:
    row = reader.mapping(row, label, {"from", "to", "source", "verified", "note", "tiers"})
    if not row.get("source") or not isinstance(row.get("verified"), bool):
        raise reader.refuse(label, "没有出处", "it has no citation", "写上 source 和 verified", "give source and verified")
    tier_of: dict[str, str] = {}
    for tier, codes in row.get("tiers", {}).items():
        for code in map(str, codes):
            if not reader.places.known(code) or code in tier_of:
                raise reader.refuse(
                    label, f"地区 {code} 不认识或列了两次", f"place {code} is unknown or listed twice", "改正代码", "mend the code"
                )
            tier_of[code] = str(tier)
    last = reader.day(row["to"], "to", label) if "to" in row else None
    return TierList(topics, reader.day(row.get("from"), "from", label), last, tier_of, str(row["source"]), row["verified"])


@dataclass(frozen=True)
class Tiers:
    """Published lists, later folders last, and the user's own word (``given``: place code or ``platform:name`` to tier)."""

    lists: Sequence[TierList]
    given: Mapping[str, str]

    def days(self, topic: str) -> Iterable[tuple[date, date | None]]:
        """First and last days of the lists of a topic."""
        return ((one.first_day, one.last_day) for one in self.lists if topic in one.topics)

    def of(self, topic: str, chain: Sequence[str], platform: str, day: date, offered: frozenset[str]) -> str | None:
        """The tier, among those ``offered``, of a place (``chain``, most local first) or platform on a day; None where not known."""
        said = [self.given.get(key) for key in (f"platform:{platform}", *chain)]
        listed = [one.tier_of.get(code) for code in chain for one in reversed(self.lists) if topic in one.topics and one.holds(day)]
        return next((tier for tier in (*said, *listed) if tier in offered), None)
