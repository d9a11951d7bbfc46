"""Files as they are: headings and columns, whatever the file type, with each row's number and the rows that fell apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.model.schema import BY_NAME, LABEL
from guanjia.readers.draft import Int64, Lost
from guanjia.readers.errors import InputError
from guanjia.readers.wide_dictionaries import as_plain_strings, mostly_dictionary

PARQUET_ROWS = 1 << 17
LABELS = frozenset(column.name for table in BY_NAME.values() for column in table.columns if column.type == LABEL)


@dataclass(frozen=True)
class Raw:
    """The next rows of a file, by heading."""

    file: str
    rows: Int64
    columns: dict[str, pa.Array]
    lost: list[Lost] = field(default_factory=list)


@dataclass(frozen=True)
class RawFile:
    """A file whose headings are known: ``batches`` streams the columns named (all when None), afresh each time."""

    path: Path
    header: tuple[str, ...]
    batches: Callable[[Collection[str] | None], Iterator[Raw]]
    rows: int | None = None
    typed: bool = False  # columns have types of their own, and need no trimming
    whole: frozenset[str] = frozenset()  # columns whose type is whole numbers
    notes: tuple[tuple[str, str], ...] = ()


def checked(path: Path) -> Path:
    """The path of a file that is there, can be read and is not empty; InputError otherwise."""
    try:
        if not path.exists():
            raise InputError(f"找不到“{path}”。请检查路径", f"There is no '{path}'. Check the path")
        if path.is_dir():
            raise InputError(f"“{path}”是文件夹，这里需要一个文件", f"'{path}' is a folder; a file is needed here")
        with path.open("rb") as file:
            if not file.read(1):
                raise InputError(f"“{path}”是空文件", f"'{path}' is an empty file")
    except OSError as error:
        raise InputError(
            f"打不开“{path}”：{error.strerror}。请检查权限", f"'{path}' cannot be opened: {error.strerror}. Check its permissions"
        ) from error
    return path


def parquet(path: Path) -> RawFile:
    """A Parquet file, label columns read as dictionaries."""
    checked(path)
    try:
        with pq.ParquetFile(path) as file:
            header, rows = tuple(file.schema_arrow.names), file.metadata.num_rows
            whole = frozenset(field.name for field in file.schema_arrow if pa.types.is_integer(field.type))
            wordy = mostly_dictionary(file.metadata, LABELS)
            labels = [each.name for each in file.schema_arrow if pa.types.is_string(each.type) and each.name in LABELS - wordy]
            if wordy:  # without its Arrow schema the file does not say so itself
                labels += [each.name for each in file.schema_arrow if pa.types.is_dictionary(each.type) and each.name not in wordy]
    except (pa.ArrowInvalid, OSError) as error:
        raise _broken(path) from error
    return RawFile(path, header, lambda columns: _parquet(path, columns, labels, wordy), rows, typed=True, whole=whole)


def _broken(path: Path) -> InputError:
    return InputError(
        f"“{path}”不是完整的 Parquet 文件，可能在复制或下载时被截断。请重新取得该文件",
        f"'{path}' is not a whole Parquet file; it may have been cut while copying. Get it again",
    )


def _parquet(path: Path, columns: Collection[str] | None, labels: list[str], wordy: frozenset[str]) -> Iterator[Raw]:
    try:
        footer = as_plain_strings(path) if wordy else None
        with pq.ParquetFile(path, metadata=footer, read_dictionary=labels, pre_buffer=True) as file:
            names = [name for name in file.schema_arrow.names if columns is None or name in columns]
            row = 1
            for groups in _groups(file):
                for batch in file.iter_batches(batch_size=PARQUET_ROWS, row_groups=groups, columns=names):
                    numbers = np.arange(row, row + len(batch), dtype=np.int64)
                    row += len(batch)
                    named = zip(batch.schema.names, batch.columns, strict=True)
                    legible = {name: _legible(column, path, name) for name, column in named}
                    yield Raw(path.name, numbers, legible | {name: legible[name].dictionary_encode() for name in wordy & set(legible)})
    except (pa.ArrowInvalid, OSError) as error:
        raise _broken(path) from error


def _legible(source: pa.Array, path: Path, heading: str) -> pa.Array:
    """The column, with text in bytes and numbers beyond int64 as text; InputError for lists, structures and other bytes."""
    try:
        if pa.types.is_nested(source.type):
            raise pa.ArrowInvalid(str(source.type))
        odd = pa.types.is_binary(source.type) or pa.types.is_large_binary(source.type) or pa.types.is_uint64(source.type)
        return source.cast(pa.string()) if odd else source
    except pa.ArrowInvalid as error:
        raise InputError(
            f"“{path}”的“{heading}”是 {source.type} 类型，不能读。请存成文字、数或时间",
            f"'{heading}' of '{path}' is of type {source.type}, which cannot be read. Store it as text, number or time",
        ) from error


def _groups(file: pq.ParquetFile) -> Iterator[list[int]]:
    """Row groups to read together: pre-buffering holds all of what is read at once, which for a whole file may not fit in memory."""
    together: list[int] = []
    rows = 0
    for group in range(file.num_row_groups):
        together.append(group)
        rows += file.metadata.row_group(group).num_rows
        if rows >= PARQUET_ROWS:
            yield together
            together, rows = [], 0
    if together:
        yield together
