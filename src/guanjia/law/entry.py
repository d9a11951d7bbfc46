"""One dated number of the law: value, first day, jurisdiction, force and citation are one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Force(StrEnum):
    """How far a text binds, from statute to proposal."""

    LAW = "law"
    REGULATION = "regulation"
    DEPARTMENTAL_RULE = "departmental rule"
    GUIDANCE = "guidance"
    RECOMMENDED_STANDARD = "recommended standard"
    LOCAL_RULE = "local rule"
    COLLECTIVE_AGREEMENT = "collective agreement"
    PLATFORM_PROMISE = "platform's own promise"
    PROPOSAL = "proposal"

    @property
    def zh(self) -> str:
        """The name of the force in Chinese."""
        return _FORCE_ZH[self]


_FORCE_ZH = {
    Force.LAW: "法律",
    Force.REGULATION: "行政法规",
    Force.DEPARTMENTAL_RULE: "部门规章",
    Force.GUIDANCE: "指引",
    Force.RECOMMENDED_STANDARD: "推荐性标准",
    Force.LOCAL_RULE: "地方规定",
    Force.COLLECTIVE_AGREEMENT: "集体协议",
    Force.PLATFORM_PROMISE: "平台自身承诺",
    Force.PROPOSAL: "建议稿",
}


@dataclass(frozen=True)
class Entry:
    """A number in force in one place from one local day to another (both inclusive), with its citation.

    ``value`` is nan where a text is known to set a number that was not found; ``missing`` then says so.
    ``verified`` is False for a number recalled, or read only in a secondary source.
    """

    topic: str
    jurisdiction: str
    value: float
    unit: str
    first_day: date
    force: Force
    document: str
    article: str
    source: str
    verified: bool
    zh: str
    en: str
    last_day: date | None = None
    tier: str = ""
    kinds: tuple[str, ...] = ()
    product: str = ""
    contains: Mapping[str, str] = field(default_factory=dict, hash=False)
    note: str = ""
    missing: str = ""
    gap: str = ""

    @property
    def id(self) -> str:
        """A stable, unique name, e.g. ``310000/minimum-hourly-wage/1@2025-07-01``; an agreement's condition is a part of it."""
        parts = (self.jurisdiction, self.topic, self.tier, "+".join(self.kinds), self.product, self.contains.get("condition", ""))
        return "/".join(part for part in parts if part) + f"@{self.first_day.isoformat()}"

    @property
    def series(self) -> tuple[str, str, str, tuple[str, ...], str]:
        """What consecutive entries share: topic, jurisdiction, tier, kinds, product."""
        return (self.topic, self.jurisdiction, self.tier, self.kinds, self.product)

    def in_force(self, day: date) -> bool:
        """Whether the entry is in force on that local day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)
