"""A third party's table of verdicts, as CSV or a workbook: which heading is which column, what its words mean.

A row that cannot be read stops the reading: a score of half a table would mislead.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import yaml

from guanjia.flows.truth.judged import DAY, JUDGED, Judged, conformed
from guanjia.readers import convert
from guanjia.readers.delimited import delimited
from guanjia.readers.errors import InputError
from guanjia.readers.headings import mapping_in, plain
from guanjia.readers.raw import Raw, RawFile
from guanjia.readers.regions import region_code
from guanjia.readers.workbook import SUFFIXES, sheet, sheets
from guanjia.rules import all_rules

NEEDED = ("rule", "worker_id", "platform", "verdict")
_LEAST = 30  # bytes of a row of the shortest table
_TEXTS = ("worker_id", "platform", "period", "scenario", "unit")
_MONTH = r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$"


@dataclass(frozen=True)
class Heading:
    """Where a column stands: its heading, and the unit it names."""

    text: str
    unit: str


@cache
def _words() -> dict[str, Any]:
    return dict(yaml.safe_load((Path(__file__).parent / "verdict_headings.yaml").read_text(encoding="utf-8")))


def open_verdicts(path: Path, zone: str, mapping: Path | None = None, encoding: str | None = None) -> tuple[Judged, frozenset[str]]:
    """The table and the rules it names; wall clocks are read on ``zone``. InputError says what cannot be read, where, and what to do."""
    file = sheet(path, sheets(path)[0]) if path.suffix.lower() in SUFFIXES else delimited(path, encoding)
    where = _headings(file, _mapping(mapping))
    columns = frozenset(DAY if name == "date" else name for name in where if not (name == "date" and "start" in where))
    reading = _Reading(file, where, zone)
    rules = {rule for raw in file.batches({where["rule"].text}) for rule in reading.coded(raw, "rule", _rules()).dictionary.to_pylist()}
    return Judged(columns, file.rows or path.stat().st_size // _LEAST, reading.batches), frozenset(rules)


def _mapping(path: Path | None) -> Mapping[str, str]:
    """The user's ``column: heading`` file."""
    if path is None:
        return {}
    body = mapping_in(path)
    known = _words()["columns"]
    unknown = [str(name) for name in body if name not in known] if isinstance(body, dict) else [str(body)]
    if unknown:
        raise InputError(
            f"列对照文件“{path}”里的“{unknown[0]}”不是结论表的列。可用：{'、'.join(known)}",
            f"'{unknown[0]}' in the mapping '{path}' is no column of a table of verdicts. Columns: {', '.join(known)}",
        )
    return {str(name): str(heading) for name, heading in body.items()}


def _headings(file: RawFile, asked: Mapping[str, str]) -> dict[str, Heading]:
    """The heading of each column that the file has."""
    there = {plain(name)[0]: name for name in reversed(file.header)}
    found: dict[str, Heading] = {}
    for column, known in _words()["columns"].items():
        names = [asked[column]] if column in asked else [column, *known]
        text = next((there[plain(name)[0]] for name in names if plain(name)[0] in there), None)
        if text is not None:
            found[column] = Heading(text, plain(text)[1])
        elif column in asked:
            raise InputError(f"“{file.path}”没有表头“{asked[column]}”", f"'{file.path}' has no heading '{asked[column]}'")
    lacking = [name for name in NEEDED if name not in found] + ([] if {"date", "start"} & set(found) else ["date / start"])
    if lacking:
        raise InputError(
            f"“{file.path}”缺列：{'、'.join(lacking)}；有的是 {'、'.join(file.header)}。请改表头，或用 --mapping 对照",
            f"'{file.path}' lacks {', '.join(lacking)}; it has {', '.join(file.header)}. Rename its headings, or map them with --mapping",
        )
    return found


@cache
def _rules() -> dict[str, str]:
    """What a rule may be called: its code or one of its titles."""
    return {name: rule.code for rule in all_rules() for name in (*rule.title, rule.code)}


@cache
def _verdicts() -> dict[str, str]:
    return {word: verdict for verdict, words in _words()["verdicts"].items() for word in words}


