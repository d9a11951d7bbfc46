"""The account of the reading, put together from what became of the rows of each piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guanjia.engines.spark.records import Records
from guanjia.engines.spark.repeats import LATER
from guanjia.engines.spark.tables import LARGE
from guanjia.flows.ports import Progress
from guanjia.model.intake import Rejected, TableIntake


@dataclass(frozen=True)
class Account:
    """What became of one stretch of rows, and where it stands among the others."""

    piece: int
    chunk: int
    table: str
    counts: TableIntake
    rejected: Sequence[Rejected]

    @property
    def place(self) -> tuple[int, int, int]:
        """Piece and stretch; what was found out later comes after what was found at once."""
        return self.piece, self.chunk % LATER, self.chunk


def settle(records: Records, accounts: Sequence[Account], progress: Progress) -> None:
    """Add the accounts up table by table, rows set aside in the order of the records."""
    whole = {table: TableIntake() for table in LARGE if table in records.source.tables()}
    rejected: dict[str, list[tuple[tuple[int, int, int], int, Rejected]]] = {table: [] for table in whole}
    for account in accounts:
        _add(whole[account.table], account.counts)
        later = account.chunk >= LATER  # one stretch's repeats come from several parts
        rejected[account.table] += [(account.place, each.row if later else n, each) for n, each in enumerate(account.rejected)]
    for table, counts in whole.items():
        progress(table, counts.read)
        records.pieces.settle(table, counts, [row for *_, row in sorted(rejected[table], key=lambda entry: entry[:2])])


def _add(whole: TableIntake, part: TableIntake) -> None:
    whole.read += part.read
    whole.used += part.used
    whole.merged += part.merged
    for text, count in part.remarks.items():
        whole.remark(text, count)
    for reason, count in part.reasons.items():
        whole.reject(reason, count)
