"""The only file that names both a port and what fills it."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import guanjia
from guanjia.engines.keeping import ReachesBack
from guanjia.engines.local import measure
from guanjia.engines.room import Room, TooLittleMemory
from guanjia.engines.spark.records import Records as SparkRecords
from guanjia.engines.spark.run import assess_spark
from guanjia.engines.spark.session import started
from guanjia.engines.spark.tables import LARGE, PREFIX, arrow_of, tables_of
from guanjia.engines.spool import EVERYONE
from guanjia.engines.store import File, Generation, Store, StoreRefused, code_version, held
from guanjia.engines.watcher import StretchTooLong
from guanjia.flows.assess import assess as assess_flow
from guanjia.flows.assess import silent
from guanjia.flows.explain import OnlyWorkers, explain, identities
from guanjia.flows.ports import Engine, Method, Progress, Results
from guanjia.flows.truth.score import Score
from guanjia.flows.truth.scoring import SeveralRows, score
from guanjia.law.law import Law, load
from guanjia.model.assessment import Assessment
from guanjia.model.clock import MINUTE, OddClock
from guanjia.model.explanation import Explanation, Text
from guanjia.model.schema import KINDS
from guanjia.readers.both_sides import open_both
from guanjia.readers.errors import InputError
from guanjia.readers.in_memory import open_tables
from guanjia.readers.pieces import Pieces, Repeats
from guanjia.readers.registry import open_source
from guanjia.readers.seen import GROWING, WHOLE, Seen, files_and_ways, only_new
from guanjia.readers.source import ReadOptions, Source
from guanjia.rules import Rule, all_rules
from guanjia.writers import all_writers
from guanjia.writers.digest.method import hypothetical
from guanjia.writers.parquet_tables import ParquetTables
from guanjia.writers.whole_folder import MARK, whole_folder

if TYPE_CHECKING:
    from guanjia.flows.risk import Steward
    from guanjia.risk.release.release import Release

_DAY_MINUTES, _YEAR_HOURS = 24 * 60, 366 * 24
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})  # what can only go wrong in writing

TABLES = frozenset({"findings_parquet", "worker_days_parquet", "worker_weeks_parquet", "worker_months_parquet", "summary_json"})

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
        """How to measure; `AskedWrongly` for parameters that make no sense."""
        if not 0 < self.rest_minutes <= _DAY_MINUTES or round(self.rest_minutes * MINUTE) < 1:
            raise AskedWrongly(
                f"休息（--rest）须大于 0、不超过 {_DAY_MINUTES} 分钟，现在是 {self.rest_minutes:g}",
                f"the rest (--rest) must be above 0 and at most {_DAY_MINUTES} minutes, not {self.rest_minutes:g}",
            )
        wrong = [share for share in self.allowances if not 0 <= share <= 1]
        if wrong:
            raise AskedWrongly(
                f"宽放（--allowance）须在 0% 到 100% 之间，现在是 {wrong[0] * 100:g}%",
                f"an allowance (--allowance) must lie between 0% and 100%, not {wrong[0] * 100:g}%",
            )
        left_out = self.leave_out_rests_minutes
        if left_out is not None and not 0 <= left_out <= _DAY_MINUTES:
            raise AskedWrongly(
                f"不计入的休息（--leave-out-rests）须在 0 到 {_DAY_MINUTES} 分钟之间，现在是 {left_out:g}",
                f"the rests left out (--leave-out-rests) must be between 0 and {_DAY_MINUTES} minutes, not {left_out:g}",
            )
        return Method(
            timezone,
            _quarter_hour(self.day_start),
            round(self.rest_minutes * MINUTE),
            tuple(dict.fromkeys(self.allowances)),
            None if left_out is None else round(left_out * MINUTE),
        )


class AskedWrongly(ValueError):
    """A parameter that makes no sense: which, its value and what it may be, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")


def _quarter_hour(text: str) -> time:
    try:
        found = datetime.strptime(text, "%H:%M").time()
    except ValueError:
        found = None
    if found is None or found.minute % 15:
        raise AskedWrongly(
            f"一天的起点（--day-start）须是整刻钟，写成 04:00 或 05:30，现在是“{text}”",
            f"the start of the day (--day-start) is a quarter of an hour, written 04:00 or 05:30, not '{text}'",
        )
    return found


