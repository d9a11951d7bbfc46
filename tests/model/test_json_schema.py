"""The JSON Schemas in ``schemas/`` are those of the tables, and valid themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from guanjia.model.json_schema import main, table_schema, text
from guanjia.model.schema import BY_NAME, TABLES, Table

FOLDER = Path(__file__).parents[2] / "schemas"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_written_schema_agrees(table: Table) -> None:
    """The file is what the table gives today; write it again with ``python -m guanjia.model.json_schema schemas``."""
    assert (FOLDER / f"{table.name}.json").read_text(encoding="utf-8") == text(table)
    Draft202012Validator.check_schema(table_schema(table))


def test_rows_are_judged() -> None:
    """A good task passes; a missing id, an unknown status and an unknown column do not."""
    check = Draft202012Validator(table_schema(BY_NAME["tasks"])).validate
    good = {
        "task_id": "t",
        "worker_id": "w",
        "platform": "p",
        "row": 1,
        "status": "completed",
        "tip": None,
        "end_time": "2026-03-01T00:00:00Z",
    }
    check(good)
    for bad in ({"task_id": ""}, {"status": "lost"}, {"colour": "red"}, {"tip": 1.5}, {"worker_id": None}):
        with pytest.raises(ValidationError):
            check(good | bad)


def test_main_writes_every_table(tmp_path: Path) -> None:
    """The command writes one file a table."""
    main([str(tmp_path / "out")])
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(BY_NAME)
