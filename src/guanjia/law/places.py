"""Names and codes of places: six-digit division codes (行政区划代码, GB/T 2260) and the codes other lawbooks declare.

An unlisted district still belongs to its city and province by its digits; a code whose province is unlisted is unknown.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from guanjia.law.errors import UnknownRegion as UnknownRegion  # part of this module's interface

PACKAGED: Final = Path(__file__).resolve().parent.parent / "lawbook"
CHINA: Final = "CN"
_CHINA_ZONE: Final = "Asia/Shanghai"
_SIX: Final = re.compile(r"\d{6}")
_SUFFIX: Final = re.compile(r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|地区|省|市|区|县|盟|旗)$")


@dataclass(frozen=True)
class Place:
    """One place: its code, names, IANA time zone, the place it lies in ("" for none) and other names for it."""

    code: str
    zh: str
    en: str
    zone: str = _CHINA_ZONE
    parent: str = ""
    aliases: tuple[str, ...] = ()


def read_divisions(path: Path) -> dict[str, Place]:
    """The places of a places.csv: columns code, zh, en; lines that begin with # are comments."""
    text = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
    return {row["code"]: Place(row["code"], row["zh"], row["en"]) for row in csv.DictReader(io.StringIO(text))}


@lru_cache(maxsize=1)
def _divisions() -> dict[str, Place]:
    return {CHINA: Place(CHINA, "中国", "China"), **read_divisions(PACKAGED / "cn" / "places.csv")}


def _plain(name: str) -> str:
    return re.sub(r"[\s'’·]", "", name).casefold()


@dataclass(frozen=True)
class Places:
    """China's divisions and, in ``declared``, the places that lawbooks beyond China declare by code."""

    declared: Mapping[str, Place] = field(default_factory=dict)

    def get(self, code: str) -> Place | None:
        """The listed place of that code, or None."""
        return self.declared.get(code) or _divisions().get(code)

    def known(self, code: str) -> bool:
        """Whether the code is listed, or lies in a listed province by its digits."""
        return self.get(code) is not None or (_SIX.fullmatch(code) is not None and code[:2] + "0000" in _divisions())

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The place itself and all it lies in, most local first; UnknownRegion for a code no lawbook knows."""
        if not self.known(code):
            raise UnknownRegion(code, self._near(code))
        if _SIX.fullmatch(code) and code not in self.declared:
            return tuple(dict.fromkeys((code, code[:4] + "00", code[:2] + "0000", CHINA)))
        chain = [code]
        while (place := self.get(chain[-1])) and place.parent and place.parent not in chain:
            chain += self.ancestors(place.parent) if _SIX.fullmatch(place.parent) else [place.parent]
        return tuple(chain)

    def name(self, code: str) -> tuple[str, str]:
        """Chinese and English name; an unlisted district is named after its city, a listed one without English by its Chinese name."""
        for nearest in self.ancestors(code):
            place = self.get(nearest)
            if place is not None:
                inside = "" if nearest == code else f" {code}"
                return place.zh + inside, (place.en or place.zh) + inside
        raise UnknownRegion(code)

    def zone(self, code: str) -> str:
        """The IANA time zone of the place."""
        for nearest in self.ancestors(code):
            place = self.get(nearest)
            if place is not None:
                return place.zone
        raise UnknownRegion(code)

    def code(self, name: str) -> str:
        """The code of a Chinese or English name or of a code; ``辽宁省大连市`` is read part by part.

        Of several bearers of a name the highest wins: 吉林 is the province, 吉林市 the city. UnknownRegion where nothing,
        or more than one place of the same rank, bears the name.
        """
        asked = name.strip()
        if self.known(asked):
            return asked
        found = _highest(self._within(_plain(asked)))
        if len(found) == 1:
            return found[0]
        raise UnknownRegion(name, tuple(f"{self.name(c)[0]} {c}" for c in found[:5]) or self._near(name))

    @cached_property
    def _bearers(self) -> dict[str, list[str]]:
        """All codes that bear each name."""
        found: dict[str, list[str]] = {}
        for place in (*_divisions().values(), *self.declared.values()):
            names = (place.code, place.zh, place.en, _SUFFIX.sub("", place.zh), *place.aliases)
            for name in {_plain(n) for n in names if len(n) > 1}:
                found.setdefault(name, []).append(place.code)
        return found

    def _within(self, name: str, outer: str = "") -> list[str]:
        """Codes for a name, or for a name written after the places it lies in (广东深圳南山区), inside ``outer``."""
        whole = self._bearers_in(name, outer)
        if whole:
            return whole
        for cut in range(len(name) - 1, 1, -1):
            for middle in self._bearers_in(name[:cut], outer):
                inner = self._within(name[cut:], middle)
                if inner:
                    return inner
        return []

    def _bearers_in(self, name: str, outer: str) -> list[str]:
        return [c for c in self._bearers.get(name, ()) if not outer or outer in self.ancestors(c)[1:]]

    def _near(self, name: str) -> tuple[str, ...]:
        close = difflib.get_close_matches(_plain(name), list(self._bearers), n=3, cutoff=0.5)
        return tuple(dict.fromkeys(f"{self.name(c)[0]} {c}" for near in close for c in self._bearers[near][:1]))


def _highest(codes: list[str]) -> list[str]:
    best = min(map(_rank, codes), default=0)
    return [code for code in codes if _rank(code) == best]


def _rank(code: str) -> int:
    """0 a country, city lawbook or province, 1 a prefecture, 2 a county or district."""
    if not _SIX.fullmatch(code) or code.endswith("0000"):
        return 0
    return 1 if code.endswith("00") else 2


_packaged = Places({})


def region_code(name: str) -> str:
    """The code of a Chinese place name, English name or code; UnknownRegion with near names otherwise."""
    return _packaged.code(name)


def region_name(code: str) -> tuple[str, str]:
    """The Chinese and English name of a code."""
    return _packaged.name(code)


def timezone_of(code: str) -> str:
    """The IANA time zone of a code."""
    return _packaged.zone(code)


def ancestors(code: str) -> tuple[str, ...]:
    """The place and all it lies in, most local first: ``("440305", "440300", "440000", "CN")``."""
    return _packaged.ancestors(code)
