"""Planted people in a city: how many, whose copies they are, and that the key stays complete."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import guanjia
from guanjia.rules import all_rules
from guanjia.synthesis import planting
from guanjia.synthesis.city import write_city
from guanjia.synthesis.planted import planted_block
from guanjia.synthesis.setting import Setting

MATCHED = ["rule", "worker_id", "platform", "region", "period", "start", "scenario", "unit", "verdict", "owed"]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with six planted blocks, so that two of them are copies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planting, "EVERY", 2)
        return write_city(tmp_path_factory.mktemp("crowded") / "city", 20_000)


def test_every_rule_is_planted(crowded: Path) -> None:
    """Each rule that holds in China has its plants; rules of New York have a town of their own in the hard set."""
    key = pq.read_table(crowded / "answers/key.parquet", columns=["rule", "planted"]).to_pylist()
    assert {row["rule"] for row in key if row["planted"]} == {rule.code for rule in all_rules() if not rule.code.startswith("nyc_")}


def test_copies_change_no_answer(crowded: Path) -> None:
    """Ids stay apart and premiums grow with the copies: every finding has its answer and every answer its finding."""
    found, key = guanjia.assess(crowded), pq.read_table(crowded / "answers/key.parquet")
    both = [sorted(tuple(map(str, row.values())) for row in table.select(MATCHED).to_pylist()) for table in (found.findings, key)]
    assert both[0] == both[1] and any("~5" in str(row) for row in both[1])


def test_the_dirt_is_counted(crowded: Path) -> None:
    """A reader merges and sets aside what the city says was planted, six times that of one block."""
    told = json.loads((crowded / "answers/expected_intake.json").read_text())
    one = planted_block(1, 7, date(2026, 3, 16), 28).dirt["tasks"]
    assert told["tasks"]["merged"] == 6 * one.merged
    assert told["tasks"]["reasons"] == {reason: 6 * count for reason, count in one.set_aside.items()}
    assert told["tasks"]["read"] == 20_000 == sum(pq.ParquetFile(path).metadata.num_rows for path in (crowded / "tasks").iterdir())


def test_small_short_and_keyless_cities_have_none() -> None:
    """There are no planted people where they would crowd out the others, have no room, or no key to stand in."""
    month = Setting(7, date(2026, 3, 16), 28)
    assert not planting.stretches(month, 19_999)
    assert [(one.first, one.last, one.count) for one in planting.stretches(month, 20_000)] == [(0, 1, 1)]
    assert not planting.stretches(Setting(7, date(2026, 3, 16), 13), 20_000)
    assert not planting.stretches(Setting(7, date(2026, 3, 16), 28, "650000"), 20_000)


def test_empty_ids_stay_empty() -> None:
    """A copy marks every id but those that a row lacks."""
    table = pa.table({"worker_id": ["a", "", None], "platform": ["x", "y", "*"]})
    assert planting.renamed(table, "~9").to_pydict() == {"worker_id": ["a~9", "", None], "platform": ["x", "y", "*"]}
