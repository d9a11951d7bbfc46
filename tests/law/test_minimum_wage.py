"""The packaged minimum wages against the tables of law beside the checkout, row by row."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from guanjia.law.law import Law, load
from guanjia.law.places import region_code

TABLES = next((p / "shared" / "law" for p in Path(__file__).resolve().parents if (p / "shared" / "law").is_dir()), None)
LAW = load()


def rows(name: str) -> list[dict[str, str]]:
    if TABLES is None or not (TABLES / name).exists():
        pytest.skip(f"needs ../shared/law/{name}: not found")
    with (TABLES / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def wage(law: Law, topic: str, region: str, day: date) -> tuple[float, int, int]:
    """Value, reason and entry at noon of a local day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    found = law.limits(topic, np.array([round(noon.timestamp()) * 1_000_000], np.int64), region=np.zeros(1, np.int32), regions=[region])
    return float(found.value[0]), int(found.reason[0]), int(found.entry[0])


def check(row: dict[str, str], region: str, tier: str, day: date, both: bool = True) -> None:
    law = replace(LAW, zones=replace(LAW.zones, given={region: tier}))
    for column, topic in (("monthly_cny", "minimum-monthly-wage"), ("hourly_cny", "minimum-hourly-wage")):
        value, reason, entry = wage(law, topic, region, day)
        label = f"{row['region']} {tier} {topic} {day}"
        if row[column]:
            assert value == float(row[column]) and reason == 0, label
        else:
            assert math.isnan(value) and reason == 5, label
        if both:
            assert law.entries[entry].first_day == day, label
            assert law.entries[entry].verified == row["source"].startswith(("SEEN ", "NOT FOUND")), label


def test_every_dated_row_is_what_the_book_returns_on_its_first_day() -> None:
    """Current and superseded rows; where the table has no number the reason is 5; secondary sources are not verified."""
    dated = [row for row in rows("minimum_wage.csv") if row["effective_from"]]
    assert len(dated) > 100
    for row in dated:
        mixed = row["region"] == "浙江" and row["effective_from"] == "2026-01-01"
        check(row, region_code(row["region"]), row["tier"], date.fromisoformat(row["effective_from"]), both=not mixed)


def test_the_whole_table_of_2024_stands_on_its_day() -> None:
    """All 90 rows as of 2024-01-01."""
    table = rows("minimum_wage_2024-01-01.csv")
    assert len(table) == 90
    for row in table:
        region, tier = row["region"], row["tier"]
        if region.startswith("广东"):
            tier = "1-深圳" if region == "广东-深圳" else "1-广州" if tier == "1" else tier
        check(row, region_code(region.split("-")[0]), tier, date(2024, 1, 1), both=False)


@pytest.mark.parametrize(("region", "never"), [("110000", {14.6}), ("140000", {12.4, 11.8, 11.2})])
def test_the_full_time_equivalent_is_never_a_floor(region: str, never: set[float]) -> None:
    """Beijing's 14.6 and Shanxi's 12.4 are in the note and nowhere else."""
    law = load()
    entries = law.entries_of("minimum-hourly-wage", region)
    assert not never & {e.value for e in entries}
    assert not never & set(law.values("minimum-hourly-wage"))
    assert any(str(max(never)) in e.note for e in entries)


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("540000", date(2025, 6, 1)),
        ("630000", date(2025, 6, 1)),
        ("630000", date(2026, 3, 1)),
        ("640000", date(2024, 9, 1)),
        ("420000", date(2025, 1, 1)),
    ],
)
def test_a_number_known_to_be_superseded_does_not_run_on(region: str, day: date) -> None:
    """Its successor was not read: the value is not found, whatever the tier."""
    value, reason, entry = wage(load(), "minimum-hourly-wage", region, day)
    assert math.isnan(value) and reason == 5
    assert load().entries[entry].missing.startswith("NOT FOUND")


def test_before_the_first_day_known_there_is_no_law() -> None:
    """A table that says what stands on a day says nothing of the day before."""
    assert wage(load(), "minimum-hourly-wage", "450000", date(2023, 12, 31))[1] == 3
    assert wage(load(tiers={"450000": "1"}), "minimum-hourly-wage", "450000", date(2024, 1, 1))[0] == 20.1


def test_likely_superseded_numbers_say_so() -> None:
    """Anhui and Yunnan."""
    for region in ("340000", "530000"):
        last = [e for e in load().entries_of("minimum-hourly-wage", region) if e.last_day is None]
        assert last and all(e.verified and e.note.startswith("doubt:") for e in last)


@pytest.mark.parametrize(
    ("district", "day", "hourly"),
    [
        ("440106", date(2025, 3, 1), 23.7),
        ("440305", date(2024, 5, 1), 22.2),
        ("441900", date(2025, 2, 28), 18.1),
        ("440800", date(2024, 2, 1), 17),
        ("230102", date(2025, 12, 1), 21),
        ("230112", date(2025, 12, 1), 18.8),
        ("230123", date(2025, 12, 1), 18.2),
        ("232701", date(2025, 12, 1), 18.8),
        ("640181", date(2025, 10, 1), 22),
        ("640324", date(2025, 10, 1), 20),
        ("150104", date(2025, 1, 1), 22.4),
        ("150602", date(2024, 1, 1), 20.8),
        ("653131", date(2025, 1, 1), 19.0),
        ("310115", date(2025, 6, 30), 24),
        ("310115", date(2025, 7, 1), 25),
    ],
)
def test_a_district_has_the_wage_of_the_tier_its_notice_lists_it_in(district: str, day: date, hourly: float) -> None:
    """From the lists that were read; places with one tier need no list."""
    assert wage(load(), "minimum-hourly-wage", district, day)[:2] == (hourly, 0)


@pytest.mark.parametrize(
    ("place", "day"),
    [("440000", date(2025, 3, 1)), ("210200", date(2025, 12, 1)), ("230100", date(2025, 12, 1)), ("150104", date(2025, 12, 1))],
)
def test_a_place_of_unread_or_several_tiers_is_not_guessed(place: str, day: date) -> None:
    """A province of several tiers, a city whose districts differ, a list that has ended."""
    assert wage(load(), "minimum-hourly-wage", place, day)[1] == 4


def test_the_user_may_say_the_tier() -> None:
    """By code or by name; a district follows its city, and no other city does."""
    law = load(tiers={"大连": "1"})
    assert wage(law, "minimum-hourly-wage", "210202", date(2025, 12, 1))[0] == 22
    assert wage(law, "minimum-hourly-wage", "210100", date(2025, 12, 1))[1] == 4
