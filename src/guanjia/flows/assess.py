"""Assess: read the records, measure them, let the rules speak, and lay out what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from guanjia.flows.finding_table import finding_table
from guanjia.flows.measure_tables import period_table, worker_day_table
from guanjia.flows.ports import Engine, Measured, Method, Progress, Results, Source
from guanjia.law.law import Law
from guanjia.model.assessment import Assessment
from guanjia.model.measures import Measures
from guanjia.model.rows import joined, picked
from guanjia.rules import Rule


def silent(table: str, rows: int) -> None:
    """Progress that nobody watches."""


class InMemory:
    """Results kept as tables."""

    def __init__(self) -> None:
        self._pieces: tuple[list[pa.Table], ...] = ([], [], [], [])

    def open(self, about: Mapping[str, object]) -> None:
        """Nothing to do: the tables say nothing of themselves."""

    def add(self, *tables: pa.Table) -> None:
        """Keep a slice's findings, worker-days, weeks and months."""
        for pieces, table in zip(self._pieces, tables, strict=True):
            pieces.append(table)

    def add_findings(self, findings: pa.Table) -> None:
        """Keep findings about platforms."""
        self._pieces[0].append(findings)

    def tables(self) -> tuple[pa.Table, pa.Table, pa.Table, pa.Table]:
        """Findings, worker-days, weeks and months."""
        findings, days, weeks, months = (pa.concat_tables(pieces) for pieces in self._pieces)
        return findings, days, weeks, months


def assess(
    source: Source,
    law: Law,
    rules: Sequence[Rule],
    method: Method,
    engine: Engine,
    about: Mapping[str, object],
    progress: Progress = silent,
    results: Results | None = None,
) -> Assessment:
    """Assess ``source`` by ``rules`` under ``law``; ``about`` is added to what the assessment says of itself.

    The tables go to ``results`` piece by piece, as workers are judged; without it they are kept in memory.
    """
    law = law_with_agreements(source, law)
    results = InMemory() if results is None else results
    with TemporaryDirectory(prefix="guanjia-") as scratch:
        measured = engine(source, law, rules, method, progress, Path(scratch))
        about = {**method_words(source, law, method), "hour_of_week": measured.hours_of_week, **about}
        measures = judged(measured, law, rules, about, results)
    return Assessment(*results.tables(), measures, law, source.intake, tuple(rules), about)


def judged(measured: Measured, law: Law, rules: Sequence[Rule], about: Mapping[str, object], results: Results) -> Measures:
    """Let the rules judge slice by slice, and platforms at the end; the measures of the only slice, or what all slices share."""
    platforms, gathered = measured.platforms, list[Measures]()
    wanted = any(rule.weeks(platforms.units.regions, law) for rule in rules)
    slices = 0
    only = platforms
    results.open(about)
    for measures in measured.slices:
        judge_workers(measures, law, rules, results)
        slices, only = slices + 1, measures
        if wanted:
            gathered.append(replace(measures, days=picked(measures.days, measures.days.regions > 1)))
    of_platforms = platforms
    if gathered:
        of_platforms = replace(platforms, weeks=joined([part.weeks for part in gathered]), days=joined([part.days for part in gathered]))
    judge_platforms(of_platforms, law, rules, results)
    if slices == 1:
        return replace(only, platform_months=platforms.platform_months, tallies=platforms.tallies, notices=platforms.notices)
    return platforms


def judge_workers(measures: Measures, law: Law, rules: Sequence[Rule], results: Results) -> None:
    """Let the rules about workers judge one slice."""
    found = [finding for rule in rules if rule.about == "workers" for finding in rule.check(measures, law)]
    results.add(
        finding_table(found, measures, law),
        worker_day_table(measures),
        period_table(measures, measures.weeks),
        period_table(measures, measures.months),
    )


def judge_platforms(platforms: Measures, law: Law, rules: Sequence[Rule], results: Results) -> None:
    """Let the rules about platforms judge, once."""
    found = [finding for rule in rules if rule.about == "platforms" for finding in rule.check(platforms, law)]
    results.add_findings(finding_table(found, platforms, law))


def law_with_agreements(source: Source, law: Law) -> Law:
    """The law and the platforms' own numbers, where the source has a table of them."""
    if "agreements" not in source.tables():
        return law
    return law.with_agreements(row for batch in source.batches("agreements") for row in batch.to_pylist())


def method_words(source: Source, law: Law, method: Method) -> dict[str, object]:
    """How the records were read and measured, with the notes made in reading, so it is asked after that."""
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
