"""Where results go: whole or not at all, and never over what is not ours."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from guanjia.model.assessment import Assessment
from guanjia.writers import all_writers
from guanjia.writers.whole_folder import OutputError, whole_folder
from tests.cli.command import Guanjia, order, summary, two_languages, written

SHANGHAI = ("--region", "310000", "-q")


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_blanks_and_chinese_in_paths(guanjia: Guanjia, tmp_path: Path) -> None:
    """Input and output may have blanks, quotes and Chinese characters in their paths."""
    path = written(tmp_path / "三月 “records” & $HOME" / "任务 表.csv", [order(1)])
    out = tmp_path / "结果 文件夹" / "é"
    assert guanjia("assess", path, "--out", out, *SHANGHAI).code == 0 and summary(out)["tasks"] == 1


def test_results_are_replaced_only_when_asked(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """A second run needs --overwrite, and then leaves nothing of the first."""
    out = tmp_path / "out"
    guanjia("assess", good, "--out", out, *SHANGHAI)
    ran = guanjia("assess", good, "--out", out, *SHANGHAI)
    assert ran.code == 73 and "--overwrite" in ran.err and two_languages(ran.err)
    assert guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite").code == 0
    assert names(tmp_path) == {"in", "out"}


@pytest.mark.parametrize("mark", [None, "{}", '{"about": {}, "files": []}', "["])
def test_foreign_folder_is_never_touched(guanjia: Guanjia, good: Path, tmp_path: Path, mark: str | None) -> None:
    """Another folder is left alone, also when some other program keeps a summary.json in it."""
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    if mark is not None:
        (out / "summary.json").write_text(mark)
    before = names(out)
    ran = guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite")
    assert ran.code == 73 and two_languages(ran.err) and names(out) == before


def test_own_files_beside_results_are_not_deleted(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """A file that somebody put beside the results stops --overwrite, by name."""
    out = tmp_path / "out"
    guanjia("assess", good, "--out", out, *SHANGHAI)
    (out / "notes.docx").write_text("mine")
    ran = guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite")
    assert ran.code == 73 and "notes.docx" in ran.err and (out / "notes.docx").exists()


def test_what_came_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """A file that appears at the place while results are made is never removed, and the results are not called written."""
    out = tmp_path / "out"
    with pytest.raises(OutputError), whole_folder(out) as folder:
        (folder / "result").write_text("ours")
        out.mkdir()
        (out / "ledger").write_text("theirs")
    assert names(tmp_path) == {"out"} and names(out) == {"ledger"}


def test_what_was_made_of_results_goes_with_them(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """Risk of old results is removed and said to be; somebody's file in its folder stops --overwrite."""
    out = tmp_path / "out"
    guanjia("assess", good, "--out", out, *SHANGHAI)
    (out / "risk").mkdir()
    (out / "risk" / "risk.json").write_text('{"about": {"version": "0"}, "files": {"risk.html": ""}}')
    (out / "risk" / "letter.docx").write_text("mine")
    ran = guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite")
    assert ran.code == 73 and "risk/letter.docx" in ran.err and (out / "risk" / "letter.docx").exists()
    (out / "risk" / "letter.docx").unlink()
    ran = guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite")
    assert ran.code == 0 and "guanjia risk" in ran.err and not (out / "risk").exists()


@pytest.mark.parametrize("out", [".", "..", "", "/"])
def test_folder_one_stands_in(guanjia: Guanjia, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str) -> None:
    """The current folder and those above it are not replaced from under the user's feet."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    ran = guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite")
    assert ran.code == 73 and two_languages(ran.err) and Path.cwd().exists() and names(tmp_path) == {"here", "in"}


def test_input_folder_as_output(guanjia: Guanjia, good: Path) -> None:
    """The folder of the records is refused; a folder inside it is fine, twice."""
    assert guanjia("assess", good.parent, "--out", good.parent, *SHANGHAI, "--overwrite").code == 73 and good.exists()
    for _ in range(2):
        assert guanjia("assess", good.parent, "--out", good.parent / "out", *SHANGHAI, "--overwrite").code == 0
    assert summary(good.parent / "out")["tasks"] == 10


def test_link_to_a_folder(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """A link stays a link; the folder that it points to gets the results."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for _ in range(2):
        assert guanjia("assess", good, "--out", tmp_path / "link", *SHANGHAI, "--overwrite").code == 0
    assert (tmp_path / "link").is_symlink() and summary(tmp_path / "real")["tasks"] == 10


