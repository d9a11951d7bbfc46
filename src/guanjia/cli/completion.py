"""``guanjia completion``: the script that completes commands in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(short_help="命令补全脚本 / shell completion script")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """打印 SHELL 的补全脚本，例如：guanjia completion bash >> ~/.bashrc.

    Print the completion script for SHELL, for example: guanjia completion bash >> ~/.bashrc
    """
    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - the choice above allows known shells only
        raise click.UsageError(f"{shell} ?")
    click.echo(kind(ctx.find_root().command, {}, "guanjia", "_GUANJIA_COMPLETE").source())
