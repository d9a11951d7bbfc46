"""Options at silly values: refused in two languages with a documented code, before any result is written."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guanjia.cli.processors import limited
from tests.cli.command import Guanjia, two_languages

SILLY = [
    (2, "--rest", "0"),
    (2, "--rest", "nan"),
    (2, "--rest", "1e300"),
    (2, "--allowance", "500"),
    (2, "--allowance", "-1"),
    (2, "--leave-out-rests", "-3"),
    (2, "--leave-out-rests", "inf"),
    (2, "--day-start", "04:07"),
    (2, "--day-start", "xx"),
    (2, "--day-start", "24:00"),
    (2, "--memory", "lots"),
    (2, "--memory", "200M"),
    (2, "--threads", "0"),
    (2, "--max-task-hours", "0"),
    (2, "--max-task-hours", "inf"),
    (2, "--month", "2026-13"),
    (2, "--on", "2026-02-30"),
    (2, "--tier", "x"),
    (2, "--rule", "nonsense"),
    (2, "--kind", "nonsense"),
    (65, "--timezone", "Mars/Base"),
    (65, "--timezone", "../../etc/passwd"),
    (65, "--encoding", "utf-99"),
    (65, "--encoding", "base64"),
    (65, "--encoding", "utf-16"),
    (65, "--format", "nonsense"),
    (78, "--tier", "310000=9"),
    (78, "--tier", "火星=1"),
    (78, "--as-if", ""),
]


@pytest.mark.parametrize(("code", "option", "value"), SILLY)
def test_silly_value(guanjia: Guanjia, good: Path, tmp_path: Path, code: int, option: str, value: str) -> None:
    """The message names the value or the option and how to mend it."""
    ran = guanjia("assess", good, "--region", "310000", "--out", tmp_path / "out", option, value)
    assert ran.code == code and two_languages(ran.err) and (value.split("=")[0] in ran.err or option in ran.err)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", ["a: [b", "- 1", "tasks: {worker_id: 骑手}", "nonsense: {a: b}", ""])
def test_mapping_that_means_nothing(guanjia: Guanjia, good: Path, tmp_path: Path, content: str) -> None:
    """A mapping that is no mapping, or names what is not there."""
    (tmp_path / "map.yaml").write_text(content, encoding="utf-8")
    ran = guanjia("assess", good, "--region", "310000", "--out", tmp_path / "out", "--mapping", tmp_path / "map.yaml")
    assert ran.code == 65 and two_languages(ran.err)


@pytest.mark.parametrize("content", ["a: [", "hello", "- topic: zz"])
def test_broken_lawbook(guanjia: Guanjia, good: Path, tmp_path: Path, content: str) -> None:
    """A lawbook folder that cannot be read ends with code 78 and names the file."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "x.yaml").write_text(content, encoding="utf-8")
    ran = guanjia("assess", good, "--region", "310000", "--out", tmp_path / "out", "--lawbook", tmp_path / "book")
    assert ran.code == 78 and "x.yaml" in ran.err and two_languages(ran.err)


def test_any_memory_and_processors_give_the_same_tables(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """One processor and the least memory write what all of them do."""
    for name, *asked in (("free",), ("bound", "--memory", "1G", "--threads", "1")):
        assert guanjia("assess", good, "--region", "310000", "--tables-only", "--out", tmp_path / name, *asked).code == 0
    for name in ("findings", "worker_days", "worker_weeks", "worker_months"):
        free, bound = (pq.read_table(tmp_path / each / f"{name}.parquet") for each in ("free", "bound"))
        assert len(free) and free.equals(bound), name


def test_processors_are_given_back() -> None:
    """Only inside are there fewer."""
    before = pa.cpu_count()
    with limited(1):
        assert pa.cpu_count() == 1
    assert pa.cpu_count() == before


def test_memory_and_processors_are_not_for_spark(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """Spark has settings of its own."""
    ran = guanjia("assess", good, "--region", "310000", "--out", tmp_path / "out", "--engine", "spark", "--memory", "2G")
    assert ran.code == 2 and two_languages(ran.err) and "--memory" in ran.err and not (tmp_path / "out").exists()
