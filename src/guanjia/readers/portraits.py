"""One worker's rows of what `guanjia risk` left in ``OUT/risk/portraits.parquet``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guanjia.model.measures import ACROSS
from guanjia.readers.errors import InputError


def read_portrait(out: Path, worker: str) -> list[dict[str, Any]]:
    """The worker's days in order: of a linked person those over all platforms, else those of each platform.

    ``worker`` may be an account's id or the person's. InputError where there is no such worker, or nothing to read.
    """
    path = out / "risk" / "portraits.parquet"
    if not path.exists():
        raise InputError(f"没有 {path}。请先运行 guanjia risk {out}", f"there is no {path}. Run guanjia risk {out} first")
    try:
        persons = _persons(out / "worker_days.parquet", worker)
        rows: list[dict[str, Any]] = pq.read_table(path, filters=[("worker_id", "in", sorted({worker, *persons}))]).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path} 已损坏。请重新运行 guanjia risk", f"{path} is damaged. Run guanjia risk again") from error
    whole = [row for row in rows if row["platform"] == ACROSS]
    mine = whole or [row for row in rows if row["worker_id"] == worker]
    if not mine:
        raise InputError(
            f"没有“{worker}”在路上工作的日子。请核对编号（与记录里的一样）",
            f"no days on the road of '{worker}'. Check the id, written as in the records",
        )
    return sorted(mine, key=lambda row: (row["day"], row["platform"]))


def _persons(worker_days: Path, worker: str) -> set[str]:
    """The persons that an account of this id is linked to."""
    table = pq.read_table(worker_days, columns=["worker_id", "person_id"])
    mine = pc.equal(table["worker_id"].cast(pa.string()), worker)
    return set(pc.unique(table["person_id"].filter(mine).cast(pa.string())).to_pylist())
