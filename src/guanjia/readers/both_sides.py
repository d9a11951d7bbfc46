"""What is to be scored against what: a city's answer key, and a table of verdicts in whichever form it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from guanjia.flows.truth.judged import Judged, judged
from guanjia.flows.truth.score import IntakeDifference
from guanjia.readers.answers import ANSWERS, NEEDED, open_findings, open_key, read_json, zone_of
from guanjia.readers.errors import InputError
from guanjia.readers.regions import checked_zone
from guanjia.readers.verdicts import open_verdicts

SUMMARY = "summary.json"
COUNTS = ("read", "used", "merged", "set_aside")
Form = Literal["findings", "verdicts"]


@dataclass(frozen=True)
class BothSides:
    """The key, the table, the rules to score (None: all of the key), and what differs in the reading (None: not known)."""

    key: Judged
    table: Judged
    rules: frozenset[str] | None
    intake: tuple[IntakeDifference, ...] | None = None


def open_both(
    city: Path, findings: Path | str | pa.Table, form: Form | None, mapping: Path | None, encoding: str | None, zone: str | None
) -> BothSides:
    """Open both sides. Without ``form`` a folder, a Parquet file or an Arrow table holds findings, any other file verdicts."""
    if isinstance(findings, pa.Table):
        lacking = [name for name in NEEDED if name not in findings.schema.names]
        if lacking:
            raise InputError(f"结论表缺列 {'、'.join(lacking)}", f"the table of findings lacks the columns {', '.join(lacking)}")
        return BothSides(open_key(city), judged(findings), None)
    path = Path(findings)
    if form == "findings" or (form is None and (path.is_dir() or path.suffix == ".parquet")):
        table = open_findings(path / "findings.parquet" if path.is_dir() else path)
        return BothSides(open_key(city), table, *_of_assessment(city, path))
    key = open_key(city, days=True)
    verdicts, rules = open_verdicts(path, zone_of(key) if zone is None else checked_zone(zone), mapping, encoding)
    return BothSides(key, verdicts, rules)


def _of_assessment(city: Path, out: Path) -> tuple[frozenset[str] | None, tuple[IntakeDifference, ...] | None]:
    """What the summary beside the findings tells: the rules that were asked, and how the reading differs from what was planted."""
    if not (out / SUMMARY).is_file():
        return None, None
    told = read_json(out / SUMMARY)
    asked = told.get("about", {}).get("asked", {}).get("question", {}).get("rules")
    intake = intake_differences(city, told.get("intake", {}).get("tables", {}))
    return None if asked is None else frozenset(asked), intake


def intake_differences(city: Path, found: Mapping[str, Mapping[str, Any]]) -> tuple[IntakeDifference, ...] | None:
    """Counts of a reading that are not those planted in the city; None where it does not say what was planted.

    ``found`` holds for each table the counts of `model.intake.TableIntake`. Of a table whose reasons are planted, a reason that is not
    named must have no rows.
    """
    path = city / ANSWERS / "expected_intake.json"
    if not path.is_file():
        return None
    differ = []
    for table, wanted in read_json(path).items():
        got = found.get(table, {})
        counts = [(what, wanted[what], got.get(what, 0)) for what in COUNTS if what in wanted]
        if "reasons" in wanted:
            planted, met = wanted["reasons"], got.get("reasons", {})
            counts += [(reason, planted.get(reason, 0), met.get(reason, 0)) for reason in sorted({*planted, *met})]
        differ += [IntakeDifference(table, what, due, was) for what, due, was in counts if due != was]
    return tuple(differ)
