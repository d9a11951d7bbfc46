"""Spreadsheets: a sheet's cells as text, the way a person would read them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from guanjia.readers.delimited import NULLS
from guanjia.readers.errors import InputError
from guanjia.readers.raw import Raw, RawFile, checked

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
EXACT_DIGITS = 10.0**15  # a spreadsheet keeps fifteen digits of a number
CHUNK = 1 << 18


def _cell(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time | timedelta):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    found = str(value).strip()
    return None if found in NULLS else found


LARGEST = 150 << 20  # bytes of a workbook once unpacked; half a million short rows stay below


def sheets(path: Path) -> tuple[str, ...]:
    """The names of a workbook's sheets."""
    return tuple(_book(path).sheet_names)


def _book(path: Path) -> CalamineWorkbook:
    checked(path)
    _not_too_large(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise InputError(
            f"“{path}”不是完整的表格文件，或设有密码。请另存为 .xlsx 或 .csv",
            f"'{path}' is not a whole workbook, or has a password. Save it as .xlsx or .csv",
        ) from error


def _not_too_large(path: Path) -> None:
    """A workbook is read whole; one that unpacks beyond all reason is refused before it fills the memory."""
    if not is_zipfile(path):
        return  # an old .xls, or no workbook at all
    with ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST:
        raise InputError(
            f"“{path}”解开后有 {size >> 20} MB，一次读不下。请另存为 .csv 再读",
            f"'{path}' unpacks to {size >> 20} MB, too much to read at once. Save it as .csv and read that",
        )


def sheet(path: Path, name: str) -> RawFile:
    """One sheet, its first row with anything in it taken as headings; row 1 is the row below."""
    table = _book(path).get_sheet_by_name(name).to_python(skip_empty_area=True)
    while table and not any(_cell(value) for value in table[0]):
        table.pop(0)
    if not table:
        raise InputError(f"“{path}”的工作表“{name}”是空的", f"The sheet '{name}' of '{path}' is empty")
    header = tuple(_cell(value) or f"#{position}" for position, value in enumerate(table[0], 1))
    body = [(number, row) for number, row in enumerate(table[1:], 1) if any(value not in (None, "") for value in row)]
    rounded = any(isinstance(value, float) and abs(value) >= EXACT_DIGITS for _, row in body[:1000] for value in row)
    note = (
        f"工作表“{name}”里有超过 15 位的数字，Excel 已把末几位改成 0；订单号请存成文本后再导出",
        f"Sheet '{name}' has numbers of more than 15 digits, whose last digits Excel has lost; store task ids as text",
    )

    def batches(columns: Collection[str] | None) -> Iterator[Raw]:
        for start in range(0, len(body), CHUNK):
            part = body[start : start + CHUNK]
            values = {
                heading: pa.array([_cell(row[place]) for _, row in part], pa.string())
                for place, heading in enumerate(header)
                if columns is None or heading in columns
            }
            yield Raw(path.name, np.array([number for number, _ in part], np.int64), values)

    return RawFile(path, header, batches, len(body), notes=(note,) if rounded else ())
