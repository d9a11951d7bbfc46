"""Spark itself: started with the master asked for, or words on how to get what it lacks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_OURS = {
    "spark.sql.adaptive.enabled": "false",  # parts stay as they were dealt out
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4096",
    "spark.sql.execution.arrow.maxBytesPerBatch": "32m",  # a row may hold many megabytes
    "spark.sql.inMemoryColumnarStorage.batchSize": "16",
    "spark.sql.inMemoryColumnarStorage.compressed": "false",  # the rows are compressed already
    "spark.sql.session.timeZone": "UTC",
}
_USUAL = {
    "spark.driver.maxResultSize": "0",  # results come back part by part
    "spark.log.level": "ERROR",
    "spark.serializer": "org.apache.spark.serializer.KryoSerializer",
    "spark.shuffle.compress": "false",  # the rows are compressed already
    "spark.shuffle.spill.compress": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_ONE_MACHINE = {"spark.driver.memory": "2g"}  # there the driver does all the work


class NoSpark(Exception):
    """Spark cannot run here: ``zh`` and ``en`` say what is missing and how to get it."""

    exit_code = 69  # EX_UNAVAILABLE of sysexits.h

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh, self.en = zh, en


@contextmanager
def started(master: str) -> Iterator[SparkSession]:
    """A session of our own on ``master``, ended afterwards; inside a program that runs Spark already, on that Spark, which goes on.

    `NoSpark` where that cannot be.
    """
    _there()
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    spark = running or _new(master)
    ours = spark.newSession()
    for name, value in _OURS.items():
        ours.conf.set(name, value)
    try:
        yield ours
    finally:
        if running is None:
            spark.stop()


def _new(master: str) -> SparkSession:
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("guanjia")
    for name, value in (_USUAL | (_ONE_MACHINE if master.startswith("local[") or master == "local" else {})).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        said = str(error).strip().partition("\n")[0] or type(error).__name__
        raise NoSpark(f"启动不了 Spark（--master {master}）：{said}", f"Spark cannot be started (--master {master}): {said}") from error


def _there() -> None:
    try:
        import pandas
        import pyspark
    except ImportError as error:
        raise NoSpark(
            f"没有安装 {error.name}。请运行：pip install 'guanjia[spark]'",
            f"{error.name} is not installed. Run: pip install 'guanjia[spark]'",
        ) from error
    del pandas, pyspark
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=os.path.join(home, "bin") if home else None) is None:
        raise NoSpark(
            "Spark 需要 Java 17 或更新的版本，这里没有找到。Debian、Ubuntu：apt-get install openjdk-17-jre-headless；"
            "macOS：brew install openjdk@17；其他系统见 https://adoptium.net。装好后如仍找不到，请设 JAVA_HOME",
            "Spark needs Java 17 or later, and there is none. Debian, Ubuntu: apt-get install openjdk-17-jre-headless; "
            "macOS: brew install openjdk@17; elsewhere see https://adoptium.net. If it is still not found, set JAVA_HOME",
        )
