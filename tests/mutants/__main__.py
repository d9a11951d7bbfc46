"""``python -m tests.mutants [WORD …]``: plant every fault (or those whose names hold one of the words) and name those that survive."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from guanjia.synthesis.planted import hard_set
from tests.mutants.catalogue import catalogue
from tests.mutants.hunt import cities, hunted, unharmed

AT_ONCE = 2


def main(words: Sequence[str]) -> int:
    """Hunt; 0 when every fault is caught, 1 when one survives or does not run, 2 when the source itself is not perfect."""
    mutants = [mutant for mutant in catalogue() if not words or any(word in mutant.name for word in words)]
    with TemporaryDirectory(prefix="guanjia-hard-") as folder:
        hard_set(Path(folder), 7)
        where = cities(Path(folder))
        if (before := unharmed(where)) and (before.caught or before.broken):
            print(f"The source itself is not perfect on the hard set: {before.caught or before.broken}")
            return 2
        survived = []
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for mutant, outcome in zip(mutants, pool.map(partial(hunted, where=where), mutants), strict=True):
                mark = "caught" if outcome.caught else "BROKEN" if outcome.broken else "SURVIVED"
                print(f"{mark:8}  {mutant.name}  [{outcome.caught or outcome.broken}]", flush=True)
                survived += [] if outcome.caught else [mutant.name]
    print(f"{len(mutants) - len(survived)} of {len(mutants)} faults caught" + "".join(f"\n  not caught: {name}" for name in survived))
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
