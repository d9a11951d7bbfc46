"""A town as a folder of records with its answers, and as a block of a larger city."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.synthesis.block import Dirt
from guanjia.synthesis.planted.dirt import dirty
from guanjia.synthesis.planted.key import answers, key_table, tables
from guanjia.synthesis.planted.town import Town


def write(town: Town, folder: Path) -> Path:
    """The town's records, dirt among them, and its answers, in the new folder ``folder``; returns it."""
    rows = answers(town)
    told, dirt = dirty(tables(town), f"{town.name}d")
    (folder / "answers").mkdir(parents=True)
    for name, table in told.items():
        pq.write_table(table, folder / f"{name}.parquet")
    pq.write_table(key_table(rows), folder / "answers" / "key.parquet")
    text = json.dumps(expected_intake(told, dirt), indent=1, ensure_ascii=False)
    (folder / "answers" / "expected_intake.json").write_text(text, encoding="utf-8")
    return folder


def expected_intake(told: Mapping[str, pa.Table], dirt: Mapping[str, Dirt]) -> dict[str, dict[str, object]]:
    """Of each table the rows that a reader finds, uses, merges and sets aside, by reason."""
    result: dict[str, dict[str, object]] = {}
    for name, table in told.items():
        its = dirt.get(name, Dirt())
        reasons = dict(its.set_aside)
        aside = sum(reasons.values())
        used = table.num_rows - its.merged - aside
        result[name] = {"read": table.num_rows, "used": used, "merged": its.merged, "set_aside": aside, "reasons": reasons}
    return result
