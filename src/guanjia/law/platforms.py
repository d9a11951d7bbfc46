"""One name for each platform: 美团, Meituan and meituan are the same firm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Platforms:
    """Aliases of platforms; ``canonical`` maps each alias, in lower case, to the platform's one name."""

    canonical: Mapping[str, str] = field(default_factory=dict)

    def name(self, written: str) -> str:
        """The one name of the platform written so; an unlisted platform keeps its own.

        >>> Platforms({"meituan": "美团"}).name(" Meituan ")
        '美团'
        """
        return self.canonical.get(written.strip().casefold(), written.strip())

    def jurisdictions(self, written: str, chain: tuple[str, ...]) -> tuple[str, ...]:
        """Jurisdictions of the platform's own numbers, most local first: agreed for a region, then everywhere."""
        name = self.name(written)
        return (*(f"platform:{name}@{code}" for code in chain), f"platform:{name}")
