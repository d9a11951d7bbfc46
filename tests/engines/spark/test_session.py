"""Where Spark cannot run, the words say how to get what is missing."""

from __future__ import annotations

import sys

import pytest

from guanjia.engines.spark.session import NoSpark, started


def test_without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """Java is named, with the command that installs it."""
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(NoSpark, match="openjdk-17-jre-headless") as said, started("local[1]"):
        pass
    assert "Java" in said.value.zh and "Java" in said.value.en


@pytest.mark.parametrize("module", ["pyspark", "pandas"])
def test_without_pyspark(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(NoSpark, match=r"pip install 'guanjia\[spark\]'"), started("local[1]"):
        pass
