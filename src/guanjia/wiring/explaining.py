"""One worker explained, from the results of an assessment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from guanjia.flows.assess import silent
from guanjia.flows.explain import OnlyWorkers, explain, identities
from guanjia.flows.ports import Progress
from guanjia.model.explanation import Explanation, Text
from guanjia.readers.errors import InputError
from guanjia.wiring.assessing import assessed
from guanjia.wiring.opening import opened_again, said_gently, told
from guanjia.wiring.question import question_of, read_options
from guanjia.writers.digest.method import hypothetical


def explain_from_folder(out: Path, worker: str, progress: Progress = silent) -> Explanation:
    """One worker's days and findings, from the results in ``out`` and the records they were made from."""
    about, asked = told(out)
    read, question = read_options(asked["read"]), question_of(asked["question"])
    with said_gently():
        source = opened_again(about, asked)
        ids = identities(source, worker)
        findings = _findings_of(out, ids)
        tasks = [row for batch in OnlyWorkers(source, ids).batches("tasks") for row in batch.to_pylist()]
        if not tasks:
            raise InputError(*_nobody(out, worker))
        own = assessed(OnlyWorkers(source, ids), read, question, question.law(), progress)
    return explain(worker, findings, own, tasks, hypothetical(own.about))


def _findings_of(out: Path, ids: frozenset[str]) -> list[dict[str, object]]:
    try:
        table = pq.read_table(out / "findings.parquet")
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(
            f"{out} 里的 findings.parquet 不见了或已损坏。请重新评估", f"findings.parquet in {out} is gone or damaged. Assess again"
        ) from error
    mine = table.filter(pc.is_in(table["worker_id"].cast(pa.string()), pa.array(sorted(ids))))
    rows: list[dict[str, Any]] = mine.to_pylist()
    return sorted(rows, key=lambda row: (row["verdict"] != "breach", row["rule"], row["start"], row["scenario"]))


def _nobody(out: Path, worker: str) -> Text:
    workers = pc.unique(pq.read_table(out / "worker_days.parquet", columns=["worker_id"])["worker_id"].cast(pa.string())).to_pylist()
    some = ", ".join(sorted(workers)[:5])
    return (
        f"记录里没有编号为“{worker}”的劳动者。共有 {len(workers)} 人，例如 {some}",
        f"no worker '{worker}' in the records. There are {len(workers)}, such as {some}",
    )
