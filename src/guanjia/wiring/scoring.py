"""Findings scored against an answer key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pyarrow as pa

from guanjia.flows.truth.score import Score
from guanjia.flows.truth.scoring import SeveralRows, score
from guanjia.readers.both_sides import open_both
from guanjia.readers.errors import InputError
from guanjia.wiring.opening import said_gently
from guanjia.wiring.question import chosen_rules


def truth(
    city: Path | str,
    findings: Path | str | pa.Table,
    *,
    rules: Sequence[str] | None = None,
    format: Literal["findings", "verdicts"] | None = None,
    mapping: Path | None = None,
    encoding: str | None = None,
    timezone: str | None = None,
    first: int = 10,
) -> Score:
    """Score findings against the answer key of a synthetic city.

    ``findings`` is a folder that `assess` wrote, a table with the columns of its findings.parquet, or a third party's table of verdicts
    (see docs/benchmark.md). ``first`` disagreements are named. Raises `guanjia.readers.errors.InputError` for what cannot be read.
    """
    chosen = None if rules is None else {rule.code for rule in chosen_rules(rules)}
    with said_gently():
        asked = open_both(Path(city), findings, format, mapping, encoding, timezone)
        try:
            found = score(asked.key, asked.table, asked.rules if chosen is None else chosen, first)
        except SeveralRows as vague:
            raise InputError(
                f"{vague.rule}：{vague.when} 在答案里有几行。请在表里加上列 {'、'.join(vague.columns)}",
                f"{vague.rule}: the key has several rows for {vague.when}. Add the columns {', '.join(vague.columns)} to the table",
            ) from vague
    return replace(found, intake=asked.intake)
