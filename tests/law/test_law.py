"""Limits: most local law first, reasons where there is none, and as fast as ten million moments need."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.law.errors import LawbookError, UnknownRegion
from guanjia.law.law import NOT_STATED, REASONS, REASONS_ZH, Law, load

LAW = load()
NOON_2026 = round(datetime(2026, 3, 2, 4, tzinfo=UTC).timestamp()) * 1_000_000


def noon(day: date, zone: str = "Asia/Shanghai") -> int:
    return round(datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).timestamp()) * 1_000_000


def one(
    law: Law, topic: str, region: str = "310000", platform: str = "", kind: str = "", product: str = "", moment: int = NOON_2026
) -> tuple[float, str]:
    """Value and reason of a single question."""
    asked = np.zeros(1, np.int32)
    found = law.limits(
        topic,
        np.array([moment], np.int64),
        region=asked if region else asked - 1,
        regions=[region],
        platform=asked if platform else None,
        platforms=[platform],
        kind=kind,
        product=asked if product else None,
        products=[product],
    )
    return float(found.value[0]), REASONS[int(found.reason[0])]


@pytest.mark.parametrize(
    ("topic", "asked", "value"),
    [
        ("daily-task-time", {"kind": "food_delivery"}, 8),
        ("continuous-task-time", {"kind": "food_delivery"}, 4),
        ("rest-after-continuous-task-time", {"kind": "food_delivery"}, 20),
        ("weekly-rest-days", {"kind": "food_delivery"}, 1),
        ("continuous-driving", {"kind": "ride_hailing"}, 4),
        ("rest-after-driving", {"kind": "freight"}, 20),
        ("platform-daily-prompt", {"platform": "美团", "kind": "food_delivery"}, 8),
        ("platform-daily-stop", {"platform": "Meituan", "kind": "food_delivery"}, 12),
        ("platform-continuous-service", {"platform": "DiDi", "kind": "ride_hailing"}, 4),
        ("platform-continuous-rest", {"platform": "滴滴出行", "kind": "ride_hailing"}, 20),
        ("platform-billed-time", {"platform": "滴滴", "kind": "ride_hailing", "product": "快车"}, 10),
        ("platform-billed-time", {"platform": "滴滴", "kind": "ride_hailing", "product": "专车"}, 9),
        ("platform-billed-time", {"platform": "滴滴", "kind": "ride_hailing", "product": "豪华车"}, 6),
        ("platform-billed-rest", {"platform": "滴滴", "kind": "ride_hailing", "product": "快车"}, 6),
        ("commission-per-order", {"platform": "滴滴", "kind": "ride_hailing"}, 27),
        ("commission-per-order", {"platform": "T3出行", "kind": "ride_hailing"}, 27),
        ("commission-per-order", {"platform": "曹操", "kind": "ride_hailing"}, 22.5),
        ("commission-monthly-mean", {"platform": "滴滴", "kind": "ride_hailing"}, 25),
        ("commission-monthly-mean-orders", {"platform": "滴滴", "kind": "ride_hailing"}, 50),
        ("holiday-hourly-wage", {"region": "110105"}, 65.1),
        ("pay-interval", {"kind": "food_delivery"}, 1),
        ("holiday-pay-above-normal", {"kind": "ride_hailing"}, 1),
        ("deduction-limit", {}, 20),
        ("deposit-forbidden", {}, 0),
        ("heat-stop", {}, 40),
        ("heat-limit", {}, 37),
        ("heat-limit-hours", {}, 6),
        ("heat-hottest-hours", {}, 3),
        ("heat-rotate", {}, 35),
        ("e-bike-lane-speed", {"kind": "food_delivery"}, 15),
        ("delivery-speed-standard", {"kind": "food_delivery"}, 15),
        ("e-bike-design-speed", {"kind": "food_delivery"}, 25),
        ("rule-change-notice", {"kind": "food_delivery"}, 7),
        ("injury-premium", {"kind": "ride_hailing"}, 0.01),
        ("injury-premium", {"kind": "freight"}, 0.18),
        ("minimum-pay-individual", {"region": "US-NYC", "kind": "food_delivery", "moment": noon(date(2025, 4, 1))}, 21.44),
        ("minimum-pay-aggregate", {"region": "US-NYC", "kind": "food_delivery", "moment": noon(date(2024, 4, 1))}, 19.56),
    ],
)
def test_each_topic_has_its_number(topic: str, asked: dict[str, Any], value: float) -> None:
    """The numbers a rule of each topic rests on."""
    assert one(LAW, topic, **asked) == (value, "ok")


@pytest.mark.parametrize(
    ("topic", "asked", "reason"),
    [
        ("daily-task-time", {"kind": "food_delivery", "region": "999999"}, 1),
        ("daily-task-time", {"kind": "streaming"}, 2),
        ("daily-task-time", {"kind": "food_delivery", "region": "US-NYC"}, 2),
        ("daily-task-time", {"kind": "food_delivery", "moment": noon(date(2025, 12, 3))}, 3),
        ("platform-daily-stop", {"kind": "food_delivery"}, 2),
        ("platform-daily-stop", {"platform": "饿了么", "kind": "food_delivery"}, 2),
        ("injury-premium", {"kind": "food_delivery"}, 4),
        ("injury-premium", {"kind": "food_delivery", "region": "620000"}, 5),
        ("injury-premium", {"kind": "food_delivery", "region": "330000", "moment": noon(date(2025, 6, 30))}, 3),
        ("minimum-pay-individual", {"region": "US-NYC", "kind": "food_delivery", "moment": noon(date(2026, 4, 2))}, 5),
        ("minimum-hourly-wage", {"region": ""}, 6),
        ("weather-supplement", {"platform": "美团", "kind": "food_delivery"}, 2),
    ],
)
def test_where_there_is_no_number_the_reason_is_named(topic: str, asked: dict[str, Any], reason: int) -> None:
    """Nothing is guessed."""
    value, named = one(LAW, topic, **asked)
    assert np.isnan(value) and named == REASONS[reason]


def test_reasons_have_words_in_both_languages() -> None:
    """A label for the missing column of a finding."""
    assert LAW.reason_words(3, "daily-task-time") == "law:daily-task-time:no law in force on that day"
    assert set(REASONS) == set(REASONS_ZH) and NOT_STATED in REASONS


def test_new_york_changes_its_rate_at_its_own_midnight() -> None:
    """Four hours after UTC midnight in April."""
    edge = round(datetime(2025, 4, 1, 4, tzinfo=UTC).timestamp()) * 1_000_000
    ask: dict[str, Any] = {"region": "US-NYC", "kind": "food_delivery"}
    assert one(LAW, "minimum-pay-individual", moment=edge - 1, **ask)[0] == 19.56
    assert one(LAW, "minimum-pay-individual", moment=edge, **ask)[0] == 21.44


@pytest.mark.parametrize(("tier", "value"), [("new", 0.07), ("old-pilot", 0.25)])
def test_the_firms_history_decides_its_injury_premium(tier: str, value: float) -> None:
    """By any of its names."""
    law = load(tiers={"platform:Meituan": tier})
    assert one(law, "injury-premium", platform="美团", kind="food_delivery") == (value, "ok")
    assert one(law, "injury-premium", platform="京东", kind="food_delivery")[1] == REASONS[4]


def test_pilot_rates_of_2022_are_recalled_and_so_not_verified() -> None:
    """Seven provinces, none verified."""
    old = [e for e in LAW.entries_of("injury-premium") if e.first_day.year == 2022]
    assert len({e.jurisdiction for e in old}) == 7 and not any(e.verified for e in old)


def test_an_unknown_tier_is_refused() -> None:
    """With the place named."""
    with pytest.raises(LawbookError, match="大连"):
        load(tiers={"大连": "9"})
    with pytest.raises(LawbookError, match="Atlantis"):
        load(tiers={"Atlantis": "1"})


def test_as_if_replaces_every_region_and_on_every_moment() -> None:
    """A hypothetical law says that it is one."""
    asked: dict[str, Any] = {"kind": "food_delivery", "moment": noon(date(2020, 1, 1))}
    assert one(LAW, "daily-task-time", **asked)[1] == REASONS[3]
    law = load(as_if="上海", on=date(2026, 1, 1))
    assert one(law, "daily-task-time", region="US-NYC", **asked) == (8, "ok")
    assert one(law, "minimum-hourly-wage", region="", **asked) == (25, "ok")
    assert law.hypothetical and law.as_if == "310000" and not LAW.hypothetical
    with pytest.raises(UnknownRegion):
        load(as_if="Atlantis")


def test_limits_in_microseconds() -> None:
    """Zero where there is none; money is no duration."""
    ask: dict[str, Any] = {"region": np.array([0, -1], np.int32), "regions": ["310000"]}
    moments = np.array([NOON_2026, NOON_2026], np.int64)
    found = LAW.limits("rest-after-continuous-task-time", moments, kind="food_delivery", **ask)
    assert found.us().tolist() == [20 * 60 * 1_000_000, 0]
    assert LAW.entries[found.entry[0]].id == "CN/rest-after-continuous-task-time/food_delivery@2025-12-04"
    with pytest.raises(ValueError, match="not durations"):
        LAW.limits("minimum-hourly-wage", moments, **ask).us()


ROW: dict[str, Any] = {
    "platform": "meituan",
    "region": None,
    "kind": "food_delivery",
    "product": None,
    "topic": "daily-task-time",
    "value": 7.5,
    "unit": "hour",
    "first_day": date(2026, 1, 1),
    "last_day": date(2026, 6, 30),
    "force": "collective agreement",
    "document": "合同 2026-1",
    "article": "第3条",
    "row": 4,
}


def test_an_agreement_comes_first_while_it_lasts() -> None:
    """Then the law of the place again; other platforms are untouched; the region of a row narrows it."""
    law = LAW.with_agreements([ROW, ROW | {"region": "310000", "value": 7, "row": 5}])
    assert one(law, "daily-task-time", "330000", "美团", "food_delivery") == (7.5, "ok")
    assert one(law, "daily-task-time", "310115", "美团", "food_delivery") == (7, "ok")
    assert one(law, "daily-task-time", "330000", "京东", "food_delivery") == (8, "ok")
    assert one(law, "daily-task-time", "330000", "", "food_delivery") == (8, "ok")
    assert one(law, "daily-task-time", "330000", "美团", "food_delivery", moment=noon(date(2026, 7, 1))) == (8, "ok")
    assert law.entries[: len(LAW.entries)] == LAW.entries


def test_an_agreement_stands_before_the_packaged_promise_of_the_same_platform() -> None:
    """And the promise again when it ends."""
    law = LAW.with_agreements([ROW | {"topic": "platform-daily-stop", "value": 10}])
    assert one(law, "platform-daily-stop", "310000", "美团", "food_delivery") == (10, "ok")
    assert one(law, "platform-daily-stop", "310000", "美团", "food_delivery", moment=noon(date(2026, 7, 1))) == (12, "ok")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"unit": "moon"}, "unknown unit 'moon'"),
        ({"force": "law"}, "unknown force 'law'"),
        ({"region": "上海"}, "unknown region"),
        ({"last_day": date(2025, 1, 1)}, "its days are wrong"),
        ({"first_day": None}, "its days are wrong"),
        ({"value": None}, "is not a number"),
        ({"value": float("nan")}, "is not a number"),
        ({"document": ""}, "it lacks document"),
        ({"platform": None}, "it lacks platform"),
    ],
)
def test_a_bad_agreement_row_is_refused(change: dict[str, Any], wrong: str) -> None:
    """With its row."""
    with pytest.raises(LawbookError, match=wrong) as refusal:
        LAW.with_agreements([ROW | change])
    assert "row 4" in str(refusal.value)


def test_agreements_may_not_overlap() -> None:
    """Two numbers for the same days."""
    with pytest.raises(LawbookError, match="overlap"):
        LAW.with_agreements([ROW, ROW | {"first_day": date(2026, 6, 30), "last_day": None, "row": 5}])


def test_a_community_folder_adds_a_jurisdiction_without_code(tmp_path: Path) -> None:
    """Its places, time zone, topic, platform names and tiers are all in the folder."""
    home = tmp_path / "xx-town"
    home.mkdir()
    (home / "places.yaml").write_text(
        "places:\n- {code: XX-TOWN, zh: 某城, en: Sometown, timezone: Europe/Paris}\n"
        "- {code: XX-TOWN-W, zh: 某城西区, en: Sometown West, timezone: Europe/Paris, parent: XX-TOWN}\n",
        "utf-8",
    )
    (home / "topics.yaml").write_text("tea-break: {zh: 茶歇, en: tea break, unit: minute}\n", "utf-8")
    (home / "tiers.yaml").write_text(
        "topics: [tea-break]\nlists:\n- {from: 2026-01-01, source: the gazette, verified: true, tiers: {west: [XX-TOWN-W]}}\n", "utf-8"
    )
    (home / "tea-break.yaml").write_text(
        "records:\n- tea-break: {west: 15, east: 10}\n  from: 2026-01-01\n  force: local rule\n  document: Tea Act\n"
        "  article: not seen\n  source: the gazette\n  verified: false\n",
        "utf-8",
    )
    law = load([tmp_path])
    edge = noon(date(2026, 1, 1), "Europe/Paris") - 12 * 3_600_000_000
    assert one(law, "tea-break", "XX-TOWN-W", moment=edge) == (15, "ok")
    assert one(law, "tea-break", "XX-TOWN-W", moment=edge - 1)[1] == REASONS[3]
    assert one(law, "tea-break", "XX-TOWN")[1] == REASONS[4]
    assert one(law, "daily-task-time", "310000", kind="food_delivery") == (8, "ok")
    assert law.unknown_region("YY") and not law.unknown_region("XX-TOWN")
    assert law.places.code("sometown west") == "XX-TOWN-W"


def test_values_and_entries_of_a_topic() -> None:
    """All numbers it may give, without the unknown ones; entries of a place include those of the country."""
    assert LAW.values("injury-premium") == (0.01, 0.04, 0.06, 0.07, 0.18, 0.2, 0.25)
    assert [e.id for e in LAW.entries_of("minimum-hourly-wage", "310115", date(2025, 6, 30))] == ["310000/minimum-hourly-wage/1@2023-07-01"]
    assert [e.jurisdiction for e in LAW.entries_of("daily-task-time", "310115")] == ["CN"]


REGIONS = ["310000", "110105", "440305", "210200", "999999", "US-NYC"]
PLATFORMS = ["美团", "didi"]
PRODUCTS = ["快车", "专车"]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([("minimum-hourly-wage", ""), ("platform-billed-time", "ride_hailing"), ("daily-task-time", "food_delivery")]),
    st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 1), st.integers(-1, 1), st.integers(18_000, 20_700)), min_size=1, max_size=40),
)
def test_many_questions_at_once_are_answered_as_each_alone(asked: tuple[str, str], rows: list[tuple[int, int, int, int]]) -> None:
    """Grouping by region, platform and product changes no answer."""
    topic, kind = asked
    region, platform, product, day = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    moments = day * 86_400_000_000 + 4 * 3_600_000_000
    found = LAW.limits(
        topic,
        moments,
        region=region,
        regions=REGIONS,
        platform=platform,
        platforms=PLATFORMS,
        kind=kind,
        product=product,
        products=PRODUCTS,
    )
    for n, (r, p, q, _) in enumerate(rows):
        names = (REGIONS[r] if r >= 0 else "", PLATFORMS[p] if p >= 0 else "", kind, PRODUCTS[q] if q >= 0 else "")
        value, reason = one(LAW, topic, *names, moment=int(moments[n]))
        np.testing.assert_equal(found.value[n], value)
        assert REASONS[int(found.reason[n])] == reason


def test_ten_million_moments_of_one_region_take_less_than_a_second() -> None:
    """Best of three."""
    count = 10_000_000
    moments = np.random.default_rng(1).integers(1_700_000_000, 1_780_000_000, count) * 1_000_000
    region = np.zeros(count, np.int32)
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        LAW.limits("minimum-hourly-wage", moments, region=region, regions=["310000"])
        spent.append(time.perf_counter() - began)
    assert min(spent) < 1


def test_no_moments_no_limits() -> None:
    """An empty table is no error."""
    none = np.zeros(0, np.int64)
    assert len(LAW.limits("daily-task-time", none, region=none, regions=[]).value) == 0


def test_conditions_part_agreements() -> None:
    """Two promises that begin on one day and differ in their condition alone are two entries with names of their own."""
    row = {"platform": "某平台", "topic": "weather-supplement", "value": 2, "unit": "CNY/order", "document": "例"}
    row |= {"first_day": date(2026, 1, 1), "force": "platform's own promise"}
    law = load().with_agreements([row | {"condition": "暴雨"}, row | {"condition": "高温"}])
    assert len({entry.id for entry in law.entries_of("weather-supplement")}) == 2
