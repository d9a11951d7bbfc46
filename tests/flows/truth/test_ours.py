from __future__ import annotations

from pathlib import Path

import pytest

import guanjia
from guanjia.readers.both_sides import intake_differences
from guanjia.synthesis.city import write_city
from guanjia.synthesis.planted import hard_set
from tests.mutants.hunt import cities


def said(city: Path) -> str:
    """What the engine gets wrong in a city, in a few words; "" for nothing."""
    assessed = guanjia.assess(city)
    score = guanjia.truth(city, assessed.findings, first=3)
    read = intake_differences(city, {name: vars(table) for name, table in assessed.intake.tables.items()})
    assert score.total.rows > 0 and read is not None
    return "" if score.perfect and not read else f"{city.name}: {score.first} {read}"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_our_engine_is_perfect(seed: int, tmp_path: Path) -> None:
    """Precision 1, recall 1, no fen wrong, no guess, every row read accounted for."""
    city = write_city(tmp_path / "city", tasks=6_000, seed=seed)
    assert said(city) == ""
    total = guanjia.truth(city, guanjia.assess(city).findings).total
    assert (total.precision, total.recall, total.fen_wrong, total.missed_cannot_judge) == (1.0, 1.0, 0, 0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_our_engine_is_perfect_on_the_hard_set(seed: int, tmp_path: Path) -> None:
    """The same where every row lies on an edge."""
    hard_set(tmp_path, seed)
    where = cities(tmp_path)
    assert len(where) > 1
    assert [wrong for wrong in map(said, where) if wrong] == []
