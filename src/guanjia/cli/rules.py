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
    from guanjia.rules import all_rules

    found = [{"code": r.code, "title": r.title, "clock": r.clock, "needs": r.needs, "topics": r.topics} for r in all_rules()]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for rule in all_rules():
        click.echo(click.style(rule.code, bold=True) + f"  {rule.title[0]} / {rule.title[1]}")
        click.echo(f"    时钟 clock: {rule.clock[0]} / {rule.clock[1]}")
        click.echo(f"    所需 needs: {', '.join(rule.needs)}")
        click.echo(f"    主题 law:   {', '.join(rule.topics)}")
