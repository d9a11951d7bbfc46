from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import guanjia
from guanjia.readers import InputError, registry
from guanjia.readers.source import Reader
from tests.docs.pages import DOCS, write_files

PAGE = DOCS / "add-a-reader.md"


def loaded(path: Path, name: str) -> ModuleType:
    """The module in that file."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """The page's reader, among the others."""
    write_files(PAGE, tmp_path)
    found: Reader = loaded(tmp_path / "src/guanjia/readers/diary.py", "guanjia.readers.diary").READER
    monkeypatch.setattr(registry, "READERS", {**registry.READERS, found.name: found})
    yield found


def test_the_test_on_the_page_passes(reader: Reader, tmp_path: Path) -> None:
    """The test that the page prints holds for the reader that it prints."""
    own: Callable[[Path], None] = loaded(tmp_path / "tests/readers/test_diary.py", "test_diary").test_every_row_is_accounted_for
    own(tmp_path)


def test_the_diary_of_the_page_is_assessed(reader: Reader, tmp_path: Path) -> None:
    """The file on the page goes all the way to findings, with one trip past midnight and one row set aside."""
    result = guanjia.assess(tmp_path / "diary.csv", format=reader.name, region="310000")
    assert result.intake.tables["tasks"].set_aside == 1
    assert result.worker_days.column("task_time").to_pylist()[0].total_seconds() == 90 * 60
    assert "daily_task_time" not in set(result.findings.column("rule").to_pylist())  # ride-hailing is not concerned
    assert "minimum_hourly_pay" in set(result.findings.column("rule").to_pylist())


def test_a_file_of_the_format_is_recognised(reader: Reader, tmp_path: Path) -> None:
    """Who forgets --format is told which one it is."""
    with pytest.raises(InputError, match="--format diary"):
        registry.open_source(tmp_path / "diary.csv")
