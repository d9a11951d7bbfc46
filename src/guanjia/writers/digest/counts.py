"""How many findings were met, broken, or could not be judged, and how many tasks stand behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from guanjia.writers.digest.columns import Int64

K = TypeVar("K")


@dataclass(frozen=True)
class Counts:
    """Findings by verdict."""

    met: int
    breach: int
    cannot: int

    @property
    def total(self) -> int:
        """All findings, judged or not."""
        return self.met + self.breach + self.cannot

    @property
    def share(self) -> float | None:
        """Breaches as a share of what could be judged; None where nothing could."""
        judged = self.met + self.breach
        return self.breach / judged if judged else None


@dataclass(frozen=True)
class TaskCounts:
    """Of the tasks that a rule judged one by one, how many were in breach."""

    breached: int
    judged: int

    @property
    def share(self) -> float | None:
        """Breached as a share of judged."""
        return self.breached / self.judged if self.judged else None


def cube(codes: NDArray[np.integer], size: int, verdicts: NDArray[np.int8]) -> Int64:
    """(size, 3) counts of verdicts by code."""
    flat = np.bincount(codes.astype(np.int64) * 3 + verdicts, minlength=size * 3)
    return flat.reshape(size, 3)


def named(names: Sequence[K], table: Int64) -> dict[K, Counts]:
    """The rows of a `cube` by name, those without any finding left out."""
    return {name: Counts(*map(int, row)) for name, row in zip(names, table, strict=True) if row.any()}


def summed(parts: Iterable[Counts]) -> Counts:
    """Counts added up."""
    parts = list(parts)
    return Counts(sum(p.met for p in parts), sum(p.breach for p in parts), sum(p.cannot for p in parts))
