from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guanjia.synthesis.planted import key
from guanjia.synthesis.planted.key import Disagreement, answers, key_table
from guanjia.synthesis.planted.script import Person
from guanjia.synthesis.planted.town import Town

MONDAY = date(2026, 3, 16)
RULE = "daily_task_time"


def rider() -> Person:
    """Somebody with two orders in hand for an hour, eight hours in all."""
    return Person("eight hours", "r1", "P", MONDAY).task(0, "08:00", "11:00").task(0, "10:00", "12:00").task(0, "12:30", "16:30")


def test_a_statement_names_its_row() -> None:
    """The row that the plant was made for has its name, and no other."""
    rows = answers(Town("t", (rider().earns(RULE, "met", measured=8.0, limit=8.0),)))
    assert [row.rule for row in rows if row.planted == "eight hours"] == [RULE]
    assert key_table(rows).num_rows == len(rows) > 1


@pytest.mark.parametrize("told", [{"verdict": "breach"}, {"verdict": "met", "measured": 9.0}, {"verdict": "met", "limit": 7.0}])
def test_a_statement_that_the_script_does_not_bear_out_is_refused(told: dict[str, object]) -> None:
    """Hand and arithmetic must agree, or there is no key."""
    with pytest.raises(Disagreement, match="eight hours"):
        answers(Town("t", (rider().earns(RULE, **told),)))  # type: ignore[arg-type]


def test_nothing_of_the_engine_is_asked() -> None:
    """The key is made without the lawbook, the kernels, the engines and the rules."""
    files = list(Path(key.__file__).parent.glob("*.py"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not any(f"guanjia.{room}" in text for room in ("law", "kernels", "engines", "rules", "flows", "readers")), file