def chosen_rules(codes: Sequence[str] | None) -> tuple[Rule, ...]:
    """The rules of these codes, or all; `AskedWrongly` names a code that there is not."""
    by_code = {rule.code: rule for rule in all_rules()}
    missing = [code for code in codes or () if code not in by_code]
    if missing:
        names = ", ".join(by_code)
        raise AskedWrongly(f"没有规则 {'、'.join(missing)}。可用：{names}", f"no such rule: {', '.join(missing)}. Rules: {names}")
    return tuple(by_code.values()) if codes is None else tuple(by_code[code] for code in dict.fromkeys(codes))


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
    chosen = law or question.law()
    options = _checked(read or ReadOptions(timezone=timezone, region=region), chosen)
    with _said_gently():
        return _assessed(_opened(records, format, options, subject), options, question, chosen, progress)


def assess_to_folder(
    records: Path | str,
    out: Path,
    *,
    format: str | None,
    read: ReadOptions,
    question: Question,
    overwrite: bool,
    progress: Progress,
    reports: bool = True,
    master: str | None = None,
    expect: Progress = silent,
    store: Path | None = None,
    room: Room | None = None,
    threads: int | None = None,
) -> Assessment:
    """Assess a file or folder and write everything into ``out``, whole or not at all; also raises `OutputError`.

    ``expect`` is told beforehand how many rows a table has, where that is known.

    Without ``reports`` only the tables and the summary are written. With a ``master`` the work is done by Spark on it, and ``records`` may
    be ``spark:`` and the name of a table; `guanjia.engines.spark.session.NoSpark` where there is no Spark.

    A ``store`` keeps what was measured, so that the next time only new files are read; raises `guanjia.engines.store.StoreRefused` where
    it does not fit. A ``room`` bounds the memory taken; `AskedWrongly` where that is too little.

    ``threads`` read task ids beforehand, where there are very many.
    """
    if master is not None and (room is not None or threads is not None):
        raise AskedWrongly(
            "--memory 和 --threads 只用于一台机器；Spark 的内存和核数请在 --master 或 Spark 的设置里给",
            "--memory and --threads are for one machine; give Spark's memory and cores with --master or in Spark's own settings",
        )
    if store is not None and master is not None:
        raise AskedWrongly(
            "--store 只用于一台机器，不能与 --engine spark 同用。请去掉其中一个",
            "--store is for one machine and does not go with --engine spark. Leave out one of them",
        )
    with whole_folder(out, overwrite) as folder:
        law = question.law()
        read = _checked(read, law)
        with _said_gently():
            options, results = replace(read, rejects=folder / "rejected.parquet"), ParquetTables(folder)
            if room is not None:
                options = replace(options, ids_in_memory=room.ids)
            if threads is not None:
                options = replace(options, threads=threads)
            if master is None:
                source = _opened(Path(records), format, options, "person")
                said = _asked(records, source.format, read, question)
                if store is None:
                    for table in sorted(source.tables()):
                        expect(table, source.rows(table) or 0)
                    engine = measure if room is None else partial(measure, units_a_slice=room.units, room=room)
                    result = _assessed(source, read, question, law, progress, said, results, engine)
                else:
                    with held(store) as kept:
                        result = _gone_on(kept, Path(records), source, read, question, law, progress, said, results, room)
            else:
                result = _assessed_on_spark(str(records), format, options, question, law, progress, results, master)
        for name, write in all_writers().items():
            if reports or name in TABLES:
                write(result, folder)
    return result


def _asked(records: Path | str, format: str, read: ReadOptions, question: Question) -> dict[str, object]:
    """What `explain_from_folder` must know, as plain values."""
    place = str(records) if str(records).startswith(PREFIX) else str(Path(records).absolute())
    asked = {"records": place, "format": format, "read": asdict(replace(read, rejects=None)), "question": asdict(question)}
    return {"asked": json.loads(json.dumps(asked, default=str))}


