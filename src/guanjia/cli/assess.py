"""``guanjia assess``: from records to findings."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import click

from guanjia.cli.asking import Count, Day, Memory, Month, Tier
from guanjia.cli.processors import limited


@click.command(short_help="评估工作记录 / assess records of work")
@click.argument("records")
@click.option("--out", "-o", type=click.Path(path_type=Path), required=True, help="结果写到这个文件夹 / folder for the results")
@click.option(
    "--format",
    "-f",
    "format_",
    help="记录的格式，见 guanjia formats；不写则当作管家自己的表格 / format of the records; without it, our own tables",
)
@click.option("--region", help="做工的地方：代码或名称，如 310000、上海 / where the work was done, code or name")
@click.option("--as-if", help="假设在此地做工来判断（结果标明是假设） / judge as though the work were done there (marked hypothetical)")
@click.option("--on", "day", type=Day(), help="按这一天的规定判断（结果标明是假设） / judge by the law of that day (marked hypothetical)")
@click.option("--tier", "tiers", type=Tier(), multiple=True, help="最低工资类区，如 210200=1 / wage area of a place")
@click.option(
    "--lawbook",
    "lawbooks",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="另加的规定文件夹 / a lawbook folder of your own",
)
@click.option("--rule", "rules", multiple=True, help="只用这条规则，可多次写；见 guanjia rules / only this rule, may be repeated")
@click.option(
    "--allowance",
    "allowances",
    multiple=True,
    type=float,
    help="宽放占接单时间的百分比，可多次写 [默认 0 10 20] / allowance, percent of task time",
)
@click.option(
    "--day-start", default="04:00", show_default=True, metavar="HH:MM", help="一天从几点算起（当地时间） / where a day begins, local clock"
)
@click.option("--rest", default=20.0, show_default=True, metavar="MINUTES", help="多长的休息打断连续接单 / rest that breaks a run")
@click.option(
    "--leave-out-rests",
    type=float,
    metavar="MINUTES",
    help="订单内申报的、不短于此的休息不计入 / leave declared rests inside tasks out of the clock",
)
@click.option("--timezone", metavar="ZONE", help="当地时区，如 Asia/Shanghai / time zone of the workplace")
@click.option("--platform", help="记录没有写平台时用这个名字 / platform, where the records do not say")
@click.option("--kind", help="记录没有写工种时用这个，如 food_delivery / kind of work, where the records do not say")
@click.option("--month", type=Month(), help="记录没有年月时用这个 / month, for formats without one")
@click.option(
    "--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="列名对照文件（YAML） / file that maps column names"
)
@click.option("--encoding", help="文字编码，如 gb18030 / text encoding")
@click.option(
    "--money", type=click.Choice(["auto", "yuan", "fen"]), default="auto", show_default=True, help="金额的单位 / unit of money columns"
)
@click.option("--max-task-hours", default=24.0, show_default=True, help="更长的任务被搁置 / longer tasks are set aside")
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="用一台机器或 Spark / one machine, or Spark"
)
@click.option("--master", default="local[*]", show_default=True, help="Spark 的 master / the master that Spark runs on")
@click.option("--memory", type=Memory(), help="最多用多少内存，如 3G；至少 1G / memory to take at most, such as 3G; 1G at least")
@click.option("--threads", type=Count(), help="最多用几个处理器核 / processors to use at most")
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    help="把量好的存在这里，下次只读新文件 / keep what was measured here; the next time only new files are read",
)
@click.option("--tables-only", is_flag=True, help="只写 Parquet 表和摘要，不写报告 / only the Parquet tables and the summary, no reports")
@click.option("--overwrite", is_flag=True, help="替换已有的结果 / replace earlier results")
@click.option("--fail-on-breach", is_flag=True, help="有违反时退出码为 10 / exit code 10 where there are breaches")
@click.option("--json", "as_json", is_flag=True, help="把摘要以 JSON 打印 / print the summary as JSON")
@click.option("--quiet", "-q", is_flag=True, help="不打印 / print nothing")
def assess(
    records: str,
    out: Path,
    format_: str | None,
    region: str | None,
    as_if: str | None,
    day: date | None,
    tiers: tuple[tuple[str, str], ...],
    lawbooks: tuple[str, ...],
    rules: tuple[str, ...],
    allowances: tuple[float, ...],
    day_start: str,
    rest: float,
    leave_out_rests: float | None,
    timezone: str | None,
    platform: str | None,
    kind: str | None,
    month: str | None,
    mapping: Path | None,
    encoding: str | None,
    money: str,
    max_task_hours: float,
    engine: str,
    master: str,
    memory: int | None,
    threads: int | None,
    store: Path | None,
    tables_only: bool,
    overwrite: bool,
    fail_on_breach: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """读 RECORDS（文件或文件夹），按规则判断，结果写入 --out。

    Read RECORDS (a file or a folder), let the rules judge, write the results to --out.
    """
    from guanjia.cli.progress import watched
    from guanjia.engines.room import Room
    from guanjia.readers.source import ReadOptions
    from guanjia.wiring.question import AskedWrongly, Question
    from guanjia.wiring.to_folder import assess_to_folder

    read = ReadOptions(timezone, region, platform, kind, month, mapping, encoding, max_task_hours, money)  # type: ignore[arg-type]
    shares = tuple(share / 100 for share in allowances) or (0.0, 0.1, 0.2)
    question = Question(as_if, day, dict(tiers), lawbooks, rules or None, shares, day_start, rest, leave_out_rests)
    made_from = os.path.isdir(out / "risk")
    try:
        with limited(threads), watched(quiet or as_json) as progress:
            assess_to_folder(
                records,
                out,
                format=format_,
                read=read,
                question=question,
                overwrite=overwrite,
                progress=progress,
                expect=progress.expect,
                reports=not tables_only,
                master=master if engine == "spark" else None,
                store=store,
                room=None if memory is None else Room(memory),
                threads=threads,
            )
    except AskedWrongly as error:
        raise click.UsageError(str(error)) from error
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
    elif not quiet:
        from guanjia.cli.show import show_summary

        show_summary(summary, out)
    if made_from:
        click.echo(
            f"旧的 {out / 'risk'} 已随旧结果删除，请重新运行 guanjia risk / removed with the old results: run guanjia risk again", err=True
        )
    if fail_on_breach and summary["verdicts"]["breach"]:
        raise click.exceptions.Exit(10)
