"""Runs the pages of cases: ``tests/rules/<rule>.yaml``, one page a rule, written so that a lawyer can read it.

A page::

    rule: daily_task_time            # the rule's file name in src/guanjia/rules
    region: "310000"                 # where the work was done; default of tasks and weather. Leave out: not known
    timezone: Asia/Shanghai          # the default; every moment on the page is on this clock
    defaults: {tasks: {platform: 美团}}   # values for every row of a table on this page
    not_applicable: {midnight: why this cannot arise for this rule}
    cases:
      - name: eight hours exactly
        why: the standard says "in principle not more than 8 hours"
        shows: [met, at_the_limit]   # see TAGS: a page must show each, or say under not_applicable why it cannot
        tasks:
          - {dispatch: 2026-03-02 08:00, end: 2026-03-02 16:00}
        findings:                    # all findings of the rule, in any order; only the keys written are compared
          - {verdict: met, measured: 8 h, limit: 8 h}

* Tables: ``tasks presence notices weather agreements pay_lines incidents links``, rows with the column names of `guanjia.model.schema`, or
  shorter: ``worker`` = worker_id, ``pay`` = driver_trip_pay, and ``dispatch requested arrival start end promised paid published`` for the
  moments. A row not written takes `DEFAULTS`, then the page's ``defaults``. A table that is not written is *not given*; ``notices: []`` is
  given and empty.
* ``repeat: 7`` on a row makes seven of it, ``every: 1 day`` apart (the default), or ``every: 30 min``.
* Moments: ``2026-03-02 08:00`` or with seconds; local. Days: ``2026-03-02``. Money: in yuan or dollars, ``12.50``, in rows and findings.
* Findings: the columns of `guanjia.model.findings.FINDINGS`; ``worker`` = worker_id. ``measured`` and ``limit`` may be written
  ``8 h 41 min`` (exact) or as a number (to 0.005). ``owed: null`` means that no money follows. ``findings: []`` means none at all.
* ``lawbook:`` entries here replace the packaged entries of the same topics, so that a case can change the law in the middle of a week:
  ``{topic: daily-task-time, value: 7, unit: hour, first_day: 2026-03-04, last_day: …}``, other fields as in `guanjia.law.entry.Entry`, each
  with a default (`ENTRY`).
* ``allowances: [0, 0.1]`` (default [0]); ``subject: vehicle`` when the records are of cabs and not of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
import yaml

import guanjia
from guanjia.law.entry import Entry, Force
from guanjia.law.law import Law, load
from guanjia.model.schema import BY_NAME, MOMENT, Column
from guanjia.rules import all_rules

PAGES = sorted(Path(__file__).parent.glob("*.yaml"))
RULES_FOLDER = Path(guanjia.__file__).parent / "rules"

TAGS = {
    "met": "a case that keeps the rule",
    "breach": "a case that breaks it",
    "at_the_limit": "exactly at the limit",
    "one_beyond": "one unit (a second, a fen, an order) beyond the limit",
    "cannot_judge": "a case whose records or law do not suffice",
    "law_changes": "the law changes in the middle of the records",
    "midnight": "work past midnight",
    "overlap": "two tasks in hand at once",
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "tasks": {"worker_id": "甲", "platform": "某平台", "kind": "food_delivery", "status": "completed", "currency": "CNY"},
    "presence": {"worker_id": "甲", "platform": "某平台", "kind": "online"},
    "notices": {"worker_id": "甲", "platform": "某平台"},
    "pay_lines": {"worker_id": "甲", "platform": "某平台", "currency": "CNY"},
    "weather": {},
    "incidents": {"worker_id": "甲", "platform": "某平台"},
    "agreements": {"platform": "某平台", "force": "platform's own promise", "document": "例", "condition": ""},
    "links": {"worker_id": "甲", "platform": "某平台"},
}
SHORT = {
    "worker": "worker_id",
    "pay": "driver_trip_pay",
    "dispatch": "dispatch_time",
    "requested": "requested_time",
    "arrival": "arrival_time",
    "start": "start_time",
    "end": "end_time",
    "promised": "promised_time",
    "paid": "paid_time",
    "published": "rule_published",
    "person": "person_id",
}
MONEY = {"driver_trip_pay", "fare", "tip", "commission", "amount"}
ENTRY: dict[str, Any] = {
    "jurisdiction": "CN",
    "tier": "",
    "kinds": (),
    "product": "",
    "last_day": None,
    "force": Force.GUIDANCE,
    "document": "例",
    "article": "1",
    "source": "https://example.org",
    "verified": True,
    "zh": "例",
    "en": "an example",
    "contains": {},
    "note": "",
}
UNITS = {"day": 86_400, "h": 3_600, "min": 60, "s": 1}


@dataclass(frozen=True)
class Case:
    """One case of a page."""

    page: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the page."""
        return ZoneInfo(self.page.get("timezone", "Asia/Shanghai"))


