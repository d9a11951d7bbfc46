"""An output folder that is either whole or not there: written beside its place under another name, then moved."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = "summary.json"  # what tells an output of ours from any other folder
MADE_FROM = {"risk": "risk.json"}  # folders in an output that other commands made from it, each with its mark; they go with it
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # what file managers leave behind


class OutputError(Exception):
    """The output cannot be written there: why, and how to mend it, in Chinese and English."""

    exit_code = 73  # EX_CANTCREAT of sysexits.h

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh, self.en = zh, en


@contextmanager
def whole_folder(out: Path, overwrite: bool = False, mark: str = MARK, option: str = "--out") -> Iterator[Path]:
    """A folder to write into, which takes the place of ``out`` when all went well and is removed otherwise.

    ``mark`` is the file by which such an output is told from any other folder, ``option`` what the user named it with.

    Raises `OutputError` before any work where ``out`` exists and is not to be overwritten, is not an output of ours, or cannot be written.
    """
    try:
        place = out.resolve()  # a link keeps pointing to its folder
        replaced = _check_free(out, place, overwrite, mark, option)
        partial = place.with_name(f".{place.name}.partial-{os.getpid()}")
        partial.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
    except (OSError, RuntimeError) as error:
        said = _said(error)
        raise OutputError(
            f"不能写到 {out}（{said}）。请检查权限，或换一个 --out",
            f"cannot write to {out} ({said}). Check its permissions, or choose another --out",
        ) from error
    try:
        yield partial
        _take_place(partial, place, replaced)
    except OSError as error:
        said = _said(error)
        raise OutputError(
            f"写 {out} 时出错（{said}）。没有留下半份结果。请检查磁盘空间和权限，或换一个 --out",
            f"writing {out} failed ({said}); no half result was left. Check disk space and permissions, or choose another --out",
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_page(path: Path, text: str) -> None:
    """One file beside the results; `OutputError` where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"写不了 {path}（{_said(error)}）。请换一个地方", f"cannot write {path} ({_said(error)}). Choose another place"
        ) from error


def _check_free(out: Path, place: Path, overwrite: bool, mark: str, option: str) -> bool:
    """Whether results of ours are to be replaced; `OutputError` where the place is not free."""
    if place == Path.cwd() or place in Path.cwd().parents or os.path.ismount(place):
        raise OutputError(
            f"{out} 是当前文件夹、它的上级或挂载点，不能整个替换。请在里面另起一个名字，如 {option} {out / 'result'}",
            f"{out} is the current folder, one above it, or a mount point, and cannot be replaced as a whole. "
            f"Name a folder in it, such as {option} {out / 'result'}",
        )
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return False
    written = _written_by_us(place, mark) if place.is_dir() else None
    if written is None:
        raise OutputError(
            f"{out} 已存在，而且不是管家的输出，不会覆盖。请换一个 --out",
            f"{out} exists and is not an output of guanjia; it is left alone. Choose another --out",
        )
    if not overwrite:
        raise OutputError(
            f"{out} 已有一份结果。要替换请加 --overwrite，或换一个 --out",
            f"{out} holds results. Add --overwrite to replace them, or choose another --out",
        )
    others = sorted({entry.name for entry in place.iterdir()} - written - _LITTER)
    for name, its_mark in MADE_FROM.items():
        made = _written_by_us(place / name, its_mark) or frozenset()
        others += sorted(f"{name}/{entry.name}" for entry in (place / name).glob("*") if entry.name not in made | _LITTER)
    if others:
        some = ", ".join(others[:5])
        raise OutputError(
            f"{out} 里有不是评估写出的文件（{some}），替换会把它们删掉。请先移走，或换一个 --out",
            f"{out} also holds files that assess did not write ({some}); replacing it would delete them. Move them or choose another --out",
        )
    return True


def _written_by_us(folder: Path, mark: str) -> frozenset[str] | None:
    """The names that an output of ours says it has; None for a folder that is not ours."""
    try:
        told = json.loads((folder / mark).read_text(encoding="utf-8"))
        return frozenset(told["files"]) | {mark, *MADE_FROM} if "version" in told["about"] else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _take_place(partial: Path, place: Path, replaced: bool) -> None:
    """Move ``partial`` to its place; OSError where something came to stand there meanwhile, which is left alone."""
    if not replaced:
        partial.rename(place)
        return
    old = place.with_name(f".{place.name}.old-{os.getpid()}")
    place.rename(old)
    try:
        partial.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
