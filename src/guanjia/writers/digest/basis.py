"""The law that findings rest on: which entries, how often, and which of their numbers were never seen where the entry cites them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guanjia.law.entry import Entry
from guanjia.model.assessment import Assessment
from guanjia.writers.digest import marks
from guanjia.writers.digest.columns import coded
from guanjia.writers.digest.tallies import Tallies
from guanjia.writers.digest.words import Text


@dataclass(frozen=True)
class Cited:
    """One law entry that findings used: its id, the entry (None if the law no longer holds it), the rules, and how many findings
    that headlines count (an entry may serve only findings over several platforms)."""

    id: str
    entry: Entry | None
    rules: tuple[str, ...]
    findings: int

    @property
    def verified(self) -> bool:
        """Whether the number was seen at the place the entry names, or came with the records."""
        return self.entry is not None and self.entry.verified


def basis(assessment: Assessment, counts: Tallies) -> tuple[Cited, ...]:
    """Every law entry that a finding names, by id."""
    cited = coded(assessment.findings, "law")
    entries = {entry.id: entry for entry in assessment.law.entries}
    shape = (len(cited.words), len(counts.rules.words))
    flat = cited.codes.astype(np.int64) * shape[1] + counts.rules.codes
    grid, also = (np.bincount(flat[rows], minlength=shape[0] * shape[1]).reshape(shape) for rows in (counts.counted, counts.across))
    return tuple(
        Cited(word, entries.get(word), tuple(sorted(counts.rules.words[rule] for rule in np.flatnonzero(row + more))), int(row.sum()))
        for word, row, more in sorted(zip(cited.words, grid, also, strict=True), key=lambda each: each[0])
        if word and (row + more).any()
    )


def without_entry(assessment: Assessment, counts: Tallies) -> dict[str, list[Text]]:
    """By rule what is said of its findings that name no entry: no article used, no law applies."""
    laws, missing = coded(assessment.findings, "law"), coded(assessment.findings, "missing")
    rows = counts.counted & (laws.codes == laws.code(""))
    found: dict[str, list[Text]] = {}
    width = len(missing.words)
    for key in np.unique(counts.rules.codes[rows].astype(np.int64) * width + missing.codes[rows]).tolist():
        said = marks.without_entry(missing.words[key % width])
        rule = found.setdefault(counts.rules.words[key // width], [])
        rule += [] if said in rule else [said]
    return found