class _Reading:
    """One file, whose headings are known."""

    def __init__(self, file: RawFile, where: Mapping[str, Heading], zone: str) -> None:
        self._file, self._where, self._zone = file, where, zone

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in the form of `JUDGED`."""
        for raw in self._file.batches({heading.text for heading in self._where.values()}):
            if raw.lost:
                self._stop(raw.lost[0].row, "", raw.lost[0].text, ("这一行的列数不对", "the number of fields is wrong"))
            yield from conformed(self._typed(raw)).combine_chunks().to_batches()

    def coded(self, raw: Raw, name: str, meaning: Mapping[str, str]) -> pa.DictionaryArray:
        """A column of words as what they mean."""
        coded = convert.encoded(self._text(raw, name))
        said = coded.dictionary.to_pylist()
        known = [meaning.get(word) or meaning.get(word.lower()) for word in said]
        if None in known or coded.null_count:
            blank = coded.null_count > 0
            word = "" if blank else said[known.index(None)]
            at = pc.index(pc.is_null(coded), True) if blank else pc.index(coded.cast(pa.string()), word)
            near = difflib.get_close_matches(word, list(meaning), 3) or list(dict.fromkeys(meaning.values()))
            hint = (f"可用：{'、'.join(near)}", f"there are: {', '.join(near)}")
            self._stop(int(raw.rows[at.as_py()]), name, word, hint)
        return pa.DictionaryArray.from_arrays(coded.indices, pa.array(known, pa.string())).cast(pa.string()).dictionary_encode()

    def _typed(self, raw: Raw) -> pa.Table:
        columns: dict[str, pa.Array] = {"rule": self.coded(raw, "rule", _rules()), "verdict": self.coded(raw, "verdict", _verdicts())}
        columns |= {name: self._text(raw, name) for name in _TEXTS if name in self._where}
        if "region" in self._where:
            coded = convert.encoded(pc.fill_null(self._text(raw, "region"), ""))
            codes = [region_code(name) if name else "" for name in coded.dictionary.to_pylist()]
            columns["region"] = pa.array(codes, pa.string()).take(coded.indices)
        if "start" not in self._where:
            columns[DAY] = self._moments(raw, "date").cast(pa.date32(), safe=False)
        columns |= {name: self._moments(raw, name) for name in ("start", "end") if name in self._where}
        columns |= {name: self._numbers(raw, name) for name in ("measured", "limit", "count") if name in self._where}
        if "owed" in self._where:
            columns["owed"] = self._money(raw)
        return pa.table(columns)

    def _text(self, raw: Raw, name: str) -> pa.Array:
        return convert.text(convert.flat(raw.columns[self._where[name].text]))

    def _moments(self, raw: Raw, name: str) -> pa.Array:
        """Moments; a day or month is read as its midnight, of no zone."""
        text = self._text(raw, name)
        if name == "date":
            text = pc.replace_substring_regex(text, _MONTH, r"\1-\2-01")
        read = convert.moments(text, "UTC" if name == "date" else self._zone)
        hint = ("请写成 2026-03-16 或 2026-03-16 08:00:00", "write it as 2026-03-16 or 2026-03-16 08:00:00")
        self._readable(raw, name, pa.array(read.bad) if name == "end" else pc.is_null(read.values), hint)
        return read.values

    def _numbers(self, raw: Raw, name: str) -> pa.Array:
        read = convert.numbers(self._text(raw, name), JUDGED.field(name).type)
        self._readable(raw, name, pa.array(read.bad), ("请写成数，如 8.5", "write a number such as 8.5"))
        return read.values

    def _money(self, raw: Raw) -> pa.Array:
        """Minor units: fen under our own name ``owed``, yuan under other headings unless they say 分 or fen."""
        heading = self._where["owed"]
        fen = heading.unit == "fen" or (not heading.unit and plain(heading.text)[0] == "owed")
        read = convert.money(self._text(raw, "owed"), 0 if fen else 2)
        hint = ("owed 是整数分；元请用表头 owed_yuan 或 少付（元）", "owed is whole fen; for yuan call the column owed_yuan")
        self._readable(raw, "owed", pa.array(read.bad), hint)
        return read.values

    def _readable(self, raw: Raw, name: str, bad: pa.Array, hint: Sequence[str]) -> None:
        if pc.any(bad, min_count=0).as_py():
            at = pc.index(bad, True).as_py()
            self._stop(int(raw.rows[at]), name, self._text(raw, name)[at].as_py() or "", hint)

    def _stop(self, row: int, name: str, value: str, hint: Sequence[str]) -> None:
        heading = self._where[name].text if name else ""
        raise InputError(
            f"“{self._file.path}”第 {row} 行{heading and f'“{heading}”'}读不懂：“{value}”。{hint[0]}",
            f"'{self._file.path}', row {row}{heading and f', {heading}'}: '{value}' cannot be read; {hint[1]}",
        )
