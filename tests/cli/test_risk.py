"""``guanjia risk`` and ``guanjia portrait`` as a user meets them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pyarrow.parquet as pq
import pytest

from guanjia.flows import risk as flow
from tests.cli.command import Guanjia, order, two_languages, written
from tests.writers.offline import check


@pytest.fixture(scope="module", autouse=True)
def known_truth() -> Iterator[None]:
    """The histories of known truth are drawn once for all tests of this file."""
    made = flow.known_truth(1)
    with patch.object(flow, "known_truth", lambda seed: made):
        yield


@pytest.fixture
def out(guanjia: Guanjia, city: Path, tmp_path: Path) -> Path:
    """An assessed city."""
    guanjia("assess", city, "--out", tmp_path / "out", "--tables-only", "--quiet")
    return tmp_path / "out"


def widest(said: str) -> int:
    """Columns of the longest line; Chinese takes two a letter. Lines that name a file may be longer."""
    lines = [line for line in said.splitlines() if "/" not in line or " " in line.strip()]
    return max(sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) for line in lines)


def test_risk_and_portrait(guanjia: Guanjia, out: Path, tmp_path: Path) -> None:
    """The folder is written, the terminal holds 80 columns, and a worker's portrait is shown and written as a page that stands alone."""
    ran = guanjia("risk", out)
    assert ran.code == 0 and widest(ran.out) <= 80
    assert "expected risk, not injuries that happened" in ran.out
    rows = pq.read_table(out / "risk" / "portraits.parquet", columns=["worker_id"])
    assert f"{rows.num_rows:,} 人天" in ran.out
    worker = rows["worker_id"].to_pylist()[0]
    shown = guanjia("portrait", out, "--worker", worker, "--html", tmp_path / "me.html")
    assert shown.code == 0 and worker in shown.out and widest(shown.out) <= 80
    assert "must not" in shown.out.replace("\n", " ") and "不得用于处罚" in shown.out.replace("\n", "")
    assert worker in (tmp_path / "me.html").read_text(encoding="utf-8")
    check((tmp_path / "me.html").read_text(encoding="utf-8"))
    assert (tmp_path / "me.html").stat().st_mode & 0o777 == 0o600
    assert guanjia("risk", out, "--seed", "-1", "--overwrite").code == 2
    nobody = guanjia("portrait", out, "--worker", "nobody")
    assert nobody.code == 65 and two_languages(nobody.err) and not nobody.out


def test_results_are_not_overwritten(guanjia: Guanjia, out: Path) -> None:
    """Existing results stay unless asked; with --overwrite they are new."""
    assert guanjia("risk", out, "--quiet").code == 0
    (out / "risk" / "risk.html").write_text("mine")
    again = guanjia("risk", out, "--quiet")
    assert again.code == 73 and two_languages(again.err) and "--overwrite" in again.err
    assert (out / "risk" / "risk.html").read_text() == "mine"
    assert guanjia("risk", out, "--quiet", "--overwrite").code == 0
    assert (out / "risk" / "risk.html").read_text(encoding="utf-8") != "mine"


def test_a_foreign_folder_is_left_alone(guanjia: Guanjia, out: Path) -> None:
    """Even with --overwrite, a folder called risk that is not ours is not touched."""
    (out / "risk").mkdir()
    (out / "risk" / "thesis.txt").write_text("years of work")
    ran = guanjia("risk", out, "--quiet", "--overwrite")
    assert ran.code == 73 and two_languages(ran.err)
    assert [path.name for path in (out / "risk").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("command", [["risk"], ["portrait", "--worker", "w"]])
def test_folders_that_are_not_there_or_not_assessed(guanjia: Guanjia, tmp_path: Path, command: list[str]) -> None:
    """A missing folder is wrong usage; one that holds no assessment is an input that cannot be read."""
    missing = guanjia(*command, tmp_path / "none")
    assert missing.code == 2 and "none" in missing.err
    empty = guanjia(*command, tmp_path)
    assert empty.code == 65 and two_languages(empty.err)
    assert not list(tmp_path.iterdir())


def test_portrait_before_risk(guanjia: Guanjia, out: Path) -> None:
    """What to run first is said."""
    ran = guanjia("portrait", out, "--worker", "w")
    assert ran.code == 65 and "guanjia risk" in ran.err


@pytest.mark.parametrize("name", ["worker_days.parquet", "summary.json"])
@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_an_assessment_in_pieces(guanjia: Guanjia, out: Path, name: str, how: str) -> None:
    """A result file that is gone or damaged is named, without a traceback, and nothing is left behind."""
    (out / name).unlink() if how == "gone" else (out / name).write_bytes(b"{")
    ran = guanjia("risk", out, "--quiet")
    assert ran.code == 65 and name in ran.err and two_languages(ran.err) and not (out / "risk").exists()


def test_records_that_tell_little(guanjia: Guanjia, tmp_path: Path) -> None:
    """Tasks without kind or place end in a plain answer."""
    records = written(tmp_path / "in" / "tasks.csv", [order(number) for number in range(3)])
    options = ["--region", "上海", "--platform", "P", "--kind", "food_delivery", "--quiet", "--tables-only"]
    assert guanjia("assess", records, *options, "--out", tmp_path / "out").code == 0
    ran = guanjia("risk", tmp_path / "out", "--quiet")
    assert ran.code == 0 and "no place on record" in ran.out and "there is no index" in ran.out.replace("\n  ", " ")
    assert widest(ran.out) <= 80
    unknown = guanjia("assess", records, "--region", "上海", "--quiet", "--tables-only", "--out", tmp_path / "unknown")
    assert unknown.code == 0
    ran = guanjia("risk", tmp_path / "unknown", "--quiet")
    assert ran.code == 65 and "no work on the road" in ran.err
