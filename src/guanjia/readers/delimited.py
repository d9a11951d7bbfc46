"""CSV and its kin: delimiter and encoding found out, streamed in blocks, rows with the wrong number of fields put aside."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from guanjia.readers.draft import Int64, Lost
from guanjia.readers.errors import InputError
from guanjia.readers.raw import Raw, RawFile, checked

SAMPLE = 1 << 20  # bytes looked at to tell the encoding and the quoting
BLOCK = 1 << 23  # Arrow reads up to 32 blocks ahead
DELIMITERS = ",\t;|"
NULLS = ["", "NULL", "null", "None", "NaN", "nan", "N/A", "#N/A", "NA", "-", "--", "\\N", "无"]


def _sample(path: Path) -> bytes:
    """The first and the last bytes of a file, cut at line ends."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        if len(head) < SAMPLE:
            return head
        file.seek(max(SAMPLE, path.stat().st_size - SAMPLE))
        tail = file.read()
    cut = head.rfind(b"\n")
    return (head[: cut + 1] if cut >= 0 else head) + tail[tail.find(b"\n") + 1 :]


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)  # a character cut at the end of the sample is no error
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(path: Path, asked: str | None) -> str:
    """The encoding asked for, or UTF-8 (with or without mark), UTF-16 (with mark) or GB18030, whichever the file decodes as."""
    sample = _sample(path)
    if asked is not None:
        try:
            "".encode(asked)  # names of codecs that are not for text are refused too
        except (LookupError, UnicodeError) as error:
            raise InputError(
                f"没有叫“{asked}”的编码。常用：utf-8、gb18030", f"There is no encoding '{asked}'. Usual: utf-8, gb18030"
            ) from error
        return asked
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8", "gb18030"):
        if _decodes(sample, encoding):
            return encoding
    raise InputError(
        f"“{path}”的文字编码认不出来，也可能不是文本文件。请用 --encoding 指明",
        f"The encoding of '{path}' is not known, or it is no text. Name it with --encoding",
    )


def header_of(path: Path, encoding: str) -> tuple[tuple[str, ...], str]:
    """Headings and delimiter of the first line."""
    try:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
            first = file.readline(SAMPLE)
    except UnicodeError as error:
        raise _misread(path, encoding) from error
    if "\x00" in first:
        raise InputError(f"“{path}”不是文本表格", f"'{path}' is not a text table")
    delimiter = max(DELIMITERS, key=first.count)
    names = [name.strip() for name in next(csv.reader(io.StringIO(first), delimiter=delimiter), [])]
    if not any(names):
        raise InputError(f"“{path}”第一行没有列名", f"The first line of '{path}' has no headings")
    return _distinct(names), delimiter


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Headings with later repeats and blanks told apart, so that nothing is read twice under one name."""
    seen: dict[str, int] = {}
    result = []
    for position, name in enumerate(names, 1):
        name = name or f"#{position}"
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return tuple(result)


def _misread(path: Path, encoding: str) -> InputError:
    return InputError(
        f"“{path}”按 {encoding} 编码读不下去。请用 --encoding gb18030 或另存为 UTF-8",
        f"'{path}' cannot be read as {encoding}. Try --encoding gb18030, or save it as UTF-8",
    )


def delimited(path: Path, encoding: str | None) -> RawFile:
    """A delimited text file; every column is text."""
    checked(path)
    found = encoding_of(path, encoding)
    header, delimiter = header_of(path, found)
    return RawFile(path, header, lambda columns: _stream(path, found, header, delimiter, columns))


def _stream(path: Path, encoding: str, header: tuple[str, ...], delimiter: str, columns: Collection[str] | None) -> Iterator[Raw]:
    bad: dict[int, Lost] = {}

    def set_aside(row: pacsv.InvalidRow) -> str:
        number = (row.number or 1) - 1
        text = f"{row.actual_columns}≠{row.expected_columns}: {row.text}"
        bad[number] = Lost(number, text, "wrong_field_count")
        return "skip"

    names = [name for name in header if columns is None or name in columns]
    try:
        reader = pacsv.open_csv(
            path,
            pacsv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=list(header), skip_rows=1, encoding=encoding),
            pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in _sample(path), invalid_row_handler=set_aside),
            pacsv.ConvertOptions(
                column_types={name: pa.string() for name in header}, strings_can_be_null=True, null_values=NULLS, include_columns=names
            ),
        )
        row = 1
        while True:
            try:
                batch = reader.read_next_batch()
            except StopIteration:
                break
            numbers = _numbers(row, len(batch), bad)
            row = int(numbers[-1]) + 1 if len(numbers) else row
            lost = [bad.pop(number) for number in sorted(bad) if number < row]
            yield Raw(path.name, numbers, dict(zip(names, batch.columns, strict=True)), lost)
    except pa.ArrowInvalid as error:
        if "too short" not in str(error) and "Empty CSV" not in str(error):
            raise _trouble(path, encoding, str(error)) from error
    except UnicodeError as error:
        raise _misread(path, encoding) from error
    if bad:
        yield Raw(
            path.name, np.zeros(0, np.int64), {name: pa.nulls(0, pa.string()) for name in names}, [bad[number] for number in sorted(bad)]
        )


def _numbers(first: int, count: int, bad: dict[int, Lost]) -> Int64:
    """The numbers of the next ``count`` good rows, stepping over the bad ones."""
    if not bad:
        return np.arange(first, first + count, dtype=np.int64)
    numbers = np.arange(first, first + count + len(bad), dtype=np.int64)
    return numbers[~np.isin(numbers, np.fromiter(bad, np.int64))][:count]


def _trouble(path: Path, encoding: str, message: str) -> InputError:
    if "UTF8" in message:
        return _misread(path, encoding)
    return InputError(
        f"“{path}”读到一半读不下去，可能有未配对的引号：{message}",
        f"'{path}' cannot be read to its end; there may be an unpaired quote: {message}",
    )
