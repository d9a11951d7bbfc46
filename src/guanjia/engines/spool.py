"""Rows put away until their worker is judged: kept in memory while they are few, in files once they are many.

Workers are judged slice by slice, a slice being so many units that follow each other; so memory holds what is open and one slice, however
long the records are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from guanjia.model.measures import Int32

UNITS_A_SLICE = 4_096
EVERYONE = 1 << 30  # units in a slice that holds them all
MOST_BYTES = 128 << 20  # kept in memory before files are used

Part = tuple[NDArray[Any], ...]


class Earlier(Protocol):
    """Parts that an earlier run put away."""

    def parts(self, name: str, number: int) -> list[Part]:
        """The parts of one slice in the order they were put."""


class Spool:
    """Parts by name and slice of units; ``folder`` holds what does not fit in memory. Those of ``earlier`` runs come before."""

    def __init__(self, folder: Path, units_a_slice: int = UNITS_A_SLICE, earlier: Sequence[Earlier] = (), most: int | None = None) -> None:
        self.units_a_slice = units_a_slice
        self.folder = folder
        self._earlier = earlier
        self._most = MOST_BYTES if most is None else most
        self._bytes = 0
        self._kept: dict[tuple[str, int], list[Part]] = {}
        self._filed: set[tuple[str, int]] = set()

    def put(self, name: str, unit: Int32, *columns: NDArray[Any]) -> None:
        """Put rows away, which must be ordered by ``unit``; the same columns every time for the same name."""
        if not len(unit):
            return
        slices = np.arange(unit[0] // self.units_a_slice, unit[-1] // self.units_a_slice + 1)
        cuts = np.searchsorted(unit, np.append(slices, slices[-1] + 1) * self.units_a_slice)
        for number, begin, end in zip(slices.tolist(), cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
            if begin < end:
                self._kept.setdefault((name, number), []).append(tuple(column[begin:end] for column in columns))
        self._bytes += sum(column.nbytes for column in columns)
        if self._bytes > self._most:
            self._file()

    def take(self, name: str, number: int) -> list[Part]:
        """The parts of one slice in the order they were put; they are forgotten here."""
        key = name, number
        parts = [part for run in self._earlier for part in run.parts(name, number)]
        if key in self._filed:
            parts += self._read(key)
            self._path(*key).unlink()
            self._filed.discard(key)
        return parts + self._kept.pop(key, [])

    def contents(self) -> Iterator[tuple[str, int, list[Part]]]:
        """Name, slice and parts of all that this run has put and nobody has taken."""
        for key in sorted(self._filed | set(self._kept)):
            yield *key, [*(self._read(key) if key in self._filed else ()), *self._kept.get(key, [])]

    def _file(self) -> None:
        for (name, number), parts in self._kept.items():
            with self._path(name, number).open("ab") as file:
                for part in parts:
                    np.save(file, np.array(len(part)))
                    for column in part:
                        np.save(file, column)
            self._filed.add((name, number))
        self._kept.clear()
        self._bytes = 0

    def _read(self, key: tuple[str, int]) -> Iterator[Part]:
        path = self._path(*key)
        size = path.stat().st_size
        with path.open("rb") as file:
            while file.tell() < size:
                count = int(np.load(file))
                yield tuple(np.load(file) for _ in range(count))

    def _path(self, name: str, number: int) -> Path:
        return self.folder / f"{name}-{number:05d}"
