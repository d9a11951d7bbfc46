"""A worker's page from the rows of their portrait, counted again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from guanjia.risk.portrait.words import ALONE, CHANGES, PURPOSE, TERMS
from guanjia.writers.portrait_page.render import render
from guanjia.writers.risk.portrait_view import portrait_view
from tests.writers.offline import check
from tests.writers.risk.conftest import Stood

NAMES = dict((*TERMS, *ALONE))
ASKED = dict(CHANGES.values())


def row(day: int, hours: float, risk: float, **other: object) -> dict[str, Any]:
    """A day."""
    return {
        "worker_id": "w<b>",
        "platform": "*",
        "day": date(2026, 3, day),
        "hours": hours,
        "longest_run": None,
        "rest_debt": None,
        "night_share": 0.0,
        "pressure": None,
        "heat_dose": None,
        "sleepiness_low": 3.0,
        "sleepiness": 4.0,
        "sleepiness_high": 11.5,
        "lapses": None,
        "relative_risk": risk,
        "relative_risk_low": risk / 2,
        "relative_risk_high": risk * 2,
        "young": False,
        "contributors": [],
        "changes": [],
        **other,
    }


def change(code: str, risk: float, hours: float) -> dict[str, Any]:
    """A change that leaves so much."""
    return {"code": code, "relative_risk": risk, "low": risk / 2, "high": risk * 2, "hours": hours}


def test_the_mean_is_weighed_by_hours() -> None:
    """One hour at 2 and three at 1 are 1.25 an hour."""
    view = portrait_view([row(2, 1.0, 2.0), row(3, 3.0, 1.0)])
    assert "4 h on task" in view.headline[1] and "1.25 (0.62 – 2.50)" in view.headline[1]
    assert view.period == "2026-03-02 – 2026-03-03" and view.platforms == (("各平台合计", "all platforms"),)


def test_sleepiness_stays_on_its_scale() -> None:
    """What the model puts beyond 9 is shown as 9; what is not known is not shown."""
    known, unknown = portrait_view([row(2, 1.0, 1.0), row(3, 1.0, 1.0, sleepiness=None, sleepiness_low=None, sleepiness_high=None)]).days
    assert known.sleepiness == (3.0, 4.0, 9.0) and unknown.sleepiness is None


def test_contributors_by_the_excess_they_add() -> None:
    """The excess of a term times hours makes its share; what stands beside the index has none, and comes after."""
    first = [{"code": "time_on_duty", "value": 1.2}, {"code": "heat", "value": 3.0}]
    second = [{"code": "time_of_day", "value": 1.1}]
    view = portrait_view([row(2, 2.0, 1.0, contributors=first), row(3, 6.0, 1.0, contributors=second)])
    assert [each.name for each in view.contributors] == [NAMES["time_of_day"], NAMES["time_on_duty"], NAMES["heat"]]
    assert [each.share for each in view.contributors] == pytest.approx([0.6, 0.4, 0.0])
    assert "beside the index" in view.contributors[2].says[1]


def test_changes_by_what_they_spare() -> None:
    """The three that spare most, before and after on the days on which they help."""
    days = [
        row(2, 4.0, 2.0, changes=[change("breaks", 1.0, 2.0), change("stop_at_eight", 1.5, 4.0), change("no_deep_night", 1.9, 4.0)]),
        row(3, 4.0, 1.0, changes=[change("breaks", 0.9, 3.0), change("rested_before", 0.99, 4.0)]),
    ]
    told = portrait_view(days).changes
    assert [each.what for each in told] == [ASKED["breaks"], ASKED["stop_at_eight"], ASKED["no_deep_night"]]
    # before (2*4 + 1*4) / 8, after (1*2 + 0.9*3) / 5, three hours less over two days
    assert (told[0].before, told[0].after) == ("1.50", "0.94")
    assert "helps on 2 days: 0.94 (0.47 – 1.88) an hour, 1.5 h of work less on such a day" in told[0].effect[1]


def test_a_day_off_costs_hours_that_are_not_counted() -> None:
    """It never says that a day off costs no hours; every change is told to be about single days."""
    days = [row(day, 4.0, 1.2, changes=[change("day_off_before", 1.0, 4.0), change("breaks", 1.1, 3.5)]) for day in (2, 3)]
    off, breaks = portrait_view(days).changes
    assert "the day before is not worked at all" in off.effect[1] and "0.0 h" not in off.effect[1]
    assert "那天的工时未计" in off.effect[0] and "0.5 h of work less" in breaks.effect[1]
    for each in (off, breaks):
        assert "each day by itself" in each.effect[1] and "不是各天一起改的结果" in each.effect[0]


def test_what_is_not_told_apart_is_said_first() -> None:
    """Where every interval holds 1 the page says so; one day that leaves it out is enough not to."""
    near, far = row(2, 1.0, 1.2), row(3, 1.0, 3.0)
    said = portrait_view([near]).not_told_apart
    assert said is not None and said[0] in render(portrait_view([near]))
    assert portrait_view([near, far]).not_told_apart is None
    assert portrait_view([row(2, 1.0, 0.4)]).not_told_apart is None


def test_days_are_counted_once_and_years_are_told() -> None:
    """Two rows of one day are one day; over more than one year each day has its year."""
    view = portrait_view([row(2, 1.0, 1.0), row(2, 1.0, 1.0)])
    assert view.headline[1].startswith("1 days") and view.day_form == "%m-%d"
    later = portrait_view([row(2, 1.0, 1.0), row(2, 1.0, 1.0) | {"day": date(2027, 1, 5)}])
    assert "2027-01-05" in render(later) and "2027" not in render(view)


def test_the_check_by_the_other_model_is_shown() -> None:
    """Lapses are those of the row, in the table and explained in the method; not known is a dash."""
    view = portrait_view([row(2, 1.0, 1.0, lapses=12.34), row(3, 1.0, 1.0)])
    assert [day.lapses for day in view.days] == [12.34, None]
    page = render(view)
    assert "12.3" in page and "lapses (check)" in page and "unified model" in page


def test_a_short_history_is_said() -> None:
    """Days within a week of the first record are counted; without any nothing is said."""
    assert portrait_view([row(2, 1.0, 1.0)]).warm_up is None
    said = portrait_view([row(2, 1.0, 1.0, young=True), row(3, 1.0, 1.0)]).warm_up
    assert said is not None and said[1].startswith("1 of the days")


def test_the_page_of_a_made_up_worker() -> None:
    """It stands alone, escapes the worker's id, and says first for whom it is."""
    page = render(portrait_view([row(2, 1.0, 1.0), row(3, 2.0, 1.5, changes=[change("breaks", 1.0, 2.0)])]))
    check(page)
    assert "w<b>" not in page and "w&lt;b&gt;" in page
    assert PURPOSE[0] in page and PURPOSE[1].replace("'", "&#39;") in page


def test_pages_of_a_city(stood: Stood) -> None:
    """Every worker has a page; hours in the headline are the sum of the rows."""
    rows = stood.it.portraits.to_pylist()
    for worker in sorted({row["worker_id"] for row in rows})[:25]:
        mine = [row for row in rows if row["worker_id"] == worker]
        view = portrait_view(mine)
        assert f"{len(mine)} days, {sum(row['hours'] for row in mine):.0f} h on task" in view.headline[1]
        assert len(view.days) == len(mine) and len(view.changes) <= 3
        check(render(view))
