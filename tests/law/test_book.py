"""What the lawbook holds, what a community folder may add, and what the loader refuses."""

from __future__ import annotations

import math
import time
from datetime import date
from pathlib import Path

import pytest

from guanjia.law.book import Lawbook, read_lawbook
from guanjia.law.errors import LawbookError
from guanjia.law.law import load

GOOD = """records:
- daily-task-time: 7
  from: 2026-01-01
  force: local rule
  document: a notice
  article: art. 1
  source: https://example.org
  verified: true
"""


def folder(tmp_path: Path, text: str, place: str = "110000") -> Path:
    """A lawbook folder with one file for one jurisdiction."""
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "rule.yaml").write_text(text, "utf-8")
    return tmp_path


def without(line: str) -> str:
    """The good file less the lines that begin so."""
    return "\n".join(row for row in GOOD.splitlines() if not row.strip().startswith(line))


SECOND = GOOD.removeprefix("records:\n")

BAD = {
    "no document": (without("document"), "document missing"),
    "no article": (without("article"), "article missing"),
    "no source": (without("source"), "source missing"),
    "no word on having read it": (without("verified"), "verified missing"),
    "verified neither true nor false": (GOOD.replace("true", "perhaps"), "neither true nor false"),
    "no force": (without("force"), "unknown force"),
    "unknown force": (GOOD.replace("local rule", "custom"), "unknown force 'custom'"),
    "unknown unit": (GOOD + "  unit: fortnight\n", "unknown unit 'fortnight'"),
    "unknown key": (GOOD + "  valeu: 3\n", "unknown key 'valeu'"),
    "unknown top key": ("rows: []\n", "unknown key 'rows'"),
    "unknown kind": (GOOD + "  kinds: [piracy]\n", "unknown kinds"),
    "unknown place": ("jurisdiction: Atlantis\n" + GOOD, "unknown jurisdiction 'Atlantis'"),
    "bad day": (GOOD.replace("2026-01-01", "next spring"), "from is not a day"),
    "no day": (without("from"), "from is not a day"),
    "no topic": (without("- daily").replace("  from", "- from"), "names no topic"),
    "not a number": (GOOD.replace(": 7", ": seven"), "'seven' is not a number"),
    "null without missing": (GOOD.replace(": 7", ": null"), "the value is null"),
    "duplicate": (GOOD + SECOND, "duplicate id"),
    "ends before it begins": (GOOD + "  to: 2025-01-01\n", "it ends before it begins"),
    "overlap": (GOOD + "  to: 2026-06-30\n" + SECOND.replace("2026-01-01", "2026-06-30"), "it overlaps"),
    "gap": (GOOD + "  to: 2026-06-29\n" + SECOND.replace("2026-01-01", "2026-07-01"), "there is a gap after 2026-06-29"),
    "kinds overlap": (GOOD + "  kinds: [freight]\n" + SECOND + "  kinds: [freight, streaming]\n", "for the same kind of work"),
    "contains nonsense": (GOOD + "  contains: {lunch: inside}\n", "unknown lunch"),
    "not yaml": ("records: [\n", "not valid YAML"),
    "impossible day": (GOOD.replace("2026-01-01", "2026-02-30"), "not valid YAML"),
    "records not a list": ("records: 3\n", "no list 'records'"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_the_loader_refuses_and_says_where_what_and_how_to_mend(tmp_path: Path, name: str) -> None:
    """Each refusal names the file and what is wrong, in Chinese first."""
    text, wrong = BAD[name]
    with pytest.raises(LawbookError) as refusal:
        read_lawbook([folder(tmp_path, text)])
    zh, en = str(refusal.value).split("\n", 1)
    assert "rule.yaml" in zh and "rule.yaml" in en
    assert wrong in en
    assert "。" in zh


def test_a_gap_may_be_declared(tmp_path: Path) -> None:
    """Between the two the law has no number, and says why."""
    text = GOOD + "  to: 2026-06-29\n" + SECOND.replace("2026-01-01", "2026-07-01") + "  gap: repealed for a while\n"
    law = load([folder(tmp_path, text)])
    assert [e.last_day for e in law.entries_of("daily-task-time", "110000") if e.jurisdiction == "110000"] == [date(2026, 6, 29), None]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """With its path."""
    with pytest.raises(LawbookError, match="nowhere"):
        read_lawbook([tmp_path / "nowhere"])


def test_a_community_record_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    """Same id, later folder: a corrected number."""
    text = GOOD.replace("daily-task-time: 7", 'minimum-hourly-wage: {"1": 26}').replace("2026-01-01", "2025-07-01")
    law = load([folder(tmp_path, text, "310000")])
    (entry,) = law.entries_of("minimum-hourly-wage", "310000", date(2025, 7, 1))
    assert (entry.id, entry.value) == ("310000/minimum-hourly-wage/1@2025-07-01", 26)


def test_a_community_record_ends_the_packaged_one(tmp_path: Path) -> None:
    """A newer first day closes the older entry the day before."""
    law = load(
        [folder(tmp_path, GOOD.replace("daily-task-time: 7", 'minimum-hourly-wage: {"1": 27}').replace("2026-01", "2026-07"), "310000")]
    )
    found = {e.first_day: (e.value, e.last_day) for e in law.entries_of("minimum-hourly-wage", "310000")}
    assert found[date(2025, 7, 1)] == (25, date(2026, 6, 30))
    assert found[date(2026, 7, 1)] == (27, None)


BOOK = read_lawbook()


def test_every_packaged_entry_is_cited_and_says_why_it_has_no_number() -> None:
    """No entry without document, article, source; nan only with NOT FOUND; what was recalled is not verified."""
    assert len(BOOK.entries) > 500
    for e in BOOK.entries:
        assert e.document and e.article and e.source and e.zh and e.en, e.id
        assert math.isnan(e.value) == e.missing.startswith("NOT FOUND"), e.id
        assert not ("recalled, not read" in e.source and e.verified), e.id
        assert not ("secondary source" in e.note and e.verified), e.id


def test_a_first_day_that_was_not_read_is_not_verified() -> None:
    """The numbers were read, their first days were recalled or chosen by us: heat, New York's first rate, 曹操, T3, DiDi's rule of 2019."""
    known = {
        *(("CN", f"heat-{what}", date(2012, 6, 29)) for what in ("stop", "limit", "limit-hours", "hottest-hours", "rotate")),
        *(("US-NYC", topic, date(2023, 12, 4)) for topic in ("minimum-pay-individual", "minimum-pay-aggregate")),
        ("platform:曹操", "commission-per-order", date(2025, 9, 1)),
        *(("platform:T3", topic, date(2025, 9, 1)) for topic in ("commission-per-order", "commission-monthly-mean")),
        ("platform:T3", "commission-monthly-mean-orders", date(2025, 9, 1)),
        *(("platform:滴滴", f"platform-{topic}", date(2019, 6, 18)) for topic in ("continuous-service", "continuous-rest")),
        *(("platform:滴滴", f"platform-{topic}", date(2019, 6, 18)) for topic in ("billed-time", "billed-rest")),
    }
    said = [e for e in BOOK.entries if "the day, not the number, is unverified" in e.note]
    assert {(e.jurisdiction, e.topic, e.first_day) for e in said} == known
    assert not any(e.verified for e in said)


def test_the_packaged_book_loads_quickly() -> None:
    """Best of three under 0.15 seconds."""

    def once() -> float:
        began = time.perf_counter()
        load()
        return time.perf_counter() - began

    assert min(once() for _ in range(3)) < 0.15


def test_ids_are_unique() -> None:
    """An id names one entry."""
    assert len({e.id for e in BOOK.entries}) == len(BOOK.entries)


def test_all_31_provinces_have_minimum_wages() -> None:
    """Hourly and monthly."""
    for topic in ("minimum-hourly-wage", "minimum-monthly-wage"):
        assert len({e.jurisdiction for e in BOOK.entries if e.topic == topic}) == 31


def test_what_the_wage_contains_is_as_the_notices_say() -> None:
    """Own contributions outside in Beijing and Shanghai, inside in seven regions; the employer's too in two."""

    def contains(book: Lawbook, region: str, topic: str, key: str) -> set[str]:
        return {e.contains.get(key, "unknown") for e in book.entries if (e.jurisdiction, e.topic) == (region, topic)}

    for region in ("110000", "310000"):
        assert contains(BOOK, region, "minimum-hourly-wage", "own_social_insurance") == {"outside"}
    for region in ("120000", "510000", "650000", "640000", "150000", "340000", "520000"):
        assert contains(BOOK, region, "minimum-hourly-wage", "own_social_insurance") == {"inside"}
    assert contains(BOOK, "440000", "minimum-hourly-wage", "own_social_insurance") == {"unknown"}
    assert contains(BOOK, "310000", "minimum-hourly-wage", "employer_social_insurance") == {"outside"}
    assert contains(BOOK, "520000", "minimum-hourly-wage", "employer_social_insurance") == {"inside"}
    assert contains(BOOK, "310000", "minimum-monthly-wage", "employer_social_insurance") == {"unknown"}
