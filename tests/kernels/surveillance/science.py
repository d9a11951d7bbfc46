"""Reference tables that lie beside the checkout."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

SCIENCE = Path(__file__).parents[4] / "shared" / "science"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a reference table."""
    path = SCIENCE / name
    if not path.exists():
        pytest.skip(f"needs ../shared/science/{name}: not found")
    with path.open() as file:
        return list(csv.DictReader(file))
