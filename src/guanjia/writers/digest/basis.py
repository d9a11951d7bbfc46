"""The law that findings rest on: which entries, how often, and which of them were never read in their source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guanjia.law.entry import Entry
from guanjia.model.assessment import Assessment
from guanjia.writers.digest.columns import coded
from guanjia.writers.digest.tallies import Tallies


@dataclass(frozen=True)
class Cited:
    """One law entry that findings used: its id, the entry (None if the law no longer holds it), the rules, and how many findings."""

    id: str
    entry: Entry | None
    rules: tuple[str, ...]
    findings: int

    @property
    def verified(self) -> bool:
        """Whether the number was read in its source."""
        return self.entry is not None and self.entry.verified


def basis(assessment: Assessment, counts: Tallies) -> tuple[Cited, ...]:
    """Every law entry that a finding names, by id."""
    cited = coded(assessment.findings, "law")
    entries = {entry.id: entry for entry in assessment.law.entries}
    shape = (len(cited.words), len(counts.rules.words))
    flat = cited.codes.astype(np.int64) * shape[1] + counts.rules.codes
    grid = np.bincount(flat[counts.counted], minlength=shape[0] * shape[1]).reshape(shape)
    return tuple(
        Cited(word, entries.get(word), tuple(sorted(counts.rules.words[rule] for rule in np.flatnonzero(row))), int(row.sum()))
        for word, row in sorted(zip(cited.words, grid, strict=True), key=lambda pair: pair[0])
        if word and row.any()
    )
