"""What the Spark engine asks of the records: large tables in pieces that can be read anywhere. `wiring` names what fills it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.flows.ports import Source
from guanjia.model.intake import Rejected, TableIntake

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

BYTES_A_ROW = 150  # of a text file


class Checked(Protocol):
    """A stretch of rows that passed the checks that look at one row by itself."""

    @property
    def file(self) -> str:
        """The file they are from."""

    @property
    def batch(self) -> pa.RecordBatch | None:
        """The rows that can be used; None where there are none."""

    @property
    def rows(self) -> NDArray[np.int64]:
        """Their row numbers."""

    @property
    def told(self) -> pa.RecordBatch | None:
        """Of tasks, the columns (task_id among them) that show whether one was told before."""

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The rows set aside."""

    @property
    def counts(self) -> TableIntake:
        """The account of these rows."""


class Repeats(Protocol):
    """Judges repeats among the rows of some ids, in their order."""

    def judge(
        self, file: str, rows: NDArray[np.int64], told: pa.RecordBatch
    ) -> tuple[NDArray[np.bool_], tuple[Rejected, ...], TableIntake]:
        """Which rows must not be used, those set aside, and the counts to add."""


Piece = Callable[[], Iterator[Checked]]


class Pieces(Protocol):
    """Large tables, piece by piece. Pieces can be pickled."""

    def of(self, table: str, columns: Collection[str] | None) -> Sequence[Piece]:
        """The pieces of a table in the order of its rows."""

    def of_batches(self, table: str, columns: Collection[str] | None) -> Callable[[Iterable[pa.RecordBatch], int], Iterator[Checked]]:
        """A reading of Arrow batches, the first row of which has the number given."""

    def look_at_pay(self) -> None:
        """Note what is odd about the amounts of pay."""

    def settle(self, table: str, counts: TableIntake, rejected: Sequence[Rejected]) -> None:
        """Enter the account of a whole table."""


@dataclass(frozen=True)
class Records:
    """Records for Spark: the source (small tables are read from it), its large tables in pieces or as Spark's own tables."""

    source: Source
    pieces: Pieces
    repeats: Callable[[], Repeats]
    unreadable: Callable[[str, str], Exception]  # from words in Chinese and English
    frames: Mapping[str, DataFrame] = field(default_factory=dict)  # large tables that Spark reads by itself

    def rows(self) -> int:
        """About how many tasks there are, to deal the work out by."""
        if "tasks" in self.frames:
            return self.frames["tasks"].count()
        known = self.source.rows("tasks")
        return sum(path.stat().st_size for path in self.source.paths) // BYTES_A_ROW if known is None else known
