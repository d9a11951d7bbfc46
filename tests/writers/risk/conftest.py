"""What the steward sees in a small city, and the folder it is written to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from guanjia.cli.assess import assess
from guanjia.flows import risk as flow
from guanjia.flows.risk import Steward
from guanjia.synthesis.city import write_city
from guanjia.wiring.stewarding import steward_to_folder


@dataclass(frozen=True)
class Stood:
    """The steward and the folder ``risk``."""

    it: Steward
    folder: Path


@pytest.fixture(scope="session")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stood]:
    """Two weeks of 12,000 tasks."""
    folder = tmp_path_factory.mktemp("stood")
    city = write_city(folder / "city", tasks=12_000, days=14)
    asked = [str(city), "--out", str(folder / "out"), "--tables-only", "--quiet"]
    CliRunner().invoke(assess, asked, catch_exceptions=False)
    made = flow.known_truth(1)
    with patch.object(flow, "known_truth", lambda seed: made):
        yield Stood(steward_to_folder(folder / "out", seed=1, threads=1, overwrite=False), folder / "out" / "risk")
