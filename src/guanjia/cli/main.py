"""The command line: ``guanjia COMMAND``. Each command is a file of this folder; heavy libraries are imported only when a command runs."""

from __future__ import annotations

import sys

import click

import guanjia
from guanjia.cli.assess import assess
from guanjia.cli.completion import completion
from guanjia.cli.explain import explain
from guanjia.cli.formats import formats
from guanjia.cli.law import law
from guanjia.cli.portrait import portrait
from guanjia.cli.publish import publish
from guanjia.cli.risk import risk
from guanjia.cli.rules import rules
from guanjia.cli.synth import synth
from guanjia.cli.truth import truth
from guanjia.cli.warm import warm

EPILOG = (
    "退出码 exit codes: 0 完成 done · 1 没查到、有不符或中断 nothing found, disagreements, interrupted · 2 用法 usage · "
    "10 有违反 breaches (--fail-on-breach) · 65 输入 input · 69 缺 Spark 或 Java no Spark or Java · 73 输出 output · "
    "77 预算不够 budget · 78 规定 lawbook"
)


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(guanjia.__version__, prog_name="guanjia")
def cli() -> None:
    """管家：从工作记录看规定怎么说，附条文和算式。

    Guanjia: what the law makes of platform work, from its records, with the article and the arithmetic.
    """


for command in (assess, explain, risk, portrait, publish, law, rules, formats, synth, truth, completion, warm):
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors that a user can mend end in one plain message."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli(standalone_mode=True)
    except Exception as error:
        code = getattr(error, "exit_code", None)
        if type(error).__name__ in ("LawbookError", "UnknownRegion"):
            code = 78  # EX_CONFIG of sysexits.h
        if code is None:
            raise
        click.echo(click.style("✗ ", fg="red") + str(error), err=True)
        sys.exit(code)


if __name__ == "__main__":
    main()
