"""What the flows ask of the outside: Protocols of a few methods each. `wiring` names what fills them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.law.law import Law
from guanjia.model.clock import MINUTE
from guanjia.model.intake import Intake
from guanjia.model.measures import Measures, Subject
from guanjia.rules import Rule


class Source(Protocol):
    """Recorded work, table by table, in batches that conform to `model.schema`; it can be read more than once."""

    @property
    def format(self) -> str:
        """The name of the format."""

    @property
    def timezone(self) -> str:
        """The workplace's IANA time zone."""

    @property
    def subject(self) -> Subject:
        """Whether the records are about persons or about vehicles that several persons share."""

    @property
    def intake(self) -> Intake:
        """The account of the reading."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The input files."""

    def tables(self) -> frozenset[str]:
        """The tables there are."""

    def batches(self, table: str, columns: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a table that can be used, in the order they stand."""

    def rows(self, table: str) -> int | None:
        """How many rows a table has, where that is known without reading it."""

    def hashes(self) -> Mapping[str, str]:
        """SHA-256 of each input file."""


@dataclass(frozen=True)
class Method:
    """How to measure: the visible parameters of an assessment. Durations in microseconds."""

    timezone: str
    day_start: time = time(4)
    rest: int = 20 * MINUTE
    allowances: tuple[float, ...] = (0.0, 0.1, 0.2)
    leave_out_rests: int | None = None  # declared rests inside a task of at least this length are left out


@dataclass(frozen=True)
class Measured:
    """What an engine brings back.

    ``slices`` are the measures of some workers each; they can be gone through once. ``platforms`` holds what is the same in every slice and
    what concerns platforms: no worker's days, runs or lines, but the tallies and notices of all.
    """

    slices: Iterable[Measures]
    platforms: Measures
    hours_of_week: NDArray[np.int64]  # (168,) task time by local hour of the week


Progress = Callable[[str, int], None]  # table, rows just done


class Engine(Protocol):
    """Turns a source into measures."""

    def __call__(self, source: Source, law: Law, rules: Sequence[Rule], method: Method, progress: Progress, scratch: Path) -> Measured:
        """Measure everything the rules need; ``scratch`` is an empty folder that stands until the slices have been gone through."""


class Results(Protocol):
    """Where the tables of an assessment go, piece by piece."""

    def open(self, about: Mapping[str, object]) -> None:
        """Begin; ``about`` says how the assessment is made."""

    def add(self, findings: pa.Table, worker_days: pa.Table, weeks: pa.Table, months: pa.Table) -> None:
        """Take the tables of some workers."""

    def add_findings(self, findings: pa.Table) -> None:
        """Take findings about platforms."""

    def tables(self) -> tuple[pa.Table, pa.Table, pa.Table, pa.Table]:
        """End, and give findings, worker-days, weeks and months whole."""
