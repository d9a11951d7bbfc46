"""``guanjia formats``: what can be read."""

from __future__ import annotations

import click


@click.command(short_help="列出可读的格式 / list the formats that can be read")
def formats() -> None:
    """列出可读的格式。

    List the formats that can be read.
    """
    from guanjia.readers.registry import READERS

    for name, reader in sorted(READERS.items()):
        click.echo(click.style(f"{name:14}", bold=True) + f"{reader.zh} / {reader.en}")
