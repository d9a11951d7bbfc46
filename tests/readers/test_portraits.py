"""Whose portrait is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guanjia.readers.errors import InputError
from guanjia.readers.portraits import read_portrait

LINKS = [("a", "甲", "P"), ("b", "乙", "P"), ("P", "*", "P"), ("solo", "甲", "solo"), ("solo", "乙", "solo"), ("idle", "甲", "idle")]
DAYS = [("b", "乙", 5), ("solo", "乙", 5), ("solo", "甲", 5), ("P", "*", 6), ("a", "甲", 6), ("P", "*", 5), ("solo", "甲", 4)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A person on two platforms, an account of one id on two platforms that nobody linked, and somebody who never rode."""
    (tmp_path / "risk").mkdir()
    worker, platform, person = zip(*LINKS, strict=True)
    columns = {"worker_id": pa.array(worker).dictionary_encode(), "platform": platform, "person_id": pa.array(person).dictionary_encode()}
    pq.write_table(pa.table(columns), tmp_path / "worker_days.parquet")
    rows = [{"worker_id": w, "platform": p, "day": date(2026, 3, day)} for w, p, day in DAYS]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "risk" / "portraits.parquet")
    return tmp_path


def read(out: Path, worker: str) -> list[tuple[str, str, int]]:
    """The rows in short."""
    return [(row["worker_id"], row["platform"], row["day"].day) for row in read_portrait(out, worker)]


@pytest.mark.parametrize("worker", ["a", "b", "P"])
def test_a_linked_person_is_seen_whole(out: Path, worker: str) -> None:
    """By any of the ids, the rows over all platforms in order of day, and not the parts again."""
    assert read(out, worker) == [("P", "*", 5), ("P", "*", 6)]


def test_an_account_that_is_not_linked(out: Path) -> None:
    """The rows of each platform, by day."""
    assert [row[2] for row in read(out, "solo")] == [4, 5, 5]
    assert {row[1] for row in read(out, "solo")} == {"甲", "乙"}


@pytest.mark.parametrize("worker", ["nobody", "idle", "", "a "])
def test_nobody(out: Path, worker: str) -> None:
    """An id that is not in the records, or never rode, is answered plainly."""
    with pytest.raises(InputError, match="no days on the road"):
        read_portrait(out, worker)


def test_nothing_to_read(tmp_path: Path) -> None:
    """Before ``guanjia risk`` there are no portraits."""
    with pytest.raises(InputError, match="Run guanjia risk"):
        read_portrait(tmp_path, "a")


@pytest.mark.parametrize("name", ["worker_days.parquet", "risk/portraits.parquet"])
def test_damaged_files(out: Path, name: str) -> None:
    """A file that is no Parquet is said to be damaged."""
    (out / name).write_bytes(b"PAR1 and no more")
    with pytest.raises(InputError, match="damaged"):
        read_portrait(out, "a")


def test_worker_days_that_are_gone(out: Path) -> None:
    """Without worker_days nobody knows who is linked to whom."""
    (out / "worker_days.parquet").unlink()
    with pytest.raises(InputError, match="damaged"):
        read_portrait(out, "a")
