"""The whole of an assessment: the same records give the same tables, and every row is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

import guanjia
from guanjia.model.assessment import Assessment
from guanjia.synthesis.city import write_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic city."""
    return write_city(tmp_path_factory.mktemp("city") / "city", tasks=3_000)


@pytest.fixture(scope="module")
def result(city: Path) -> Assessment:
    """Its assessment."""
    return guanjia.assess(city)


def test_the_same_records_give_the_same_tables(city: Path, result: Assessment) -> None:
    """Rows and their order do not depend on how threads took turns."""
    again = guanjia.assess(city)
    assert again.findings.equals(result.findings)
    assert again.worker_days.equals(result.worker_days)
    assert again.months.equals(result.months)


def test_every_row_is_accounted_for(result: Assessment) -> None:
    """In every table used + merged + set aside = read."""
    assert result.intake.balanced
    assert result.intake.tables["tasks"].used == 3_000


def test_pay_adds_up(result: Assessment) -> None:
    """Pay over platforms is pay by account, and months hold what days hold."""
    days, months = result.worker_days.to_pylist(), result.months.to_pylist()
    linked = {row["person_id"] for row in days if row["platform"] == "*"}
    assert linked
    for person in linked:
        own = sum(row["base"] for row in days if row["person_id"] == person and row["platform"] != "*")
        assert own == sum(row["base"] for row in days if row["worker_id"] == person and row["platform"] == "*")
    assert sum(row["base"] for row in days) == sum(row["base"] for row in months)


def test_a_rule_nobody_has_is_named(city: Path) -> None:
    """An unknown rule is refused with the rules there are."""
    with pytest.raises(ValueError, match="weekly_rest_day"):
        guanjia.assess(city, rules=["nonsense"])
