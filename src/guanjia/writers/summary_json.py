"""The counts of an assessment for other programs: ``summary.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from guanjia.model.assessment import Assessment
from guanjia.writers.digest.basis import Cited, basis
from guanjia.writers.digest.counts import Counts
from guanjia.writers.digest.forces import GROUPS
from guanjia.writers.digest.gaps import gaps
from guanjia.writers.digest.method import hypothetical
from guanjia.writers.digest.people import Extent, people
from guanjia.writers.digest.quality import set_aside
from guanjia.writers.digest.tallies import Tallies, at_least_owed, tallies, tasks_of

FILES = {
    "findings.parquet": "every finding; UTC microseconds, owed in minor units",
    "findings.csv": "the same with a byte-order mark for spreadsheets; start_local and end_local are on the clock of about.timezone; "
    "text beginning with = + - @ has an apostrophe in front",
    "worker_days.parquet": "measures by worker, platform and day",
    "worker_weeks.parquet": "measures and pay by worker, platform, week and region",
    "worker_months.parquet": "measures and pay by worker, platform, month and region",
    "regulator.csv": "pay and time by worker and week in the columns of 6 RCNY 7-805; the list of columns was read in the proposed text "
    "(City Record 2022-11-16), check the final rule",
    "report.html": "the report; workers under pseudonyms",
    "report.xlsx": "the report as a workbook; workers under pseudonyms",
    "rejected.parquet": "every row set aside: table, file, row, column, value, reason",
    "summary.json": "this file; a folder is an output of guanjia by it",
}

_NONE = Counts(0, 0, 0)


def write(assessment: Assessment, folder: Path) -> Path:
    """Write counts by rule, platform and region, money owed, intake, law and method."""
    path = folder / "summary.json"
    path.write_text(json.dumps(summary(assessment), ensure_ascii=False, indent=1, allow_nan=False, default=_plain) + "\n", encoding="utf-8")
    return path


def summary(assessment: Assessment) -> dict[str, object]:
    """The summary as plain values. Counts take one scenario of each rule (``counted``); ``by_rule`` lists all of them.

    Findings about a person over several platforms are in ``across_platforms`` only: they see the same work once more.
    """
    counts, extent = tallies(assessment.findings), people(assessment.worker_days)
    cited = basis(assessment, counts)
    banner = hypothetical(assessment.about)
    return {
        "hypothetical": {"zh": banner[0], "en": banner[1]} if banner else None,
        "workers": extent.all.workers,
        "tasks": extent.all.tasks,
        "worker_days": extent.all.days,
        "task_hours": round(extent.all.hours, 2),
        "first_day": extent.first,
        "last_day": extent.last,
        "verdicts": _counts(counts.total),
        "by_force": {name: {"zh": zh, "en": en, **_counts(counts.by_force.get(name, _NONE))} for name, (zh, en) in GROUPS.items()},
        "by_rule": _by_rule(assessment, counts),
        "by_platform": _by_group(counts.by_platform, counts.binding_by_platform, extent.by_platform),
        "by_region": _by_group(counts.by_region, counts.binding_by_region, extent.by_region),
        "across_platforms": _extent(extent.across) | {"by_rule": {rule: _counts(c) for rule, c in sorted(counts.across_by_rule.items())}},
        "owed": [vars(line) for line in counts.owed],
        "owed_at_least": {
            currency: {"minor_units": amount, "rule": rule} for currency, (amount, rule) in sorted(at_least_owed(counts.owed).items())
        },
        "cannot_judge": [{"missing": gap.missing, "count": gap.count, "rules": gap.rules} for gap in gaps(assessment.findings, counts)],
        "law": [_law(line) for line in cited],
        "unverified_law": [line.id for line in cited if not line.verified],
        "intake": _intake(assessment),
        "about": dict(assessment.about),
        "files": FILES,
    }


def _counts(counts: Counts) -> dict[str, object]:
    share = counts.share
    return {
        "met": counts.met,
        "breach": counts.breach,
        "cannot_judge": counts.cannot,
        "breach_share_of_judged": None if share is None else round(share, 6),
    }


def _extent(extent: Extent | None) -> dict[str, object]:
    return {} if extent is None else {"workers": extent.workers, "worker_days": extent.days, "tasks": extent.tasks}


def _by_group(counts: Mapping[str, Counts], binding: Mapping[str, Counts], extents: Mapping[str, Extent]) -> dict[str, object]:
    return {
        name: _extent(extents.get(name)) | _counts(count) | {"breach_of_binding_law": binding.get(name, _NONE).breach}
        for name, count in sorted(counts.items())
    }


def _by_rule(assessment: Assessment, counts: Tallies) -> list[dict[str, object]]:
    titles = {rule.code: rule.title for rule in assessment.rules}
    judged = {rule.code: tasks for rule in assessment.rules if (tasks := tasks_of(rule, counts, assessment.measures))}
    rows: list[dict[str, object]] = []
    for (rule, scenario), count in sorted(counts.by_scenario.items()):
        zh, en = titles.get(rule, (rule, rule))
        counted = (rule, scenario) in counts.counted_scenarios
        rows.append({"rule": rule, "zh": zh, "en": en, "scenario": scenario, "counted": counted, **_counts(count)})
        if counted and rule in judged:
            rows[-1] |= {"tasks_breached": judged[rule].breached, "tasks_judged": judged[rule].judged}
    return rows


def _law(line: Cited) -> dict[str, object]:
    entry = line.entry
    document = "" if entry is None else f"{entry.document} {entry.article}".strip()
    return {"id": line.id, "document": document, "verified": line.verified, "rules": line.rules, "findings": line.findings}


def _intake(assessment: Assessment) -> dict[str, object]:
    intake = assessment.intake
    return {
        "tables": {name: vars(table) for name, table in intake.tables.items()},
        "set_aside": [
            {"reason": g.reason, "zh": g.words[0], "en": g.words[1], "column": g.column, "count": g.count, "file": g.file, "row": g.row}
            for g in set_aside(intake)
        ],
        "files": intake.files,
        "notes": [{"zh": zh, "en": en} for zh, en in intake.notes],
    }


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)
