"""Plant a fault, assess, score: is it caught?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.catalogue import SOURCE, Mutant

_JUDGE = Path(__file__).parent / "judge.py"
_SECONDS = 300  # a fault that makes the engine run on and on is no fault of arithmetic


@dataclass(frozen=True)
class Outcome:
    """What became of a source: ``caught`` in which city and by what; ``broken`` with the last line it said, where it does not even run."""

    caught: str = ""
    broken: str = ""


def cities(folder: Path) -> tuple[Path, ...]:
    """Every city with answers below a folder, in order of name."""
    return tuple(sorted(path.parent.parent for path in folder.rglob("answers/key.parquet")))


def judged(source: Path, where: Sequence[Path]) -> Outcome:
    """The outcome of a source on some cities, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(_JUDGE), *map(str, where)]
    try:
        done = subprocess.run(command, env=environment, cwd=source, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Outcome(broken=f"more than {_SECONDS} s")
    if done.returncode == 0:
        return Outcome()
    try:
        told = json.loads(done.stdout)
        return Outcome(caught=f"{told['city']}: {', '.join(told['wrong'])}")
    except ValueError:
        return Outcome(broken=(done.stderr.strip().splitlines() or ["?"])[-1])


def hunted(mutant: Mutant, where: Sequence[Path]) -> Outcome:
    """The outcome of the source with the fault in it."""
    if (times := mutant.times()) != 1:
        return Outcome(broken=f"its text stands {times} times in {mutant.file}")
    with TemporaryDirectory(prefix="guanjia-mutant-") as folder:
        return judged(mutant.planted(Path(folder)), where)


def unharmed(where: Sequence[Path]) -> Outcome:
    """The outcome of the source as it stands: nothing may be caught."""
    return judged(SOURCE, where)
