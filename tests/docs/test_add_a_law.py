from __future__ import annotations

from pathlib import Path

import pytest

import guanjia
from guanjia.law import units
from guanjia.law.entry import Force
from guanjia.law.errors import LawbookError
from guanjia.law.law import load
from guanjia.law.records import _RECORD_KEYS
from guanjia.rules import Rule
from tests.docs.pages import DOCS, blocks, file_block, write_files

PAGE = DOCS / "add-a-law.md"


def test_the_new_rule_judges_by_the_new_law(new_rule: Rule, city: Path, tmp_path: Path) -> None:
    """The rule of one page and the lawbook of the other work together: findings cite the number on the page."""
    write_files(PAGE, tmp_path)
    result = guanjia.assess(city, lawbooks=[str(tmp_path / "my-lawbook")], rules=[new_rule.code])
    rows = result.findings.to_pylist()
    assert {row["law"] for row in rows} == {"platform:蓝鸟/orders-in-hand/food_delivery@2026-01-01"}
    assert {row["platform"] for row in rows} == {"蓝鸟"} and {row["limit"] for row in rows} == {5.0}


def test_the_lawbook_of_the_page_says_where_nothing_was_found(tmp_path: Path) -> None:
    """The value that the page marks as not found stays not found."""
    write_files(PAGE, tmp_path)
    entries = load([tmp_path / "my-lawbook"]).entries_of("minimum-hourly-wage", "EX-CITY")
    assert [entry.verified for entry in entries] == [True, False, True]
    assert entries[-1].value != entries[-1].value and entries[-1].missing.startswith("NOT FOUND")


def test_a_wrong_force_is_refused_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal printed on the page is the one that is given."""
    write_files(PAGE, tmp_path)
    monkeypatch.chdir(tmp_path)
    name = "my-lawbook/platforms/lanniao.yaml"
    Path(name).write_text(file_block(PAGE, name).text.replace("collective agreement", "binding"), encoding="utf-8")
    with pytest.raises(LawbookError) as refusal:
        load([Path("my-lawbook")])
    printed = next(block.text for block in blocks(PAGE) if block.said == "refusal")
    for line in printed.splitlines():
        assert line in str(refusal.value), f"docs/add-a-law.md prints another refusal than this: {refusal.value}"


def test_every_key_force_and_unit_is_explained() -> None:
    """What a record may hold stands on the page."""
    text = PAGE.read_text(encoding="utf-8")
    names = [*_RECORD_KEYS, *(force.value for force in Force), *units.NAMES]
    absent = sorted(name for name in names if f"`{name}`" not in text)
    assert not absent, f"docs/add-a-law.md: add to 'The keys of a record', 'Force' or 'Units': {', '.join(absent)}"
