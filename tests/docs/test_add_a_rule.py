from __future__ import annotations

from pathlib import Path

import pytest

from guanjia.rules import Rule
from tests.docs.pages import DOCS
from tests.rules import test_cases as cases

PAGE = DOCS / "add-a-rule.md"


def test_every_case_of_the_page_holds(new_rule: Rule, tmp_path: Path) -> None:
    """The rule printed on the page finds what the page's cases say, and explains it."""
    page = cases.page_of(tmp_path / f"tests/rules/{new_rule.code}.yaml")
    assert page["rule"] == new_rule.code
    for body in page["cases"]:
        cases.test_case(cases.Case(page, body))


def test_the_page_of_cases_is_complete(new_rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newcomer who copies the page passes the checks that every page of cases must pass."""
    monkeypatch.setattr(cases, "__file__", str(tmp_path / "tests/rules/test_cases.py"))
    cases.test_page_is_complete(new_rule.code)
    cases.test_page_names_are_unique(tmp_path / f"tests/rules/{new_rule.code}.yaml")


def test_the_page_names_what_a_page_of_cases_must_show() -> None:
    """The tags that every page of cases needs are explained where a newcomer looks."""
    text = PAGE.read_text(encoding="utf-8")
    absent = [tag for tag in cases.TAGS if f"`{tag}`" not in text]
    assert not absent, f"docs/add-a-rule.md: say what these tags of a case mean: {', '.join(absent)} (TAGS in tests/rules/test_cases.py)"
