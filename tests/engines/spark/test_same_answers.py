"""Spark and one machine give the same answers, to the last digit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from guanjia.engines.spark.tables import tables_of
from guanjia.law.law import load
from guanjia.model.clock import MINUTE
from guanjia.readers.errors import InputError
from guanjia.readers.source import ReadOptions
from tests.engines.spark.both import METHOD, assert_same, local, on_spark, on_spark_tables
from tests.engines.spark.conftest import CLUSTER, PROCESSORS
from tests.engines.spark.one_worker import city_of_one_worker

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Spark's own Python code leaves sockets to the garbage collector, and warns of versions.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("spark", [CLUSTER, PROCESSORS], indirect=True)
@pytest.mark.parametrize("name", ["clean", "dirty", "csv"])
def test_files(spark: SparkSession, cities: dict[str, Path], name: str) -> None:
    """Parquet and CSV; repeats over files and people, rows set aside, disorder, several regions, two accounts of one person."""
    expected = local(cities[name])
    assert len(expected.findings) > 500
    assert_same(on_spark(spark, cities[name]), expected)


def test_more_parts_than_people_have_work_for(spark: SparkSession, cities: dict[str, Path]) -> None:
    """Parts that hold nobody, or somebody without a task, change nothing."""
    assert_same(on_spark(spark, cities["dirty"], parts=60), local(cities["dirty"]))


def test_left_out_rests_and_another_place(spark: SparkSession, cities: dict[str, Path]) -> None:
    """The parameters of an assessment reach every part; as if in New York, platforms are judged by the weeks of all workers."""
    law, method = load(as_if="US-NYC"), replace(METHOD, leave_out_rests=10 * MINUTE, rest=30 * MINUTE)
    expected = local(cities["dirty"], law, method)
    assert "nyc_minimum_pay_aggregate" in expected.findings["rule"].to_pylist()
    assert_same(on_spark(spark, cities["dirty"], law=law, method=method), expected)


def test_tables_of_spark(spark: SparkSession, cities: dict[str, Path]) -> None:
    """Tables that Spark finds by a pattern are judged like the files they lie in."""
    found = on_spark_tables(spark, f"parquet.`{cities['clean']}/{{table}}*`")
    expected = local(cities["clean"])
    found.intake.notes[:] = expected.intake.notes  # of the file names and the zone
    assert_same(found, expected)


def test_names_of_spark_tables(spark: SparkSession, cities: dict[str, Path], tmp_path: Path) -> None:
    """A database stands for the tables in it, a table for the tasks alone, and a name that there is not for nothing."""
    spark.sql(f"create database if not exists march location '{tmp_path}'")
    for table, files in (("tasks", "tasks"), ("presence", "presence.parquet"), ("orders", "tasks")):
        spark.sql(f"create table march.{table} using parquet location '{cities['clean'] / files}'")
    try:
        assert sorted(tables_of(spark, "march")) == ["presence", "tasks"]
        assert sorted(tables_of(spark, "march.orders")) == ["tasks"]
        assert tables_of(spark, "april") == {}
    finally:
        spark.sql("drop database march cascade")


def test_rejects_are_written(spark: SparkSession, cities: dict[str, Path], tmp_path: Path) -> None:
    """The file of rows set aside holds the same rows in the same order."""
    on_spark(spark, cities["dirty"], options=ReadOptions(rejects=tmp_path / "ours.parquet"))
    local(cities["dirty"], options=ReadOptions(rejects=tmp_path / "theirs.parquet"))
    ours, theirs = (pq.read_table(tmp_path / f"{name}.parquet").to_pylist() for name in ("ours", "theirs"))
    assert ours == theirs


def test_a_worker_with_most_of_the_tasks(spark: SparkSession, tmp_path: Path) -> None:
    """One worker's 200,000 tasks, far more than anyone else's, all in one part."""
    city = city_of_one_worker(tmp_path / "city", 200_000)
    assert_same(on_spark(spark, city), local(city))


def test_what_cannot_be_read_is_said_gently(spark: SparkSession, cities: dict[str, Path], tmp_path: Path) -> None:
    """An error in a worker of Spark comes back as the reader's own words."""
    city = tmp_path / "city"
    city.mkdir()
    (city / "tasks.csv").write_text("task_id,worker_id,platform,dispatch_time,end_time\nT1,A,P,2026-03-16 10:00,2026-03-16 10:30\n")
    with pytest.raises(InputError, match="--timezone"):
        on_spark(spark, city, options=ReadOptions())
