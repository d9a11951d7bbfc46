"""Marks beside numbers of law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guanjia.law.entry import Force
from guanjia.model.assessment import Assessment
from guanjia.writers.digest import marks, topics


def test_marks_say_no_more_than_is_known(assessment: Assessment) -> None:
    """A number seen at the cited place, one recalled, one that came with the records, one that the law no longer holds."""
    seen, recalled = assessment.law.entries
    given = replace(seen, source="agreements row 1")
    assert [marks.mark(entry)[0][0] for entry in (seen, recalled, given, None)] == ["数值已查见", "未核", "记录所附", "未核"]
    assert marks.cited(seen)[0].endswith("（指引；自2025-01-01起）")
    assert marks.cited(recalled)[1].endswith("(local rule; from 2025-01-01)")


@pytest.mark.parametrize(
    ("finding", "verified", "said"),
    [
        ({"law": "CN/x@2025-01-01", "force": "law"}, True, "number seen"),
        ({"law": "CN/x@2025-01-01", "force": "law"}, False, "not verified"),
        ({"law": "platform:某/x@2025-01-01", "force": Force.PLATFORM_PROMISE}, True, marks.OWN[0][1]),
    ],
)
def test_mark_of_a_finding(finding: dict[str, object], verified: bool, said: str) -> None:
    """A platform's own number is not said to have been looked up."""
    found = marks.mark_of_finding(finding, verified)
    assert found is not None and found[0][1] == said


def test_no_entry_no_mark() -> None:
    """Where no entry is used there is no mark, and the words tell a law that lacks from an article that was not needed."""
    assert marks.mark_of_finding({"law": ""}, False) is None
    assert marks.without_entry("law:x:no law in force on that day") == ("没有适用的规定", "no law applies")
    assert marks.without_entry("tasks.kind") == ("未用到条文", "no article used")


def test_titles_of_agreements_name_the_topic(assessment: Assessment) -> None:
    """The bare topic in an agreement's title gives way to its Chinese name, also for topics that no public text sets."""
    name = topics.names(assessment.law)
    entry = replace(
        assessment.law.entries[0],
        topic="commission-per-order",
        source="agreements row 1",
        zh="快马约定的 commission-per-order",
        en="commission-per-order agreed with 快马",
    )
    assert topics.title(entry, name) == ("快马约定的每单抽成上限", "highest commission on one order agreed with 快马")
    assert topics.title(assessment.law.entries[0], name) == ("每日接单上限", "daily limit")
    assert name("no such topic") == ("no such topic", "no such topic")
