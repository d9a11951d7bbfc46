"""The product's own layout, and spreadsheets with the usual Chinese headings: CSV, Parquet or Excel, one file or a folder of tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow as pa

from guanjia.model.intake import Intake
from guanjia.model.schema import BY_NAME, Table
from guanjia.readers import beside, convert, reasons
from guanjia.readers.checks import needed
from guanjia.readers.draft import Draft, Drafts, Stream
from guanjia.readers.duplicates import Duplicates
from guanjia.readers.errors import InputError
from guanjia.readers.headings import Mapped, Plan, known_headings, load_mapping, plan
from guanjia.readers.layout_files import table_files
from guanjia.readers.plausible import scaled
from guanjia.readers.raw import RawFile
from guanjia.readers.regions import checked_zone, has_zone, known_region, region_code, timezone_of
from guanjia.readers.shaping import CLOCK, MONEY, Shape, shape
from guanjia.readers.source import Reader, ReadOptions, Source

NAME = "own"
USUAL_ZONE = "Asia/Shanghai"


class MissingColumnsError(InputError):
    """A file without columns that its table must have."""

    def __init__(self, file: RawFile, table: Table, missing: list[str], understood: set[str]) -> None:
        near_zh, near_en = [], []
        free = [heading for heading in file.header if heading not in understood]
        for name in missing:
            words = known_headings(table.name, name)
            near = sorted({match for word in words for match in difflib.get_close_matches(word, free, n=2, cutoff=0.5)})
            usual = next((word for word in words if not word.isascii()), name)
            near_zh.append(f"{name}（{usual}）" + (f"，是否就是“{'”“'.join(near)}”？" if near else ""))
            near_en.append(name + (f" (is it '{', '.join(near)}'?)" if near else ""))
        extra_zh = "平台名可用 --platform 给出；" if "platform" in missing else ""
        extra_en = "The platform may be given with --platform. " if "platform" in missing else ""
        super().__init__(
            f"“{file.path}”缺少必要的列：{'；'.join(near_zh)}。现有列：{'、'.join(file.header)}。{extra_zh}列名不同可用 --mapping 对照",
            f"'{file.path}' lacks required columns: {'; '.join(near_en)}. It has: {', '.join(file.header)}. "
            f"{extra_en}Name other headings with --mapping",
        )
        self.header = file.header


def _open(path: Path, options: ReadOptions) -> Source:
    if options.region is not None:
        options = _with_region(options)
    mapping = load_mapping(options.mapping)
    tables = table_files(path, options)
    if "tasks" not in tables:
        raise InputError(f"“{path}”里没有任务表（tasks）", f"'{path}' has no table of tasks")
    intake = Intake()
    plans = {name: [_planned(file, BY_NAME[name], mapping, options, intake) for file in files] for name, files in tables.items()}
    zone = _zone(tables["tasks"], plans["tasks"], options, intake)
    zone_name = zone or USUAL_ZONE
    streams = {
        name: _stream(files, _shapes(files, plans[name], BY_NAME[name], zone, options, intake), intake) for name, files in tables.items()
    }
    if any(each.pay for each in plans["tasks"]):
        shapes = _shapes(tables["tasks"], plans["tasks"], BY_NAME["tasks"], zone, options, intake)
        streams["pay_lines"] = Stream(_with_beside(streams.get("pay_lines"), tables["tasks"], shapes))
    paths = tuple(dict.fromkeys(file.path for files in tables.values() for file in files))
    return Source(NAME, zone_name, "person", intake, paths, streams, options)


def _with_region(options: ReadOptions) -> ReadOptions:
    return replace(options, region=region_code(options.region or ""))


def _planned(file: RawFile, table: Table, mapping: Mapped, options: ReadOptions, intake: Intake) -> Plan:
    understood = plan(file.header, table, mapping)
    told = {"row", "file"} | ({"platform"} if options.platform else set())
    missing = [
        column.name for column in table.columns if column.required and column.name not in told and column.name not in understood.columns
    ]
    if table.name == "tasks" and not CLOCK & set(understood.columns):
        missing += ["dispatch_time", "end_time"]
    if missing:
        raise MissingColumnsError(file, table, missing, {found.heading for found in understood.columns.values()})
    for name in understood.unknown:
        zh, en = reasons.UNKNOWN_COLUMN.format(name=name).split(" / ")
        intake.note(zh, en)
    for zh, en in file.notes:
        intake.note(zh, en)
    return understood


def _zone(files: tuple[RawFile, ...], plans: list[Plan], options: ReadOptions, intake: Intake) -> str | None:
    """The workplace's zone: as asked, by region, by the tasks' first region, or China's for Chinese headings; None when nothing says."""
    if options.timezone:
        return checked_zone(options.timezone)
    if options.region:
        return timezone_of(options.region)
    region = _first_region(files[0], plans[0])
    if region is not None:
        zone = timezone_of(region)
        intake.note(f"时区按工作地 {region} 取 {zone}", f"Time zone {zone}, of the workplace {region}")
        return zone
    if plans[0].chinese:
        intake.note(f"文件没有说明工作地，时间按 {USUAL_ZONE} 读", f"The file does not name the workplace; times are read as {USUAL_ZONE}")
        return USUAL_ZONE
    intake.note(
        f"文件没有说明工作地，日和周按 {USUAL_ZONE} 划分；若不对，请加 --timezone 或 --region",
        f"The file does not name the workplace; days and weeks are cut in {USUAL_ZONE}. If that is wrong, give --timezone or --region",
    )
    return None


