"""``guanjia rules``: what is judged."""

from __future__ import annotations

import json

import click


@click.command(short_help="列出规则 / list the rules")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 打印 / print as JSON")
def rules(as_json: bool) -> None:
    """列出每条规则：名称、所用的时钟、所需的字段、所依的规定主题。

    List each rule: its name, the clock it reads, the fields it needs, the law topics it applies.
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from guanjia.rules import all_rules

    found = [{"code": r.code, "title": r.title, "clock": r.clock, "needs": r.needs, "topics": r.topics} for r in all_rules()]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    console = Console()
    for rule in all_rules():
        console.print(f"[bold]{rule.code}[/]  {escape(rule.title[0])} / {escape(rule.title[1])}", highlight=False)
        table = Table.grid(padding=(0, 1))
        table.add_row("   时钟 clock", escape(" / ".join(rule.clock)))
        table.add_row("   所需 needs", escape(", ".join(rule.needs)))
        table.add_row("   主题 law", escape(", ".join(rule.topics)))
        console.print(table, highlight=False)
