"""The assessment of opened records, on this machine or by Spark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

import guanjia
from guanjia.engines.local import measure
from guanjia.engines.spark.records import Records as SparkRecords
from guanjia.engines.spark.run import assess_spark
from guanjia.engines.spark.session import started
from guanjia.engines.spark.tables import LARGE, PREFIX, arrow_of, tables_of
from guanjia.engines.spool import EVERYONE
from guanjia.flows.assess import assess as assess_flow
from guanjia.flows.assess import silent
from guanjia.flows.explain import OnlyWorkers
from guanjia.flows.ports import Engine, Progress, Results
from guanjia.law.law import Law
from guanjia.model.assessment import Assessment
from guanjia.readers.errors import InputError
from guanjia.readers.in_memory import open_tables
from guanjia.readers.pieces import Pieces, Repeats
from guanjia.readers.registry import open_source
from guanjia.readers.source import ReadOptions, Source
from guanjia.wiring.opening import Records, opened, said_gently
from guanjia.wiring.question import Question, asked_words, checked, chosen_rules, law_version


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
    options = checked(read or ReadOptions(timezone=timezone, region=region), chosen)
    with said_gently():
        return assessed(opened(records, format, options, subject), options, question, chosen, progress)


def assessed(
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


def assessed_on_spark(
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
        about = {**said, **asked_words(records, source.format, read, question)}
        with ThreadPoolExecutor(1) as pool:
            hashes = pool.submit(source.hashes)
            of_spark = SparkRecords(source, Pieces(source), Repeats, InputError, large)
            result = assess_spark(spark, of_spark, law, rules, question.method(source.timezone), about, progress, results)
            return replace(result, about={**result.about, "inputs": dict(hashes.result())})
