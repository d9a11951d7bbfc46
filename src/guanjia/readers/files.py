"""Which files to read: one file, or a folder's files by name."""

from __future__ import annotations

from pathlib import Path

from guanjia.readers.delimited import delimited
from guanjia.readers.errors import InputError
from guanjia.readers.raw import RawFile, checked, parquet
from guanjia.readers.workbook import SUFFIXES as BOOKS
from guanjia.readers.workbook import sheet, sheets

TEXTS = (".csv", ".tsv", ".txt")
_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\x28\xb5\x2f\xfd": "zstd", b"%PDF": "PDF"}
KNOWN = (".parquet", *TEXTS, *BOOKS)


def raw_file(path: Path, encoding: str | None = None) -> RawFile:
    """A file by its content: Parquet by its magic number, workbooks by suffix, anything else as delimited text."""
    checked(path)
    with path.open("rb") as file:
        magic = file.read(4)
    packed = next((name for start, name in _PACKED.items() if magic.startswith(start)), None)
    if packed and path.suffix.lower() not in BOOKS:
        raise InputError(
            f"“{path}”是 {packed} 文件，不是表格。请先解压或另存为 CSV、Parquet、Excel",
            f"'{path}' is a {packed} file, not a table. Unpack it, or save it as CSV, Parquet or Excel",
        )
    if magic == b"PAR1" or path.suffix.lower() == ".parquet":
        return parquet(path)
    if path.suffix.lower() in BOOKS:
        return sheet(path, sheets(path)[0])
    return delimited(path, encoding)


def files(path: Path, pattern: str, hint_zh: str) -> tuple[Path, ...]:
    """``path`` itself, or the folder's files that match ``pattern`` in name order; InputError when there are none."""
    if not path.exists():
        raise InputError(f"找不到“{path}”。请检查路径", f"There is no '{path}'. Check the path")
    if path.is_file():
        return (path,)
    found = tuple(sorted(file for file in path.glob(pattern) if file.is_file()))
    if not found:
        raise InputError(f"文件夹“{path}”里没有{hint_zh}（{pattern}）", f"The folder '{path}' has no {pattern}")
    return found
