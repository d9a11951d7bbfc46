"""`law`, `rules`, `formats`, `synth`, `completion` and the help of each command."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from guanjia.cli.main import cli
from guanjia.rules import all_rules
from tests.cli.command import Guanjia, two_languages


def test_law_of_a_place_and_day(guanjia: Guanjia) -> None:
    """By name or code: the number of the day, within 80 columns."""
    for place in ("上海", "310000", "Shanghai"):
        ran = guanjia("law", "minimum-wage", "--region", place, "--on", "2026-03-01")
        assert ran.code == 0 and "25 CNY/hour" in ran.out and max(map(cell_len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("minimun-wage",), 2, "minimum-hourly-wage"),
        (("minimum-wage", "--region", "火星"), 78, "火星"),
        (("minimum-wage", "--region", "上海", "--on", "1900-01-01"), 1, "没有查到"),
        (("minimum-wage", "--on", "yesterday"), 2, "yesterday"),
    ],
)
def test_law_that_is_not_there(guanjia: Guanjia, args: tuple[str, ...], code: int, said: str) -> None:
    """An unknown topic, place or day says what to ask instead."""
    ran = guanjia("law", *args)
    assert ran.code == code and said in ran.out + ran.err and two_languages(ran.out + ran.err)


def test_json_is_json(guanjia: Guanjia) -> None:
    """Strict JSON from every list, with null for a number that was not found."""

    def strict(text: str) -> list[Any]:
        found: list[Any] = json.loads(text, parse_constant=lambda word: pytest.fail(word))
        return found

    tibet = strict(guanjia("law", "minimum-hourly-wage", "--region", "540000", "--json").out)
    assert None in [entry["value"] for entry in tibet]
    assert "daily-task-time" in strict(guanjia("law", "--json").out)
    assert [rule["code"] for rule in strict(guanjia("rules", "--json").out)] == [rule.code for rule in all_rules()]


def test_lists_fit_the_terminal(guanjia: Guanjia) -> None:
    """Rules and formats on 80 columns, with nothing cut off."""
    for command in ("rules", "formats"):
        out = guanjia(command).out
        assert max(map(cell_len, out.splitlines())) <= 80 and "…" not in out.replace("…\n", "")


def test_synth_at_silly_values(guanjia: Guanjia, tmp_path: Path, good: Path) -> None:
    """Too few tasks, a place that is not, a folder in use, a file: each its code."""
    for code, args in (
        (2, (tmp_path / "c", "--tasks", "0")),
        (2, (tmp_path / "c", "--region", "火星")),
        (2, (good.parent,)),
        (73, (good,)),
        (73, (good / "c",)),
    ):
        ran = guanjia("synth", *args)
        assert ran.code == code and two_languages(ran.err)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(guanjia: Guanjia, shell: str) -> None:
    """The script names the command; bash can parse its own."""
    script = guanjia("completion", shell).out
    assert "_GUANJIA_COMPLETE" in script
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


@pytest.mark.parametrize("command", ["", *cli.commands])
def test_help(guanjia: Guanjia, command: str) -> None:
    """Each command's help has both languages and fits 100 columns."""
    out = guanjia(*filter(None, [command]), "--help").out
    assert two_languages(out) and max(map(cell_len, out.splitlines())) <= 100


def test_help_loads_no_heavy_library() -> None:
    """Help needs neither Arrow, numpy nor numba, so that it comes at once."""
    code = (
        "import sys; from click.testing import CliRunner; from guanjia.cli.main import cli; "
        "CliRunner().invoke(cli, ['assess', '--help']); "
        "sys.exit(','.join({'numpy', 'pyarrow', 'numba', 'rich'} & set(sys.modules)) or 0)"
    )
    began = time.monotonic()
    run = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "") and time.monotonic() - began < 10
