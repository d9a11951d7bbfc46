"""No number of the steward's own choosing is left out of the assumptions that reports print."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import guanjia
from guanjia.kernels.on_road.assumptions import ON_ROAD
from guanjia.model.assumptions import AssumptionSet, Status
from guanjia.risk.backtest.assumptions import BACKTEST
from guanjia.risk.index.assumptions import INDEX, VETOES
from guanjia.risk.index.references import REFERENCES
from guanjia.risk.map.assumptions import MAP, SIGNALS
from guanjia.risk.portrait.assumptions import PORTRAIT

ROOT = Path(guanjia.__file__).parent
MODULES = sorted([*(ROOT / "risk").rglob("*.py"), *(ROOT / "kernels" / "on_road").rglob("*.py")])
RELEASE = ROOT / "risk" / "release"  # a release states its own choices: docs/publication.md


def chosen() -> Iterator[tuple[str, str]]:
    """(module, constant) of the constants whose comment or docstring calls them a judgement, or recalled."""
    for path in MODULES:
        if path.name == "assumptions.py" or RELEASE in path.parents:
            continue
        source = path.read_text(encoding="utf-8")
        lines, body = source.splitlines(), ast.parse(source).body
        for place, node in enumerate(body):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            after = body[place + 1] if place + 1 < len(body) else None
            doc = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            told = doc if isinstance(doc, str) else ""
            said = f"{lines[node.end_lineno - 1].partition('#')[2]} {told}".lower() if targets and node.end_lineno else ""
            if "judgement" in said or "memory:" in said:
                for target in targets:
                    for name in ast.walk(target):
                        if isinstance(name, ast.Name):
                            yield ".".join(["guanjia", *path.relative_to(ROOT).with_suffix("").parts]), name.id


def printed() -> set[tuple[str, str]]:
    """(module, name) of what the sets of assumptions take their values from."""
    found = set()
    for path in ROOT.rglob("assumptions.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {(node.module, each.name) for each in node.names}
                modules |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                found.add((modules[node.value.id], node.attr))
    return found


def test_every_judged_constant_is_printed() -> None:
    """A constant that the code calls a judgement stands in a set of assumptions."""
    judged = set(chosen())
    assert len(judged) > 15  # the search finds them
    assert sorted(judged - printed()) == []


SETS = [ON_ROAD, MAP, SIGNALS, INDEX, VETOES, BACKTEST, PORTRAIT]


@pytest.mark.parametrize("rests_on", SETS, ids=lambda each: each.name.en)
def test_both_languages(rests_on: AssumptionSet) -> None:
    """Each assumption has its words in Chinese and English, a source, and a status."""
    for each in rests_on.assumptions:
        assert each.name.zh and each.name.en and each.source.zh and each.source.en and each.status in Status
    assert len({each.name.en for each in rests_on.assumptions}) == len(rests_on.assumptions)


def test_recalled_numbers_say_so() -> None:
    """The levels of EARS were not read anywhere; no pillar's mark is more than a judgement."""
    assert [each.status for each in SIGNALS.assumptions][:2] == [Status.MEMORY] * 2
    assert all(each.status == Status.JUDGEMENT for each in INDEX.assumptions[: len(REFERENCES)])
