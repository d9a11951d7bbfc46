"""The same records assessed by each engine, laid out so that results can be compared to the last digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from guanjia.engines.local import measure
from guanjia.engines.spark.records import Records
from guanjia.engines.spark.run import assess_spark
from guanjia.engines.spark.tables import LARGE, arrow_of, tables_of
from guanjia.flows.assess import InMemory, assess, silent
from guanjia.flows.ports import Method
from guanjia.law.law import Law, load
from guanjia.model.assessment import Assessment
from guanjia.readers.errors import InputError
from guanjia.readers.in_memory import open_tables
from guanjia.readers.pieces import Pieces, Repeats
from guanjia.readers.registry import open_source
from guanjia.readers.source import ReadOptions
from guanjia.rules import all_rules

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

METHOD = Method("Asia/Shanghai", time(4))


def local(city: Path, law: Law | None = None, method: Method = METHOD, options: ReadOptions | None = None) -> Assessment:
    """The engine of one machine."""
    source = open_source(city, None, options or ReadOptions())
    return assess(source, law or load(), all_rules(), method, measure, {})


def on_spark(
    spark: SparkSession, city: Path, parts: int = 5, law: Law | None = None, method: Method = METHOD, options: ReadOptions | None = None
) -> Assessment:
    """Files on Spark."""
    source = open_source(city, None, options or ReadOptions())
    records = Records(source, Pieces(source), Repeats, InputError)
    return assess_spark(spark, records, law or load(), all_rules(), method, {}, silent, InMemory(), parts)


def on_spark_tables(spark: SparkSession, name: str, parts: int = 5) -> Assessment:
    """Tables that Spark reads by itself."""
    frames = tables_of(spark, name)
    source = replace(open_tables(arrow_of(frames), ReadOptions()), format="spark")
    large = {table: frame for table, frame in frames.items() if table in LARGE}
    records = Records(source, Pieces(source), Repeats, InputError, large)
    return assess_spark(spark, records, load(), all_rules(), METHOD, {}, silent, InMemory(), parts)


def plain(table: pa.Table) -> list[dict[str, object]]:
    """The rows of a table, in an order of their own."""
    text = pa.schema([(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type) for field in table.schema])
    rows: list[dict[str, object]] = table.cast(text).sort_by([(name, "ascending") for name in table.column_names]).to_pylist()
    return [{name: None if value != value else value for name, value in row.items()} for row in rows]


def assert_same(found: Assessment, expected: Assessment) -> None:
    """Every row of every table, the account of the reading, and task time by hour of the week."""
    for name in ("findings", "worker_days", "weeks", "months"):
        ours, theirs = plain(getattr(found, name)), plain(getattr(expected, name))
        assert len(ours) == len(theirs), name
        assert next((pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]), None) is None, name
    assert found.intake.tables == expected.intake.tables
    assert found.intake.rejected == expected.intake.rejected
    assert sorted(found.intake.notes) == sorted(expected.intake.notes)
    assert list(found.about["hour_of_week"]) == list(expected.about["hour_of_week"])  # type: ignore[call-overload]
