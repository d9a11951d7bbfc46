from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from guanjia.rules import all_rules
from guanjia.synthesis.planted import hard_set

VERDICTS = {"breach", "met", "cannot judge"}
SMALL = 3_000  # tasks of a town


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The hard set."""
    return hard_set(tmp_path_factory.mktemp("hard"), 7)


def test_every_rule_is_planted_with_every_verdict(towns: list[Path]) -> None:
    """Each rule has a plant that breaks it, one that keeps it, and one that cannot be judged."""
    said: dict[str, set[str]] = {}
    for town in towns:
        for row in pq.read_table(town / "answers" / "key.parquet", columns=["rule", "verdict", "planted"]).to_pylist():
            if row["planted"]:
                said.setdefault(row["rule"], set()).add(row["verdict"])
    assert said == {rule.code: VERDICTS for rule in all_rules()}


def test_towns_are_small_and_tell_nothing_by_their_ids(towns: list[Path]) -> None:
    """A mutation run reads them a hundred times; and no id holds the name of the plant."""
    for town in towns:
        tasks = pq.read_table(town / "tasks.parquet", columns=["worker_id", "task_id"])
        names = set(pq.read_table(town / "answers" / "key.parquet", columns=["planted"])["planted"].to_pylist()) - {""}
        assert 0 < tasks.num_rows < SMALL and names
        assert not names & set(tasks["worker_id"].to_pylist())


def test_the_expected_intake_adds_up(towns: list[Path]) -> None:
    """Every row of a table is used, merged or set aside."""
    for town in towns:
        for name, said in json.loads((town / "answers" / "expected_intake.json").read_text(encoding="utf-8")).items():
            assert said["read"] == pq.read_metadata(town / f"{name}.parquet").num_rows
            assert said["read"] == said["used"] + said["merged"] + said["set_aside"]
            assert said["set_aside"] == sum(said["reasons"].values())


def test_the_same_seed_writes_the_same_bytes(towns: list[Path], tmp_path: Path) -> None:
    """And another seed another town."""
    again, other = hard_set(tmp_path / "again", 7), hard_set(tmp_path / "other", 8)
    for one, two, three in zip(towns, again, other, strict=True):
        for path in sorted(one.rglob("*.*")):
            assert (two / path.relative_to(one)).read_bytes() == path.read_bytes()
        assert (three / "tasks.parquet").read_bytes() != (one / "tasks.parquet").read_bytes()


def test_a_town_is_never_written_over(tmp_path: Path) -> None:
    """A folder that is there already is left as it is."""
    (tmp_path / "spring" / "answers").mkdir(parents=True)
    with pytest.raises(FileExistsError):
        hard_set(tmp_path, 7)
