"""Counts of findings by rule, verdict, scenario, platform and region, and the money owed.

A rule may give the same span several findings, one for each allowance tried (0, 10, 20 %). Those are never added up: headline counts take,
of the allowances tried on most spans, the one with the fewest breaches, so that no doubt is counted against a platform. Findings on
different parts of a rule (deductions for lateness, for complaints …) are all counted. Findings about a person over several platforms see
the same work once more: they stay out of every total and have counts of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.clock import NULL
from guanjia.model.findings import VERDICTS, Verdict
from guanjia.model.measures import ACROSS, Measures
from guanjia.rules import Rule
from guanjia.writers.digest.columns import Bool, Coded, Int64, coded, whole
from guanjia.writers.digest.counts import Counts, TaskCounts, cube, named, summed
from guanjia.writers.digest.forces import BINDING, GROUPS, group

MET, BREACH, CANNOT = (int(verdict) for verdict in Verdict)


@dataclass(frozen=True)
class Owed:
    """Money owed under one rule in one currency and scenario, minor units, and how many findings it comes from."""

    rule: str
    currency: str
    scenario: str
    amount: int
    findings: int
    counted: bool  # whether the scenario is the one that headlines count


@dataclass(frozen=True)
class Tallies:
    """All counts of one findings table. ``counted`` marks the rows that headlines count, ``across`` those over several platforms."""

    rules: Coded
    verdicts: NDArray[np.int8]
    platforms: Coded
    counted: Bool
    across: Bool  # in the scenarios that headlines count, over all platforms of a linked person
    counted_scenarios: frozenset[tuple[str, str]]  # (rule, scenario)
    by_scenario: dict[tuple[str, str], Counts]  # (rule, scenario)
    by_rule: dict[str, Counts]
    by_platform: dict[str, Counts]
    by_region: dict[str, Counts]
    by_rule_platform: dict[tuple[str, str], Counts]
    by_force: dict[str, Counts]  # forces.GROUPS
    by_rule_force: dict[tuple[str, str], Counts]
    binding_by_platform: dict[str, Counts]  # of the findings that rest on binding law
    binding_by_region: dict[str, Counts]
    across_by_rule: dict[str, Counts]
    tasks: dict[str, TaskCounts]  # by rule
    owed: tuple[Owed, ...]

    @property
    def total(self) -> Counts:
        """Every finding that headlines count."""
        return summed(self.by_rule.values())


def tallies(findings: pa.Table) -> Tallies:
    """Count a table of model.findings.FINDINGS."""
    rules, platforms, regions, scenarios = (coded(findings, name) for name in ("rule", "platform", "region", "scenario"))
    verdicts, forces = _verdicts(coded(findings, "verdict")), _force_groups(findings)
    joint = platforms.codes == platforms.code(ACROSS)
    scenario_cube = _grouped((rules, scenarios), verdicts, ~joint)
    counted_cells = _counted_cells(scenario_cube.reshape(len(rules.words), len(scenarios.words), 3), scenarios)
    kept = counted_cells[rules.codes, scenarios.codes]
    counted = kept & ~joint
    binding = counted & (forces.codes == forces.code(BINDING))

    def by(group: Coded, rows: Bool) -> dict[str, Counts]:
        return named(group.words, _grouped((group,), verdicts, rows))

    def by_pair(first: Coded, second: Coded) -> dict[tuple[str, str], Counts]:
        return named(list(product(first.words, second.words)), _grouped((first, second), verdicts, counted))

    return Tallies(
        rules=rules,
        verdicts=verdicts,
        platforms=platforms,
        counted=counted,
        across=kept & joint,
        counted_scenarios=frozenset((rules.words[r], scenarios.words[s]) for r, s in np.argwhere(counted_cells).tolist()),
        by_scenario=named(list(product(rules.words, scenarios.words)), scenario_cube),
        by_rule=by(rules, counted),
        by_platform=by(platforms, counted),
        by_region=by(regions, counted),
        by_rule_platform=by_pair(rules, platforms),
        by_force=by(forces, counted),
        by_rule_force=by_pair(rules, forces),
        binding_by_platform=by(platforms, binding),
        binding_by_region=by(regions, binding),
        across_by_rule=by(rules, kept & joint),
        tasks=_tasks(findings, rules, verdicts, counted),
        owed=_owed(findings, rules, scenarios, counted_cells, ~joint),
    )


def tasks_of(rule: Rule, counts: Tallies, measures: Measures) -> TaskCounts | None:
    """The tasks behind a rule's findings; None unless it judges each by itself. Some rules tally tasks only to judge a month's sum."""
    found, tallied = counts.tasks.get(rule.code), measures.tallies.get(rule.code)
    if rule.tally is None or found is None or not found.judged:
        return None
    by_sum = tallied is not None and not tallied.breached.any() and found.breached
    return None if by_sum else found


def at_least_owed(owed: tuple[Owed, ...]) -> dict[str, tuple[int, str]]:
    """By currency, the greatest sum that one rule alone finds owed, and that rule; sums of several rules may overlap and are not added."""
    best: dict[str, tuple[int, str]] = {}
    for line in owed:
        if line.counted and line.amount > best.get(line.currency, (0, ""))[0]:
            best[line.currency] = (line.amount, line.rule)
    return best


def _verdicts(labels: Coded) -> NDArray[np.int8]:
    place = np.array([VERDICTS.index(word) if word in VERDICTS else CANNOT for word in labels.words], np.int8)
    result: NDArray[np.int8] = place[labels.codes]
    return result


def _grouped(groups: tuple[Coded, ...], verdicts: NDArray[np.int8], rows: Bool) -> Int64:
    """Verdicts of some rows by the combinations of one or two groups, the last one running fastest."""
    codes, size = np.zeros(len(verdicts), np.int64), 1
    for labels in groups:
        codes, size = codes * len(labels.words) + labels.codes, size * len(labels.words)
    return cube(codes[rows], size, verdicts[rows])


def _force_groups(findings: pa.Table) -> Coded:
    labels = coded(findings, "force")
    words = tuple(GROUPS)
    place = np.array([words.index(group(word)) for word in labels.words], np.int32)
    return Coded(place[labels.codes], words)


def _tasks(findings: pa.Table, rules: Coded, verdicts: NDArray[np.int8], counted: Bool) -> dict[str, TaskCounts]:
    """Sums of count and rows over what could be judged: for a rule that judges task by task, its tasks."""
    judged = counted & (verdicts != CANNOT)
    sums = []
    for name in ("count", "rows"):
        values = whole(findings, name)[judged]
        total = np.zeros(len(rules.words), np.int64)
        np.add.at(total, rules.codes[judged], np.where(values == NULL, 0, values))
        sums.append(total.tolist())
    return {word: TaskCounts(*pair) for word, pair in zip(rules.words, zip(*sums, strict=True), strict=True) if word}


def _counted_cells(grid: Int64, scenarios: Coded) -> Bool:
    """(rule, scenario) cells that headlines count: each part of a rule, and of the allowances tried on it the most cautious one."""
    parts: dict[str, list[int]] = {}
    for code, word in enumerate(scenarios.words):
        parts.setdefault(part_of(word), []).append(code)
    counted = np.zeros(grid.shape[:2], np.bool_)
    for rule, cells in enumerate(grid):
        for codes in parts.values():
            plain = [code for code in codes if "allowance" not in scenarios.words[code]]
            counted[rule, plain] = True
            tried = [code for code in codes if code not in plain and cells[code].any()]
            if tried and not cells[plain][:, [MET, BREACH]].any():
                counted[rule, min(tried, key=partial(_order, cells, scenarios.words))] = True
    return counted


def part_of(scenario: str) -> str:
    """The part of the rule that a scenario is about, without the allowance that it tries.

    >>> part_of("allowance 10%"), part_of("holiday floor, allowance 10%"), part_of("lateness")
    ('', 'holiday floor', 'lateness')
    """
    return scenario.partition("allowance")[0].rstrip(", ")


def _order(cells: Int64, words: tuple[str, ...], scenario: int) -> tuple[int, int, str]:
    """Scenarios tried on most spans first (an agreed allowance may hold for few), then those with fewest breaches."""
    return -int(cells[scenario].sum()), int(cells[scenario, BREACH]), words[scenario]


def _owed(findings: pa.Table, rules: Coded, scenarios: Coded, counted: Bool, of_platforms: Bool) -> tuple[Owed, ...]:
    """Sums owed by platforms; what is owed to a person over all platforms is the same money seen again and is left out."""
    amounts = whole(findings, "owed")
    rows = np.flatnonzero((amounts != NULL) & (amounts != 0) & of_platforms)
    currencies = coded(findings, "currency")
    shape = (len(rules.words), len(currencies.words), len(scenarios.words))
    cells = np.ravel_multi_index((rules.codes[rows], currencies.codes[rows], scenarios.codes[rows]), shape)
    keys, inverse, counts = np.unique(cells, return_inverse=True, return_counts=True)
    sums = np.zeros(len(keys), np.int64)
    np.add.at(sums, inverse, amounts[rows])  # exact: bincount would add in floating point
    lines = []
    for key, amount, count in zip(keys.tolist(), sums.tolist(), counts.tolist(), strict=True):
        rule, currency, scenario = (int(i) for i in np.unravel_index(key, shape))
        lines.append(
            Owed(rules.words[rule], currencies.words[currency], scenarios.words[scenario], amount, count, bool(counted[rule, scenario]))
        )
    return tuple(sorted(lines, key=lambda line: (line.rule, line.currency, line.scenario)))
