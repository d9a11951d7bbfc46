"""The records of one part's people, as a source that the engine of one machine reads."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanjia.engines.spark.blobs import unpacked
from guanjia.engines.spark.reading import SEQ
from guanjia.model.intake import Intake
from guanjia.model.measures import Subject

_LENGTH = struct.Struct("<q")


class Spool:
    """Packed stretches on the worker's own disk, a file for each table, so that a part may be larger than memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, BinaryIO] = {}

    def add(self, table: str, blob: pa.Buffer) -> None:
        """Add a stretch at the end of a table."""
        if table not in self._files:
            self._files[table] = (self._folder / table).open("wb")
        self._files[table].write(_LENGTH.pack(blob.size))
        self._files[table].write(blob)

    def close(self) -> None:
        """Nothing more will be added."""
        for file in self._files.values():
            file.close()

    def __contains__(self, table: str) -> bool:
        return table in self._files

    def read(self, table: str) -> Iterator[pa.RecordBatch]:
        """The stretches of a table."""
        if table not in self._files:
            return
        with (self._folder / table).open("rb") as file:
            while head := file.read(_LENGTH.size):
                yield unpacked(file.read(_LENGTH.unpack(head)[0]))


@dataclass(frozen=True)
class Told:
    """What holds for all parts: format, zone, subject, which tables there are, and the small tables whole."""

    format: str
    timezone: str
    subject: Subject
    tables: frozenset[str]
    small: Mapping[str, pa.Table]


@dataclass(frozen=True)
class PartSource:
    """A `flows.ports.Source` of one part; rows named in ``dropped`` by their place in the tasks are left out."""

    told: Told
    spool: Spool
    links: pa.Table | None
    dropped: NDArray[np.int64]
    intake: Intake = field(default_factory=Intake)
    first_seen: dict[str, int] = field(default_factory=dict)  # region -> place of the first task there that was not refused

    @property
    def format(self) -> str:
        """The format of the records."""
        return self.told.format

    @property
    def timezone(self) -> str:
        """The workplace's time zone."""
        return self.told.timezone

    @property
    def subject(self) -> Subject:
        """Persons or vehicles."""
        return self.told.subject

    @property
    def paths(self) -> tuple[Path, ...]:
        """None: the rows came from elsewhere."""
        return ()

    def hashes(self) -> Mapping[str, str]:
        """None: the files are hashed where they are."""
        return {}

    def tables(self) -> frozenset[str]:
        """The tables that the whole has, whether or not this part has rows of them."""
        return self.told.tables

    def rows(self, table: str) -> int | None:
        """Not known before they are read."""
        return None

    def batches(self, table: str, columns: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a table, in the order they stand in the whole."""
        whole = self.links if table == "links" else self.told.small.get(table)
        if whole is not None:
            yield from whole.select([name for name in whole.column_names if columns is None or name in columns]).to_batches()
            return
        for batch in self.spool.read(table):
            if table == "tasks":
                batch = self._without_repeats(batch)
                self._see(batch)
            names = [name for name in batch.schema.names if name != SEQ and (columns is None or name in columns)]
            if batch.num_rows:
                yield batch.select(names)

    def _without_repeats(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if not len(self.dropped):
            return batch
        seq = batch.column(SEQ).to_numpy()
        place = np.minimum(np.searchsorted(self.dropped, seq), len(self.dropped) - 1)
        gone = self.dropped[place] == seq
        return batch.filter(pa.array(~gone)) if gone.any() else batch

    def _see(self, batch: pa.RecordBatch) -> None:
        if "region" not in batch.schema.names or not batch.num_rows:
            return
        some = batch.select(["region", "status", SEQ])
        refused = pc.fill_null(pc.equal(some.column("status").cast(pa.string()), "refused"), False)
        some = some.filter(pc.invert(refused))
        region, seq = some.column("region"), some.column(SEQ).to_numpy()
        words = [*region.dictionary.to_pylist(), None]
        codes = region.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
        for code, first in zip(*np.unique(codes, return_index=True), strict=True):
            word, place = words[code], int(seq[first])
            if word is not None:
                self.first_seen[word] = min(place, self.first_seen.get(word, place))
