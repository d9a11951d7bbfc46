"""`explain`: one worker's page from results and records, and what happens when either has gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.cells import cell_len

from guanjia.readers.source import ReadOptions
from guanjia.wiring.question import Question
from guanjia.wiring.to_folder import assess_to_folder
from tests.cli.command import Guanjia, two_languages


@pytest.fixture(scope="module")
def done(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Records and the results made from them."""
    records, out = tmp_path_factory.mktemp("explain") / "city", tmp_path_factory.mktemp("explain") / "out"
    shutil.copytree(city, records)
    assess_to_folder(records, out, format=None, read=ReadOptions(), question=Question(), overwrite=False, progress=lambda table, rows: None)
    yield records, out


def test_person_by_any_id(guanjia: Guanjia, done: tuple[Path, Path]) -> None:
    """A person and each of the person's platform identities tell the same, findings included."""
    records, out = done
    links = pq.read_table(records / "links.parquet").to_pylist()
    ids = {links[0]["person_id"], *(row["worker_id"] for row in links if row["person_id"] == links[0]["person_id"])}
    told = {guanjia("explain", out, "--worker", each).out.split("\n", 1)[1] for each in ids}
    assert len(ids) == 3 and len(told) == 1 and "限值" in told.pop()


def test_text_is_short_and_narrow(guanjia: Guanjia, done: tuple[Path, Path]) -> None:
    """No line over 80 columns, few rows under a finding with the rest counted, files named one by one, and one verdict alone on request."""
    records, out = done
    counts = pq.read_table(records / "tasks")["worker_id"].value_counts().to_pylist()
    busiest = max(counts, key=lambda row: row["counts"])["values"]
    whole, breaches = (guanjia("explain", out, "--worker", busiest, *more).out for more in ((), ("--verdict", "breach")))
    assert max(map(cell_len, whole.splitlines())) <= 80
    assert "行 / rests on" in whole and "符合 met" not in breaches and len(breaches) < len(whole)
    findings = [part for part in breaches.split("违反 breach")[1:]]
    assert findings and all(part.count(".parquet:") <= 6 for part in findings)
    assert {line.split(":")[0].strip() for line in breaches.splitlines() if ".parquet:" in line} <= {
        path.name for path in (records / "tasks").iterdir()
    }


def test_nobody_of_that_name(guanjia: Guanjia, done: tuple[Path, Path]) -> None:
    """An unknown worker: how many there are, and some of them."""
    ran = guanjia("explain", done[1], "--worker", "nobody")
    assert ran.code == 65 and "nobody" in ran.err and "W0000001" in ran.err and two_languages(ran.err)


def test_page(guanjia: Guanjia, done: tuple[Path, Path], tmp_path: Path) -> None:
    """--html writes a page, or says why it cannot."""
    assert guanjia("explain", done[1], "--worker", "W0000001", "--html", tmp_path / "p.html").code == 0
    assert "W0000001" in (tmp_path / "p.html").read_text(encoding="utf-8")
    ran = guanjia("explain", done[1], "--worker", "W0000001", "--html", tmp_path / "none" / "p.html")
    assert ran.code == 73 and two_languages(ran.err)


def test_results_or_records_gone(guanjia: Guanjia, done: tuple[Path, Path], tmp_path: Path) -> None:
    """Records changed or moved, results damaged or never made: each is told, with code 65."""
    records, out = done
    mine = tmp_path / "out"
    shutil.copytree(out, mine)
    ask = ("explain", mine, "--worker", "W0000001")
    (mine / "findings.parquet").write_bytes(b"PAR1")
    said = [guanjia(*ask)]
    shutil.copy(records / "incidents.parquet", tmp_path)
    with (records / "incidents.parquet").open("ab") as file:
        file.write(b"PAR1")
    said.append(guanjia(*ask))
    shutil.copy(tmp_path / "incidents.parquet", records)
    records.rename(records.with_name("elsewhere"))
    said.append(guanjia(*ask))
    records.with_name("elsewhere").rename(records)
    (mine / "summary.json").write_text("{}")
    said.append(guanjia(*ask))
    assert [ran.code for ran in said] == [65] * 4 and all(two_languages(ran.err) for ran in said)
    assert len({ran.err for ran in said}) == 4
