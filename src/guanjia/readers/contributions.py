"""What `guanjia risk` left for publication: who worked in which cell for how long, and the days it covers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.readers.errors import InputError
from guanjia.risk.release.bounding import Contributions
from guanjia.risk.release.grid import PUBLISHED

COLUMNS = {"person": pa.int64(), "cell": pa.uint64(), "seconds": pa.int64(), "injuries": pa.int32(), "load": pa.int64()}


def read_contributions(out: Path) -> Contributions:
    """The rows of ``OUT/risk/contributions.parquet``; `InputError` where they are missing or not as they should be."""
    path = out / "risk" / "contributions.parquet"
    try:
        table = pq.read_table(path, columns=list(COLUMNS)).cast(pa.schema(COLUMNS))
    except FileNotFoundError as error:
        raise InputError(f"没有 {path}。请先运行 guanjia risk {out}", f"there is no {path}. Run guanjia risk {out} first") from error
    except (OSError, pa.ArrowException) as error:
        raise InputError(
            f"{path} 已损坏或不是它该有的列。请重新运行 guanjia risk", f"{path} is damaged or lacks its columns. Run guanjia risk again"
        ) from error
    if any(column.null_count for column in table.columns):
        raise InputError(
            f"{path} 里有空值：说不出是谁的行，就不能限制一个人的影响。请重新运行 guanjia risk",
            f"{path} holds empty values: what one person adds cannot be limited where nobody knows whose rows they are. Run guanjia "
            f"risk again",
        )
    rows = Contributions(*(table[name].to_numpy() for name in COLUMNS))
    if np.any((rows.cell >> np.uint64(52)) & np.uint64(15) != PUBLISHED):
        raise InputError(f"{path} 里有不是 H3 第 {PUBLISHED} 级的格", f"{path} holds cells that are not of H3 resolution {PUBLISHED}")
    return rows


@dataclass(frozen=True)
class Covered:
    """What ``OUT/risk`` covers: its days, and whose rows there are."""

    first_day: date
    last_day: date
    linked: bool  # accounts of one worker were joined by the table links
    platforms: int
    injuries: bool  # whether there are records of injuries at all


def read_covered(out: Path) -> Covered:
    """What ``OUT/risk/risk.json`` says of its rows."""
    path = out / "risk" / "risk.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        first, last = date.fromisoformat(told["first_day"]), date.fromisoformat(told["last_day"])
        unit, injuries = told.get("privacy_unit"), told.get("incidents")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"读不了 {path}。请先运行 guanjia risk {out}", f"cannot read {path}. Run guanjia risk {out} first") from error
    match unit, injuries:
        case {"links": bool() as linked, "platforms": int() as platforms}, bool():
            return Covered(first, last, linked, platforms, injuries)
    raise InputError(
        f"{path} 没有说明每一行是一名劳动者还是一个账号、有没有受伤记录表"
        f"（privacy_unit、incidents）。请重新运行 guanjia risk {out} --overwrite",
        f"{path} does not tell whether a row is a worker's or an account's, or whether injuries are recorded (privacy_unit, incidents). "
        f"Run guanjia risk {out} --overwrite again",
    )
