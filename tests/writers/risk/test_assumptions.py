"""The list of assumptions is of what results rest on, and honest about the law's numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guanjia.law.book import read_lawbook
from guanjia.model.assumptions import AssumptionSet
from guanjia.writers.risk import assumptions
from guanjia.writers.risk.assumptions import SETS, assumption_lines


@pytest.mark.parametrize("group", SETS, ids=lambda each: each.name.en)
def test_every_set_is_listed(group: AssumptionSet) -> None:
    """One line for each assumption, with its value and status."""
    told = {line.name[1]: line for line in assumption_lines()}
    for each in group.assumptions:
        line = told[f"{group.name.en}: {each.name.en}"]
        assert line.value.startswith(f"{each.value}") and line.status == each.status.value


def test_what_no_result_uses_is_not_listed() -> None:
    """No commute is known, and no pressure index is capped."""
    names = " ".join(line.name[1] for line in assumption_lines())
    assert "commute" not in names and "Cap where" not in names


def test_the_laws_temperatures_are_as_sure_as_the_lawbook() -> None:
    """35 and 40 degrees agree with article 8, and are recalled as long as the lawbook does not call them verified."""
    told = {line.name[1]: line for line in assumption_lines()}
    entries = {entry.topic: entry for entry in read_lawbook().entries if entry.jurisdiction == "CN"}
    for topic, name in (("heat-rotate", "Heat: air temperature from which hours are hot"), ("heat-stop", "Hard breach: air temperature")):
        assert told[name].value == f"{entries[topic].value:g} °C" and entries[topic].article in told[name].source
        assert told[name].status == ("seen" if entries[topic].verified else "memory")


def test_a_temperature_that_is_not_the_laws_is_ours() -> None:
    """Once read, it is seen; where the code goes another way than the text, that is a judgement."""
    entry = next(each for each in read_lawbook().entries if each.topic == "heat-stop")
    assert assumptions._of_law(("气温", "air"), 40.0, replace(entry, verified=True)).status == "seen"
    ours = assumptions._of_law(("气温", "air"), 38.0, entry)
    assert ours.status == "judgement" and "40" in ours.source
