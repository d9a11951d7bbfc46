"""A score as words: tables for a terminal of 80 columns, and plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from textwrap import wrap
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from guanjia.flows.truth.score import ABSENT, Disagreement, RuleScore, Said, Score
from guanjia.model.findings import VERDICTS, Verdict
from guanjia.rules import all_rules

_NAME: Final = 22  # width of the column of rules
_ORDER: Final = (Verdict.BREACH, Verdict.MET, Verdict.CANNOT_JUDGE, ABSENT)
_SIDES: Final = {
    Verdict.BREACH: ("违反", "breach"),
    Verdict.MET: ("符合", "met"),
    Verdict.CANNOT_JUDGE: ("无法判断", "cannot judge"),
    ABSENT: ("无此行", "no such row"),
}
_DIFFERS: Final = {
    "verdict": "结论",
    "measured": "测得值",
    "limit": "限值",
    "count": "件数",
    "end": "止",
    "owed": "少付（分）",
    "missing": "漏了这行",
    "unexpected": "多了这行",
}


def show_score(score: Score) -> None:
    """By rule, then all verdicts together, the reading, and the first disagreements in full."""
    console = Console(highlight=False)
    if not score.rules:
        console.print("[bold red]没有可比的行 / nothing to compare[/]")
        return
    console.print(_by_rule(score))
    total = score.total
    console.print(_square(total))
    for name, count in {**total.wrong, "owed": total.wrong_owed or 0}.items():
        if count:
            money = f"，共 {total.fen_wrong:,} 分 fen" if name == "owed" else ""
            console.print(f"[red]{_DIFFERS[name]}不符 wrong {name}: {count:,}{money}[/]")
    _show_intake(console, score)
    for number, each in enumerate(score.first, 1):
        _show_disagreement(console, number, each)
    verdict = "[bold green]完全一致 perfect[/]" if score.perfect else "[bold red]有不符 disagreements[/]"
    console.print(f"{verdict} · {total.rows:,} 行答案 rows of the key")


def _by_rule(score: Score) -> Table:
    titles = {rule.code: rule.title[0] for rule in all_rules()}
    table = Table(box=None, padding=(0, 1, 0, 0), expand=False)
    table.add_column("规则 rule", overflow="fold", max_width=_NAME)
    for heading in (
        "答案\nrows",
        "查准\nprec.",
        "查全\nrecall",
        "错判\nwrong",
        "强判\nforced",
        "漏行\nmiss.",
        "多行\nextra",
        "错值\nvalue",
        "错分\nfen",
    ):
        table.add_column(heading, justify="right")
    for rule in (*score.rules, score.total):
        cells = (
            f"{rule.rows:,}",
            _share(rule.precision),
            _share(rule.recall),
            _count(rule.wrong_verdicts),
            _count(rule.missed_cannot_judge),
            _count(rule.missing),
            _count(rule.unexpected),
            _count(sum(rule.wrong.values())),
            _count(rule.fen_wrong),
        )
        name = "全部 all" if rule.rule == "*" else f"{titles.get(rule.rule, '')}\n{_broken(rule.rule)}".strip()
        table.add_row(escape(name), *cells, style="" if rule.perfect else "red")
    return table


def _broken(code: str) -> str:
    """A rule's code on lines of the width there is, broken after underscores."""
    return "\n".join(line.replace(" ", "") for line in wrap(code.replace("_", "_ "), _NAME))


def _share(share: float | None) -> str:
    """Up to four digits; a share short of 1 never reads as 1."""
    if share is None:
        return "–"
    return "1" if share == 1 else f"{int(share * 1000) / 1000:.3f}"


def _count(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _square(total: RuleScore) -> Table:
    table = Table(box=None, padding=(0, 1), expand=False)
    table.add_column("答案 ↓ 表 →\nkey ↓ table →")
    for place in _ORDER:
        zh, en = _SIDES[place]
        table.add_column(f"{zh}\n{en}", justify="right")
    for place in _ORDER:
        zh, en = _SIDES[place]
        table.add_row(f"{zh} {en}", *("" if place == said == ABSENT else f"{total.square[place][said]:,}" for said in _ORDER))
    return table


def _show_intake(console: Console, score: Score) -> None:
    if score.intake is None:
        return
    if not score.intake:
        console.print("读入与所埋的一致 every row read was accounted for as planted")
    for d in score.intake:
        console.print(f"[red]读入 intake · {escape(d.table)} · {escape(d.what)}: 应为 expected {d.expected:,}, 实为 found {d.found:,}[/]")


def _show_disagreement(console: Console, number: int, d: Disagreement) -> None:
    differs = "、".join(f"{_DIFFERS[name]} {name}" for name in d.differs)
    console.print(f"\n[bold]{number}. {escape(d.rule)}[/] · {escape(differs)}")
    who = (d.worker_id, d.platform, d.region, d.period, _when(d.start), d.scenario, d.unit)
    lines = [" · ".join(part for part in who if part)]
    lines += [f"所埋 planted: {d.planted}"] if d.planted else []
    lines += [f"答案 key: {_said(d.key, d)}", f"该表 table: {_said(d.table, d)}"]
    for line in lines:
        console.print(Padding(escape(line), (0, 0, 0, 3)), overflow="fold")


def _when(moment: datetime | date | None) -> str:
    """A moment as UTC; a day as it is."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return "" if moment is None else f"{moment}"


def _said(said: Said | None, of: Disagreement) -> str:
    """Verdict and values of one side; the end only where it is what differs."""
    if said is None:
        return "无此行 no such row"
    zh, en = _SIDES[VERDICTS.index(said.verdict)]
    names = ("measured", "limit", "count", "owed", *(["end"] if "end" in of.differs else []))
    values = {name: getattr(said, name) for name in names}
    told = [f"{_DIFFERS[name]} {_number(value)}" for name, value in values.items() if value is not None]
    return " · ".join([f"{zh} {en}", *told])


def _number(value: float | datetime) -> str:
    """Every digit of a number that differs may matter; whole numbers stand without a point."""
    if isinstance(value, datetime):
        return _when(value)
    return f"{int(value)}" if value == int(value) else f"{value!r}"


def score_words(score: Score) -> dict[str, Any]:
    """The score as plain values; moments are UTC."""
    return {
        "perfect": score.perfect,
        "total": _rule_words(score.total),
        "rules": [_rule_words(rule) for rule in score.rules],
        "intake": None if score.intake is None else [asdict(difference) for difference in score.intake],
        "first": [asdict(disagreement) for disagreement in score.first],
    }


def _rule_words(rule: RuleScore) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "rows": rule.rows,
        "precision": rule.precision,
        "recall": rule.recall,
        "wrong_verdicts": rule.wrong_verdicts,
        "missed_cannot_judge": rule.missed_cannot_judge,
        "missing": rule.missing,
        "unexpected": rule.unexpected,
        "wrong_values": rule.wrong,
        "wrong_owed": rule.wrong_owed,
        "fen_wrong": rule.fen_wrong,
        "verdicts": {_word(key): dict(zip(map(_word, _ORDER), _in_order(rule.square[key]), strict=True)) for key in _ORDER},
        "perfect": rule.perfect,
    }


def _in_order(row: Sequence[int]) -> list[int]:
    return [row[place] for place in _ORDER]


def _word(place: int) -> str:
    return "no such row" if place == ABSENT else VERDICTS[place]
