"""Counts of findings by rule, verdict, scenario, platform and region, and the money owed.

A rule may give the same span several findings, one for each allowance tried (0, 10, 20 %). Those are never added up: headline counts take,
of the allowances tried on most spans, the one with the fewest breaches, so that no doubt is counted against a platform. Findings on
different parts of a rule (deductions for lateness, for complaints …) are all counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from guanjia.model.clock import NULL
from guanjia.model.findings import VERDICTS, Verdict
from guanjia.model.measures import ACROSS
from guanjia.writers.digest.columns import Coded, Int64, coded, whole

MET, BREACH, CANNOT = (int(verdict) for verdict in Verdict)
Bool = NDArray[np.bool_]
K = TypeVar("K")


@dataclass(frozen=True)
class Counts:
    """Findings by verdict."""

    met: int
    breach: int
    cannot: int

    @property
    def total(self) -> int:
        """All findings, judged or not."""
        return self.met + self.breach + self.cannot

    @property
    def share(self) -> float | None:
        """Breaches as a share of what could be judged; None where nothing could."""
        judged = self.met + self.breach
        return self.breach / judged if judged else None


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
    """All counts of one findings table. ``counted`` marks the rows of the scenario that headlines count."""

    rules: Coded
    verdicts: NDArray[np.int8]
    platforms: Coded
    regions: Coded
    scenarios: Coded
    counted: Bool
    counted_scenarios: frozenset[tuple[str, str]]  # (rule, scenario)
    by_scenario: dict[tuple[str, str], Counts]  # (rule, scenario)
    by_rule: dict[str, Counts]
    by_platform: dict[str, Counts]
    by_region: dict[str, Counts]
    by_rule_platform: dict[tuple[str, str], Counts]
    owed: tuple[Owed, ...]

    @property
    def total(self) -> Counts:
        """Every finding that headlines count."""
        return _sum(list(self.by_rule.values()))


def tallies(findings: pa.Table) -> Tallies:
    """Count a table of model.findings.FINDINGS."""
    rules, platforms, regions, scenarios = (coded(findings, name) for name in ("rule", "platform", "region", "scenario"))
    verdicts = _verdicts(coded(findings, "verdict"))
    cube = _cube(rules.codes * len(scenarios.words) + scenarios.codes, len(rules.words) * len(scenarios.words), verdicts)
    grid = cube.reshape(len(rules.words), len(scenarios.words), 3)
    counted_cells = _counted_cells(grid, scenarios)
    counted = counted_cells[rules.codes, scenarios.codes]
    some = verdicts[counted]
    by_rule = _counts(rules.words, _cube(rules.codes[counted], len(rules.words), some))
    by_platform = _counts(platforms.words, _cube(platforms.codes[counted], len(platforms.words), some))
    by_region = _counts(regions.words, _cube(regions.codes[counted], len(regions.words), some))
    width = len(platforms.words)
    both = _cube((rules.codes * width + platforms.codes)[counted], len(rules.words) * width, some)
    names = [(rule, platform) for rule in rules.words for platform in platforms.words]
    cells = [(rule, scenario) for rule in rules.words for scenario in scenarios.words]
    return Tallies(
        rules,
        verdicts,
        platforms,
        regions,
        scenarios,
        counted,
        frozenset((rules.words[r], scenarios.words[s]) for r, s in np.argwhere(counted_cells).tolist()),
        _counts(cells, cube),
        by_rule,
        by_platform,
        by_region,
        _counts(names, both),
        _owed(findings, rules, scenarios, counted_cells),
    )


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


def _cube(codes: NDArray[np.int32], size: int, verdicts: NDArray[np.int8]) -> Int64:
    flat = np.bincount(codes.astype(np.int64) * 3 + verdicts, minlength=size * 3)
    return flat.reshape(size, 3)


def _counts(names: Sequence[K], cube: Int64) -> dict[K, Counts]:
    return {name: Counts(*map(int, row)) for name, row in zip(names, cube, strict=True) if row.any()}


def _sum(parts: list[Counts]) -> Counts:
    return Counts(sum(p.met for p in parts), sum(p.breach for p in parts), sum(p.cannot for p in parts))


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


def _owed(findings: pa.Table, rules: Coded, scenarios: Coded, counted: Bool) -> tuple[Owed, ...]:
    """Sums owed by platforms; what is owed to a person over all platforms is the same money seen again and is left out."""
    amounts, platforms = whole(findings, "owed"), coded(findings, "platform")
    rows = np.flatnonzero((amounts != NULL) & (amounts != 0) & (platforms.codes != platforms.code(ACROSS)))
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