def test_places_that_cannot_be_written(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """A file as parent, a name too long, a file in place of a folder."""
    for out in (good / "out", tmp_path / ("长" * 200), good):
        ran = guanjia("assess", good, "--out", out, *SHANGHAI)
        assert ran.code == 73 and two_languages(ran.err)


def test_read_only_folder(guanjia: Guanjia, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission in the parent folder is told before any work is done."""

    def refuse(self: Path, *args: object, **more: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    ran = guanjia("assess", good, "--out", tmp_path / "out", *SHANGHAI)
    assert ran.code == 73 and "Permission denied" in ran.err and two_languages(ran.err)


@pytest.mark.parametrize("before", [False, True])
def test_full_disk(guanjia: Guanjia, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool) -> None:
    """A disk that fills up in the last writer leaves the earlier results, or none; never half."""
    out = tmp_path / "out"
    if before:
        guanjia("assess", good, "--out", out, *SHANGHAI, "--rest", 30)
    writers = all_writers()

    def full(assessment: Assessment, folder: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("guanjia.wiring.to_folder.all_writers", lambda: {**writers, "full": full})
    ran = guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite")
    assert ran.code == 73 and "No space left" in ran.err and two_languages(ran.err)
    assert names(tmp_path) == ({"in", "out"} if before else {"in"})
    assert not before or summary(out)["about"]["rest"] == 30 * 60_000_000


def test_full_disk_under_the_workbook(guanjia: Guanjia, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbook's library has its own word for a full disk; it is told like any other."""

    close = xlsxwriter.Workbook.close

    def full(self: xlsxwriter.Workbook) -> None:
        close(self)
        raise FileCreateError(OSError(errno.ENOSPC, "No space left on device"))

    monkeypatch.setattr(xlsxwriter.Workbook, "close", full)
    ran = guanjia("assess", good, "--out", tmp_path / "out", *SHANGHAI)
    assert ran.code == 73 and "No space left" in ran.err and names(tmp_path) == {"in"}


_SLOW = """
import sys, time
from guanjia.wiring import to_folder
def wait(assessment, folder):
    (folder.parent / "reached").touch()
    time.sleep(60)
writers = to_folder.all_writers()
to_folder.all_writers = lambda: {**writers, "wait": wait}
from guanjia.cli.main import main
main()
"""


def test_killed_run(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """A run killed while writing leaves the old results as they were, and the next run is not hindered by what it left."""
    out = tmp_path / "out"
    guanjia("assess", good, "--out", out, *SHANGHAI, "--rest", 30)
    command = [sys.executable, "-c", _SLOW, "assess", str(good), "--out", str(out), *SHANGHAI, "--overwrite"]
    run = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    deadline = time.monotonic() + 60
    while not (tmp_path / "reached").exists() and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert (tmp_path / "reached").exists() and summary(out)["about"]["rest"] == 30 * 60_000_000
    assert guanjia("assess", good, "--out", out, *SHANGHAI, "--overwrite").code == 0
    assert summary(out)["about"]["rest"] == 20 * 60_000_000


def test_summary_is_what_is_printed(guanjia: Guanjia, good: Path, tmp_path: Path) -> None:
    """--json prints summary.json, --quiet nothing, and --fail-on-breach answers by its exit code."""
    out = tmp_path / "out"
    ran = guanjia("assess", good, "--region", "310000", "--out", out, "--json")
    assert json.loads(ran.out) == summary(out)
    quiet = guanjia("assess", good, "--region", "310000", "--out", out, "--overwrite", "--quiet", "--fail-on-breach")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    poor = written(tmp_path / "poor.csv", [order(n, pay="0.5") for n in range(5)])
    assert guanjia("assess", poor, "--out", tmp_path / "poor", *SHANGHAI, "--fail-on-breach").code == 10
