"""Tables for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from guanjia.law import citation
from guanjia.law.entry import Entry
from guanjia.law.places import Places
from guanjia.writers.digest import words
from guanjia.writers.digest.missing import missing

MOST = 5  # kinds of rows set aside that are shown


_HINTS = {
    "region not given": "写明做工的地方 --region 310000，或假设 --as-if 310000 / say where with --region, or suppose with --as-if",
    "no law in force on that day": "记录早于规定；按某天的规定试判，加 --on 2026-06-01 / to try another day's law, add --on 2026-06-01",
    "wage area (tier) not known": "写明类区，如 --tier 210200=1 / say which wage area, such as --tier 210200=1",
}
"""What a user can do where the law could not be applied, by the end of the missing label."""


def show_summary(summary: Mapping[str, Any], out: Path) -> None:
    """What was found, rule by rule, and where the rest is."""
    console = Console()
    if summary["hypothetical"]:
        console.print(f"[bold magenta]{escape(summary['hypothetical']['zh'])}[/]\n[magenta]{escape(summary['hypothetical']['en'])}[/]")
    span = f"{summary['first_day']} – {summary['last_day']}" if summary["first_day"] else ""
    who = "辆 vehicles" if summary["about"]["subject"] == "vehicle" else "人 workers"
    work = f"[bold]{summary['tasks']:,}[/] 任务 tasks · {summary['task_hours']:,.0f} 小时 hours"
    console.print(f"[bold]{summary['workers']:,}[/] {who} · {work} · {span}")
    for name, counts in summary["intake"]["tables"].items():
        console.print(
            f"[dim]{name}: 读 read {counts['read']:,} = 用 used {counts['used']:,} + 并 merged {counts['merged']:,}"
            f" + 搁置 set aside {counts['set_aside']:,}[/]"
        )
    _set_aside(console, summary["intake"])
    for note in summary["intake"]["notes"]:
        console.print(f"[dim]· {escape(note['zh'])}\n  {escape(note['en'])}[/]", highlight=False)
    if summary["by_rule"]:
        console.print(_by_rule(summary["by_rule"]))
    for currency, least in summary["owed_at_least"].items():
        console.print(f"少付至少 owed at least: [bold]{least['minor_units'] / 100:,.2f} {currency}[/] ({least['rule']})")
    for gap in summary["cannot_judge"][:3]:
        (zh, en), _ = missing(gap["missing"], lambda topic: (topic, topic))
        console.print(f"无法判断 cannot judge ×{gap['count']:,}: {escape(zh)}\n  [dim]{escape(en)}[/]", overflow="fold")
        hint = next((words for reason, words in _HINTS.items() if gap["missing"].endswith(reason)), None)
        if hint:
            console.print(f"  → {hint}", overflow="fold")
    report = out / "report.html"
    console.print(f"报告 report: {escape(str(report))}" if report.exists() else f"结果表 tables: {escape(str(out))}", overflow="fold")


def _set_aside(console: Console, intake: Mapping[str, Any]) -> None:
    """Why rows were set aside, most frequent first, and where to look."""
    groups = intake["set_aside"]
    for group in groups[:MOST]:
        where = f"（如 {group['file']} 第 {group['row']} 行 e.g. row {group['row']}）" if group["file"] else ""
        console.print(
            f"[yellow]搁置 set aside ×{group['count']:,}: {escape(group['zh'])}[/][dim]{escape(where)}\n  {escape(group['en'])}[/]",
            highlight=False,
        )
    if groups:
        console.print("[dim]全部列在 rejected.parquet / all of them are listed in rejected.parquet[/]")
    if intake["tables"]["tasks"]["used"] == 0:
        console.print("[bold red]没有一行任务能用，什么也没有判断 / not one task could be used; nothing was judged[/]")


def _by_rule(rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 1), expand=False)
    table.add_column("规则 rule", max_width=42, overflow="fold")
    for heading, style in (("违反\nbreach", "red"), ("符合\nmet", "green"), ("无法判断\ncannot judge", "yellow")):
        table.add_column(heading, justify="right", style=style)
    for row in rows:
        scenario = f"（{words.scenario(row['scenario'])[0]}）" if row["scenario"] else ""
        name = f"{escape(row['zh'])}{escape(scenario)}\n[dim]{escape(row['rule'])}[/]"
        table.add_row(name, f"{row['breach']:,}", f"{row['met']:,}", f"{row['cannot_judge']:,}")
    return table


def show_law(entries: Sequence[Entry], places: Places, asked: str | None, code: str | None, day: date | None) -> None:
    """Entries of the law: number, what it contains, force and citation, one under the other."""
    console = Console()
    if code is not None:
        zh, en = places.name(code)
        console.print(f"[bold]{code} {zh}[/] {en}" + (f" · {day}" if day else ""))
    if not entries:
        console.print("没有查到。请换一个日期或地区 / nothing found. Try another day or place")
    for entry in entries:
        value = "未查到 not found" if entry.value != entry.value else f"{entry.value:g} {entry.unit}"
        tier = f" · 类区 tier {entry.tier}" if entry.tier else ""
        product = " · ".join(["", *entry.kinds, *([entry.product] if entry.product else [])])
        console.print(f"\n[bold]{escape(value)}[/]{escape(tier)}{escape(product)}  {escape(entry.zh)} / {escape(entry.en)}")
        console.print(f"  {escape(citation.in_chinese(entry))}", overflow="fold")
        console.print(f"  [dim]{escape(citation.in_english(entry))}[/]", overflow="fold")
        for name, state in entry.contains.items():
            console.print(f"  [dim]{escape(name)}: {escape(str(state))}[/]")
        if entry.note:
            console.print(f"  [dim]{escape(entry.note)}[/]", overflow="fold")
        if entry.source:
            console.print(f"  [dim]{escape(entry.source)}[/]", overflow="fold")
