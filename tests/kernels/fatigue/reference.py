"""Published and recorded answers beside the checkout, as rows of text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

SCIENCE = Path(__file__).resolve().parents[4] / "shared" / "science"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table; the test is skipped where it is missing."""
    if not (SCIENCE / name).exists():
        pytest.skip(f"needs ../shared/science/{name}: not found")
    with (SCIENCE / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))
