"""``guanjia explain``: one worker's days and findings."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="逐条说明一个人的结果 / explain one worker's findings")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--worker", required=True, help="劳动者编号，与记录里的一样 / the worker's id, as in the records")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="另存为一页 HTML / also write one HTML page")
@click.option(
    "--verdict", type=click.Choice(["breach", "cannot judge", "met"]), multiple=True, help="只看这种结论，可多次写 / only this verdict"
)
def explain(out: Path, worker: str, html: Path | None, verdict: tuple[str, ...]) -> None:
    """说明 OUT（assess 的结果）里一个人的每一天、每一条结论：时钟、算式、条文、所依的行。

    Explain one worker's days and findings in OUT (results of assess): clock, arithmetic, article, rows.
    """
    from dataclasses import replace

    from rich.console import Console

    from guanjia.wiring.explaining import explain_from_folder
    from guanjia.writers.explain_text import render

    explanation = explain_from_folder(out, worker)
    if verdict:
        explanation = replace(explanation, findings=tuple(line for line in explanation.findings if line.finding["verdict"] in verdict))
    if html is not None:
        from guanjia.writers.explain_html import render as page
        from guanjia.writers.whole_folder import write_page

        write_page(html, page(explanation))
        click.echo(f"已写入 written: {html}", err=True)
    Console().print(render(explanation))
