"""Which column of the schema a heading means: the schema's own names, the usual Chinese headings, or the user's mapping."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guanjia.model.schema import BY_NAME, Table
from guanjia.readers.errors import InputError

UNITS = {
    "元": "yuan",
    "yuan": "yuan",
    "rmb": "yuan",
    "分": "fen",
    "fen": "fen",
    "公里": "km",
    "千米": "km",
    "km": "km",
    "米": "m",
    "m": "m",
    "公里/小时": "km/h",
    "千米/小时": "km/h",
    "km/h": "km/h",
    "kpa": "kpa",
    "千帕": "kpa",
}
Mapped = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Found:
    """A heading that was recognised: as it stands in the file, its unit if it names one, and whether it is the schema's own name."""

    heading: str
    unit: str = ""
    own: bool = False


@dataclass(frozen=True)
class Plan:
    """A file's headings understood: columns, amounts that stand beside tasks (by kind of pay line), their reason, and the rest."""

    columns: Mapping[str, Found]
    pay: Sequence[tuple[str, Found]]
    reason: str | None
    unknown: tuple[str, ...]

    @property
    def chinese(self) -> bool:
        """Whether any heading in use is Chinese."""
        return any(not found.heading.isascii() for found in self.columns.values())


@cache
def _table() -> dict[str, Any]:
    return dict(yaml.safe_load((Path(__file__).parent / "headings.yaml").read_text(encoding="utf-8")))


def plain(heading: str) -> tuple[str, str]:
    """A heading without blanks, case and bracketed unit, and the unit.

    >>> plain("配送费（元）")
    ('配送费', 'yuan')
    """
    text = re.sub(r"\s+", "", heading).lower().replace("（", "(").replace("）", ")")
    match = re.fullmatch(r"(.+)\(([^()]*)\)", text)
    if match is None:
        return text, ""
    return (match[1], UNITS[match[2]]) if match[2] in UNITS else (match[1], "")


def known_headings(table: str, column: str) -> tuple[str, ...]:
    """Every heading that is read as this column."""
    columns = _table()["columns"]
    return (column, *columns.get(table, {}).get(column, ()), *columns["any"].get(column, ()))


def synonyms(column: str) -> dict[str, str]:
    """What people write for the labels of a column, and the label it means."""
    return {word: label for label, words in _table()["labels"].get(column, {}).items() for word in words}


def table_names() -> dict[str, str]:
    """What files and sheets are called, and the table it means."""
    return {name.lower(): table for table, names in _table()["tables"].items() for name in names}


def mapping_in(path: Path) -> Any:
    """What the user's mapping file holds; InputError where it cannot be read."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"列对照文件“{path}”读不了：{error}", f"The mapping '{path}' cannot be read: {error}") from error


def load_mapping(path: Path | None) -> Mapped:
    """The user's ``column: heading`` mapping, by table; a flat file is about tasks. InputError for what it cannot mean."""
    if path is None:
        return {}
    body = mapping_in(path)
    if not isinstance(body, dict):
        raise InputError(f"列对照文件“{path}”应写成“列名: 表头”", f"The mapping '{path}' is written 'column: heading'")
    by_table = body if all(isinstance(value, dict) for value in body.values()) else {"tasks": body}
    for table, columns in by_table.items():
        names = [column.name for column in BY_NAME[table].columns] if table in BY_NAME else []
        for column in columns if names else [table]:
            if column not in names:
                near = difflib.get_close_matches(str(column), names or list(BY_NAME), n=3)
                raise InputError(
                    f"列对照文件“{path}”里的“{column}”不存在；相近的有 {'、'.join(near) or '无'}",
                    f"'{column}' in the mapping '{path}' does not exist; near: {', '.join(near) or 'none'}",
                )
    return {str(t): {str(c): str(h) for c, h in columns.items()} for t, columns in by_table.items()}


def plan(header: Sequence[str], table: Table, mapping: Mapped) -> Plan:
    """Understand the headings of a file of ``table``."""
    asked = mapping.get(table.name, {})
    columns: dict[str, Found] = {}
    for column, heading in asked.items():
        if heading not in header:
            near = difflib.get_close_matches(heading, header, n=3)
            raise InputError(
                f"对照里的表头“{heading}”在文件中没有；相近的有 {'、'.join(near) or '无'}",
                f"The file has no heading '{heading}' that the mapping names; near: {', '.join(near) or 'none'}",
            )
        columns[column] = Found(heading, plain(heading)[1])
    taken = {found.heading for found in columns.values()}
    for column in [c.name for c in table.columns if c.name not in columns and c.name not in ("row", "file")]:
        found = _find(header, known_headings(table.name, column), taken)
        if found is not None:
            columns[column] = found
            taken.add(found.heading)
    pay: list[tuple[str, Found]] = []
    reason = None
    if table.name == "tasks":
        pay = _beside(header, taken)
        taken |= {found.heading for _, found in pay}
        why = _find(header, _table()["reason_beside_tasks"], taken) if pay else None
        reason = why.heading if why is not None else None
    unknown = tuple(name for name in header if name not in taken and name not in ("row", "file", reason))
    return Plan(columns, pay, reason, unknown)


def _beside(header: Sequence[str], taken: set[str]) -> list[tuple[str, Found]]:
    names = {plain(word)[0]: kind for kind, words in _table()["pay_beside_tasks"].items() for word in words}
    return [(names[plain(name)[0]], Found(name, plain(name)[1])) for name in header if name not in taken and plain(name)[0] in names]


def _find(header: Sequence[str], headings: Sequence[str], taken: set[str]) -> Found | None:
    if headings[0] in header and headings[0] not in taken:
        return Found(headings[0], own=headings[0].isascii())
    wanted = {plain(heading)[0]: place for place, heading in reversed(list(enumerate(headings)))}
    matches = [(wanted[plain(name)[0]], name) for name in header if name not in taken and plain(name)[0] in wanted]
    if not matches:
        return None
    place, name = min(matches)
    return Found(name, plain(name)[1], own=place == 0 and headings[0].isascii())
