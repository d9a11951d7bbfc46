"""Opening records, or what an assessment left; what goes wrong is told gently."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from guanjia.engines.room import TooLittleMemory
from guanjia.engines.spark.tables import PREFIX
from guanjia.engines.watcher import StretchTooLong
from guanjia.model.clock import OddClock
from guanjia.readers.errors import InputError
from guanjia.readers.in_memory import open_tables
from guanjia.readers.registry import open_source
from guanjia.readers.source import ReadOptions, Source
from guanjia.wiring.question import AskedWrongly, read_options
from guanjia.writers.whole_folder import MARK

_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})  # what can only go wrong in writing
Records = Path | str | Mapping[str, pa.Table] | Source


def opened(records: Records, format: str | None, options: ReadOptions, subject: Literal["person", "vehicle"]) -> Source:
    """The source of a path, of Arrow tables, or that is one already."""
    if isinstance(records, Mapping):
        return open_tables(records, options, subject)
    if isinstance(records, str | Path):
        return open_source(Path(records), format, options)
    if not isinstance(records, Source):
        raise InputError(
            f"记录应是路径或按表名给出的 Arrow 表，而不是 {type(records).__name__}",
            f"records are a path or Arrow tables by name, not {type(records).__name__}",
        )
    return records


@contextmanager
def said_gently() -> Iterator[None]:
    """What goes wrong in the reading is the input's, not the output's; a full disk is told as such."""
    try:
        yield
    except OSError as error:
        if error.errno in _OF_THE_DISK:
            raise
        said = f"{error.filename or ''} {error.strerror or error}".strip()
        raise InputError(
            f"读记录时出错（{said}）。请检查文件是否还在、是否有权限",
            f"reading the records failed ({said}). Check that they are there and may be read",
        ) from error
    except OddClock as error:
        raise InputError(
            f"时区 {error} 在记录的年代里不是整刻钟。请检查时间的年份，或用 --timezone 指定固定时差的时区，如 Etc/GMT-8",
            f"the clock of {error} was not on quarters of an hour in the records' years. Check the years, or give a zone of fixed offset "
            "such as Etc/GMT-8 with --timezone",
        ) from error
    except TooLittleMemory as error:
        needed = f"{-(-error.needed // (1 << 20))}M"
        raise AskedWrongly(
            f"--memory 太小：记录里有 {error.workers:,} 个账号，约需 {needed}。请给 --memory {needed} 或更多，或按城市分开评估",
            f"--memory is too little: the records have {error.workers:,} accounts and need about {needed}. Give --memory {needed} or more, "
            "or assess city by city",
        ) from error
    except StretchTooLong as error:
        raise InputError(
            f"记录从 {error.first:%Y-%m-%d} 到 {error.last:%Y-%m-%d}，跨度太大：多半有时间写错了单位或年份。请检查最早和最晚的几行",
            f"the records run from {error.first:%Y-%m-%d} to {error.last:%Y-%m-%d}, too long to be true: "
            "some time has a wrong unit or year. Look at the earliest and latest rows",
        ) from error


def told(out: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the results in ``out`` say of themselves, and what was asked."""
    try:
        about = json.loads((out / MARK).read_text(encoding="utf-8"))["about"]
        return about, about["asked"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise InputError(
            f"{out} 里没有评估结果（缺 {MARK}，或它不是管家写的）。请先运行 guanjia assess … --out {out}",
            f"{out} holds no assessment ({MARK} is missing or not ours). Run guanjia assess ... --out {out} first",
        ) from error


def opened_again(about: Mapping[str, Any], asked: Mapping[str, Any]) -> Source:
    """The records of an assessment, unchanged; InputError where they are gone or not what they were."""
    read = read_options(asked["read"])
    if asked["records"].startswith(PREFIX):
        raise InputError(
            f"记录在 Spark 里（{asked['records']}），这里只读文件。请把记录导出成文件，再评估",
            f"the records are in Spark ({asked['records']}); files are read here. Export them to files and assess those",
        )
    records = Path(asked["records"])
    if not records.exists():
        raise InputError(
            f"找不到当时的记录 {records}。请把它放回原处，或重新评估", f"the records {records} are gone. Put them back, or assess again"
        )
    source = opened(records, asked["format"], read, "person")
    if sorted(source.hashes().values()) != sorted(about["inputs"].values()):
        raise InputError(f"{records} 在评估之后被改动过。请重新评估", f"{records} has changed since it was assessed. Assess it again")
    return source
