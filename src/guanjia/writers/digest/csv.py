"""Saving one table as CSV that spreadsheets open safely: UTF-8 with a byte-order mark, and no cell that runs as a formula."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

_BOM = b"\xef\xbb\xbf"
_FORMULA = r"^[=+\-@\t\r]"  # what a spreadsheet may take for the start of a formula


def save(pieces: Iterable[pa.Table], path: Path) -> Path:
    """Write the pieces of one table to ``path``. Text that begins like a formula gets an apostrophe in front; numbers stay as they are."""
    with path.open("wb") as file:
        file.write(_BOM)
        for number, piece in enumerate(pieces):
            columns = [_safe(column) for column in piece.columns]
            csv.write_csv(pa.table(columns, names=piece.column_names), file, csv.WriteOptions(include_header=number == 0))
    return path


def _safe(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        chunks = [pa.DictionaryArray.from_arrays(c.indices, _safe_words(c.dictionary)).cast(pa.string()) for c in column.chunks]
        return pa.chunked_array(chunks, pa.string())
    return _safe_words(column) if pa.types.is_string(column.type) else column


def _safe_words(words: pa.Array) -> pa.Array:
    text = words.cast(pa.string())
    return pc.if_else(pc.match_substring_regex(text, _FORMULA), pc.binary_join_element_wise("'", text, ""), text)
