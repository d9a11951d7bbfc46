"""What could not be judged, and for want of what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from guanjia.writers.digest.columns import coded
from guanjia.writers.digest.tallies import CANNOT, Tallies


@dataclass(frozen=True)
class Gap:
    """One thing missing: its label, how many findings wanted it, and the rules that did."""

    missing: str
    count: int
    rules: tuple[str, ...]


def gaps(findings: pa.Table, counts: Tallies) -> tuple[Gap, ...]:
    """The things missing, most wanted first. A label may join several with ``;``."""
    missing = coded(findings, "missing")
    rows = (counts.verdicts == CANNOT) & counts.counted
    shape = (len(missing.words), len(counts.rules.words))
    flat = missing.codes[rows].astype(np.int64) * shape[1] + counts.rules.codes[rows]
    grid = np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)
    found = [
        Gap(word, int(row.sum()), tuple(sorted(counts.rules.words[rule] for rule in np.flatnonzero(row))))
        for word, row in zip(missing.words, grid, strict=True)
        if row.any()
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.count, gap.missing)))
