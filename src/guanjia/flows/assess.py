"""Assess: read the records, measure them, let the rules speak, and lay out what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from guanjia.flows.finding_table import finding_table
from guanjia.flows.measure_tables import period_table, worker_day_table
from guanjia.flows.ports import Engine, Measured, Method, Progress, Source
from guanjia.law.law import Law
from guanjia.model.assessment import Assessment
from guanjia.rules import Rule


def silent(table: str, rows: int) -> None:
    """Progress that nobody watches."""


def assess(
    source: Source,
    law: Law,
    rules: Sequence[Rule],
    method: Method,
    engine: Engine,
    about: Mapping[str, object],
    progress: Progress = silent,
) -> Assessment:
    """Assess ``source`` by ``rules`` under ``law``; ``about`` is added to what the assessment says of itself."""
    law = law_with_agreements(source, law)
    measured = engine(source, law, rules, method, progress)
    return assessment(source, law, rules, method, measured, about)


def law_with_agreements(source: Source, law: Law) -> Law:
    """The law and the platforms' own numbers, where the source has a table of them."""
    if "agreements" not in source.tables():
        return law
    return law.with_agreements(row for batch in source.batches("agreements") for row in batch.to_pylist())


def assessment(
    source: Source, law: Law, rules: Sequence[Rule], method: Method, measured: Measured, about: Mapping[str, object]
) -> Assessment:
    """What the rules make of the measures, laid out for writers."""
    measures = measured.measures
    found = [finding for rule in rules for finding in rule.check(measures, law)]
    return Assessment(
        finding_table(found, measures, law),
        worker_day_table(measures),
        period_table(measures, measures.weeks),
        period_table(measures, measures.months),
        measures,
        law,
        source.intake,
        tuple(rules),
        {**_method_words(source, law, method), "hour_of_week": measured.hours_of_week, **about},
    )


def _method_words(source: Source, law: Law, method: Method) -> dict[str, object]:
    return {
        "format": source.format,
        "subject": source.subject,
        "timezone": method.timezone,
        "day_start": method.day_start.strftime("%H:%M"),
        "rest": method.rest,
        "allowances": list(method.allowances),
        "leave_out_rests": method.leave_out_rests,
        "hypothetical": law.hypothetical,
        "as_if": law.as_if,
        "on": law.on.isoformat() if isinstance(law.on, date) else None,
        "notes": list(source.intake.notes),
    }
