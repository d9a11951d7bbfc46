"""An assessment on Spark: read, deal out by person, judge repeats, measure, judge; and put together what concerns platforms."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from guanjia.engines import side_tables
from guanjia.engines.pay import COLUMNS as PAY_COLUMNS
from guanjia.engines.presence import COLUMNS as PRESENCE_COLUMNS
from guanjia.engines.spark import judging, platforms
from guanjia.engines.spark.accounts import Account, settle
from guanjia.engines.spark.blobs import ROW
from guanjia.engines.spark.failures import FAILED, raise_failure
from guanjia.engines.spark.folding import SLICE, Task, folder
from guanjia.engines.spark.part import Told
from guanjia.engines.spark.reading import ACCOUNT, PARTITION, REPEATS, Item, frame_reader, reader
from guanjia.engines.spark.records import Records
from guanjia.engines.spark.repeats import DROPPED, judge, together
from guanjia.engines.spark.shares import Shares
from guanjia.engines.spark.tables import LARGE
from guanjia.engines.task_columns import COLUMNS as TASK_COLUMNS
from guanjia.engines.task_columns import PLACES
from guanjia.flows.assess import judge_platforms, law_with_agreements, method_words
from guanjia.flows.ports import Method, Progress, Results, Source
from guanjia.law.law import Law
from guanjia.model.assessment import Assessment
from guanjia.model.measures import Measures
from guanjia.rules import Rule

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast
    from pyspark.sql import DataFrame, Row, SparkSession

SMALL = ("weather", "agreements")
ROWS_A_PART = 1_250_000


def assess_spark(
    spark: SparkSession,
    records: Records,
    law: Law,
    rules: Sequence[Rule],
    method: Method,
    about: Mapping[str, object],
    progress: Progress,
    results: Results,
    parts: int | None = None,
) -> Assessment:
    """Assess ``records`` by ``rules`` under ``law`` as `flows.assess.assess` does, with the same answers.

    The tables of each slice of workers go to ``results`` as they come back. ``parts`` is into how many the work is dealt, by itself as many
    as hold about a million tasks each, and no fewer than Spark can do at once.
    """
    from pyspark import StorageLevel
    from pyspark.sql import functions as column

    source, context = records.source, spark.sparkContext
    law = law_with_agreements(source, law)
    shares = Shares(parts or _parts(records, context.defaultParallelism), side_tables.links(source))
    raw = _read(spark, records, rules, context.broadcast(shares))
    dealt = raw.repartitionById(shares.count, column.col("part")).sortWithinPartitions("kind", "piece", "chunk")
    dealt = dealt.persist(StorageLevel.DISK_ONLY)
    dropped = _repeats(dealt, records, progress)
    told = Told(source.format, source.timezone, source.subject, source.tables(), _small(source))
    task = Task(told, _links(source, shares), dropped, law, rules, method)
    large = dealt.where(column.col("kind").isin(*LARGE, FAILED))
    measured = large.mapInArrow(folder(context.broadcast(task)), ROW).persist(StorageLevel.DISK_ONLY)
    of_platforms = [pickle.loads(row.blob) for row in _rows(measured.where(column.col("kind") != SLICE), records)]
    dealt.unpersist()
    shared = platforms.shared(of_platforms)
    about = {**method_words(source, law, method), **about}
    results.open(about)
    wanted = any(rule.weeks(shared.regions, law) for rule in rules)
    verdicts = context.broadcast(judging.Verdicts(shared, law, rules, wanted))
    weeks: list[Measures] = []
    judged = measured.where(column.col("kind") == SLICE).mapInArrow(judging.judge_workers(verdicts), ROW).persist(StorageLevel.DISK_ONLY)
    judged.count()  # all parts at once; they are fetched one by one
    for row in judged.toLocalIterator():
        if row.kind == judging.WEEKS:
            weeks.append(pickle.loads(row.blob))
        else:
            results.add(*judging.tables_of(bytes(row.blob)))
    judged.unpersist()
    measured.unpersist()
    whole = platforms.together(of_platforms, shared, weeks)
    judge_platforms(whole, law, rules, results)
    hours = np.sum([part.hours_of_week for part in of_platforms], axis=0)
    return Assessment(*results.tables(), whole, law, source.intake, tuple(rules), {**about, "hour_of_week": hours})


def _rows(frame: DataFrame, records: Records) -> Iterator[Row]:
    for row in frame.collect():
        raise_failure(row.kind, row.blob, records.unreadable)
        yield row


def _parts(records: Records, at_once: int) -> int:
    rows = records.rows()
    return max(at_once, -(-rows // ROWS_A_PART))


def _read(spark: SparkSession, records: Records, rules: Sequence[Rule], shares: Broadcast[Shares]) -> DataFrame:
    speeds = any(need in rule.needs for rule in rules for need in ("tasks.start_lat", "tasks.end_lat"))
    columns: dict[str, tuple[str, ...] | None] = {
        "tasks": (*TASK_COLUMNS, *PLACES) if speeds else TASK_COLUMNS,
        "presence": PRESENCE_COLUMNS,
        "pay_lines": PAY_COLUMNS,
        "notices": None,
    }
    there = [table for table in LARGE if table in records.source.tables()]
    framed = [table for table in there if table in records.frames]
    parts = [_frame(records, table, columns[table], shares) for table in framed]
    pieces = {table: records.pieces.of(table, columns[table]) for table in there if table not in framed}
    items = [Item(table, number, piece) for table, each in pieces.items() for number, piece in enumerate(each)]
    if items:
        parts.append(spark.range(0, len(items), 1, len(items)).mapInArrow(reader(items, shares), ROW))
    return reduce(lambda one, other: one.unionAll(other), parts)


def _frame(records: Records, table: str, columns: tuple[str, ...] | None, shares: Broadcast[Shares]) -> DataFrame:
    from pyspark.sql import functions as column

    tagged = records.frames[table].withColumn(PARTITION, column.spark_partition_id())
    counts = {each[PARTITION]: each["count"] for each in tagged.groupBy(PARTITION).count().collect()}
    firsts, first = {}, 1
    for number in sorted(counts):
        firsts[number], first = first, first + counts[number]
    return tagged.mapInArrow(frame_reader(table, records.pieces.of_batches(table, columns), firsts, shares), ROW)


def _repeats(dealt: DataFrame, records: Records, progress: Progress) -> Mapping[int, Any]:
    """Settle the account of the reading; the places of the rows that repeat others, by part."""
    from pyspark.sql import functions as column

    aside = dealt.where(column.col("kind").isin(ACCOUNT, REPEATS, FAILED)).mapInArrow(judge(records.repeats), ROW)
    dropped, accounts = [], []
    for row in _rows(aside, records):
        if row.kind == DROPPED:
            dropped.append((row.part, bytes(row.blob)))
        else:
            accounts.append(Account(row.piece, row.chunk, *pickle.loads(row.blob)))
    records.pieces.look_at_pay()
    settle(records, accounts, progress)
    return together(dropped)


def _small(source: Source) -> dict[str, pa.Table]:
    batches = {table: list(source.batches(table)) for table in SMALL if table in source.tables()}
    return {table: pa.Table.from_batches(some) for table, some in batches.items() if some}


def _links(source: Source, shares: Shares) -> Mapping[int, pa.Table]:
    """The links of each part's people."""
    batches = list(source.batches("links")) if "links" in source.tables() else []
    if not batches:
        return {}
    table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
    parts = shares.of_people(table["worker_id"].chunk(0), table["platform"].chunk(0))
    return {int(part): table.filter(pa.array(parts == part)) for part in np.unique(parts)}
