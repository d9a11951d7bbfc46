"""One worker's rows of what `guanjia risk` left in ``OUT/risk/portraits.parquet``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guanjia.model.measures import ACROSS
from guanjia.readers.errors import InputError


def read_portrait(out: Path, worker: str, platform: str | None = None) -> list[dict[str, Any]]:
    """The worker's days in order: of a linked person those over all platforms, else those of the account; with ``platform`` of that one.

    ``worker`` may be an account's id or the person's. InputError where there is no such worker, where the id is of several accounts that
    nobody linked (they may be different people), or where there is nothing to read.
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
    if platform is not None:
        mine = [row for row in rows if row["worker_id"] == worker and row["platform"] == platform]
    if not mine:
        raise InputError(*_nobody(path, worker, platform))
    whose = sorted({(row["worker_id"], row["platform"]) for row in mine})
    if len(whose) > 1:
        raise InputError(*_several(worker, whose))
    return sorted(mine, key=lambda row: (row["day"], row["platform"]))


def _persons(worker_days: Path, worker: str) -> set[str]:
    """The persons that an account of this id is linked to."""
    table = pq.read_table(worker_days, columns=["worker_id", "person_id"])
    mine = pc.equal(table["worker_id"].cast(pa.string()), worker)
    return set(pc.unique(table["person_id"].filter(mine).cast(pa.string())).to_pylist())


def _nobody(path: Path, worker: str, platform: str | None) -> tuple[str, str]:
    table = pq.read_table(path, columns=["worker_id", "platform"])
    ids = sorted(pc.unique(table["worker_id"].cast(pa.string())).to_pylist())
    at_zh, at_en = ("", "") if platform is None else (f"在“{platform}”", f" for '{platform}'")
    some = ", ".join(ids[:5])
    return (
        f"没有“{worker}”{at_zh}在路上工作的日子。画像里共有 {len(ids)} 个编号，例如 {some}。请核对编号和平台（与记录里的一样）",
        f"no days on the road of '{worker}'{at_en}. There are portraits of {len(ids)} ids, such as {some}. Check id and platform, "
        "written as in the records",
    )


def _several(worker: str, whose: list[tuple[str, str]]) -> tuple[str, str]:
    if whose[0][1] == ACROSS:
        people = ", ".join(person for person, _ in whose)
        return (
            f"编号“{worker}”的账号属于不同的人：{people}。请用其中一人的编号",
            f"accounts of the id '{worker}' belong to different people: {people}. Give the id of one of them",
        )
    platforms = ", ".join(name for _, name in whose)
    return (
        f"编号“{worker}”在几个平台都有（{platforms}），没有登记为同一人，不能合在一起看。请加 --platform 指明一个",
        f"the id '{worker}' is on several platforms ({platforms}) and nobody linked them: perhaps different people. Name one by --platform",
    )
