"""Words for the arithmetic of a finding."""

from __future__ import annotations

import math

import pytest

from guanjia.model.wording import duration, hours_against_limit

WHAT = ("当日接单时间", "task time that day")


@pytest.mark.parametrize(
    ("hours", "zh"), [(8 + 41 / 60, "8 小时 41 分"), (1 / 3600, "1 秒"), (0, "0 分"), (24, "24 小时"), (1.9999999, "2 小时")]
)
def test_duration(hours: float, zh: str) -> None:
    """Hours to the second, without what is nought."""
    assert duration(hours)[0] == zh


def test_over_the_limit() -> None:
    """The difference is shown as a subtraction."""
    lines = hours_against_limit({"verdict": "breach", "measured": 8 + 41 / 60, "limit": 8.0, "missing": ""}, WHAT)
    assert lines == [("当日接单时间 8 小时 41 分 − 8 小时 = 超出 41 分", "task time that day 8 h 41 min − 8 h = 41 min over")]


def test_cannot_judge_shows_no_difference() -> None:
    """A bound is shown as what is on record, and what is missing is named."""
    finding = {"verdict": "cannot judge", "measured": 7.0, "limit": 8.0, "missing": "tasks.kind"}
    (zh, _), (why, _) = hours_against_limit(finding, WHAT)
    assert zh == "当日接单时间：记录为 7 小时"
    assert "tasks.kind" in why


@pytest.mark.parametrize("verdict", ["met", "cannot judge"])
def test_nothing_measured(verdict: str) -> None:
    """There is always a line."""
    assert hours_against_limit({"verdict": verdict, "measured": math.nan, "limit": None, "missing": "x"}, WHAT)