def _gone_on(
    store: Store,
    records: Path,
    source: Source,
    read: ReadOptions,
    question: Question,
    law: Law,
    progress: Progress,
    said: Mapping[str, object],
    results: Results,
    room: Room | None,
) -> Assessment:
    """The assessment of all records, of which only those that the store does not know are read; the store knows them afterwards."""
    if question.leave_out_rests_minutes is not None:
        raise AskedWrongly(
            "--leave-out-rests 要先看全部记录，不能与 --store 同用。请去掉其中一个",
            "--leave-out-rests needs all records at once and does not go with --store. Leave out one of them",
        )
    base = records if records.is_dir() else records.parent
    files = {str(path.relative_to(base)): _as_it_is(path, ways) for path, ways in files_and_ways(source).items()}
    asked = _asked_of_store(source, read, question, law)
    known = store.known(asked, files, GROWING, WHOLE, base)
    needed = any(not store.unchanged(name, file) for name, file in files.items())
    hashes = {base / name: digest for name, digest in store.hashes().items() if name in files and store.unchanged(name, files[name])}

    def attempt(generation: Generation, old: frozenset[Path]) -> Assessment:
        seen = Seen(generation.seen, hashes, generation.rejected)
        generation.also, generation.rejects = seen.state, source.options.rejects
        engine = partial(measure, keeper=generation, room=room)
        result = _assessed(only_new(source, old, seen), read, question, law, progress, said, results, engine)
        digests = source.intake.files
        store.publish(generation, asked, {name: replace(file, sha256=digests[str(base / name)]) for name, file in files.items()})
        return result

    try:
        return attempt(store.go_on(needed), frozenset(base / name for name in known))
    except ReachesBack:
        try:
            return attempt(store.anew(), frozenset())
        except ReachesBack as error:
            raise StoreRefused(
                "记录没有按时间排列，不能逐日存档。请去掉 --store，或先把每张表按时间排好",
                "the records are not in time order and cannot be kept day by day. Leave out --store, or sort each table by time first",
            ) from error


def _as_it_is(path: Path, ways: Mapping[str, str]) -> File:
    found = path.stat()
    return File(found.st_size, found.st_mtime_ns, ways)


def _asked_of_store(source: Source, read: ReadOptions, question: Question, law: Law) -> dict[str, str]:
    """All that must be the same for a store to be gone on from, by name."""
    mapping = None if read.mapping is None else hashlib.sha256(read.mapping.read_bytes()).hexdigest()
    options = {**asdict(question), **asdict(replace(read, mapping=None, rejects=None)), "mapping": mapping}
    versions = {"code": code_version(), "law": law_version(law), "format": source.format, "timezone of records": source.timezone}
    return {**{name: _written(value) for name, value in options.items() if name != "lawbooks"}, **versions}


def _written(value: object) -> str:
    """A parameter as text, the same for the same value: 24 and 24.0 are one, and so are no tiers and none said."""
    if isinstance(value, tuple | list):
        return ", ".join(_written(each) for each in value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:g}" if number else str(value) if value is not None and value != {} else ""


def explain_from_folder(out: Path, worker: str, progress: Progress = silent) -> Explanation:
    """One worker's days and findings, from the results in ``out`` and the records they were made from."""
    about, asked = _told(out)
    read, question = _read_options(asked["read"]), _question(asked["question"])
    with _said_gently():
        source = _again(about, asked)
        ids = identities(source, worker)
        findings = _findings_of(out, ids)
        tasks = [row for batch in OnlyWorkers(source, ids).batches("tasks") for row in batch.to_pylist()]
        if not tasks:
            raise InputError(*_nobody(out, worker))
        own = _assessed(OnlyWorkers(source, ids), read, question, question.law(), progress)
    return explain(worker, findings, own, tasks, hypothetical(own.about))


def truth(
    city: Path | str,
    findings: Path | str | pa.Table,
    *,
    rules: Sequence[str] | None = None,
    format: Literal["findings", "verdicts"] | None = None,
    mapping: Path | None = None,
    encoding: str | None = None,
    timezone: str | None = None,
    first: int = 10,
) -> Score:
    """Score findings against the answer key of a synthetic city.

    ``findings`` is a folder that `assess` wrote, a table with the columns of its findings.parquet, or a third party's table of verdicts
    (see docs/benchmark.md). ``first`` disagreements are named. Raises `guanjia.readers.errors.InputError` for what cannot be read.
    """
    chosen = None if rules is None else {rule.code for rule in chosen_rules(rules)}
    with _said_gently():
        asked = open_both(Path(city), findings, format, mapping, encoding, timezone)
        try:
            found = score(asked.key, asked.table, asked.rules if chosen is None else chosen, first)
        except SeveralRows as vague:
            raise InputError(
                f"{vague.rule}：{vague.when} 在答案里有几行。请在表里加上列 {'、'.join(vague.columns)}",
                f"{vague.rule}: the key has several rows for {vague.when}. Add the columns {', '.join(vague.columns)} to the table",
            ) from vague
    return replace(found, intake=asked.intake)


