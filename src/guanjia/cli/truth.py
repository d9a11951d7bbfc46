"""``guanjia truth``: score a table of findings against a synthetic city's answer key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import click


@click.command(short_help="对照答案评分 / score findings against the answer key")
@click.argument("city", type=click.Path(path_type=Path))
@click.argument("findings", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["findings", "verdicts"]),
    help="findings：assess 的结果；verdicts：别家的结论表（CSV、Excel）。不写则按文件名判断 / ours, or a third party's table",
)
@click.option("--rule", "rules", multiple=True, help="只评这条规则，可多次写 / only this rule, may be repeated")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="列名对照文件（YAML） / file that maps column names",
)
@click.option("--encoding", help="文字编码，如 gb18030 / text encoding")
@click.option("--timezone", metavar="ZONE", help="表里没写时区的时间按此 / clock of times without a zone")
@click.option("--first", default=10, show_default=True, type=click.IntRange(min=0), help="列出几条不符 / disagreements to name")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 打印 / print as JSON")
def truth(
    city: Path,
    findings: Path,
    form: Literal["findings", "verdicts"] | None,
    rules: tuple[str, ...],
    mapping: Path | None,
    encoding: str | None,
    timezone: str | None,
    first: int,
    as_json: bool,
) -> None:
    """拿 OUT（assess 的结果，或任何工具的结论表）与合成城市 CITY 的答案逐行对照。

    Score OUT (results of assess, or any tool's table of verdicts) against the answers of the synthetic city CITY.

    退出码 exit codes: 0 完全一致 perfect · 1 有不符 disagreements · 2 读不了 cannot be read
    """
    from guanjia.cli.show_score import score_words, show_score
    from guanjia.readers.errors import InputError
    from guanjia.wiring.question import AskedWrongly
    from guanjia.wiring.scoring import truth as scored

    try:
        score = scored(city, findings, rules=rules or None, format=form, mapping=mapping, encoding=encoding, timezone=timezone, first=first)
    except (InputError, AskedWrongly) as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(score_words(score), ensure_ascii=False, indent=2, default=str))
    else:
        show_score(score)
    if not score.perfect:
        raise click.exceptions.Exit(1)
