"""The steward: risk of an assessment, written into its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanjia.engines.risk.measure import measure_on_road
from guanjia.flows.assess import silent
from guanjia.flows.ports import Progress
from guanjia.flows.risk import Steward, steward
from guanjia.law.law import Law
from guanjia.readers.errors import InputError
from guanjia.wiring.opening import opened_again, said_gently, told
from guanjia.wiring.question import question_of
from guanjia.writers.risk.folder import MARK as RISK_MARK
from guanjia.writers.risk.folder import write_risk
from guanjia.writers.whole_folder import whole_folder


def steward_to_folder(
    out: Path, *, seed: int, threads: int, overwrite: bool, progress: Progress = silent, expect: Progress = silent
) -> Steward:
    """Portraits, map, index and guidance of the assessment in ``out``, written whole or not at all into ``out``/risk."""
    about, asked = told(out)
    question, law = question_of(asked["question"]), question_of(asked["question"]).law()
    with whole_folder(out / "risk", overwrite, RISK_MARK, "OUT") as folder, said_gently():
        source = opened_again(about, asked)
        if source.subject == "vehicle":
            raise InputError(
                f"{asked['records']} 按车辆记录，几名司机共用一车，看不出一个人的负荷，所以没有画像和预期风险",
                f"{asked['records']} is of vehicles that several drivers share: nobody's own load can be seen, so there are no portraits "
                "and no expected risk",
            )
        expect("tasks", source.rows("tasks") or 0)
        found = steward(source, _days_of(out), _around(law), question.method(source.timezone), measure_on_road, progress, seed, threads)
        if found is None:
            raise InputError(
                f"{asked['records']} 里没有在路上做、又有起止时间的任务（配送、网约车、货运），看不出道路风险",
                f"{asked['records']} holds no work on the road with times (deliveries, rides, haulage): there is no road risk to see",
            )
        write_risk(found, {**about, "timezone": source.timezone}, folder)
    return found


def _days_of(out: Path) -> pa.Table:
    try:
        return pq.read_table(out / "worker_days.parquet", columns=["worker_id", "platform", "day", "longest_run", "tasks"])
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(
            f"{out} 里的 worker_days.parquet 不见了或已损坏。请重新评估", f"worker_days.parquet in {out} is gone or damaged. Assess again"
        ) from error


def _around(law: Law) -> Callable[[str], tuple[str, ...]]:
    """The places around a region, nearest first; only itself where nobody knows it."""

    def chain(code: str) -> tuple[str, ...]:
        return law.places.ancestors(code) if law.places.known(code) else (code,)

    return chain
