"""One YAML file of a lawbook into entries, refusing what has no citation, unit, force, day or known name."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from guanjia.law import units
from guanjia.law.entry import Entry, Force
from guanjia.law.errors import LawbookError
from guanjia.law.places import Places
from guanjia.model.schema import KINDS

_CITATION_KEYS: Final = ("force", "document", "article", "source", "verified")
_RECORD_KEYS: Final = frozenset(
    (*_CITATION_KEYS, "from", "to", "zh", "en", "unit", "contains", "note", "missing", "gap", "kinds", "product", "places")
)
_CONTAINS: Final = {
    "own_social_insurance": ("inside", "outside", "unknown"),
    "employer_social_insurance": ("inside", "outside", "unknown"),
}


@dataclass(frozen=True)
class Topic:
    """What a number of this topic is, and its unit."""

    zh: str
    en: str
    unit: str


@dataclass(frozen=True)
class Reader:
    """Turns the records of one file into entries; ``topics`` and ``places`` are all that the lawbooks declare."""

    file: str
    topics: Mapping[str, Topic]
    places: Places

    def entries(self, content: object, jurisdiction: str) -> Iterator[Entry]:
        """The entries of a file's content; ``jurisdiction`` is that of its folder, unless the file names its own."""
        top = self.mapping(content, "", {"jurisdiction", "records"})
        where = str(top.get("jurisdiction", jurisdiction))
        records = top.get("records")
        if not isinstance(records, list):
            raise self.refuse(
                "", "缺少 records 列表", "it has no list 'records'", "把每条数值写成 records 下的一项", "put each value under 'records:'"
            )
        for number, record in enumerate(records, 1):
            if not isinstance(record, dict):
                raise self.refuse(
                    f"#{number}",
                    "这条不是键值表",
                    "this record is not a mapping",
                    "写成 主题: 数值 等键",
                    "write it as 'topic: value' and its keys",
                )
            yield from self._record(record, where, number)

    def _record(self, record: Mapping[str, Any], jurisdiction: str, number: int) -> Iterator[Entry]:
        named = [key for key in record if key in self.topics]
        label = f"#{number} {named[0]}" if named else f"#{number}"
        for key in record:
            if key not in _RECORD_KEYS and key not in self.topics:
                raise self.refuse(
                    label,
                    f"不认识的键“{key}”",
                    f"unknown key '{key}'",
                    "改正拼写，或在 topics.yaml 里声明这个主题",
                    "mend the spelling, or declare it as a topic in topics.yaml",
                )
        if not named:
            raise self.refuse(label, "没有写主题和数值", "it names no topic", "写上 主题: 数值", "write 'topic: value'")
        shared = self._shared(record, label)
        for place in self._places(record, jurisdiction, label):
            for topic in named:
                about = self.topics[topic]
                unit = str(record.get("unit", about.unit))
                self.check_unit(unit, label)
                contains = self._contains(record.get("contains", {}), topic, label)
                for tier, value in self._values(record[topic], label):
                    missing = str(record.get("missing", "")) if math.isnan(value) else ""
                    if math.isnan(value) and not missing.startswith("NOT FOUND"):
                        raise self.refuse(
                            label,
                            "数值为空",
                            "the value is null",
                            "写上数值，或写 missing: NOT FOUND 与查找经过",
                            "give the value, or say 'missing: NOT FOUND ...' and what was searched",
                        )
                    yield Entry(
                        topic=topic,
                        jurisdiction=place,
                        tier=tier,
                        value=value,
                        unit=unit,
                        contains=contains,
                        missing=missing,
                        zh=str(record.get("zh", about.zh)),
                        en=str(record.get("en", about.en)),
                        **shared,
                    )

    def _shared(self, record: Mapping[str, Any], label: str) -> dict[str, Any]:
        """What all entries of a record share: days, force, citation, kinds, product, note."""
        kinds = record.get("kinds", [])
        if not isinstance(kinds, list) or not set(kinds) <= set(KINDS):
            raise self.refuse(
                label, f"不认识的工种 {kinds}", f"unknown kinds {kinds}", f"可用：{'、'.join(KINDS)}", f"use some of {', '.join(KINDS)}"
            )
        return {
            "first_day": self.day(record.get("from"), "from", label),
            "last_day": self.day(record["to"], "to", label) if "to" in record else None,
            "force": self._force(record.get("force"), label),
            "kinds": tuple(kinds),
            "product": str(record.get("product", "")),
            "note": str(record.get("note", "")),
            "gap": str(record.get("gap", "")),
            **self._citation(record, label),
        }

    def _citation(self, record: Mapping[str, Any], label: str) -> dict[str, Any]:
        absent = [key for key in _CITATION_KEYS[1:] if record.get(key) in (None, "")]
        if absent:
            raise self.refuse(
                label,
                f"没有出处：缺 {'、'.join(absent)}",
                f"it has no citation: {', '.join(absent)} missing",
                "写上文件、条（没见到就写 not seen）、来源和 verified",
                "give document, article (or 'not seen'), source and verified",
            )
        if not isinstance(record["verified"], bool):
            raise self.refuse(
                label,
                "verified 不是 true 或 false",
                "verified is neither true nor false",
                "读过原文写 true，凭记忆写 false",
                "true if read, false if recalled",
            )
        return {key: str(record[key]) for key in ("document", "article", "source")} | {"verified": record["verified"]}

    def _force(self, written: object, label: str) -> Force:
        try:
            return Force(str(written))
        except ValueError:
            listed = ", ".join(force.value for force in Force)
            raise self.refuse(
                label, f"不认识的效力“{written}”", f"unknown force '{written}'", f"可用：{listed}", f"use one of: {listed}"
            ) from None

    def _places(self, record: Mapping[str, Any], jurisdiction: str, label: str) -> list[str]:
        """The jurisdictions a record holds in: those it lists, else the file's."""
        places = [str(code) for code in record.get("places", [jurisdiction])]
        for code in places:
            if not code.startswith("platform:") and not self.places.known(code):
                raise self.refuse(
                    label,
                    f"不认识的地区“{code}”",
                    f"unknown jurisdiction '{code}'",
                    "用六位行政区划代码，或在 places.yaml 里声明",
                    "use a six-digit code, or declare it in places.yaml",
                )
        return places

    def _values(self, written: object, label: str) -> Iterator[tuple[str, float]]:
        """Tier and number; a plain number has no tier."""
        pairs = written.items() if isinstance(written, dict) else [("", written)]
        for tier, value in pairs:
            if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
                raise self.refuse(
                    label,
                    f"“{value}”不是数",
                    f"'{value}' is not a number",
                    "写成数字，或写 null 与 missing",
                    "write a number, or null with 'missing'",
                )
            yield str(tier), math.nan if value is None else float(value)

    def _contains(self, written: Mapping[str, Any], topic: str, label: str) -> dict[str, str]:
        """What the number contains; a key that is a topic holds for that topic only."""
        flat = {key: value for key, value in written.items() if key not in self.topics} | dict(written.get(topic, {}))
        for key, value in flat.items():
            if value not in _CONTAINS.get(key, ()):
                known = "; ".join(f"{name}: {'|'.join(values)}" for name, values in _CONTAINS.items())
                raise self.refuse(
                    label, f"contains 里不认识 {key}: {value}", f"contains has unknown {key}: {value}", f"可用：{known}", f"use {known}"
                )
        return flat

    def check_unit(self, unit: str, label: str) -> None:
        """Refuse a unit outside the closed list."""
        if not units.known(unit):
            listed = ", ".join(units.NAMES)
            raise self.refuse(
                label,
                f"不认识的单位“{unit}”",
                f"unknown unit '{unit}'",
                f"可用：{listed}，或 CNY/hour 之类",
                f"use {listed}, or e.g. CNY/hour",
            )

    def day(self, written: object, key: str, label: str) -> date:
        """A day written as YYYY-MM-DD."""
        if type(written) is date:
            return written
        raise self.refuse(
            label, f"{key} 不是日期：{written}", f"{key} is not a day: {written}", "写成 2025-07-01 这样", "write it like 2025-07-01"
        )

    def mapping(self, content: object, label: str, keys: set[str]) -> Mapping[str, Any]:
        """The content as a mapping with no key outside ``keys``."""
        if not isinstance(content, dict):
            raise self.refuse(
                label,
                "不是键值表",
                "it is not a mapping",
                f"写成 {'、'.join(sorted(keys))} 等键",
                f"write the keys {', '.join(sorted(keys))}",
            )
        for key in content:
            if key not in keys:
                raise self.refuse(
                    label,
                    f"不认识的键“{key}”",
                    f"unknown key '{key}'",
                    f"可用：{'、'.join(sorted(keys))}",
                    f"use {', '.join(sorted(keys))}",
                )
        return content

    def refuse(self, label: str, wrong_zh: str, wrong_en: str, mend_zh: str, mend_en: str) -> LawbookError:
        """The refusal of an entry of this file."""
        return LawbookError(self.file, label, wrong_zh, wrong_en, mend_zh, mend_en)
