"""A store: what an assessment measured, kept in a folder, so that the next one reads only what is new.

A run writes a *generation*: the parts its spool holds, what its reading saw, and the state to go on from. Only then is the manifest
replaced, in one step; a generation that the manifest does not name is what a killed run left, and is removed at the next start.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from guanjia.engines import keepsake, stored_parts
from guanjia.engines.keepsake import State
from guanjia.engines.spool import Spool
from guanjia.engines.stored_parts import StoredParts

MANIFEST, LOCK, REJECTED = "manifest.json", "lock", "rejected.parquet"
T = TypeVar("T")
_GENERATION = re.compile(r"generation-\d{5}")
_SAID = {"code": ("程序版本", "version of the program"), "law": ("规定版本", "version of the law")}


class StoreRefused(Exception):
    """The store cannot be used for this: why, and what to do, in Chinese and English."""

    exit_code = 65  # EX_DATAERR of sysexits.h

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")


@dataclass(frozen=True)
class File:
    """An input file as it was read: bytes, time of change in nanoseconds, SHA-256, and by table the way it was read."""

    size: int
    changed: int
    ways: Mapping[str, str]
    sha256: str = ""


@dataclass
class Generation:
    """What earlier runs left to go on from, and where this run writes. `engines.keeping.Keeper` is what it is to the engine."""

    folder: Path
    state: State
    earlier: Sequence[StoredParts]
    seen: Sequence[State]
    rejected: Path | None
    needed: bool  # whether anything is new
    also: Callable[[], State] = field(default=lambda: None)
    rejects: Path | None = None

    def keep(self, state: State, spool: Spool) -> None:
        """Write the generation; it counts once the manifest names it."""
        if not self.needed:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        stored_parts.write(self.folder, spool.contents())
        keepsake.save(self.also(), self.folder / "seen")
        keepsake.save(state, self.folder / "state")
        if self.rejects is not None and self.rejects.exists():
            shutil.copyfile(self.rejects, self.folder / REJECTED)
        for path in (*self.folder.rglob("*"), self.folder):
            _to_disk(path)


class Store:
    """A store that this run holds alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest: dict[str, Any] | None = None
        if (folder / MANIFEST).exists():
            self._manifest = _undamaged(folder, lambda: json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        self._numbers: list[int] = self._manifest["generations"] if self._manifest else []
        self._tidy(self._numbers)

    def known(
        self, asked: Mapping[str, str], files: Mapping[str, File], growing: frozenset[str], whole: frozenset[str], at: Path
    ) -> set[str]:
        """The files of ``growing`` tables that were read before; files lie under ``at``. Those of ``whole`` tables may change.

        `StoreRefused` where something else was asked, or a file that was read has changed or is gone.
        """
        if self._manifest is None:
            return set()
        self._same_question(asked)
        read = {name: File(**told) for name, told in self._manifest["files"].items()}
        for name, file in {**read, **files}.items():
            if set(file.ways) <= whole:
                continue
            if name not in files:
                raise self._refused(f"文件 {name} 不见了", f"the file {name} is gone")
            if name in read and not _unchanged(read[name], files[name], at / name):
                raise self._refused(f"文件 {name} 已改动", f"the file {name} has changed")
            if name in read and read[name].ways != files[name].ways:
                raise self._refused(f"文件 {name} 现在会按另一种方式读", f"the file {name} would now be read in another way")
            if name not in read and not set(file.ways) & growing:
                raise self._refused(f"{name} 是新的，而这种表须从头就有", f"{name} is new; such a table must be there from the start")
        return {name for name in read if name in files and set(files[name].ways) & growing}

    def hashes(self) -> dict[str, str]:
        """The hash of each file that was read."""
        return {name: told["sha256"] for name, told in self._manifest["files"].items()} if self._manifest else {}

    def unchanged(self, name: str, file: File) -> bool:
        """Whether a file has the size and the time of change it had when it was read."""
        told = self._manifest["files"].get(name) if self._manifest else None
        return told is not None and (told["size"], told["changed"]) == (file.size, file.changed)

    def go_on(self, needed: bool) -> Generation:
        """What earlier runs left."""
        if self._manifest is None:
            return self.anew()
        folders = [self._place(number) for number in self._numbers]

        def opened() -> Generation:
            state = keepsake.load(folders[-1] / "state")
            parts, seen = [StoredParts(each) for each in folders], [keepsake.load(each / "seen") for each in folders]
            return Generation(self._next(), state, parts, seen, folders[-1] / REJECTED, needed)

        return _undamaged(self.folder, opened)

    def anew(self) -> Generation:
        """Nothing: everything is read, and takes the place of what there is."""
        self._numbers = []
        return Generation(self._next(), None, (), (), None, True)

    def publish(self, generation: Generation, asked: Mapping[str, str], files: Mapping[str, File]) -> None:
        """Make a generation count, in one step; then remove what is no longer needed."""
        if not generation.needed:
            return
        numbers = [*self._numbers, int(generation.folder.name[-5:])]
        told = {"asked": dict(asked), "files": {name: asdict(file) for name, file in files.items()}, "generations": numbers}
        new = self.folder / f"{MANIFEST}.new"
        new.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        _to_disk(new)
        os.replace(new, self.folder / MANIFEST)
        _to_disk(self.folder)
        self._manifest, self._numbers = told, numbers
        self._tidy(numbers)

    def _same_question(self, asked: Mapping[str, str]) -> None:
        before = self._manifest["asked"] if self._manifest else {}
        for name in sorted({*before, *asked}):
            old, new = before.get(name, "—"), asked.get(name, "—")
            if old != new:
                zh, en = _SAID.get(name, (name, name))
                raise self._refused(f"{zh}原为 {old}，现为 {new}", f"{en}: it was {old}, now it is {new}")

    def _refused(self, zh: str, en: str) -> StoreRefused:
        return StoreRefused(
            f"不能接着用 {self.folder}：{zh}。请用 --store 另指一个文件夹，或删掉这一个，全部重新评估",
            f"cannot go on from {self.folder}: {en}. Name another --store, or delete this one, to assess everything anew",
        )

    def _next(self) -> Path:
        taken = [int(each.name[-5:]) for each in self.folder.iterdir() if _GENERATION.fullmatch(each.name)]
        return self._place(max(taken, default=0) + 1)

    def _place(self, number: int) -> Path:
        return self.folder / f"generation-{number:05d}"

    def _tidy(self, numbers: Sequence[int]) -> None:
        wanted = {self._place(number) for number in numbers}
        for entry in self.folder.iterdir():
            if _GENERATION.fullmatch(entry.name) and entry not in wanted:
                shutil.rmtree(entry, ignore_errors=True)
        for number in numbers[:-1]:
            shutil.rmtree(self._place(number) / "state", ignore_errors=True)
            (self._place(number) / REJECTED).unlink(missing_ok=True)


@contextmanager
def held(folder: Path) -> Iterator[Store]:
    """The store in a folder, made where there is none; `StoreRefused` while another run holds it or where it is no store."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [each.name for each in folder.iterdir() if not _ours(each.name)]
        if others:
            raise StoreRefused(
                f"{folder} 里有别的文件（{others[0]}），不是管家的存档。请用 --store 另指一个文件夹",
                f"{folder} holds other files ({others[0]}) and is no store of ours. Name another --store",
            )
        lock = (folder / LOCK).open("w")
    except OSError as error:
        said = error.strerror or error
        raise StoreRefused(
            f"不能用 {folder} 存档（{said}）。请用 --store 另指一个文件夹",
            f"cannot keep a store in {folder} ({said}). Name another --store",
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreRefused(
                f"另一次评估正在用 {folder}。请等它结束，或用 --store 另指一个文件夹",
                f"another assessment is using {folder}. Wait until it ends, or name another --store",
            ) from error
        yield Store(folder)


@cache
def code_version() -> str:
    """The first 16 hex digits of a hash over the program's files."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")) + sorted((package / "readers").glob("*.yaml")):
        digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _ours(name: str) -> bool:
    return name in (MANIFEST, f"{MANIFEST}.new", LOCK) or _GENERATION.fullmatch(name) is not None


def _unchanged(before: File, now: File, path: Path) -> bool:
    """Whether a file is the one that was read; hashed anew only where its time of change is another."""
    if before.size != now.size or before.changed == now.changed:
        return before.size == now.size
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == before.sha256


def _undamaged(folder: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise StoreRefused(
            f"{folder} 已损坏（{error}）。请删掉它，全部重新评估", f"{folder} is damaged ({error}). Delete it, and assess everything anew"
        ) from error


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
