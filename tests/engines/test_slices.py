"""Slices of workers, and worker-days put away while the records go on, change no answer."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pyarrow as pa
import pytest

from guanjia.engines import ledger, spool
from guanjia.engines.local import measure
from guanjia.engines.room import Room, TooLittleMemory
from guanjia.flows.assess import InMemory, judged, law_with_agreements
from guanjia.flows.ports import Method
from guanjia.law.law import load
from guanjia.readers.registry import open_source
from guanjia.readers.source import ReadOptions
from guanjia.rules import all_rules
from guanjia.synthesis.city import write_city


def tables(city: Path, scratch: Path, units: int, room: Room | None = None, ids: int = 1 << 20) -> list[pa.Table]:
    """The four tables of the city, judged so many units at a time, in an order of their own."""
    source = open_source(city, None, ReadOptions(ids_in_memory=ids))
    law, results, rules = law_with_agreements(source, load()), InMemory(), all_rules()
    scratch.mkdir()
    measured = measure(source, law, rules, Method("Asia/Shanghai", time(4)), lambda table, rows: None, scratch, units, room=room)
    judged(measured, law, rules, {}, results)
    return [_sorted(table) for table in results.tables()]


def _sorted(table: pa.Table) -> pa.Table:
    plain = table.cast(pa.schema([(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in table.schema]))
    return plain.sort_by([(name, "ascending") for name in plain.column_names])


def test_small_slices_and_a_small_memory_give_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven units at a time, with worker-days put away every hundred rows and the spool in files, judge like everyone at once."""
    city = write_city(tmp_path / "city", 4_000, 10)
    once = tables(city, tmp_path / "once", spool.EVERYONE)
    monkeypatch.setattr(ledger, "ROWS_KEPT", 100)
    monkeypatch.setattr(spool, "MOST_BYTES", 10_000)
    sliced = tables(city, tmp_path / "sliced", 7)
    assert any((tmp_path / "sliced").rglob("*")), "the spool used no files"
    for whole, put_together in zip(once, sliced, strict=True):
        assert len(whole) and put_together.equals(whole)


def test_any_memory_gives_the_same_tables(tmp_path: Path) -> None:
    """One gigabyte or a hundred, ids remembered or read beforehand: the same; buffers grow with what is given."""
    city = write_city(tmp_path / "city", 30_000, 4)
    large, small = Room(100 << 30), Room(1 << 30)
    assert small.days < large.days and small.spool < large.spool and small.ids < large.ids and small.units < large.units
    once = tables(city, tmp_path / "once", large.units, large)
    again = tables(city, tmp_path / "again", small.units, small, ids=0)
    for one, other in zip(once, again, strict=True):
        assert len(one) and one.equals(other)


def test_memory_for_too_many_workers_is_refused() -> None:
    """The error names a memory that is enough."""
    room = Room(1 << 30)
    room.check(1_000)
    with pytest.raises(TooLittleMemory) as refused:
        room.check(1_000_000)
    Room(refused.value.needed + (1 << 20)).check(1_000_000)
