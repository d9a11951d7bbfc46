"""A batch on its way in: typed columns, and the rows in trouble that will be set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Trouble:
    """Rows of a draft that must be set aside: which, for what reason, and the values that show it."""

    mask: Bools
    column: str
    reason: str
    values: pa.Array | None = None
    details: tuple[str, ...] | str = ""  # one for all, or one for each row of the mask that is true


@dataclass(frozen=True)
class Lost:
    """A row that never took shape: its number, its text, and the reason."""

    row: int
    text: str
    reason: str


@dataclass
class Draft:
    """Typed columns of one file's next rows; columns left out are empty."""

    file: str
    rows: Int64
    columns: dict[str, pa.Array]
    troubles: list[Trouble] = field(default_factory=list)
    remarks: dict[str, int] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)
    merged: Bools | None = None  # rows that say the same as an earlier one

    def __len__(self) -> int:
        return len(self.rows)

    def trouble(self, mask: Bools, column: str, reason: str, values: pa.Array | None = None, details: tuple[str, ...] | str = "") -> None:
        """Mark rows to be set aside; nothing happens when ``mask`` is all false."""
        if mask.any():
            self.troubles.append(Trouble(mask, column, reason, values if values is not None else self.columns.get(column), details))

    def remark(self, text: str, count: int = 1) -> None:
        """Count rows that are kept, but mended or doubted."""
        if count:
            self.remarks[text] = self.remarks.get(text, 0) + int(count)

    def dropped(self) -> Bools | None:
        """Rows set aside or merged so far; None when there are none."""
        masks = [trouble.mask for trouble in self.troubles] + ([self.merged] if self.merged is not None else [])
        return np.logical_or.reduce(masks) if masks else None


Drafts = Callable[[frozenset[str]], Iterator[Draft]]


@dataclass(frozen=True)
class Stream:
    """How one table is read: a fresh iterator of drafts each time, given the columns that are wanted.

    ``pieces`` give the same drafts part by part, where they can be read apart from each other: from which files, and in which way.
    """

    drafts: Drafts
    rows: int | None = None
    pieces: tuple[Drafts, ...] = ()
    files: tuple[Path, ...] = ()
    ways: tuple[str, ...] = ()
