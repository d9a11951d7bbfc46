"""Records that Spark reads by itself: ``spark:NAME`` names one table of tasks, a database of tables, or a pattern with {table} in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from guanjia.model.schema import BY_NAME

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

PREFIX = "spark:"
LARGE = ("tasks", "presence", "pay_lines", "notices")


def tables_of(spark: SparkSession, name: str) -> dict[str, DataFrame]:
    """The tables there are, by our names: of ``db`` those called db.tasks, db.pay_lines …; of ``parquet.`/data/{table}``` those paths."""
    pattern = name if "{table}" in name else f"{name}.{{table}}"
    found = {table: frame for table in BY_NAME if (frame := _table(spark, pattern.format(table=table))) is not None}
    if "tasks" not in found and pattern != name:
        alone = _table(spark, name)
        found |= {} if alone is None else {"tasks": alone}
    return found


def arrow_of(frames: Mapping[str, DataFrame]) -> dict[str, pa.Table]:
    """Small tables whole, and of large ones their columns only."""
    return {table: (frame.limit(0) if table in LARGE else frame).toArrow() for table, frame in frames.items()}


def _table(spark: SparkSession, name: str) -> DataFrame | None:
    from pyspark.errors import AnalysisException, ParseException

    try:
        frame = spark.sql(f"select * from {name}")
        return frame if frame.columns else None
    except (AnalysisException, ParseException):
        return None
