"""What the readers of published layouts share: finding the files, refusing the wrong ones, and telling which layout would fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from guanjia.readers.convert import moments
from guanjia.readers.draft import Draft, Stream
from guanjia.readers.errors import InputError
from guanjia.readers.files import raw_file
from guanjia.readers.raw import Raw, RawFile
from guanjia.readers.reasons import BAD_VALUE
from guanjia.readers.regions import checked_zone, timezone_of
from guanjia.readers.source import ReadOptions


def require(file: RawFile, needs: frozenset[str], name: str) -> RawFile:
    """The file, if it has all the columns that format ``name`` needs; InputError naming the missing ones otherwise."""
    missing = sorted(needs - set(file.header))
    if missing:
        raise WrongFormatError(file.path, name, missing, file.header)
    return file


class WrongFormatError(InputError):
    """A file that lacks columns of the format it was said to be; the registry adds which format would fit."""

    def __init__(self, path: Path, name: str, missing: list[str], header: tuple[str, ...]) -> None:
        super().__init__(
            f"“{path}”不是 {name} 格式：缺少列 {'、'.join(missing)}；表里有 {'、'.join(header)}",
            f"'{path}' is not in the {name} format: it lacks {', '.join(missing)}; it has {', '.join(header)}",
        )
        self.header = header


def stream(paths: tuple[Path, ...], encoding: str | None, needs: frozenset[str], name: str, shape: Callable[[Raw], Draft | None]) -> Stream:
    """A table read from files of one layout, each batch shaped by ``shape`` (None: no row of the batch belongs to the table)."""
    opened = [require(raw_file(path, encoding), needs, name) for path in paths]

    def drafts(_: frozenset[str]) -> Iterator[Draft]:
        for file in opened:
            for raw in file.batches(None):
                draft = shape(raw)
                if draft is not None:
                    draft.lost.extend(raw.lost)
                    yield draft

    counts = [file.rows for file in opened]
    return Stream(drafts, None if None in counts else sum(count or 0 for count in counts))


def core_time(draft: Draft, name: str, source: pa.Array, zone: str) -> None:
    """Read a time without which the row cannot be judged: unreadable values set the row aside."""
    read = moments(source, zone)
    draft.columns[name] = read.values
    draft.trouble(read.bad, name, "unreadable_time", source)


def side_time(draft: Draft, name: str, source: pa.Array, zone: str) -> None:
    """Read a time that may be missing: unreadable values are left empty, with a remark."""
    read = moments(source, zone)
    draft.columns[name] = read.values
    draft.remark(BAD_VALUE.format(name=name), int(read.bad.sum()))


def zone_of(options: ReadOptions, usual: str) -> str:
    """The zone asked for, that of the region asked for, or the format's usual one."""
    return checked_zone(options.timezone) if options.timezone else timezone_of(options.region) if options.region else usual


def month_of(options: ReadOptions, default: str) -> tuple[int, int]:
    """Year and month of ``--month``; InputError when it is not YYYY-MM."""
    written = options.month or default
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", written)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise InputError(f"--month 应写成 2015-01 的样子，现在是“{written}”", f"--month is written like 2015-01, not '{written}'")
    return int(match[1]), int(match[2])
