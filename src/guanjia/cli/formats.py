"""``guanjia formats``: what can be read."""

from __future__ import annotations

import click


@click.command(short_help="列出可读的格式 / list the formats that can be read")
def formats() -> None:
    """列出可读的格式。

    List the formats that can be read.
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from guanjia.readers.registry import READERS

    table = Table.grid(padding=(0, 2))
    for name, reader in sorted(READERS.items()):
        table.add_row(f"[bold]{name}[/]", f"{escape(reader.zh)}\n[dim]{escape(reader.en)}[/]")
    Console().print(table)
