"""What became of every row that was read: used, merged into another, or set aside with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

REJECTED_KEPT = 100  # rows set aside that stay in memory, per table; all of them are counted and written to the rejects file


@dataclass(frozen=True)
class Rejected:
    """One row set aside: where it stood, which value in which column was the trouble, and why, in Chinese and English."""

    file: str
    row: int
    column: str
    value: str
    reason: str  # a code of REASONS in readers; the words are rendered from it
    zh: str
    en: str


@dataclass
class TableIntake:
    """Counts of one table. ``used + merged + set_aside == read`` always."""

    read: int = 0
    used: int = 0
    merged: int = 0
    set_aside: int = 0
    remarks: dict[str, int] = field(default_factory=dict)  # what was mended or doubted, by message, with the count
    reasons: dict[str, int] = field(default_factory=dict)  # rows set aside, by reason code

    @property
    def balanced(self) -> bool:
        """Whether every row read is accounted for.

        >>> TableIntake(read=3, used=1, merged=1, set_aside=1).balanced
        True
        """
        return self.used + self.merged + self.set_aside == self.read

    def remark(self, text: str, count: int = 1) -> None:
        """Count rows that were kept, but mended or doubted."""
        if count:
            self.remarks[text] = self.remarks.get(text, 0) + count

    def reject(self, reason: str, count: int = 1) -> None:
        """Count rows set aside for ``reason``."""
        if count:
            self.set_aside += count
            self.reasons[reason] = self.reasons.get(reason, 0) + count


@dataclass
class Intake:
    """The account of one reading: per table counts, the rows set aside, the files with their hashes, and reader remarks."""

    tables: dict[str, TableIntake] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)  # first REJECTED_KEPT of each table in memory; all of them counted
    files: dict[str, str] = field(default_factory=dict)  # path as given -> sha256
    notes: list[tuple[str, str]] = field(default_factory=list)  # (zh, en) on the whole reading: assumed month, lower bound …

    def table(self, name: str) -> TableIntake:
        """The counts of one table, made on first use."""
        return self.tables.setdefault(name, TableIntake())

    def note(self, zh: str, en: str) -> None:
        """Say something about the whole reading, once."""
        if (zh, en) not in self.notes:
            self.notes.append((zh, en))

    @property
    def balanced(self) -> bool:
        """Whether every row of every table is accounted for."""
        return all(table.balanced for table in self.tables.values())
