"""The tables as JSON Schema draft 2020-12, one document a table: what a row of records looks like to any other program.

``python -m guanjia.model.json_schema schemas`` writes them to a folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from guanjia.model.schema import TABLES, Column, Table

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _value(kind: pa.DataType) -> dict[str, object]:
    if pa.types.is_timestamp(kind):
        return {"type": "string", "format": "date-time"}
    if pa.types.is_date(kind):
        return {"type": "string", "format": "date"}
    if pa.types.is_integer(kind):
        edge = 2 ** (kind.bit_width - 1)
        return {"type": "integer", "minimum": -edge, "maximum": edge - 1}
    return {"type": "number"} if pa.types.is_floating(kind) else {"type": "string"}


def column_schema(column: Column) -> dict[str, object]:
    """The JSON Schema of one column; an optional column may be null or left out."""
    body = _value(column.type)
    if column.labels:
        body["enum"] = [*column.labels] if column.required else [*column.labels, None]
    if column.required:
        if body["type"] == "string":
            body["minLength"] = 1
    else:
        body["type"] = [body["type"], "null"]
    body["description"] = column.meaning
    if column.mds:
        body["x-mds"] = column.mds
    return body


def table_schema(table: Table) -> dict[str, object]:
    """The JSON Schema of one row of ``table``."""
    return {
        "$schema": DRAFT,
        "$id": f"urn:guanjia:records:{table.name}",
        "title": table.name,
        "description": table.row,
        "type": "object",
        "properties": {column.name: column_schema(column) for column in table.columns},
        "required": [column.name for column in table.columns if column.required],
        "additionalProperties": False,
    }


def text(table: Table) -> str:
    """The schema as it stands in ``schemas/<table>.json``."""
    return json.dumps(table_schema(table), ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> list[Path]:
    """Write every table's schema into ``folder``; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in TABLES:
        path = folder / f"{table.name}.json"
        path.write_text(text(table), encoding="utf-8")
        written.append(path)
    return written


def main(arguments: Sequence[str]) -> None:
    """Write the schemas to the folder named first."""
    write(Path(arguments[0] if arguments else "schemas"))


if __name__ == "__main__":
    main(sys.argv[1:])
