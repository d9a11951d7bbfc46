from __future__ import annotations

from pathlib import Path

import pytest

from guanjia.synthesis.city import write_city
from tests.cli.command import Guanjia, order, written


@pytest.fixture
def guanjia(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Guanjia:
    """The command line on a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    return Guanjia(capsys, monkeypatch)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Ten good tasks."""
    return written(tmp_path / "in" / "tasks.csv", [order(n) for n in range(10)])


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic city, with every table and a person on two platforms."""
    return write_city(tmp_path_factory.mktemp("cli") / "city", tasks=1500, days=14)
