"""Assess cities with whichever source is on the path, and say which answers it gets wrong: ``python judge.py CITY …``.

Exit code 0: every answer is right. 1: some are wrong, and the rules are named. Anything else: the source does not run.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def wrong(city: Path) -> list[str]:
    """The rules, and the tables of the reading, that differ from the answers of a city."""
    import guanjia
    from guanjia.readers.both_sides import intake_differences

    assessed = guanjia.assess(city)
    score = guanjia.truth(city, assessed.findings, first=0)
    read = {name: vars(table) for name, table in assessed.intake.tables.items()}
    return [rule.rule for rule in score.rules if not rule.perfect] + [f"intake of {d.table}" for d in intake_differences(city, read) or ()]


def main(cities: list[str]) -> int:
    """Look at the cities in turn, up to the first with a wrong answer."""
    for city in map(Path, cities):
        if found := wrong(city):
            print(json.dumps({"city": city.name, "wrong": sorted(set(found))}, ensure_ascii=False))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
