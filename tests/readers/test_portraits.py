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


def read(out: Path, worker: str, platform: str | None = None) -> list[tuple[str, str, int]]:
    """The rows in short."""
    return [(row["worker_id"], row["platform"], row["day"].day) for row in read_portrait(out, worker, platform)]


@pytest.mark.parametrize("worker", ["a", "b", "P"])
def test_a_linked_person_is_seen_whole(out: Path, worker: str) -> None:
    """By any of the ids, the rows over all platforms in order of day, and not the parts again."""
    assert read(out, worker) == [("P", "*", 5), ("P", "*", 6)]


def test_accounts_of_one_id_that_nobody_linked(out: Path) -> None:
    """They may be two people: never shown together; one by one they are, and a person's own account too."""
    with pytest.raises(InputError, match=r"乙, 甲.*--platform"):
        read(out, "solo")
    assert read(out, "solo", "甲") == [("solo", "甲", 4), ("solo", "甲", 5)]
    assert read(out, "solo", "乙") == [("solo", "乙", 5)]
    assert read(out, "a", "甲") == [("a", "甲", 6)]


def test_accounts_of_one_id_of_different_people(out: Path) -> None:
    """An id that two people use on two platforms shows neither."""
    table = pq.read_table(out / "worker_days.parquet").to_pylist()
    table += [{"worker_id": "a", "platform": "丙", "person_id": "Q"}]
    pq.write_table(pa.Table.from_pylist(table), out / "worker_days.parquet")
    rows = pq.read_table(out / "risk" / "portraits.parquet").to_pylist()
    rows += [{"worker_id": "Q", "platform": "*", "day": date(2026, 3, 4)}]
    pq.write_table(pa.Table.from_pylist(rows), out / "risk" / "portraits.parquet")
    with pytest.raises(InputError, match="different people: P, Q"):
        read(out, "a")
    assert read(out, "Q") == [("Q", "*", 4)]


@pytest.mark.parametrize("worker", ["nobody", "idle", "", "a "])
def test_nobody(out: Path, worker: str) -> None:
    """An id that is not in the records, or never rode, is answered plainly."""
    with pytest.raises(InputError, match=r"no days on the road.*portraits of 4 ids, such as P, a, b, solo"):
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
