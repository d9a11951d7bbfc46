"""Run the command line as a user does, in this process, and look at what it says."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from guanjia.cli.main import main

HEAD = "task_id,worker_id,platform,dispatch_time,end_time,driver_trip_pay"


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


class Guanjia:
    """The command, with the terminal captured."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, monkeypatch

    def __call__(self, *words: object) -> Ran:
        """Run the command with these words; any exception but a clean exit fails the test."""
        self._patch.setattr(sys, "argv", ["guanjia", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)


def order(number: int, **other: str) -> str:
    """A row of tasks: one hour of work in Shanghai for 30 yuan unless told otherwise."""
    row = {
        "task": f"t{number}",
        "worker": "w1",
        "platform": "P",
        "start": f"2026-03-01 08:{number % 60:02d}:00",
        "end": "2026-03-01 09:00:00",
        "pay": "30.5",
    }
    return ",".join((row | other).values())


def written(path: Path, rows: Sequence[str], head: str = HEAD) -> Path:
    """A CSV of these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def summary(out: Path) -> dict[str, Any]:
    """The summary of a result in which every row is accounted for."""
    told: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    for counts in told["intake"]["tables"].values():
        assert counts["read"] == counts["used"] + counts["merged"] + counts["set_aside"]
    return told


def two_languages(said: str) -> bool:
    """Whether a message has a Chinese part and an English part, and no traceback."""
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in said)
    return chinese and any(len(word) > 2 and word.isascii() and word.isalpha() for word in said.split()) and "Traceback" not in said
