"""An output folder that is either whole or not there: written beside its place under another name, then moved."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = "summary.json"  # what tells an output of ours from any other folder


class OutputError(Exception):
    """The output cannot be written there: why, and how to mend it, in Chinese and English."""

    exit_code = 73  # EX_CANTCREAT of sysexits.h

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh, self.en = zh, en


@contextmanager
def whole_folder(out: Path, overwrite: bool = False) -> Iterator[Path]:
    """A folder to write into, which takes the place of ``out`` when all went well and is removed otherwise.

    Raises `OutputError` before any work where ``out`` exists and is not to be overwritten, is not an output of ours, or cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        if not out.is_dir() or not (out / MARK).exists():
            raise OutputError(
                f"{out} 已存在，而且不是管家的输出，不会覆盖。请换一个 --out",
                f"{out} exists and is not an output of guanjia; it is left alone. Choose another --out",
            )
        if not overwrite:
            raise OutputError(
                f"{out} 已有一份结果。要替换请加 --overwrite，或换一个 --out",
                f"{out} holds results. Add --overwrite to replace them, or choose another --out",
            )
    partial = out.with_name(f".{out.name}.partial-{os.getpid()}")
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
    except OSError as error:
        raise OutputError(
            f"不能在 {out.parent} 里写文件（{error.strerror}）。请检查权限，或换一个 --out",
            f"cannot write in {out.parent} ({error.strerror}). Check its permissions, or choose another --out",
        ) from error
    try:
        yield partial
        if out.exists():
            old = out.with_name(f".{out.name}.old-{os.getpid()}")
            out.rename(old)
            partial.rename(out)
            shutil.rmtree(old)
        else:
            partial.rename(out)
    except OSError as error:
        raise OutputError(
            f"写 {out} 时出错（{error.strerror}）。没有留下半份结果", f"writing {out} failed ({error.strerror}); no half result was left"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