def _first_region(file: RawFile, understood: Plan) -> str | None:
    found = understood.columns.get("region")
    if found is None:
        return None
    for raw in file.batches({found.heading}):
        for name in raw.columns[found.heading].unique().to_pylist():
            code = known_region(str(name)) if name is not None else None
            if code is not None and has_zone(code):
                return code
        break
    return None


def _shapes(
    files: tuple[RawFile, ...], plans: list[Plan], table: Table, zone: str | None, options: ReadOptions, intake: Intake
) -> list[Shape]:
    fractions = options.money == "auto" and any(_fractions(file, each, table) for file, each in zip(files, plans, strict=True))
    currency = "CNY" if plans[0].chinese or zone == USUAL_ZONE or (options.region or "").isdigit() else None
    shapes = []
    for file, each in zip(files, plans, strict=True):
        places = _places(each, table, options, fractions)
        if 2 in places.values():
            intake.note("金额按元读，换成了分", "Amounts are read as yuan and kept as fen")
        shapes.append(Shape(table, each, zone, places, options, currency, file.typed))
    return shapes


def _money_columns(each: Plan, table: Table) -> dict[str, tuple[str, str, bool]]:
    """Heading, unit and whether the name is the schema's own, of every column of money."""
    named = {name: (f.heading, f.unit, f.own) for name, f in each.columns.items() if name in MONEY.get(table.name, ())}
    return named | {f.heading: (f.heading, f.unit, False) for _, f in each.pay}


def _fractions(file: RawFile, each: Plan, table: Table) -> bool:
    """Whether amounts under the schema's own names have decimals, by the first rows."""
    headings = {heading for heading, unit, own in _money_columns(each, table).values() if own and not unit} - file.whole
    if not headings:
        return False
    raw = next(iter(file.batches(headings)), None)
    return raw is not None and any(convert.has_fractions(column) for column in raw.columns.values() if not pa.types.is_null(column.type))


def _places(each: Plan, table: Table, options: ReadOptions, fractions: bool) -> dict[str, int]:
    """Decimals of each column of money: people write yuan; the schema's own names hold fen unless decimals show otherwise."""
    unit = {"yuan": 2, "fen": 0}
    result = {}
    for name, (_, written, own) in _money_columns(each, table).items():
        told = unit.get(written, unit.get(options.money))
        result[name] = told if told is not None else 2 if fractions or not own else 0
    return result


def _stream(files: tuple[RawFile, ...], shapes: list[Shape], intake: Intake) -> Stream:
    pieces = tuple(partial(_file_drafts, file, how) for file, how in zip(files, shapes, strict=True))
    counts = [file.rows for file in files]
    rows = None if None in counts else sum(count or 0 for count in counts)
    return Stream(scaled(pieces, intake), rows, pieces, tuple(file.path for file in files), tuple(how.words for how in shapes))


def _file_drafts(file: RawFile, how: Shape, wanted: frozenset[str]) -> Iterator[Draft]:
    for raw in file.batches(_headings(how.plan, wanted)):
        yield shape(raw, how, wanted)


def _headings(each: Plan, wanted: frozenset[str]) -> set[str]:
    return {found.heading for name, found in each.columns.items() if name in wanted}


def _with_beside(own: Stream | None, files: tuple[RawFile, ...], shapes: list[Shape]) -> Drafts:
    """The table's own pay lines, if there are any, and after them those beside the tasks."""

    def drafts(wanted: frozenset[str]) -> Iterator[Draft]:
        if own is not None:
            yield from own.drafts(wanted)
        seen = Duplicates()
        columns = needed(BY_NAME["tasks"], frozenset())
        for file, how in zip(files, shapes, strict=True):
            amounts = {found.heading for _, found in how.plan.pay} | ({how.plan.reason} if how.plan.reason else set())
            for raw in file.batches(_headings(how.plan, columns) | amounts):
                yield from beside.lines(raw, shape(raw, how, columns), how, seen)

    return drafts


READER = Reader(NAME, "管家自己的表格（CSV、Parquet、Excel）", "Guanjia's own layout (CSV, Parquet, Excel)", frozenset(), _open)
