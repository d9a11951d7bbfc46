"""Our own computation without the reports. Run as ``python -m bench.ours CITY OUT [RULE ...]``.

`guanjia.assess` by all rules (or those named), and the three tables that are compared with the peers' answers: as much as the peers do.
"""

from __future__ import annotations

import sys
from pathlib import Path

import guanjia
from guanjia.writers import all_writers

TABLES = ("worker_days_parquet", "worker_months_parquet", "findings_parquet")


def main(city: Path, out: Path, rules: list[str]) -> None:
    """Assess ``city`` and write the tables into ``out``."""
    result = guanjia.assess(city, rules=rules or None)
    writers = all_writers()
    for name in TABLES:
        writers[name](result, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
