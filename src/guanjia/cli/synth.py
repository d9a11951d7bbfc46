"""``guanjia synth``: a synthetic city with known answers, to try things out on and to score tools with."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

_OF_A_CITY = ("tasks", "days", "platforms", "region")
_SIZES = {"": 1, "K": 1_000, "M": 1_000_000}


class Size(click.ParamType[int]):
    """A whole number, or one of thousands or millions: 200k, 10M."""

    name = "number"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        found = re.fullmatch(r"(\d+)([kKmM]?)", str(value))
        if found is None:
            self.fail(f"“{value}”不是任务数，请写成 20000、200k 或 10M / not a number of tasks: write 20000, 200k or 10M", param, ctx)
        return int(found[1]) * _SIZES[found[2].upper()]


@click.command(short_help="生成一座合成城市 / write a synthetic city")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--tasks", default="20000", type=Size(), show_default=True, help="任务数，如 200k、10M / number of tasks")
@click.option("--days", default=28, show_default=True, help="天数 / number of days")
@click.option("--platforms", default=3, show_default=True, help="平台数（1–6）/ number of platforms")
@click.option("--seed", default=7, show_default=True, help="随机种子：相同则结果相同 / same seed, same city")
@click.option("--region", default="310000", show_default=True, help="地区代码 / division code")
@click.option("--hard", is_flag=True, help="难题集：几座全是边界情形的小城 / the hard set: small cities of nothing but edges")
@click.pass_context
def synth(ctx: click.Context, folder: Path, tasks: int, days: int, platforms: int, seed: int, region: str, hard: bool) -> None:
    """在 FOLDER 里写一座合成城市的记录和答案（没有真人）。

    Write the records of a synthetic city (no real people) and their answers into FOLDER.
    """
    from guanjia.writers.whole_folder import OutputError

    try:
        if hard:
            _hard_set(ctx, folder, seed)
        else:
            _city(folder, tasks, days, platforms, seed, region)
    except (FileExistsError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise OutputError(
            f"不能写到 {folder}（{error.strerror}）。请换一个文件夹", f"cannot write to {folder} ({error.strerror}). Choose another folder"
        ) from error


def _hard_set(ctx: click.Context, folder: Path, seed: int) -> None:
    from guanjia.synthesis.planted import hard_set

    meant = [name for name in _OF_A_CITY if ctx.get_parameter_source(name) != ParameterSource.DEFAULT]
    if meant:
        named = "、".join(f"--{name}" for name in meant)
        raise click.UsageError(
            f"难题集的大小是固定的，请去掉 {named}\nthe hard set has a fixed size; leave out {named.replace('、', ', ')}"
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"文件夹已有内容，请换一个新文件夹：{folder}。 The folder is not empty; name a new one: {folder}.")
    for city in hard_set(folder, seed):
        click.echo(f"已写入 written: {city}")


def _city(folder: Path, tasks: int, days: int, platforms: int, seed: int, region: str) -> None:
    from guanjia.law import places
    from guanjia.synthesis.city import write_city

    if not places.Places().known(region):
        raise click.UsageError(f"不认识地区“{region}”，请写六位代码，如 310000\nunknown region '{region}'; write six digits such as 310000")
    written = write_city(folder, tasks=tasks, days=days, seed=seed, region=region, platforms=platforms)
    click.echo(f"已写入 written: {written}")
    if not (written / "answers" / "key.parquet").exists():
        click.echo(f"没有答案：不知道 {region} 的最低小时工资 no key: the hourly floor of {region} is not known to the generator")
    _show(json.loads((written / "answers" / "targets.json").read_text(encoding="utf-8")))


def _show(targets: list[dict[str, Any]]) -> None:
    """What the city was set to and what it gives, on 80 columns."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, width=80, header_style="dim")
    for name, side in (("指标 figure", "left"), ("目标 target", "right"), ("得 given", "right"), ("", "left"), ("来源 source", "left")):
        table.add_column(name, justify=side, no_wrap=side == "right" or not name)  # type: ignore[arg-type]
    for its in targets:
        given = "–" if its["given"] is None else f"{its['given']:,.{its['decimals']}f}"
        table.add_row(f"{its['zh']}\n{its['en']}", f"{its['target']:,g}", given, its["unit"], its["source"])
    Console(highlight=False).print(table)
