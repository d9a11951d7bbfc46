"""The budget ledger on disk: a file that is only ever appended to, one line a release, locked while it is read and written."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guanjia.risk.release.budget import Spend, Spent, entries, next_line
from guanjia.writers.whole_folder import OutputError


@dataclass(frozen=True)
class Ledger:
    """The ledger of all releases about the same people. One file for all of them: a second one would not know of the first."""

    path: Path

    def spend(self, ask: Spend) -> Spent:
        """Record the spending on disk for good, or raise `Overspent`; two publishers at once take turns.

        A piece of a line at the end was being written when its process died; that process had drawn no noise yet, so the piece is cut off.
        A line that lacks nothing but its line break is counted.
        """
        try:
            with _locked(self.path) as file:
                text = _all(file)
                lines, piece = text.split(b"\n")[:-1], text[text.rfind(b"\n") + 1 :]
                ended = _is_json(piece)
                line, spent = next_line(entries([*lines, piece] if ended else lines), ask)
                if not ended:
                    os.ftruncate(file, len(text) - len(piece))
                os.lseek(file, 0, os.SEEK_END)
                _write(file, b"\n" + line if ended else line)
                os.fsync(file)
                _sync_folder(self.path.parent)
                return spent
        except OSError as error:
            raise OutputError(
                f"不能记账到 {self.path}（{error.strerror}），所以没有发布。请检查权限和磁盘空间",
                f"cannot record in the ledger {self.path} ({error.strerror}), so nothing was published. Check permissions and disk space",
            ) from error


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _is_json(piece: bytes) -> bool:
    """Whether it is a whole line: no beginning of an object is one."""
    try:
        json.loads(piece)
    except ValueError:
        return False
    return True


def _all(file: int) -> bytes:
    size = os.fstat(file).st_size
    text = b""
    while len(text) < size and (piece := os.read(file, size - len(text))):
        text += piece
    return text


def _write(file: int, line: bytes) -> None:
    while line:
        line = line[os.write(file, line) :]


def _sync_folder(folder: Path) -> None:
    """Make the file's own name durable too."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
