from __future__ import annotations

from pathlib import Path

import pytest

from guanjia.synthesis.planted import hard_set
from tests.mutants.catalogue import Mutant, catalogue
from tests.mutants.hunt import cities, hunted, unharmed

FEWEST = 30
QUICK = ("overlap counted twice", "a limit reached exactly is broken", "tips counted as pay", "what cannot be judged is met")


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The cities of the hard set."""
    folder = tmp_path_factory.mktemp("hard")
    hard_set(folder, 7)
    return cities(folder)


@pytest.mark.parametrize("mutant", catalogue(), ids=lambda mutant: mutant.name)
def test_every_fault_can_be_planted(mutant: Mutant) -> None:
    """The text that the fault replaces stands in its file exactly once; a change of the engine must take its faults along."""
    assert mutant.times() == 1, f"tests/mutants/mutants.toml, '{mutant.name}': its old text stands {mutant.times()} times in {mutant.file}"
    assert mutant.new != mutant.old and mutant.imitates


def test_there_are_enough() -> None:
    """At least thirty faults, each told apart by its name, in all rooms of the house that judge."""
    names = [mutant.name for mutant in catalogue()]
    assert len(set(names)) == len(names) >= FEWEST
    assert {mutant.file.split("/")[0] for mutant in catalogue()} >= {"kernels", "engines", "rules", "law", "model", "readers"}


def test_the_source_itself_is_perfect(hard: tuple[Path, ...]) -> None:
    """The hard set finds nothing wrong with the source as it stands."""
    assert len(hard) > 1
    assert (outcome := unharmed(hard)).caught == outcome.broken == ""


@pytest.mark.parametrize("name", QUICK)
def test_some_faults_are_caught(name: str, hard: tuple[Path, ...]) -> None:
    """A few of the faults; ``make mutants`` plants all of them."""
    (mutant,) = [each for each in catalogue() if each.name == name]
    outcome = hunted(mutant, hard)
    assert outcome.caught, f"'{name}' went unnoticed {outcome.broken}"
