"""The only file that names both a port and what fills it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import guanjia
from guanjia.engines.local import measure
from guanjia.engines.watcher import StretchTooLong
from guanjia.flows.assess import assess as assess_flow
from guanjia.flows.assess import silent
from guanjia.flows.explain import OnlyWorkers, explain, identities
from guanjia.flows.ports import Method, Progress
from guanjia.law.law import Law, load
from guanjia.model.assessment import Assessment
from guanjia.model.clock import MINUTE
from guanjia.model.explanation import Explanation, Text
from guanjia.readers.errors import InputError
from guanjia.readers.in_memory import open_tables
from guanjia.readers.registry import open_source
from guanjia.readers.source import ReadOptions, Source
from guanjia.rules import Rule, all_rules
from guanjia.writers import all_writers
from guanjia.writers.whole_folder import MARK, whole_folder

Records = Path | str | Mapping[str, pa.Table] | Source


@dataclass(frozen=True)
class Question:
    """What is asked of the records: which law, which rules, which clock. The visible parameters of an assessment."""

    as_if: str | None = None
    on: date | None = None
    tiers: Mapping[str, str] | None = None
    lawbooks: tuple[str, ...] = ()
    rules: tuple[str, ...] | None = None
    allowances: tuple[float, ...] = (0.0, 0.1, 0.2)
    day_start: str = "04:00"
    rest_minutes: float = 20
    leave_out_rests_minutes: float | None = None

    def law(self) -> Law:
        """The law asked for; LawbookError or UnknownRegion where it cannot be."""
        return load([Path(folder) for folder in self.lawbooks], as_if=self.as_if, on=self.on, tiers=self.tiers or {})

    def method(self, timezone: str) -> Method:
        """How to measure; ValueError for parameters that make no sense."""
        if self.rest_minutes <= 0 or any(not 0 <= share <= 1 for share in self.allowances):
            raise ValueError("休息须大于 0 分钟，宽放须在 0 到 1 之间 / rest must be above 0 minutes, allowances between 0 and 1")
        left_out = self.leave_out_rests_minutes
        return Method(
            timezone,
            time.fromisoformat(self.day_start),
            round(self.rest_minutes * MINUTE),
            self.allowances,
            None if left_out is None else round(left_out * MINUTE),
        )


def chosen_rules(codes: Sequence[str] | None) -> tuple[Rule, ...]:
    """The rules of these codes, or all; ValueError names a code that there is not."""
    by_code = {rule.code: rule for rule in all_rules()}
    missing = [code for code in codes or () if code not in by_code]
    if missing:
        raise ValueError(f"没有规则 {', '.join(missing)} / no such rule; rules: {', '.join(by_code)}")
    return tuple(by_code.values()) if codes is None else tuple(by_code[code] for code in codes)


def assess(
    records: Records,
    *,
    format: str | None = None,
    timezone: str | None = None,
    region: str | None = None,
    read: ReadOptions | None = None,
    law: Law | None = None,
    as_if: str | None = None,
    on: date | None = None,
    tiers: Mapping[str, str] | None = None,
    lawbooks: Sequence[str] = (),
    rules: Sequence[str] | None = None,
    allowances: Sequence[float] = (0.0, 0.1, 0.2),
    day_start: str = "04:00",
    rest_minutes: float = 20,
    leave_out_rests_minutes: float | None = None,
    subject: Literal["person", "vehicle"] = "person",
    progress: Progress = silent,
) -> Assessment:
    """Assess recorded work and return its findings, tables and measures.

    ``records`` is a file, a folder of our own tables, or Arrow tables by name. ``as_if`` judges as though the work were done in that
    region, ``on`` by the law of that day: both make the result hypothetical. ``allowances`` are shares of task time, ``day_start`` is
    HH:MM on the local clock. Raises `guanjia.readers.errors.InputError` for records that cannot be read,
    `guanjia.law.errors.LawbookError` for a bad lawbook, `guanjia.law.errors.UnknownRegion` for a place nobody knows, ValueError for
    parameters that make no sense.
    """
    question = Question(
        as_if,
        on,
        tiers,
        tuple(lawbooks),
        None if rules is None else tuple(rules),
        tuple(allowances),
        day_start,
        rest_minutes,
        leave_out_rests_minutes,
    )
    options = read or ReadOptions(timezone=timezone, region=region)
    return _assessed(_opened(records, format, options, subject), options, question, law or question.law(), progress)


def assess_to_folder(
    records: Path, out: Path, *, format: str | None, read: ReadOptions, question: Question, overwrite: bool, progress: Progress
) -> Assessment:
    """Assess a file or folder and write everything into ``out``, whole or not at all; also raises `OutputError`."""
    with whole_folder(out, overwrite) as folder:
        law = question.law()
        if read.region is not None:
            code = law.places.code(read.region)
            read = replace(read, region=code, timezone=read.timezone or law.places.zone(code))
        source = _opened(records, format, replace(read, rejects=folder / "rejected.parquet"), "person")
        asked = {"records": str(records.absolute()), "format": source.format, "read": asdict(read), "question": asdict(question)}
        result = _assessed(source, read, question, law, progress, {"asked": json.loads(json.dumps(asked, default=str))})
        for write in all_writers().values():
            write(result, folder)
    return result


def explain_from_folder(out: Path, worker: str, progress: Progress = silent) -> Explanation:
    """One worker's days and findings, from the results in ``out`` and the records they were made from."""
    if not (out / MARK).exists():
        raise InputError(
            f"{out} 里没有评估结果（缺 {MARK}）。请先运行 guanjia assess … --out {out}",
            f"{out} holds no assessment ({MARK} is missing). Run guanjia assess ... --out {out} first",
        )
    about = json.loads((out / MARK).read_text(encoding="utf-8"))["about"]
    asked = about["asked"]
    read, question = _read_options(asked["read"]), _question(asked["question"])
    records = Path(asked["records"])
    if not records.exists():
        raise InputError(
            f"找不到当时的记录 {records}。请把它放回原处，或重新评估", f"the records {records} are gone. Put them back, or assess again"
        )
    source = _opened(records, asked["format"], read, "person")
    if sorted(source.hashes().values()) != sorted(about["inputs"].values()):
        raise InputError(f"{records} 在评估之后被改动过。请重新评估", f"{records} has changed since it was assessed. Assess it again")
    ids = identities(source, worker)
    findings = _findings_of(out, ids)
    tasks = [row for batch in OnlyWorkers(source, ids).batches("tasks") for row in batch.to_pylist()]
    if not tasks:
        raise InputError(*_nobody(out, worker))
    own = _assessed(OnlyWorkers(source, ids), read, question, question.law(), progress)
    return explain(worker, findings, own, tasks, lambda: records.name, _hypothetical(own.law))


