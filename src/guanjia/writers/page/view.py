"""What report.html shows, worked out before the template sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from guanjia.law.citation import in_chinese, in_english
from guanjia.model.assessment import Assessment
from guanjia.writers.digest import method, quality, words
from guanjia.writers.digest.basis import Cited, basis
from guanjia.writers.digest.gaps import gaps
from guanjia.writers.digest.money import amount
from guanjia.writers.digest.people import Extent, people
from guanjia.writers.digest.pseudonyms import Pseudonyms, pseudonyms
from guanjia.writers.digest.tallies import Counts, Tallies, at_least_owed, tallies
from guanjia.writers.digest.words import Text
from guanjia.writers.digest.worst import Case, worst
from guanjia.writers.page import show
from guanjia.writers.page.figures import figures, heat

_REGIONS_SHOWN = 20
_NOBODY = Extent(0, 0, 0, 0.0)


@dataclass(frozen=True)
class RuleView:
    """One rule as the report shows it."""

    code: str
    title: Text
    clock: Text
    counts: Counts
    laws: list[tuple[Text, bool]]  # citation, verified
    forces: list[Text]
    scenarios: list[tuple[Text, Counts, bool]]
    owed: list[tuple[Text, Text, bool]]  # scenario, amount, counted
    worst: list[Mapping[str, object]]


@dataclass(frozen=True)
class GroupView:
    """One platform or region as the report shows it."""

    name: Text
    extent: Extent
    counts: Counts


def view(assessment: Assessment) -> dict[str, object]:
    """The values of the template ``report.html``."""
    about, counts, extent = assessment.about, tallies(assessment.findings), people(assessment.worker_days)
    cited, names = basis(assessment, counts), pseudonyms(assessment)
    rules = _rules(assessment, counts, cited, worst(assessment.findings, counts), names)
    titles = {rule.code: rule.title for rule in assessment.rules}
    largest = sorted(at_least_owed(counts.owed).items())
    groups = {
        "platforms": _groups(counts.by_platform, extent.by_platform, words.platform),
        "regions": _groups(counts.by_region, extent.by_region, words.region),
    }
    return {
        "hypothetical": method.hypothetical(about),
        "subject": names.prefix,
        "extent": extent,
        "total": counts.total,
        "rules": rules,
        "silent": [titles[code] for code in titles if code not in counts.by_rule],
        "top": [rule for rule in rules if rule.counts.breach][:5],
        "at_least": [(amount(value, currency), titles.get(rule, (rule, rule))) for currency, (value, rule) in largest],
        "platforms": groups["platforms"],
        "regions": groups["regions"][:_REGIONS_SHOWN],
        "regions_left": max(len(groups["regions"]) - _REGIONS_SHOWN, 0),
        "matrix": _matrix(rules, counts),
        "figures": figures(assessment, [line.entry for line in cited if line.entry is not None]),
        "heat": heat(about.get("hour_of_week")),
        "gaps": _gaps(assessment, counts, titles),
        "intake": [(words.table(name), table) for name, table in assessment.intake.tables.items()],
        "remarks": [
            (words.table(name), quality.remark(text), number)
            for name, table in assessment.intake.tables.items()
            for text, number in sorted(table.remarks.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        "set_aside": quality.set_aside(assessment.intake),
        "laws": [_law(line, titles) for line in sorted(cited, key=lambda line: (line.verified, line.id))],
        "unverified": sum(not line.verified for line in cited),
        "facts": method.facts(about),
        "inputs": method.inputs(about, shortened=True),
        "notes": method.notes(about, assessment.intake.notes),
    }


def citation(line: Cited) -> Text:
    """One law entry in one line; its bare id where the law no longer holds it."""
    return (line.id, line.id) if line.entry is None else (in_chinese(line.entry), in_english(line.entry))


def _rules(
    assessment: Assessment, counts: Tallies, cited: tuple[Cited, ...], cases: dict[str, list[Case]], names: Pseudonyms
) -> list[RuleView]:
    zone = ZoneInfo(str(assessment.about.get("timezone") or "UTC"))
    of_case = partial(_case, names=names, zone=zone)
    found = []
    for rule in assessment.rules:
        if rule.code not in counts.by_rule:
            continue
        lines = [line for line in cited if rule.code in line.rules]
        scenarios = [
            (words.scenario(name), count, (code, name) in counts.counted_scenarios)
            for (code, name), count in sorted(counts.by_scenario.items())
            if code == rule.code
        ]
        forces = list(dict.fromkeys(line.entry.force.value for line in lines if line.entry is not None))
        owed = [(words.scenario(o.scenario), amount(o.amount, o.currency), o.counted) for o in counts.owed if o.rule == rule.code]
        found.append(
            RuleView(
                rule.code,
                rule.title,
                rule.clock,
                counts.by_rule[rule.code],
                [(citation(line), line.verified) for line in lines],
                [words.force(force) for force in forces],
                scenarios if len(scenarios) > 1 else [],
                owed,
                [of_case(case) for case in cases.get(rule.code, [])],
            )
        )
    return sorted(found, key=lambda r: (-r.counts.breach, -(r.counts.share or 0), -r.counts.total, r.code))


def _case(case: Case, names: Pseudonyms, zone: ZoneInfo) -> Mapping[str, object]:
    return {
        "who": names.name(case.worker, case.platform),
        "platform": words.platform(case.platform),
        "region": words.region(case.region),
        "when": show.span(case.start, case.end, zone),
        "measured": show.quantity(case.measured, case.unit),
        "limit": show.quantity(case.limit, case.unit),
        "owed": show.NONE if case.owed is None else amount(case.owed, case.currency),
    }


def _groups(counts: dict[str, Counts], extents: dict[str, Extent], name: Callable[[str], Text]) -> list[GroupView]:
    keys = sorted(set(counts) | set(extents))
    rows = [GroupView(name(key), extents.get(key, _NOBODY), counts.get(key, Counts(0, 0, 0))) for key in keys]
    return sorted(rows, key=lambda row: (-row.counts.breach, -row.extent.tasks))


def _matrix(rules: list[RuleView], counts: Tallies) -> dict[str, object] | None:
    platforms = sorted(counts.by_platform)
    if len(platforms) < 2:
        return None
    rows = [(rule.title, [counts.by_rule_platform.get((rule.code, platform)) for platform in platforms]) for rule in rules]
    return {"platforms": [words.platform(platform) for platform in platforms], "rows": rows}


def _gaps(assessment: Assessment, counts: Tallies, titles: Mapping[str, Text]) -> list[Mapping[str, object]]:
    topics = {entry.topic: (entry.zh, entry.en) for entry in reversed(assessment.law.entries)}
    rows: list[Mapping[str, object]] = []
    for gap in gaps(assessment.findings, counts):
        what, mend = words.missing(gap.missing, lambda topic: topics.get(topic, (topic, topic)))
        rows.append({"what": what, "mend": mend, "count": gap.count, "rules": [titles.get(rule, (rule, rule)) for rule in gap.rules]})
    return rows


def _law(line: Cited, titles: Mapping[str, Text]) -> Mapping[str, object]:
    entry = line.entry
    return {
        "id": line.id,
        "what": (line.id, line.id) if entry is None else (entry.zh, entry.en),
        "value": show.NONE if entry is None else show.quantity(entry.value, entry.unit),
        "citation": citation(line),
        "verified": line.verified,
        "findings": line.findings,
        "rules": [titles.get(rule, (rule, rule)) for rule in line.rules],
    }
