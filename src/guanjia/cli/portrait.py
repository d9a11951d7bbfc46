"""``guanjia portrait``: one worker's own load, and what would lower it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="一个人自己的负荷画像 / one worker's own risk portrait")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--worker", required=True, help="劳动者编号，与记录里的一样 / the worker's id, as in the records")
@click.option(
    "--platform", help="平台：编号在几个平台都有、又没有登记为同一人时 / the platform, where several have the id and nobody linked them"
)
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="另存为一页 HTML / also write one HTML page")
def portrait(out: Path, worker: str, platform: str | None, html: Path | None) -> None:
    """看 OUT（先经 guanjia risk）里一个人的负荷、来源和最能降低风险的改变。只供本人，不得用于处罚。

    One worker's load day by day, what weighs most and what would lower it, from OUT (after guanjia risk). For that worker's own eyes; never
    a basis for punishment.
    """
    from rich.console import Console

    from guanjia.cli.show_portrait import shown
    from guanjia.readers.portraits import read_portrait
    from guanjia.writers.risk.portrait_view import portrait_view

    view = portrait_view(read_portrait(out, worker, platform))
    if html is not None:
        from guanjia.writers.portrait_page.render import render
        from guanjia.writers.whole_folder import write_page

        write_page(html, render(view))
        html.chmod(0o600)  # for that worker's eyes
        click.echo(f"已写入 written: {html}", err=True)
    console = Console()
    for part in shown(view):
        console.print(part)
