from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import guanjia.rules
from guanjia.rules import Rule, all_rules
from guanjia.synthesis.city import write_city
from tests.docs.pages import DOCS, write_files

NEW_RULE = "orders_in_hand"


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city, as ``make demo`` writes it, once for all pages."""
    return write_city(tmp_path_factory.mktemp("docs") / "city", tasks=20_000)


@pytest.fixture
def desk(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the city in out/city, as after ``make demo``, in which the lines of a page are run."""
    shutil.copytree(city, tmp_path / "out" / "city")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def new_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rule]:
    """The rule printed in add-a-rule.md, found by itself in a folder beside the packaged ones."""
    write_files(DOCS / "add-a-rule.md", tmp_path)
    monkeypatch.setattr(guanjia.rules, "__path__", [*guanjia.rules.__path__, str(tmp_path / "src/guanjia/rules")])
    importlib.invalidate_caches()
    all_rules.cache_clear()
    yield next(rule for rule in all_rules() if rule.code == NEW_RULE)
    sys.modules.pop(f"guanjia.rules.{NEW_RULE}", None)
    vars(guanjia.rules).pop(NEW_RULE, None)
    all_rules.cache_clear()