@cache
def page_of(path: Path) -> Mapping[str, Any]:
    """The page, read once."""
    page: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return page


def cases() -> Iterator[Any]:
    """One pytest parameter for each case of each page."""
    for path in PAGES:
        page = page_of(path)
        for body in page["cases"]:
            yield pytest.param(Case(page, body), id=f"{path.stem}: {body['name']}")


def seconds(text: str) -> int:
    """Seconds of ``8 h 41 min 5 s``."""
    parts = re.findall(r"(\d+) ?(day|h|min|s)\b", text)
    assert parts and re.fullmatch(r"(\d+ ?(day|h|min|s) ?)+", text + " "), f"not a duration: {text!r}"
    return sum(int(number) * UNITS[unit] for number, unit in parts)


def moment(value: Any, zone: ZoneInfo) -> datetime | None:
    """A moment of a page, on the page's clock."""
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found.replace(tzinfo=zone) if found.tzinfo is None else found


def minor(value: Any) -> int | None:
    """Minor units of an amount in yuan or dollars."""
    return None if value is None else int(Decimal(str(value)) * 100)


def full_rows(case: Case, table: str) -> list[dict[str, Any]]:
    """The rows of one table, with defaults filled in and ``repeat`` carried out."""
    defaults = DEFAULTS[table] | {
        name: case.page["region"] for name in ("region",) if table in ("tasks", "weather", "incidents") and "region" in case.page
    }
    defaults |= (case.page.get("defaults") or {}).get(table, {})
    names = {column.name for column in BY_NAME[table].columns}
    rows: list[dict[str, Any]] = []
    for written in case.body[table]:
        row = defaults | {key if key in names else SHORT.get(key, key): value for key, value in written.items()}
        times, every = int(row.pop("repeat", 1)), seconds(str(row.pop("every", "1 day")))
        unknown = set(row) - names
        assert not unknown, f"{table} has no column {sorted(unknown)}; see guanjia.model.schema"
        for index in range(times):
            rows.append(converted(row, table, case.zone, timedelta(seconds=every * index)) | {"row": len(rows) + 1})
            if table == "tasks" and (index or "task_id" not in row):
                rows[-1]["task_id"] = f"t{len(rows)}"
    return rows


def converted(row: Mapping[str, Any], table: str, zone: ZoneInfo, later: timedelta) -> dict[str, Any]:
    """A row with moments in UTC, ``later`` added to each, and money in minor units."""
    result = dict(row)
    for name, value in row.items():
        column = BY_NAME[table].column(name)
        if column.type == MOMENT:
            found = moment(value, zone)
            result[name] = None if found is None else (found.replace(tzinfo=None) + later).replace(tzinfo=found.tzinfo).astimezone(UTC)
        elif name in MONEY:
            result[name] = minor(value)
    return result


def arrow(case: Case, table: str) -> pa.Table:
    """The rows of one table as Arrow."""
    rows = full_rows(case, table)

    def array(column: Column) -> pa.Array:
        plain = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        values = pa.array([row.get(column.name) for row in rows], plain)
        return values.cast(column.type) if plain != column.type else values

    columns = BY_NAME[table].columns
    return pa.Table.from_arrays([array(column) for column in columns], schema=BY_NAME[table].schema)


@cache
def packaged() -> Law:
    """The lawbook that comes with the package."""
    return load()


def law_of(case: Case) -> Law:
    """The packaged law, with the case's own entries in place of those of the same topics."""
    entries = [Entry(**(ENTRY | {k: force(k, v) for k, v in written.items()})) for written in case.body.get("lawbook", ())]
    if not entries:
        return packaged()
    topics = {entry.topic for entry in entries}
    return replace(packaged(), entries=(*(e for e in packaged().entries if e.topic not in topics), *entries))


def force(key: str, value: Any) -> Any:
    """The value of an entry's field; a force by its word, kinds as a tuple."""
    return Force(value) if key == "force" else tuple(value) if key == "kinds" else float(value) if key == "value" else value


