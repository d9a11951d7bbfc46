"""The files of the own layout: a table in one file, or a folder with a file, a sheet or a subfolder for each table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from guanjia.readers.errors import InputError
from guanjia.readers.files import KNOWN, raw_file
from guanjia.readers.headings import table_names
from guanjia.readers.raw import RawFile
from guanjia.readers.source import ReadOptions
from guanjia.readers.workbook import SUFFIXES, sheet, sheets


def table_files(path: Path, options: ReadOptions) -> Mapping[str, tuple[RawFile, ...]]:
    """The files of each table, in name order; InputError when there is nothing to read."""
    if not path.exists():
        raise InputError(f"找不到“{path}”。请检查路径", f"There is no '{path}'. Check the path")
    if path.is_file():
        return _of_file(path, options, "tasks")
    found: dict[str, list[RawFile]] = {}
    for entry in sorted(path.iterdir()):
        table = _table_of(entry.name if entry.is_dir() else entry.stem)
        inside = sorted(entry.iterdir()) if entry.is_dir() and table else [entry]
        for file in inside:
            if table is None or not file.is_file() or file.suffix.lower() not in KNOWN:
                continue
            for name, files in _of_file(file, options, table).items():
                found.setdefault(name, []).extend(files)
    if not found:
        names = "、".join(sorted(entry.name for entry in path.iterdir())[:10])
        raise InputError(
            f"文件夹“{path}”里没有 tasks.csv、tasks.parquet 或 tasks.xlsx 之类的文件；现有 {names or '（空）'}",
            f"The folder '{path}' has no tasks.csv, tasks.parquet or tasks.xlsx; it has {names or 'nothing'}",
        )
    return {table: tuple(files) for table, files in found.items()}


def _table_of(name: str) -> str | None:
    """The table that a file, sheet or folder is called after: tasks, tasks-2026-03, 订单_1."""
    names = table_names()
    text = name.strip().lower()
    return names.get(text) or names.get(re.split(r"[-_. ]?\d", text, maxsplit=1)[0])


def _of_file(path: Path, options: ReadOptions, table: str) -> dict[str, tuple[RawFile, ...]]:
    if path.suffix.lower() not in SUFFIXES:
        return {table: (raw_file(path, options.encoding),)}
    named = {name: _table_of(name) for name in sheets(path)}
    known = {name: found for name, found in named.items() if found is not None}
    if "tasks" not in known.values() and table == "tasks":
        return {"tasks": (sheet(path, next(iter(named))),)}
    found: dict[str, list[RawFile]] = {}
    for name, each in (known or {next(iter(named)): table}).items():
        found.setdefault(each, []).append(sheet(path, name))
    return {each: tuple(files) for each, files in found.items()}
