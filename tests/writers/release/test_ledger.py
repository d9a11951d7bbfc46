from __future__ import annotations

import os
import signal
from collections.abc import Callable
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from guanjia.flows.publish import publish
from guanjia.risk.release.budget import Spend, entries, spent_in
from guanjia.risk.release.refusal import Overspent
from guanjia.writers.release.folder import write_release
from guanjia.writers.release.ledger import Ledger
from guanjia.writers.whole_folder import OutputError, whole_folder
from tests.risk.release.days import FIRST, LAST
from tests.risk.release.made_up import asked, rows

TENTH = Spend(FIRST, LAST, Fraction("0.1"), Fraction("0.4"), "grid")
STEPS = ("open", "read", "write", "ftruncate", "fsync", "close", "mkdir", "rename")


def spent(path: Path) -> Fraction:
    """What the ledger says was spent in 2026, a piece of a line at its end left aside."""
    whole = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return spent_in(2026, entries(whole))


def release_into(folder: Path, ledger: Path) -> None:
    """What the command does once it has read its input."""
    with whole_folder(folder) as place:
        write_release(publish(rows(20, 3, 1), asked(), Ledger(ledger).spend), place)


def killed_at(step: int, torn: bool, doing: Callable[[], None]) -> bool:
    """Do it in a child that is killed (-9) at its n-th call to the system; whether it was. A torn write gets half its bytes out first."""
    child = os.fork()
    if child == 0:
        left = [step]

        def deadly(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*given: Any, **named: Any) -> Any:
                left[0] -= 1
                if left[0] == 0:
                    if torn and name == "write":
                        real(given[0], given[1][: len(given[1]) // 2])
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*given, **named)

            return call

        for name in STEPS:
            setattr(os, name, deadly(name, getattr(os, name)))
        try:
            doing()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("torn", [False, True])
def test_killed_at_any_step_nothing_is_published_that_is_not_on_record(tmp_path: Path, torn: bool) -> None:
    """Killed at each call to the system in turn: a release is there only with its spending on record; the next publisher goes on."""
    release_into(tmp_path / "warm", tmp_path / "warm.jsonl")  # compiled kernels and imports are loaded before the fork
    died = recorded = 0
    for step in range(1, 200):
        here = tmp_path / str(step)
        here.mkdir()
        ledger = here / "ledger.jsonl"
        if not killed_at(step, torn, lambda here=here, ledger=ledger: release_into(here / "release", ledger)):  # type: ignore[misc]
            break
        died += 1
        cost = spent(ledger)
        assert cost in (0, Fraction("0.1"))
        assert cost or not any(here.rglob("*.csv"))
        assert not (here / "release").exists() or (here / "release" / "dcat.jsonld").stat().st_size
        recorded += bool(cost)
        release_into(here / "again", ledger)
        assert spent(ledger) == cost + Fraction("0.1")
    assert died >= 8
    assert 1 <= recorded < died


def test_a_torn_line_is_cut_off_and_not_joined_to_the_next(tmp_path: Path) -> None:
    """A piece at the end was never confirmed, however long it is; the next spending takes its place."""
    book = Ledger(tmp_path / "ledger.jsonl")
    book.spend(TENTH)
    line = book.path.read_bytes()
    book.path.write_bytes(line + line.rstrip() * 2)
    assert book.spend(TENTH).number == 2
    assert spent(book.path) == Fraction("0.2")


def test_a_whole_line_without_its_end_is_counted(tmp_path: Path) -> None:
    """A line break that an editor left out gives no budget back."""
    book = Ledger(tmp_path / "ledger.jsonl")
    book.spend(TENTH)
    book.path.write_bytes(book.path.read_bytes().rstrip())
    assert book.spend(TENTH).number == 2
    assert spent(book.path) == Fraction("0.2")


def _race(path: Path, granted: Any) -> None:
    for _ in range(5):
        try:
            Ledger(path).spend(Spend(FIRST, LAST, Fraction("0.02"), Fraction("0.4"), "grid"))
        except Overspent:
            return
        with granted.get_lock():
            granted.value += 1


def test_publishers_at_once_do_not_overspend(tmp_path: Path) -> None:
    """Eight processes ask five times each for a twentieth of the cap: exactly twenty are granted."""
    context, path = get_context("fork"), tmp_path / "ledger.jsonl"
    granted = context.Value("i", 0)
    racers = [context.Process(target=_race, args=(path, granted)) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(60)
    assert granted.value == 20
    assert spent(path) == Fraction("0.4")


def test_the_spending_is_on_disk_before_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is flushed, and the folder that names the file."""
    flushed: list[int] = []
    real = os.fsync

    def noting(file: int) -> None:
        flushed.append(os.fstat(file).st_ino)
        real(file)

    monkeypatch.setattr(os, "fsync", noting)
    path = tmp_path / "ledger.jsonl"
    Ledger(path).spend(TENTH)
    assert flushed == [path.stat().st_ino, tmp_path.stat().st_ino]


def test_an_overspending_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    """Refused, and not a byte changed."""
    book = Ledger(tmp_path / "ledger.jsonl")
    for _ in range(4):
        book.spend(TENTH)
    before = book.path.read_bytes()
    with pytest.raises(Overspent):
        book.spend(TENTH)
    assert book.path.read_bytes() == before


def test_a_ledger_that_cannot_be_written_is_said_gently(tmp_path: Path) -> None:
    """A folder in its place."""
    with pytest.raises(OutputError, match="没有发布"):
        Ledger(tmp_path).spend(TENTH)