def _told(out: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the results in ``out`` say of themselves, and what was asked."""
    try:
        about = json.loads((out / MARK).read_text(encoding="utf-8"))["about"]
        return about, about["asked"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise InputError(
            f"{out} 里没有评估结果（缺 {MARK}，或它不是管家写的）。请先运行 guanjia assess … --out {out}",
            f"{out} holds no assessment ({MARK} is missing or not ours). Run guanjia assess ... --out {out} first",
        ) from error


def _checked(read: ReadOptions, law: Law) -> ReadOptions:
    """The options with the region as a code and its time zone; UnknownRegion or `AskedWrongly` where they cannot be."""
    if not 0 < read.max_task_hours <= _YEAR_HOURS:
        raise AskedWrongly(
            f"--max-task-hours 须大于 0、不超过 {_YEAR_HOURS}，现在是 {read.max_task_hours:g}",
            f"--max-task-hours must be above 0 and at most {_YEAR_HOURS}, not {read.max_task_hours:g}",
        )
    if read.kind is not None and read.kind not in KINDS:
        raise AskedWrongly(f"没有工种“{read.kind}”。可用：{'、'.join(KINDS)}", f"no kind of work '{read.kind}'. Kinds: {', '.join(KINDS)}")
    if read.region is None:
        return read
    code = law.places.code(read.region)
    return replace(read, region=code, timezone=read.timezone or law.places.zone(code))


@contextmanager
def _said_gently() -> Iterator[None]:
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


def _opened(records: Records, format: str | None, options: ReadOptions, subject: Literal["person", "vehicle"]) -> Source:
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


def _assessed(
    source: Source | OnlyWorkers,
    read: ReadOptions,
    question: Question,
    law: Law,
    progress: Progress,
    about: Mapping[str, object] | None = None,
    results: Results | None = None,
    engine: Engine | None = None,
) -> Assessment:
    """The assessment; without ``results`` for its tables, all workers are in one slice and its measures are whole."""
    rules = chosen_rules(question.rules)
    said = {"version": guanjia.__version__, "law_version": law_version(law), "region": read.region, **(about or {})}
    with ThreadPoolExecutor(1) as pool:
        hashes = pool.submit(source.hashes)
        engine = engine or (partial(measure, units_a_slice=EVERYONE) if results is None else measure)
        result = assess_flow(source, law, rules, question.method(source.timezone), engine, said, progress, results)
        return replace(result, about={**result.about, "inputs": dict(hashes.result())})


def _assessed_on_spark(
    records: str, format: str | None, read: ReadOptions, question: Question, law: Law, progress: Progress, results: Results, master: str
) -> Assessment:
    """The assessment by Spark, with the same readers, kernels and rules."""
    with started(master) as spark:
        large = {}
        if records.startswith(PREFIX):
            frames = tables_of(spark, records.removeprefix(PREFIX))
            if "tasks" not in frames:
                raise InputError(f"Spark 里没有“{records}”这样的任务表", f"Spark has no table of tasks called '{records}'")
            source = replace(open_tables(arrow_of(frames), read), format="spark")
            large = {table: frame for table, frame in frames.items() if table in LARGE}
        else:
            source = open_source(Path(records), format, read)
        rules = chosen_rules(question.rules)
        said = {"version": guanjia.__version__, "law_version": law_version(law), "region": read.region}
        about = {**said, **_asked(records, source.format, read, question)}
        with ThreadPoolExecutor(1) as pool:
            hashes = pool.submit(source.hashes)
            of_spark = SparkRecords(source, Pieces(source), Repeats, InputError, large)
            result = assess_spark(spark, of_spark, law, rules, question.method(source.timezone), about, progress, results)
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
    try:
        table = pq.read_table(out / "findings.parquet")
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(
            f"{out} 里的 findings.parquet 不见了或已损坏。请重新评估", f"findings.parquet in {out} is gone or damaged. Assess again"
        ) from error
    mine = table.filter(pc.is_in(table["worker_id"].cast(pa.string()), pa.array(sorted(ids))))
    rows: list[dict[str, Any]] = mine.to_pylist()
    return sorted(rows, key=lambda row: (row["verdict"] != "breach", row["rule"], row["start"], row["scenario"]))


def _days_of(out: Path) -> pa.Table:
    try:
        return pq.read_table(out / "worker_days.parquet", columns=["worker_id", "platform", "day", "longest_run", "tasks"])
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(
            f"{out} 里的 worker_days.parquet 不见了或已损坏。请重新评估", f"worker_days.parquet in {out} is gone or damaged. Assess again"
        ) from error


def _nobody(out: Path, worker: str) -> Text:
    workers = pc.unique(pq.read_table(out / "worker_days.parquet", columns=["worker_id"])["worker_id"].cast(pa.string())).to_pylist()
    some = ", ".join(sorted(workers)[:5])
    return (
        f"记录里没有编号为“{worker}”的劳动者。共有 {len(workers)} 人，例如 {some}",
        f"no worker '{worker}' in the records. There are {len(workers)}, such as {some}",
    )


def steward_to_folder(
    out: Path, *, seed: int, threads: int, overwrite: bool, progress: Progress = silent, expect: Progress = silent
) -> Steward:
    """Portraits, map, index and guidance of the assessment in ``out``, written whole or not at all into ``out``/risk."""
    from guanjia.engines.risk.measure import measure_on_road
    from guanjia.flows.risk import steward
    from guanjia.writers.risk.folder import MARK as RISK_MARK
    from guanjia.writers.risk.folder import write_risk

    about, asked = _told(out)
    question, law = _question(asked["question"]), _question(asked["question"]).law()
    with whole_folder(out / "risk", overwrite, RISK_MARK) as folder, _said_gently():
        source = _again(about, asked)
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


def _around(law: Law) -> Callable[[str], tuple[str, ...]]:
    """The places around a region, nearest first; only itself where nobody knows it."""

    def chain(code: str) -> tuple[str, ...]:
        return law.places.ancestors(code) if law.places.known(code) else (code,)

    return chain


def _again(about: Mapping[str, Any], asked: Mapping[str, Any]) -> Source:
    """The records of an assessment, unchanged; InputError where they are gone or not what they were."""
    read = _read_options(asked["read"])
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
    source = _opened(records, asked["format"], read, "person")
    if sorted(source.hashes().values()) != sorted(about["inputs"].values()):
        raise InputError(f"{records} 在评估之后被改动过。请重新评估", f"{records} has changed since it was assessed. Assess it again")
    return source


def publish_folder(
    out: Path,
    release: Path,
    budget: Fraction,
    year_cap: Fraction,
    ledger: Path,
    regions: Path | None = None,
    box: tuple[float, float, float, float] | None = None,
    period: tuple[date, date] | None = None,
    cells: int = 20,
    hours: int = 4,
    publisher: str = "",
    issued: date | None = None,
    number: str = "",
) -> Release:
    """Release what ``out`` holds of risk into the new folder ``release``; what it costs goes into ``ledger`` first."""
    from guanjia.flows.publish import Publication, grid_name, publish
    from guanjia.readers.contributions import read_contributions, read_period
    from guanjia.readers.polygons import read_features
    from guanjia.risk.release.bounding import Caps
    from guanjia.risk.release.budget import Spend
    from guanjia.risk.release.grid import grid_of_box, grid_of_regions, printable
    from guanjia.writers.release.folder import write_record, write_release
    from guanjia.writers.release.ledger import Ledger
    from guanjia.writers.release.pages import write_pages

    first, last = read_period(out)
    told = period or (first, last)
    if not told[0] <= first <= last <= told[1]:
        raise InputError(
            f"记录的起止（{first} 至 {last}）超出了公布的时段（{told[0]} 至 {told[1]}）",
            f"the records ({first} to {last}) reach beyond the period told ({told[0]} to {told[1]})",
        )
    if box is not None:
        grid = grid_of_box(*box)
    elif regions is not None:
        grid = grid_of_regions(read_features(regions))
    else:
        raise InputError("需要区域边界或范围", "regions or a box are needed")
    asked = Publication(grid, Caps(cells, hours), Spend(*told, budget, year_cap, grid_name(grid)), printable(publisher), issued)
    rows = read_contributions(out)
    with whole_folder(release) as folder:
        made = publish(rows, asked, Ledger(ledger).spend)
        write_release(made, folder)
        write_pages(folder, printable(number), issued)
        write_record(made, folder)
    return made
