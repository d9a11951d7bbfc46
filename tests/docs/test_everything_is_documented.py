from __future__ import annotations

import csv
import re
from pathlib import Path

import click
import pyarrow.parquet as pq
import pytest

from guanjia.cli.main import cli
from guanjia.law.entry import Force
from guanjia.model.assessment import WORKER_DAYS, WORKER_PERIODS
from guanjia.model.findings import FINDINGS, VERDICTS
from guanjia.model.schema import TABLES
from guanjia.readers.registry import READERS
from guanjia.readers.source import ReadOptions
from guanjia.rules import Rule, all_rules
from guanjia.wiring.question import Question
from guanjia.wiring.to_folder import assess_to_folder
from tests.docs import records_section
from tests.docs.pages import DOCS, ROOT, absent, section

READMES = (ROOT / "README.md", ROOT / "README.zh.md")
COMMANDS, RESULTS, RULES, VERDICTS_PAGE = (DOCS / f"{name}.md" for name in ("commands", "results", "rules", "verdicts"))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule(rule: Rule) -> None:
    """A section for each rule, with its Chinese title, clock, force, needs, law topics and what it cannot judge."""
    text = section(RULES, rule.code)
    assert text, f"docs/rules.md: add a section '## {rule.code} · {rule.title[0]}' (copy one of the others)"
    assert rule.title[0] in text.splitlines()[0], f"docs/rules.md: the heading of {rule.code} should read '{rule.title[0]}'"
    lacking = absent([*rule.needs, *rule.topics], text)
    assert not lacking, f"docs/rules.md, section {rule.code}: name under Needs or Law: {lacking}"
    for word in ("**Clock**", "**Force**", "**Cannot judge**"):
        assert word in text, f"docs/rules.md, section {rule.code}: say its {word}"
    assert f"[{rule.code}](#" in RULES.read_text(encoding="utf-8"), f"docs/rules.md: list {rule.code} in the table at the top"


def test_no_rule_that_is_gone() -> None:
    """No section for a rule that there is not."""
    named = re.findall(r"^## ([a-z_]+) ·", RULES.read_text(encoding="utf-8"), re.MULTILINE)
    gone = set(named) - {rule.code for rule in all_rules()}
    assert not gone, f"docs/rules.md: remove the sections of {', '.join(gone)}: there is no such rule"


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option(name: str) -> None:
    """A section for each command, with an example and every option; no option that is gone."""
    text = section(COMMANDS, name)
    assert text, f"docs/commands.md: add a section '## {name}'"
    assert f"guanjia {name}" in text, f"docs/commands.md, section {name}: add an example line 'guanjia {name} …'"
    options = [opt for param in cli.commands[name].params if isinstance(param, click.Option) for opt in param.opts]
    lacking = absent(options, text)
    assert not lacking, f"docs/commands.md, section {name}: add a line to its table for {lacking}"
    listed = {opt for row in re.findall(r"^\| (`-.*?) \|", text, re.MULTILINE) for opt in re.findall(r"`(-[\w-]+)`", row)}
    assert listed <= set(options), f"docs/commands.md, section {name}: there is no option {', '.join(sorted(listed - set(options)))}"


def test_every_format() -> None:
    """Each format that can be read is named with the commands."""
    lacking = absent(list(READERS), section(COMMANDS, "formats"))
    assert not lacking, f"docs/commands.md, section formats: add a line for {lacking}"


def test_records_page_is_the_schema() -> None:
    """The tables and columns of records.md are those of the schema."""
    text = records_section.PAGE.read_text(encoding="utf-8")
    assert text == records_section.renewed(text), (
        "docs/records.md is not what guanjia.model.schema says: run 'python -m tests.docs.records_section'"
    )
    named = [table.name for table in TABLES if f"[{table.name}](#{table.name})" not in text]
    assert not named, f"docs/records.md: list {', '.join(named)} in the table at the top"


def test_every_file_and_its_columns(city: Path, tmp_path: Path) -> None:
    """Each file of a result is named in both READMEs and in results.md, with its columns."""
    out = tmp_path / "out"
    question = Question(rules=("daily_task_time",))
    assess_to_folder(city, out, format=None, read=ReadOptions(), question=question, overwrite=False, progress=lambda table, rows: None)
    files = sorted(path.name for path in out.iterdir())
    for page in (*READMES, RESULTS):
        lacking = absent(files, page.read_text(encoding="utf-8"))
        assert not lacking, f"{page.name}: the results hold {lacking}; say what it is in the table of files"
    with (out / "regulator.csv").open(encoding="utf-8-sig", newline="") as file:
        regulator = next(csv.reader(file))
    for heading, columns in (
        ("Findings", FINDINGS.names),
        ("Worker-days", WORKER_DAYS.names),
        ("regulator.csv", regulator),
    ):
        lacking = absent(columns, section(RESULTS, heading))
        assert not lacking, f"docs/results.md, section {heading}: explain the columns {lacking}"
    lacking = absent(WORKER_PERIODS.names, section(RESULTS, "Worker-days") + section(RESULTS, "Worker-weeks and months"))
    assert not lacking, f"docs/results.md, section Worker-weeks and months: explain the columns {lacking}"
    lacking = absent(pq.read_schema(out / "rejected.parquet").names, RESULTS.read_text(encoding="utf-8"))
    assert not lacking, f"docs/results.md: explain the columns of rejected.parquet: {lacking}"


def test_every_verdict_and_force() -> None:
    """What each verdict and each force means stands in verdicts.md, with the Chinese name of the force."""
    text = VERDICTS_PAGE.read_text(encoding="utf-8")
    lacking = absent([*VERDICTS, *(force.value for force in Force)], text)
    assert not lacking, f"docs/verdicts.md: say what this means: {lacking}"
    wrong = [force.zh for force in Force if force.zh not in text]
    assert not wrong, f"docs/verdicts.md: the Chinese names of forces are missing: {', '.join(wrong)}"


def test_every_exit_code() -> None:
    """The exit codes that the help names stand in both READMEs and in commands.md."""
    codes = re.findall(r"\b\d+\b", cli.epilog or "")
    for page in (*READMES, COMMANDS):
        text = page.read_text(encoding="utf-8")
        lacking = [code for code in codes if not re.search(rf"(?<!\d){code} \S", text)]
        assert codes and not lacking, f"{page.name}: say what the exit code {', '.join(lacking)} means"


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_page_is_linked(page: Path) -> None:
    """A stranger finds every page from both READMEs."""
    for readme in READMES:
        assert f"](docs/{page.name})" in readme.read_text(encoding="utf-8"), f"{readme.name}: link docs/{page.name} under 'Read on'"
