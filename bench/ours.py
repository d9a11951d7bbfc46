"""Our own computation without the reports. Run as ``python -m bench.ours CITY OUT [RULE ...]``.

The tables by all rules (or those named), and their summary: as much as the peers do, and more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from guanjia.flows.assess import silent
from guanjia.readers.source import ReadOptions
from guanjia.wiring.question import Question
from guanjia.wiring.to_folder import assess_to_folder


def main(city: Path, out: Path, rules: list[str]) -> None:
    """Assess ``city`` and write the tables into ``out``."""
    question = Question(rules=tuple(rules) or None)
    assess_to_folder(city, out, format=None, read=ReadOptions(), question=question, overwrite=True, progress=silent, reports=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
