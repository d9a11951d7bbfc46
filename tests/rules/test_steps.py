"""Every rule can give the arithmetic of any finding, also where no law applies or records lack what it needs."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import guanjia
from guanjia.model.assessment import Assessment
from guanjia.synthesis.city import write_city

DROPPED = ("dispatch_time", "promised_time", "driver_trip_pay", "fare", "commission", "product", "kind")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """A small synthetic city."""
    city = write_city(tmp_path_factory.mktemp("steps") / "city", tasks=3_000)
    names = ("pay_lines", "presence", "weather", "notices", "agreements", "links")
    return {"tasks": pq.read_table(city / "tasks")} | {name: pq.read_table(city / f"{name}.parquet") for name in names}


def told(result: Assessment) -> set[str]:
    """The rules whose findings could all be told in two languages."""
    rules = {rule.code: rule for rule in result.rules}
    for row in result.findings.to_pylist():
        lines = rules[row["rule"]].steps(row, result.measures)
        assert lines and all(zh.strip() and en.strip() for zh, en in lines), row
    return set(result.findings["rule"].unique().to_pylist())


def test_where_law_applies(tables: dict[str, pa.Table]) -> None:
    """With law and full records."""
    assert len(told(guanjia.assess(tables))) > 12


@pytest.mark.parametrize("on", [date(1990, 1, 1), date(2024, 3, 1)])
def test_where_no_law_or_another_applies(tables: dict[str, pa.Table], on: date) -> None:
    """Before all law, and by the law of an earlier year."""
    assert len(told(guanjia.assess(tables, on=on))) > 10


@pytest.mark.parametrize("column", DROPPED)
def test_where_a_column_is_missing(tables: dict[str, pa.Table], column: str) -> None:
    """Without one of the columns that rules need, and without pay lines, weather, notices or presence."""
    told(guanjia.assess({"tasks": tables["tasks"].drop_columns(column), "links": tables["links"]}))


def test_by_the_law_of_another_country(tables: dict[str, pa.Table]) -> None:
    """As if in New York, whose money is another."""
    told(guanjia.assess(tables, as_if="US-NYC"))
