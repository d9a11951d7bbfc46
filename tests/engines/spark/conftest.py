"""Spark for the tests of this folder: one machine's processors, and a real cluster of two processes."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.engines.spark import dirt

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PROCESSORS, CLUSTER = "local[2]", "local-cluster[2,1,1024]"


@pytest.fixture(scope="module", params=[PROCESSORS])
def spark(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session on this machine's processors, or on each master that a test asks for; skipped where Spark or Java is missing."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("no pyspark: pip install 'guanjia[spark]'")
    if shutil.which("java") is None:
        pytest.skip("no Java: apt-get install openjdk-17-jre-headless")
    from guanjia.engines.spark.session import started

    with chdir(tmp_path_factory.mktemp("spark")), started(request.param) as session:  # where Spark leaves its warehouse
        yield session


@pytest.fixture(scope="session")
def cities(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Small cities: as made, spoiled, and spoiled as CSV."""
    folder = tmp_path_factory.mktemp("cities")
    clean = dirt.clean_city(folder / "clean")
    dirty = dirt.dirty_city(folder / "dirty", clean)
    return {"clean": clean, "dirty": dirty, "csv": dirt.csv_city(folder / "csv", dirty)}
