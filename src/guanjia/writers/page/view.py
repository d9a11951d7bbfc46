"""What report.html shows, worked out before the template sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from guanjia.model.assessment import Assessment
from guanjia.writers.digest import marks, method, quality, topics, words
from guanjia.writers.digest.basis import Cited, basis, without_entry
from guanjia.writers.digest.counts import Counts, TaskCounts
from guanjia.writers.digest.forces import GROUPS, NONE
from guanjia.writers.digest.gaps import gaps
from guanjia.writers.digest.missing import missing
from guanjia.writers.digest.money import amount
from guanjia.writers.digest.people import Extent, People, people
from guanjia.writers.digest.pseudonyms import Pseudonyms, pseudonyms
from guanjia.writers.digest.tallies import Tallies, at_least_owed, tallies, tasks_of
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
    tasks: TaskCounts | None  # None where it does not judge task by task
    laws: list[tuple[Text, marks.Mark]]
    no_law: list[Text]
    forces: list[Text]
    by_force: list[tuple[Text, Counts]]  # empty where all rest on texts of one group
    scenarios: list[tuple[Text, Counts, bool]]
    owed: list[tuple[Text, Text, bool]]  # scenario, amount, counted
    worst: list[Mapping[str, object]]
    remark: Text | None


@dataclass(frozen=True)
class GroupView:
    """One platform or region as the report shows it."""

    name: Text
    extent: Extent
    counts: Counts
    binding: Counts  # of those that rest on binding law


def view(assessment: Assessment) -> dict[str, object]:
    """The values of the template ``report.html``."""
    about, counts, extent = assessment.about, tallies(assessment.findings), people(assessment.worker_days)
    cited, names = basis(assessment, counts), pseudonyms(assessment)
    rules = _rules(assessment, counts, cited, worst(assessment.findings, counts), names)
    titles = {rule.code: rule.title for rule in assessment.rules}
    largest = sorted(at_least_owed(counts.owed).items())
    groups = {
        "platforms": _groups(counts.by_platform, counts.binding_by_platform, extent.by_platform, words.platform),
        "regions": _groups(counts.by_region, counts.binding_by_region, extent.by_region, words.region),
    }
    return {
        "hypothetical": method.hypothetical(about),
        "subject": names.prefix,
        "extent": extent,
        "total": counts.total,
        "by_force": [(GROUPS[name], counts.by_force[name]) for name in GROUPS if name != NONE and name in counts.by_force],
        "no_force": counts.by_force.get(NONE),
        "hours_known": extent.all.hours > 0 or not extent.all.tasks,
        "across": _across(assessment, counts, extent, names),
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
        "laws": [_law(line, topics.names(assessment.law)) for line in sorted(cited, key=lambda line: (line.verified, line.id))],
        "unverified": sum(not line.verified for line in cited),
        "facts": method.facts(about),
        "inputs": method.inputs(about, shortened=True),
        "notes": method.notes(about, assessment.intake.notes),
    }


def citation(line: Cited) -> Text:
    """One law entry in one line; its bare id where the law no longer holds it."""
    return (line.id, line.id) if line.entry is None else marks.cited(line.entry)


def _rules(
    assessment: Assessment, counts: Tallies, cited: tuple[Cited, ...], cases: dict[str, list[Case]], names: Pseudonyms
) -> list[RuleView]:
    of_case = _case_view(assessment, names)
    silent = without_entry(assessment, counts)
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
        groups = [(GROUPS[name], count) for (code, name), count in counts.by_rule_force.items() if code == rule.code]
        owed = [(words.scenario(o.scenario), amount(o.amount, o.currency), o.counted) for o in counts.owed if o.rule == rule.code]
        worst_cases = cases.get(rule.code, [])
        found.append(
            RuleView(
                rule.code,
                rule.title,
                rule.clock,
                counts.by_rule[rule.code],
                tasks_of(rule, counts, assessment.measures),
                list(dict.fromkeys((citation(line), marks.mark(line.entry)) for line in lines)),
                silent.get(rule.code, []),
                [words.force(force) for force in forces],
                groups if len(groups) > 1 else [],
                scenarios if len(scenarios) > 1 else [],
                owed,
                [of_case(case) for case in worst_cases],
                show.remark(worst_cases[0].unit) if worst_cases else None,
            )
        )
    return sorted(found, key=lambda r: (-r.counts.breach, -(r.counts.share or 0), -r.counts.total, r.code))


def _across(assessment: Assessment, counts: Tallies, extent: People, names: Pseudonyms) -> dict[str, object] | None:
    """Persons over several platforms: how many, and by rule what was found of them and the worst case."""
    if not counts.across_by_rule and not extent.across.workers:
        return None
    of_case = _case_view(assessment, names)
    cases = worst(assessment.findings, counts, counts.across, each=1)
    rows = [
        (rule.title, counts.across_by_rule[rule.code], [of_case(case) for case in cases.get(rule.code, [])])
        for rule in assessment.rules
        if rule.code in counts.across_by_rule
    ]
    return {"extent": extent.across, "rows": sorted(rows, key=lambda row: (-row[1].breach, row[0]))}


def _case_view(assessment: Assessment, names: Pseudonyms) -> Callable[[Case], Mapping[str, object]]:
    return partial(_case, names=names, zone=ZoneInfo(str(assessment.about.get("timezone") or "UTC")))


def _case(case: Case, names: Pseudonyms, zone: ZoneInfo) -> Mapping[str, object]:
    return {
        "who": names.name(case.worker, case.platform),
        "platform": words.platform(case.platform),
        "region": words.region(case.region),
        "when": show.span(case.start, case.end, zone),
        "measured": show.measured(case.measured, case.unit, case.scenario),
        "limit": show.quantity(case.limit, case.unit),
        "owed": show.NONE if case.owed is None else amount(case.owed, case.currency),
    }


def _groups(
    counts: dict[str, Counts], binding: dict[str, Counts], extents: dict[str, Extent], name: Callable[[str], Text]
) -> list[GroupView]:
    none = Counts(0, 0, 0)
    rows = [
        GroupView(name(key), extents.get(key, _NOBODY), counts.get(key, none), binding.get(key, none))
        for key in sorted(set(counts) | set(extents))
    ]
    return sorted(rows, key=lambda row: (-row.counts.breach, -row.extent.tasks))


def _matrix(rules: list[RuleView], counts: Tallies) -> dict[str, object] | None:
    platforms = sorted(counts.by_platform)
    if len(platforms) < 2:
        return None
    rows = [(rule.title, [counts.by_rule_platform.get((rule.code, platform)) for platform in platforms]) for rule in rules]
    return {"platforms": [words.platform(platform) for platform in platforms], "rows": rows}


def _gaps(assessment: Assessment, counts: Tallies, titles: Mapping[str, Text]) -> list[Mapping[str, object]]:
    topic = topics.names(assessment.law)
    rows: list[Mapping[str, object]] = []
    for gap in gaps(assessment.findings, counts):
        what, mend = missing(gap.missing, topic)
        rows.append({"what": what, "mend": mend, "count": gap.count, "rules": [titles.get(rule, (rule, rule)) for rule in gap.rules]})
    return rows


def _law(line: Cited, topic: Callable[[str], Text]) -> Mapping[str, object]:
    entry = line.entry
    return {
        "what": (line.id, line.id) if entry is None else topics.title(entry, topic),
        "value": show.NONE if entry is None else show.quantity(entry.value, entry.unit),
        "citation": citation(line),
        "mark": marks.mark(entry),
        "findings": line.findings,
    }