@contextmanager
def _said_gently() -> Iterator[None]:
    try:
        yield
    except StretchTooLong as error:
        raise InputError(
            f"记录从 {error.first:%Y-%m-%d} 到 {error.last:%Y-%m-%d}，超过十年：多半有时间写错了单位或年份。请检查最早和最晚的几行",
            f"the records run from {error.first:%Y-%m-%d} to {error.last:%Y-%m-%d}, more than ten years: "
            "some time has a wrong unit or year. Look at the earliest and latest rows",
        ) from error


def _opened(records: Records, format: str | None, options: ReadOptions, subject: Literal["person", "vehicle"]) -> Source:
    if isinstance(records, Mapping):
        return open_tables(records, options, subject)
    return open_source(Path(records), format, options) if isinstance(records, str | Path) else records


def _assessed(
    source: Source | OnlyWorkers,
    read: ReadOptions,
    question: Question,
    law: Law,
    progress: Progress,
    about: Mapping[str, object] | None = None,
) -> Assessment:
    rules = chosen_rules(question.rules)
    said = {"version": guanjia.__version__, "law_version": law_version(law), "region": read.region, **(about or {})}
    with ThreadPoolExecutor(1) as pool, _said_gently():
        hashes = pool.submit(source.hashes)
        result = assess_flow(source, law, rules, question.method(source.timezone), measure, said, progress)
        return replace(result, about={**result.about, "inputs": dict(hashes.result())})


def law_version(law: Law) -> str:
    """The first 16 hex digits of a hash over every entry: the same law, the same version."""
    text = "\n".join(repr(entry) for entry in law.entries)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read_options(saved: Mapping[str, Any]) -> ReadOptions:
    mapping = saved["mapping"]
    return ReadOptions(**{**saved, "mapping": None if mapping is None else Path(mapping), "rejects": None})


def _question(saved: Mapping[str, Any]) -> Question:
    given = dict(saved)
    given["on"] = None if given["on"] is None else date.fromisoformat(given["on"])
    for name in ("lawbooks", "rules", "allowances"):
        given[name] = None if given[name] is None else tuple(given[name])
    return Question(**given)


def _findings_of(out: Path, ids: frozenset[str]) -> list[dict[str, object]]:
    table = pq.read_table(out / "findings.parquet")
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


def _hypothetical(law: Law) -> Text | None:
    if not law.hypothetical:
        return None
    place = law.places.name(law.as_if) if law.as_if else None
    day = law.on.isoformat() if law.on else None
    zh = "，".join(filter(None, [place and f"按 {law.as_if} {place[0]} 的规定", day and f"按 {day} 的规定"]))
    en = ", ".join(filter(None, [place and f"as if in {place[1]} ({law.as_if})", day and f"by the law of {day}"]))
    return f"假设：{zh}判断", f"Hypothetical: judged {en}"
