"""One table of the own layout: a file's columns, understood, turned into the schema's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from guanjia.model.schema import LABEL, MOMENT, Column, Table
from guanjia.readers import convert, reasons
from guanjia.readers.draft import Bools, Draft
from guanjia.readers.errors import InputError
from guanjia.readers.headings import Found, Plan, synonyms
from guanjia.readers.raw import Raw
from guanjia.readers.regions import known_region
from guanjia.readers.source import ReadOptions

MONEY = {"tasks": frozenset({"fare", "driver_trip_pay", "tip", "commission"}), "pay_lines": frozenset({"amount"})}
CLOCK = frozenset({"dispatch_time", "start_time", "end_time"})
SCALES = {"km": 1000.0, "km/h": 1 / 3.6, "kpa": 10.0}


@dataclass(frozen=True)
class Shape:
    """How a table is to be read: headings, the zone of wall clocks (None: not known), decimals of money by column, and what stands in."""

    table: Table
    plan: Plan
    zone: str | None
    places: dict[str, int]
    options: ReadOptions
    currency: str | None
    typed: bool

    @property
    def words(self) -> str:
        """The way as a text, the same for the same way."""
        columns = sorted((name, found.heading, found.unit, found.own) for name, found in self.plan.columns.items())
        return repr((columns, self.zone, sorted(self.places.items()), self.currency, self.typed))


def shape(raw: Raw, how: Shape, wanted: frozenset[str]) -> Draft:
    """A draft of the wanted columns."""
    draft = Draft(raw.file, raw.rows, {}, lost=list(raw.lost))
    for column in how.table.columns:
        found = how.plan.columns.get(column.name)
        if column.name in wanted and found is not None:
            _column(draft, column, raw.columns[found.heading], found, how)
    _stand_ins(draft, how, wanted)
    return draft


def _column(draft: Draft, column: Column, source: pa.Array, found: Found, how: Shape) -> None:
    if pa.types.is_null(source.type):
        draft.columns[column.name] = convert.empty(len(draft), column.type)
    elif column.type == MOMENT:
        _moment(draft, column, source, found, how)
    elif column.name in MONEY.get(how.table.name, ()):
        _money(draft, column, source, how)
    elif column.type == LABEL:
        _label(draft, column, source)
    elif column.type == pa.string():
        draft.columns[column.name] = source if how.typed and source.type == pa.string() else convert.text(source)
    elif pa.types.is_date(column.type):
        read = convert.moments(source, "UTC")
        draft.columns[column.name] = read.values.cast(pa.timestamp("us")).cast(column.type, safe=False)
        _mark(draft, column, read.bad, source, "unreadable_time", fatal=column.required)
    else:
        read = convert.numbers(source, column.type, SCALES.get(found.unit, 1.0))
        draft.columns[column.name] = read.values
        _mark(draft, column, read.bad, source, "unreadable_number", fatal=column.required)


def _mark(draft: Draft, column: Column, bad: Bools, source: pa.Array, reason: str, fatal: bool) -> None:
    if fatal:
        draft.trouble(bad, column.name, reason, source)
    else:
        draft.remark(reasons.BAD_VALUE.format(name=column.name), int(np.count_nonzero(bad)))


def _moment(draft: Draft, column: Column, source: pa.Array, found: Found, how: Shape) -> None:
    read = convert.moments(source, how.zone)
    if read.local and how.zone is None:
        raise InputError(
            f"{draft.file} 的“{found.heading}”没有写时区。请用 --timezone 或 --region 说明工作地，如 --region 310000",
            f"'{found.heading}' of {draft.file} has no time zone. Give the workplace with --timezone or --region, e.g. --region 310000",
        )
    draft.columns[column.name] = read.values
    core = column.required or (how.table.name == "tasks" and column.name in CLOCK)
    _mark(draft, column, read.bad, source, "unreadable_time", fatal=core)


def _money(draft: Draft, column: Column, source: pa.Array, how: Shape) -> None:
    places = how.places[column.name]
    read = convert.money(source, places)
    draft.columns[column.name] = read.values
    draft.remark(reasons.HALF_FEN, read.rounded)
    if read.bad.any():
        fraction = read.bad & ~convert.money(source, 2).bad if places == 0 else np.zeros(len(draft), np.bool_)
        draft.trouble(fraction, column.name, "fraction_of_fen", source)
        draft.trouble(read.bad & ~fraction, column.name, "unreadable_number", source)


def _label(draft: Draft, column: Column, source: pa.Array) -> None:
    if column.name == "region":
        codes, lost = _regions(source)
    else:
        codes, lost = convert.labels(source, column.labels, synonyms(column.name) if column.labels else None)
    draft.columns[column.name] = codes
    if lost and column.required:
        gone = pc.and_(pc.is_valid(source), pc.is_null(codes))
        draft.trouble(np.asarray(gone.to_numpy(zero_copy_only=False), np.bool_), column.name, "unknown_label", source)
        return
    for value, count in lost.items():
        draft.remark(reasons.bad_label(column.name, value), count)


def _regions(source: pa.Array) -> tuple[pa.Array, dict[str, int]]:
    named, _ = convert.labels(source if pa.types.is_dictionary(source.type) else convert.text(source))
    known = {name: known_region(name) for name in named.dictionary.to_pylist() if name is not None}
    if all(code == name for name, code in known.items()):
        return named, {}
    codes = {code: code for code in known.values() if code is not None}
    return convert.labels(named, tuple(codes), {name: code for name, code in known.items() if code is not None})


def _stand_ins(draft: Draft, how: Shape, wanted: frozenset[str]) -> None:
    """What the user said of the whole file, where the file does not say it itself."""
    told = {"platform": how.options.platform, "currency": how.currency}
    if how.table.name == "tasks":
        told |= {"kind": how.options.kind, "region": how.options.region}
    names = {column.name for column in how.table.columns}
    for name, value in told.items():
        if name in wanted & names and name not in draft.columns and value is not None:
            draft.columns[name] = convert.constant(value, len(draft))