def assessed(case: Case) -> Any:
    """The assessment of a case by its rule alone."""
    tables = {name: arrow(case, name) for name in DEFAULTS if name in case.body}
    options = {"subject": case.body["subject"]} if "subject" in case.body else {}
    return guanjia.assess(
        tables,
        timezone=case.page.get("timezone", "Asia/Shanghai"),
        region=case.page.get("region"),
        allowances=tuple(case.body.get("allowances", (0,))),
        law=law_of(case),
        rules=[case.page["rule"]],
        **options,
    )


def agrees(wanted: Mapping[str, Any], found: Mapping[str, Any], zone: ZoneInfo) -> bool:
    """Whether a finding has every value that the page asks of it."""
    return all(same(key, value, found[{"worker": "worker_id"}.get(key, key)], str(found["unit"]), zone) for key, value in wanted.items())


def same(key: str, wanted: Any, found: Any, unit: str, zone: ZoneInfo) -> bool:
    """Whether one value of a finding is what the page says."""
    if key == "owed":
        return bool(found == minor(wanted))
    if key in ("start", "end"):
        return bool(found == moment(wanted, zone))
    if key in ("measured", "limit") and isinstance(wanted, str):
        size = {"hour": 3_600, "minute": 60, "day": 86_400}[unit]
        return bool(seconds(wanted) / size == pytest.approx(found, rel=1e-9))
    if key in ("measured", "limit") and wanted is not None:
        return bool(found == pytest.approx(wanted, abs=0.005))
    if wanted is None:
        return found is None or found != found
    return bool(found == wanted)


def pair_up(wanted: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> bool:
    """Whether each wanted finding can be given a finding of its own."""
    if not wanted:
        return not found
    return any(
        agrees(wanted[0], candidate, zone) and pair_up(wanted[1:], [*found[:i], *found[i + 1 :]], zone) for i, candidate in enumerate(found)
    )


def told(rows: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> str:
    """Findings as lines for a failure message."""
    keys = ("verdict", "worker_id", "platform", "measured", "limit", "unit", "count", "owed", "scenario", "missing", "law")
    return "\n".join(
        f"  {row['start'].astimezone(zone):%m-%d %H:%M}–{row['end'].astimezone(zone):%m-%d %H:%M} "
        + " ".join(f"{k}={row[k]!r}" for k in keys)
        for row in rows
    )


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: Case) -> None:
    """The rule finds in the case what the page says, and can give the arithmetic of each finding in two languages."""
    result = assessed(case)
    rows = result.findings.to_pylist()
    assert pair_up(case.body["findings"], rows, case.zone), f"{case.body.get('why', '')}\nfound:\n{told(rows, case.zone) or '  nothing'}"
    rule = next(rule for rule in all_rules() if rule.code == case.page["rule"])
    for row in rows:
        lines = rule.steps(row, result.measures)
        assert lines and all(zh.strip() and en.strip() for zh, en in lines)


@pytest.mark.parametrize("rule", sorted(path.stem for path in RULES_FOLDER.glob("*.py") if path.stem != "__init__"))
def test_page_is_complete(rule: str) -> None:
    """Every rule has a page, and the page shows each kind of case or says why it cannot."""
    path = Path(__file__).parent / f"{rule}.yaml"
    assert path.exists(), f"write {path.name}: the page of cases for the rule {rule} (format: top of {Path(__file__).name})"
    page = page_of(path)
    assert page["rule"] == rule
    shown = {tag for case in page["cases"] for tag in case.get("shows", ())}
    excused = page.get("not_applicable") or {}
    assert shown | set(excused) <= set(TAGS), f"unknown tags: {sorted((shown | set(excused)) - set(TAGS))}; known: {sorted(TAGS)}"
    assert all(str(reason).strip() for reason in excused.values())
    assert not shown & set(excused), f"shown and called not applicable: {sorted(shown & set(excused))}"
    lacking = set(TAGS) - shown - set(excused)
    assert not lacking, "add cases that show: " + "; ".join(f"{tag} ({TAGS[tag]})" for tag in sorted(lacking))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_names_are_unique(path: Path) -> None:
    """No two cases of a page have the same name, and each says why it is there."""
    names = [case["name"] for case in page_of(path)["cases"]]
    assert len(set(names)) == len(names)
    assert all(case.get("why") for case in page_of(path)["cases"])
