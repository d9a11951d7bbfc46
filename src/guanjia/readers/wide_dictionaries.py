"""Parquet files whose every row group repeats a dictionary of all labels there are, as writers of categorical columns leave them.

Taken in as dictionaries, half a million workers would be looked up anew for every hundred thousand rows; so such columns are read as plain
strings. What forces the dictionary is the Arrow schema that lies in the footer beside Parquet's own.
"""

from __future__ import annotations

from collections.abc import Set
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq

_MAGIC, _ARROW = b"PAR1", b"ARROW:schema"
_FEW = 1 << 18  # bytes of a dictionary that cost nothing


def mostly_dictionary(footer: pq.FileMetaData, columns: Set[str]) -> frozenset[str]:
    """Those of the columns whose dictionary takes more room than the rows that use it, by any row group."""
    found = set()
    for group in range(footer.num_row_groups):
        row_group = footer.row_group(group)
        for each in (row_group.column(number) for number in range(row_group.num_columns)):
            if each.path_in_schema not in columns or not each.has_dictionary_page or not each.dictionary_page_offset:
                continue
            size = each.data_page_offset - each.dictionary_page_offset
            if size > _FEW and 2 * size > each.total_compressed_size:
                found.add(each.path_in_schema)
    return frozenset(found)


def as_plain_strings(path: Path) -> pq.FileMetaData:
    """The footer of a file without its Arrow schema: Parquet's own types count, which know no dictionaries."""
    with path.open("rb") as file:
        file.seek(-8, 2)
        size = int.from_bytes(file.read(4), "little")
        file.seek(-8 - size, 2)
        footer = file.read(size + 8)
    return pq.read_metadata(BytesIO(_MAGIC + footer.replace(_ARROW, _ARROW.lower())))
